"""One pane by itself: what it paints, and what mouse and touchpad wish."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from bbcu_app.display import Levels
from bbcu_app.tiles import Layer, TileStore
from bbcu_app.viewport import Size
from bbcu_app.views.canvas import Canvas, Side, difference
from engine.picture.pixels import Picture
from engine.tiling import Box


@pytest.fixture
def canvas(qtbot):
    made = Canvas(Side.BOTH)
    qtbot.addWidget(made)
    made.resize(300, 200)
    store = TileStore(Levels.of(Picture(np.full((200, 300, 3), 90, np.uint8))))
    made.viewport = made.viewport.showing(Size(300, 200)).resized(Size(300, 200))
    made.show_layers((Layer(store),), (Layer(store),))
    made.show()
    qtbot.waitExposed(made)
    return made


def scroll(canvas, pixels, phase, modifiers=Qt.KeyboardModifier.NoModifier):
    at = QPointF(150, 100)
    QApplication.sendEvent(canvas, QWheelEvent(at, canvas.mapToGlobal(at), pixels, pixels * 2, Qt.MouseButton.NoButton,
                                               modifiers, phase, False))


def test_two_fingers_pan_and_with_control_they_zoom(qtbot, canvas):
    canvas.viewport = canvas.viewport.zoomed(4)
    with qtbot.waitSignal(canvas.wished) as panned:
        scroll(canvas, QPoint(10, 0), Qt.ScrollPhase.ScrollUpdate)
    assert panned.args[0].zoom == 4 and panned.args[0].centre[0] < canvas.viewport.centre[0]
    with qtbot.waitSignal(canvas.wished) as zoomed:
        scroll(canvas, QPoint(0, 60), Qt.ScrollPhase.ScrollUpdate, Qt.KeyboardModifier.ControlModifier)
    assert zoomed.args[0].zoom > 4


def test_the_side_button_flips(qtbot, canvas):
    flips = []
    canvas.flip.connect(flips.append)
    qtbot.mousePress(canvas, Qt.MouseButton.BackButton)
    qtbot.mouseRelease(canvas, Qt.MouseButton.BackButton)
    assert flips == [True, False]


def test_the_size_is_told_in_device_pixels(qtbot, canvas):
    with qtbot.waitSignal(canvas.resized) as told:
        canvas.resize(260, 180)
    size, density = told.args
    assert (size.width, size.height) == (260 * density, 180 * density)


def test_the_cursor_says_where_the_divider_can_be_taken(qtbot, canvas):
    qtbot.mouseMove(canvas, QPoint(152, 100))
    assert canvas.cursor().shape() is Qt.CursorShape.SplitHCursor
    qtbot.mouseMove(canvas, QPoint(40, 100))
    assert canvas.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_tile_brightens_unless_stillness_is_asked_for(qtbot, canvas):
    app = QApplication.instance()
    canvas.tile_arrived(Box(0, 0, 10, 10))
    assert canvas._fades
    qtbot.waitUntil(lambda: not canvas._fades, timeout=2000)
    app.setProperty("still", True)
    try:
        canvas.tile_arrived(Box(0, 0, 10, 10))
        assert not canvas._fades
    finally:
        app.setProperty("still", False)


def test_difference_is_grey_plus_what_differs_and_stays_in_range():
    images = []
    for value in (0xFF646464, 0xFF656001):
        image = QImage(3, 2, QImage.Format.Format_RGB32)
        image.fill(value)
        images.append(image)
    colour = difference(*images).pixelColor(1, 1)
    assert (colour.red(), colour.green(), colour.blue()) == (128 + 8, 128 - 32, 0)


def test_long_names_are_cut_to_their_half(qtbot, canvas):
    canvas.set_names("A very long name of an original " * 3, "A very long name of a result " * 3)
    canvas.grab()  # painted without running into each other; looked at in tools/screenshots.py
