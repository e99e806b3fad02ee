"""Everything by keys and by ear: each control has a name, is reached by Tab, and shows that it has the focus."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QProgressBar,
    QToolButton,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.settings import ThemeChoice
from tests.bbcu_app.views import every

CONTROLS = {QAccessible.Role[name] for name in (
    "Button", "ButtonMenu", "CheckBox", "ComboBox", "EditableText", "SpinBox", "Slider", "List", "Table",
    "ProgressBar")}


def windows(qtbot, full):
    """The window, then each of its dialogs, shown and active."""
    full.activateWindow()
    qtbot.waitUntil(lambda: has_focus(full), timeout=5000)
    full.controller.previews.clear()  # nothing moves by itself
    yield "window", full
    for name, dialog in every.dialogs(full):
        dialog.show()
        qtbot.waitUntil(lambda window=dialog: has_focus(window), timeout=5000)
        yield name, dialog
        dialog.close()
        QApplication.processEvents()


def has_focus(window: QWidget) -> bool:
    """Whether the keys go to it or to something in it."""
    now = QApplication.focusWidget()
    return now is not None and now.window() is window


def controls(window: QWidget) -> list[QWidget]:
    """What people use in a window, and what tells them something otherwise than in words."""
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible() and not is_inside(widget)
            and (takes_tab(widget) or QAccessible.queryAccessibleInterface(widget).role() in CONTROLS)]


def is_inside(widget: QWidget) -> bool:
    """Whether it is a part of a control that speaks for it."""
    return isinstance(widget.parent(), QComboBox) or widget.objectName().startswith("qt_")


def takes_tab(widget: QWidget) -> bool:
    """Whether it wants to be reached by Tab."""
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value) and widget.focusProxy() is None


def name_of(widget: QWidget) -> str:
    """As a screen reader says it; that of a box with entries is told by Qt in another way, beside its value."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_every_control_has_a_name_of_its_own(qtbot, full):
    for where, window in windows(qtbot, full):
        names = [name_of(widget) for widget in controls(window)]
        assert all(names), (where, [each for each in controls(window) if not name_of(each)])
        twice = {name for name in names if names.count(name) > 1}
        assert not twice, (where, twice)


def reached(window: QWidget) -> list[QWidget]:
    """The widgets that Tab goes through, from the one with the focus back to it."""
    seen: list[QWidget] = []
    while (now := QApplication.focusWidget()) not in seen:
        seen.append(now)
        QTest.keyClick(now or window, Qt.Key.Key_Tab)
    return [widget for widget in seen if widget is not None]


def test_tab_reaches_every_control(qtbot, full):
    for where, window in windows(qtbot, full):
        seen = reached(window)
        missed = [name_of(each) for each in controls(window) if each.isEnabled() and each not in seen
                  and not isinstance(each, QProgressBar) and not is_beside_the_chosen(each)]
        assert not missed, (where, missed)


def is_beside_the_chosen(widget: QWidget) -> bool:
    """Whether arrows come here: of several buttons of which one is pressed, Tab goes to that one."""
    group = widget.group() if isinstance(widget, QToolButton) else None
    return group is not None and group.exclusive() and group.checkedButton() not in (None, widget)


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_focus_can_be_seen(qapp, qtbot, full, choice):
    theme.apply(qapp, choice)
    try:
        for where, window in windows(qtbot, full):
            unseen = [name_of(each) for each in reached(window)
                      if each is not window and not changes_with_focus(window, each)]
            assert not unseen, (where, unseen)
    finally:
        theme.apply(qapp, ThemeChoice.LIGHT)


def changes_with_focus(window: QWidget, widget: QWidget) -> bool:
    """Whether a widget, or the edge around it, looks different while it has the focus."""
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3)
    looks = []
    for wanted in (True, False, False, True):
        widget.setFocus(Qt.FocusReason.TabFocusReason) if wanted else widget.clearFocus()
        QApplication.processEvents()
        looks.append(window.grab(place).toImage())
    return looks[0] != looks[1] == looks[2] != looks[3]  # and nothing else moved


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_every_text_can_be_read(qapp, qtbot, full, choice):
    theme.apply(qapp, choice)
    try:
        for where, window in windows(qtbot, full):
            low = [(widget.text(), round(ratio, 2)) for widget in window.findChildren(QWidget)
                   if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible() and shows_words(widget)
                   and (ratio := contrast_on_screen(widget)) < theme.CONTRAST_TEXT]
            assert not low, (where, low)
    finally:
        theme.apply(qapp, ThemeChoice.LIGHT)


def shows_words(widget: QLabel | QAbstractButton) -> bool:
    """Whether its text is seen, and not only a sign in its place."""
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    sign = isinstance(widget, QToolButton) and widget.toolButtonStyle() == only and not widget.icon().isNull()
    return bool(widget.text()) and not sign


def contrast_on_screen(widget: QWidget) -> float:
    """Of the colour that a widget writes in and the one that most of its place has.

    A label's colour is known; that of a button depends on its state, so it is the one on the screen that differs most.
    """
    inside = QRect(QPoint(0, 0), widget.size()).adjusted(4, 4, -4, -4) if isinstance(widget, QAbstractButton) else (
        QRect(QPoint(0, 0), widget.size()))
    image = widget.window().grab(inside.translated(widget.mapTo(widget.window(), QPoint(0, 0)))).toImage()
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32, image.width() * image.height())
    colours, counts = np.unique(pixels, return_counts=True)
    behind = QColor(int(colours[counts.argmax()] & 0xFFFFFF))
    if isinstance(widget, QLabel):
        return theme.contrast(widget.palette().color(widget.foregroundRole()), behind)
    return max(theme.contrast(QColor(int(each & 0xFFFFFF)), behind) for each in colours)
