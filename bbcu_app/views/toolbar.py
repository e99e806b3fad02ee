"""The bar at the top: open and undo on the left, what is open in the middle, the view on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.settings import Settings, ViewMode
from bbcu_app.views.actions import Actions
from bbcu_app.views.widgets import IconButton, icon, label, tool_button
from bbcu_app.wording import MODES, short_path

MODE_ICONS = {ViewMode.SIDE: "mdi6.view-split-vertical", ViewMode.DIVIDER: "mdi6.compare",
              ViewMode.SINGLE: "mdi6.image-outline"}
MORE = ("paste", "copy", "compare", None, "previous", "next", "full_screen", None, "settings", "keys", "about", None,
        "quit")
VIEWS = ("side", "divider", "single", None, "difference", "navigator", None, "try")


class Toolbar(QFrame):
    """The bar at the top.

    Parameters
    ----------
    actions : Actions
    settings : Settings
        Knows the recent files.

    Signals
    -------
    recent_chosen : Path
    notes_wanted :
        Somebody wants to know how the file was read.
    """

    recent_chosen = Signal(object)
    notes_wanted = Signal()

    def __init__(self, actions: Actions, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="toolbar")
        self.setFixedHeight(theme.TOOLBAR)
        self._settings, self._mode = settings, ViewMode.DIVIDER
        self.name = label("", "strong")
        self.about = label("", "secondary")
        for text in (self.name, self.about):
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.about.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.notes = IconButton("mdi6.information-outline", tr("How this file was read"))
        self.notes.clicked.connect(self.notes_wanted)
        self._about = ""
        self.view = self._menu_button([None if n is None else actions[n] for n in VIEWS])
        self.view.setToolTip(tr("How to compare original and result (B, D, S)"))
        self.view.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more = self._menu_button([None if n is None else actions[n] for n in MORE])
        self.more.setToolTip(tr("More"))
        self.more.setAccessibleName(tr("More"))
        self.open = tool_button(actions["open"], text=True)
        self._offer_recent(self.open)
        self._paired = [tool_button(actions[name]) for name in ("undo", "redo")]
        row = QHBoxLayout(self, spacing=theme.GAP)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.open)
        for button in self._paired:
            row.addWidget(button)
        row.addSpacing(theme.GAP)
        row.addWidget(self.name, 2)
        row.addWidget(self.about, 3)
        row.addWidget(self.notes)
        row.addSpacing(theme.GAP)
        row.addWidget(self.view)
        row.addWidget(self.more)
        self.renew_icons()
        self.show_picture("", "")

    def _menu_button(self, actions: list) -> QToolButton:
        menu = QMenu(self)
        for action in actions:
            menu.addSeparator() if action is None else menu.addAction(action)
        button = QToolButton(iconSize=QSize(theme.ICON, theme.ICON),
                             popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setProperty("flat", True)
        button.setMenu(menu)
        return button

    def _offer_recent(self, button: QToolButton) -> None:
        menu = QMenu(self, toolTipsVisible=True)
        menu.aboutToShow.connect(lambda: self.fill_recent(menu))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.setProperty("split", True)

    def fill_recent(self, menu: QMenu) -> None:
        """The files that were opened last, and a way to forget them."""
        menu.clear()
        paths = self._settings.recent
        for path in paths:
            entry = menu.addAction(path.name)
            entry.setToolTip(short_path(path))
            entry.triggered.connect(lambda _=False, chosen=path: self.recent_chosen.emit(chosen))
        if paths:
            menu.addSeparator()
            menu.addAction(tr("Forget these")).triggered.connect(lambda: setattr(self._settings, "recent", ()))
        else:
            menu.addAction(tr("Nothing was opened yet")).setEnabled(False)

    def show_picture(self, name: str, about: str, noted: bool = False) -> None:
        """What is open, and whether there is something to be known about how it was read; empty while nothing is."""
        self.notes.setVisible(noted)
        self.name.setText(name)
        self.name.setToolTip(name)
        self.say(about)
        for widget in (self.view, *self._paired):
            widget.setVisible(bool(name))

    def say(self, about: str) -> None:
        """What is known of the picture, or what the window is busy with."""
        self._about = about
        self._elide()

    def _elide(self) -> None:
        room = self.about.width()
        shown = self.about.fontMetrics().elidedText(self._about, Qt.TextElideMode.ElideRight, room)
        self.about.setText(shown)
        self.about.setToolTip(self._about if shown != self._about else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout().activate()
        self._elide()

    def show_mode(self, mode: ViewMode) -> None:
        """How original and result are compared."""
        self._mode = mode
        self.view.setText(tr(MODES[mode]))
        self.view.setIcon(icon(MODE_ICONS[mode]))

    def renew_icons(self) -> None:
        """Draw the icons in the theme's colours."""
        self.more.setIcon(icon("mdi6.dots-horizontal"))
        self.show_mode(self._mode)
