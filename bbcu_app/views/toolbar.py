"""The bar at the top: open and undo on the left, what is open in the middle, the view on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from bbcu_app import theme
from bbcu_app.settings import ViewMode
from bbcu_app.views.actions import Actions
from bbcu_app.views.widgets import icon, label, tool_button

MODE_ICONS = {ViewMode.SIDE: "mdi6.view-split-vertical", ViewMode.DIVIDER: "mdi6.compare",
              ViewMode.SINGLE: "mdi6.image-outline"}


class Toolbar(QFrame):
    """The bar at the top.

    Parameters
    ----------
    actions : Actions
    """

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="toolbar")
        self.setFixedHeight(theme.TOOLBAR)
        self._mode = ViewMode.SIDE
        self.name = label("")
        self.about = label("", "secondary")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.view = self._menu_button("Compare", [actions[n] for n in ("side", "divider", "single")])
        self.view.setToolTip("How to compare original and result (B, D, S)")
        self.more = self._menu_button("", [
            actions["paste"], actions["copy"], None, actions["previous"], actions["next"], actions["full_screen"],
            None, actions["settings"], actions["keys"], actions["about"], None, actions["quit"],
        ])
        self.more.setToolTip("More")
        self.more.setAccessibleName("More")
        self._paired = [tool_button(actions[name]) for name in ("undo", "redo")]
        row = QHBoxLayout(self, spacing=theme.GAP)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(tool_button(actions["open"], text=True))
        for button in self._paired:
            row.addWidget(button)
        row.addSpacing(theme.GAP)
        row.addWidget(self.name, 1)
        row.addWidget(self.about)
        row.addSpacing(theme.GAP)
        row.addWidget(self.view)
        row.addWidget(self.more)
        self.renew_icons()

    def _menu_button(self, text: str, actions: list) -> QToolButton:
        menu = QMenu(self)
        for action in actions:
            menu.addSeparator() if action is None else menu.addAction(action)
        button = QToolButton(text=text, iconSize=QSize(theme.ICON, theme.ICON),
                             popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setProperty("flat", True)
        button.setMenu(menu)
        return button

    def show_picture(self, name: str, about: str) -> None:
        """What is open; empty texts while nothing is."""
        self.name.setText(name)
        self.name.setToolTip(name)
        self.about.setText(about)
        for widget in (self.view, *self._paired):
            widget.setVisible(bool(name))

    def show_mode(self, mode: ViewMode) -> None:
        """How original and result are compared."""
        self._mode = mode
        self.view.setText(mode.title)
        self.view.setIcon(icon(MODE_ICONS[mode]))
        from PySide6.QtCore import Qt

        self.view.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def renew_icons(self) -> None:
        """Draw the icons in the theme's colours."""
        self.more.setIcon(icon("mdi6.dots-horizontal"))
        self.show_mode(self._mode)
