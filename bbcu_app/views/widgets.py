"""Small pieces that several views are made of."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache

import qtawesome
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from bbcu_app import theme

ICON_RATIOS = (1, 1.25, 1.5, 2, 3)
"""Screen scales that icons are drawn for."""


def icon(name: str, colour: str = "text") -> QIcon:
    """An icon in a named colour of the theme."""
    shown = theme.current()
    return _drawn(name, getattr(shown, colour), shown.edge)


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, disabled: str) -> QIcon:
    """The icon as pixmaps: drawn once, so that no paint event has to come back to Python."""
    live = qtawesome.icon(name, color=colour, color_disabled=disabled)
    still = QIcon()
    for ratio in ICON_RATIOS:
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            pixmap = live.pixmap(QSize(theme.ICON, theme.ICON) * ratio, mode)
            pixmap.setDevicePixelRatio(ratio)
            still.addPixmap(pixmap, mode)
    return still


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
    button.setAccessibleName(action.text().rstrip("…"))
    return button


def text_button(action: QAction) -> QToolButton:
    """A button for an action whose text is its own (the zoom in numbers)."""
    button = QToolButton(focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=action.toolTip())
    button.setAccessibleName(action.text())
    button.clicked.connect(action.trigger)
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
