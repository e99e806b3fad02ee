"""Keys that controls need for themselves: the window acts on them when no control with the focus has used them.

A click leaves the focus where it is (:func:`bbcu_app.views.widgets.settle`), so these are the picture's keys wherever
people click; who walks through the controls by Tab can use them there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from bbcu_app.viewport import Viewport
from bbcu_app.views.compare_view import PAN_STEP

if TYPE_CHECKING:
    from bbcu_app.views.main_window import MainWindow

ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
SIDEWAYS = {key: across for key, (across, _) in ARROWS.items() if across}
ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


def moved(view: Viewport, key: int) -> Viewport | None:
    """Where to look after a key in a dialog with pictures: arrows, + and -, 1 for all of it, 2 for 100 %."""
    if key in ARROWS:
        across, down = ARROWS[key]
        return view.panned(-PAN_STEP * across, -PAN_STEP * down)
    if key in ZOOMS:
        return view.stepped(ZOOMS[key])
    return {Qt.Key.Key_1: view.fit, Qt.Key.Key_2: view.actual}.get(key, lambda: None)()


def press(window: MainWindow, event: QKeyEvent) -> bool:
    """Act on a key; says whether it meant anything."""
    if window.document.picture is None:
        return False
    key = event.key()
    if key == Qt.Key.Key_Space:
        if not event.isAutoRepeat():
            window.compare.set_flipped(True)
    elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        focused = window.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        else:
            window.actions_["run"].trigger()
    elif key in ARROWS:
        _arrow(window, event, *ARROWS[key])
    else:
        return False
    return True


def release(window: MainWindow, event: QKeyEvent) -> bool:
    """Act on a key that was let go; says whether it meant anything."""
    if event.key() != Qt.Key.Key_Space or window.document.picture is None:
        return False
    if not event.isAutoRepeat():
        window.compare.set_flipped(False)
    return True


def _arrow(window: MainWindow, event: QKeyEvent, across: int, down: int) -> None:
    modifiers = event.modifiers()
    if modifiers & Qt.KeyboardModifier.ShiftModifier and across:
        window.compare.step_divider(across)
    elif down or modifiers & Qt.KeyboardModifier.ControlModifier:
        window.compare.pan(across, down)
    else:
        window.actions_["next" if across > 0 else "previous"].trigger()
