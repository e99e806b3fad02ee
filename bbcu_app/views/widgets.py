"""Small pieces that several views are made of."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QFontDatabase, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from bbcu_app import theme

if TYPE_CHECKING:
    from qtawesome import IconicFont

ICON_RATIOS = (1, 1.25, 1.5, 2, 3)
"""Screen scales that icons are drawn for."""

TURN = 0.008
"""Seconds for which icons are drawn in one go."""

_deferred = False
_put_off: set[tuple[str, str, str]] = set()


def defer_icons() -> None:
    """Let icons be empty until :func:`draw_icons`: their library takes longer to load than the whole window."""
    global _deferred  # noqa: PLW0603 - there is one icon library
    _deferred = True


def draw_icons(app: QApplication) -> None:
    """Draw the icons that were put off, then show them wherever they are; some in each turn of the event loop."""

    def work() -> Iterator[None]:
        global _deferred  # noqa: PLW0603
        yield library()
        while _put_off:
            yield _drawn(*_put_off.pop())
        _deferred = False
        for widget in app.allWidgets():
            if isValid(widget):
                yield QApplication.sendEvent(widget, QEvent(QEvent.Type.PaletteChange))

    steps = work()

    def go_on() -> None:
        until = time.perf_counter() + TURN
        for _ in steps:
            if time.perf_counter() >= until:
                QTimer.singleShot(0, app, go_on)
                return

    go_on()


@lru_cache(maxsize=1)
def library() -> IconicFont:
    """The one font of icons that is used; the library's own start reads a dozen."""
    import qtawesome

    _, fonts = qtawesome.get_fonts_info()
    name = next(font for font in fonts if font.startswith("materialdesignicons6-"))
    return qtawesome.IconicFont(("mdi6", name, name.replace("webfont", "webfont-charmap").replace(".ttf", ".json")))


def icon(name: str, colour: str = "text") -> QIcon:
    """An icon in a named colour of the theme."""
    shown = theme.current()
    wanted = name, getattr(shown, colour), shown.edge
    if _deferred:
        _put_off.add(wanted)
        return QIcon()
    return _drawn(*wanted)


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, disabled: str) -> QIcon:
    """The icon as pixmaps: drawn once, so that no paint event has to come back to Python."""
    live = library().icon(name, color=colour, color_disabled=disabled)
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


class ShyLabel(QLabel):
    """A line of text that gives way: where room is short it ends in dots, and its tooltip says all of it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), shown)


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


class IconButton(QToolButton):
    """A flat button with an icon that follows the theme; its tooltip is its name."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__(iconSize=QSize(theme.ICON, theme.ICON), toolTip=tip, accessibleName=tip)
        self._name = name
        self.setProperty("flat", True)
        self.setIcon(icon(name))

    def show_icon(self, name: str, tip: str) -> None:
        """Another icon, with its tooltip."""
        self._name = name
        self.setIcon(icon(name))
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(icon(self._name))
        super().changeEvent(event)


class MenuButton(IconButton):
    """A button that opens a menu; the menu is filled each time it opens.

    Parameters
    ----------
    name : str
        Of the icon; empty for none.
    tip : str
    fill : callable
        Puts the entries into the menu.
    """

    def __init__(self, name: str, tip: str, fill: Callable[[QMenu], None], text: str = "") -> None:
        super().__init__(name or "mdi6.chevron-down", tip)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        if text:
            self.setText(text)
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon if name
                                    else Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(self, toolTipsVisible=True)
        menu.aboutToShow.connect(lambda: (menu.clear(), fill(menu)))
        self.setMenu(menu)


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
        self._group.idClicked.connect(self._aim)
        self.setFixedHeight(theme.CONTROL)

    def name(self, text: str) -> None:
        """What the choice is about, for screen readers."""
        self.setAccessibleName(text)
        for button in self.buttons:
            button.setAccessibleName(f"{text}: {button.text()}")

    def choose(self, place: int | None) -> None:
        """Mark one, or none (a value between the names)."""
        if place is None:
            self._group.setExclusive(False)
            for button in self.buttons:
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self.buttons[place].setChecked(True)
        self._aim()

    def _aim(self) -> None:
        """Tab goes to the one that is marked; arrows go on from there."""
        for place, button in enumerate(self.buttons):
            wanted = self.choice in (None, place)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if wanted else Qt.FocusPolicy.NoFocus)

    @property
    def choice(self) -> int | None:
        """Which one is marked."""
        place = self._group.checkedId()
        return None if place < 0 else place


def mono_digits(widget: QWidget) -> None:
    """Give a widget figures of one width, so that counting numbers do not jump."""
    font = widget.font()
    if hasattr(font, "setFeature") and QFontDatabase.isSmoothlyScalable(font.family()):
        font.setFeature(QFont.Tag("tnum"), 1)
        widget.setFont(font)


def ease(box: QAbstractSpinBox) -> QAbstractSpinBox:
    """Keep a field's number off its edges, which no style sheet reaches; its figures are of one width."""
    mono_digits(box)
    box.lineEdit().setTextMargins(6, 0, 4, 0)
    return box


class _Wheel(QObject):
    """Lets the wheel turn a control only while it has the focus: it shall scroll the panel, not change a value."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not watched.hasFocus():
            event.ignore()
            return True
        return False


def settle(parent: QWidget) -> None:
    """Make the controls below `parent` take the focus by Tab alone, and the wheel only while they have it.

    So a click on a control leaves the keys with the picture.
    """
    wheel = _Wheel(parent)
    for widget in parent.findChildren(QWidget):
        if isinstance(widget, QScrollBar):
            continue
        if isinstance(widget, QAbstractButton | QAbstractSlider | QComboBox):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if isinstance(widget, QAbstractSlider | QComboBox | QAbstractSpinBox):
            widget.installEventFilter(wheel)


def tool_row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets in a row; None is where the room that is left goes."""
    row = QHBoxLayout(spacing=theme.GAP)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def repolish(widget: QWidget) -> None:
    """Look at the style sheet again, after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def run_alone(make: Callable[[], QWidget]) -> int:
    """Show one widget by itself, for a quick look."""
    from bbcu_app.settings import ThemeChoice

    app = QApplication.instance() or QApplication(sys.argv)
    theme.apply(app, ThemeChoice.SYSTEM)
    widget = make()
    widget.show()
    return app.exec()
