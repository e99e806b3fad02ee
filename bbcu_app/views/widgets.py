"""Small pieces that several views are made of."""

from __future__ import annotations

import sys
from collections.abc import Callable

import qtawesome
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from bbcu_app import theme


def icon(name: str, colour: str = "text") -> QIcon:
    """An icon in a named colour of the theme."""
    shown = theme.current()
    return qtawesome.icon(name, color=getattr(shown, colour), color_disabled=shown.edge)


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in one of the style sheet's roles."""
    made = QLabel(text, wordWrap=wrap, textFormat=Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def line() -> QFrame:
    """A thin line between groups."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


class IconLabel(QLabel):
    """An icon in a text's place; follows the theme."""

    def __init__(self, name: str, colour: str = "text") -> None:
        super().__init__()
        self._shown = (name, colour)
        self.setFixedSize(theme.ICON, 20)
        self.show_icon(name, colour)

    def show_icon(self, name: str, colour: str = "text") -> None:
        """Another icon."""
        self._shown = (name, colour)
        self.setPixmap(icon(name, colour).pixmap(QSize(theme.ICON, theme.ICON)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.show_icon(*self._shown)
        super().changeEvent(event)


def icon_label(name: str, colour: str = "text") -> IconLabel:
    """An icon in a text's place."""
    return IconLabel(name, colour)


def tool_button(action: QAction, *, text: bool = False, flat: bool = True) -> QToolButton:
    """A button for an action; its tooltip names the shortcut."""
    button = QToolButton(iconSize=QSize(theme.ICON, theme.ICON), focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setDefaultAction(action)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if text else style.ToolButtonIconOnly)
    button.setProperty("flat", flat)
    button.setAccessibleName(action.text().replace("&", "").rstrip("…"))
    return button


class Segments(QFrame):
    """A choice of few, all in sight: one button each, side by side.

    Signals
    -------
    chosen : int
        Somebody picked this one.
    """

    chosen = Signal(int)

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="segments")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self, spacing=0)
        row.setContentsMargins(0, 0, 0, 0)
        self.buttons: list[QToolButton] = []
        for place, name in enumerate(names):
            button = QToolButton(text=name, checkable=True, accessibleName=name)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, place)
            row.addWidget(button, 1)
            self.buttons.append(button)
        self._group.idClicked.connect(self.chosen)
        self.setFixedHeight(theme.CONTROL)

    def choose(self, place: int | None) -> None:
        """Mark one, or none (a value between the names)."""
        if place is None:
            self._group.setExclusive(False)
            for button in self.buttons:
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self.buttons[place].setChecked(True)

    @property
    def choice(self) -> int | None:
        """Which one is marked."""
        place = self._group.checkedId()
        return None if place < 0 else place


def mono_digits(widget: QWidget) -> None:
    """Give a widget figures of one width, so that counting numbers do not jump."""
    font = widget.font()
    if hasattr(font, "setFeature") and QFontDatabase.isSmoothlyScalable(font.family()):
        from PySide6.QtGui import QFont

        font.setFeature(QFont.Tag("tnum"), 1)
        widget.setFont(font)


def run_alone(make: Callable[[], QWidget]) -> int:
    """Show one widget by itself, for a quick look."""
    from bbcu_app.settings import ThemeChoice

    app = QApplication.instance() or QApplication(sys.argv)
    theme.apply(app, ThemeChoice.SYSTEM)
    widget = make()
    widget.show()
    return app.exec()
