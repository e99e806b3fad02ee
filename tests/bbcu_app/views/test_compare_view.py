"""Original and result in one view: one place, one zoom, three ways to compare."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QIcon, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton

from bbcu_app.display import Levels
from bbcu_app.settings import ViewMode
from bbcu_app.tiles import Layer, TileStore
from bbcu_app.viewport import Rect
from bbcu_app.views.canvas import Side
from bbcu_app.views.compare_view import CompareView
from engine.picture.pixels import Picture


def store(width, height, value):
    return TileStore(Levels.of(Picture(np.full((height, width, 3), value, np.uint8))))


@pytest.fixture
def view(qtbot):
    made = CompareView()
    qtbot.addWidget(made)
    made.resize(601, 400)
    made.show_pictures(store(400, 300, 50), store(400, 300, 200))
    made.show()
    qtbot.waitExposed(made)
    return made


def grey(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y).red()


def wheel(canvas, at, notches):
    event = QWheelEvent(QPointF(at), canvas.mapToGlobal(QPointF(at)), QPoint(), QPoint(0, round(120 * notches)),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(canvas, event)


def test_side_by_side_has_two_equal_panes_of_one_view(view):
    view.set_mode(ViewMode.SIDE)
    left, right = view.panes
    assert left.isVisible() and (left.side, right.side) == (Side.ORIGINAL, Side.RESULT)
    view.layout().activate()
    assert left.width() == right.width()
    assert left.viewport == right.viewport


def test_the_wheel_zooms_at_the_cursor_in_both_panes(view):
    view.set_mode(ViewMode.SIDE)
    left, right = view.panes
    at = QPoint(left.width() // 2 + 40, left.height() // 2)
    wheel(left, at, 12)
    before = left.viewport.to_image(at.x(), at.y())
    wheel(left, at, 3)
    assert left.viewport == right.viewport
    assert left.viewport.to_image(at.x(), at.y()) == pytest.approx(before, abs=0.5)


def test_dragging_pans_and_a_double_click_toggles(qtbot, view):
    pane = view.panes[1]
    middle = pane.rect().center() + QPoint(60, 40)
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=middle)
    near = view.viewport
    assert near.zoom > 1
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(pane, middle + QPoint(30, 10))
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 10))
    assert view.viewport.centre[0] < near.centre[0]
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=middle)
    assert view.viewport.fitted


def test_the_divider_shows_the_original_on_the_left_and_is_dragged(qtbot, view):
    view.set_mode(ViewMode.DIVIDER)
    pane = view.panes[1]
    assert (grey(pane, 150, 300), grey(pane, 450, 300)) == (50, 200)
    middle, side = QPoint(pane.width() // 2, 100), QPoint(pane.width() // 4, 100)
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(pane, side)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=side)
    assert pane.divider == pytest.approx(0.25, abs=0.01)
    assert view.viewport.fitted
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=side)
    assert pane.divider == 0.5
    view.step_divider(-30)
    assert pane.divider == 0


def test_flipping_shows_the_original_in_place(view):
    view.set_mode(ViewMode.SINGLE)
    pane = view.panes[1]
    assert grey(pane, 300, 300) == 200
    view.set_flipped(True)
    assert grey(pane, 300, 300) == 50
    view.set_flipped(False)
    assert grey(pane, 300, 300) == 200


def test_the_difference_is_grey_where_there_is_none(view):
    view.set_mode(ViewMode.SINGLE)
    view.show_pictures(store(400, 300, 100), store(400, 300, 104))
    view.set_differing(True)
    assert grey(view.panes[1], 300, 300) == 128 + 8 * 4
    view.show_pictures(store(400, 300, 100), store(800, 600, 100))
    assert grey(view.panes[1], 300, 300) == 128, "sizes may differ"


def test_100_percent_is_that_of_the_result(view):
    view.show_pictures(store(400, 300, 50), store(1600, 1200, 200))
    view.look(view.viewport.actual())
    assert view.viewport.zoom == 4 and view.viewport.share == 1
    view.show_pictures(store(400, 300, 50), None)
    assert view.viewport.unit == 1


def test_a_preview_covers_its_place_alone(view):
    view.show_pictures(store(400, 300, 50), None)
    view.set_mode(ViewMode.SINGLE)
    view.show_preview(Layer(store(200, 150, 200), 1.0, Rect(100, 75, 200, 150)))
    left, top = view.viewport.origin
    pane = view.panes[1]
    assert grey(pane, left + 150, top + 110) == 200
    assert grey(pane, left + 50, top + 250) == 50
    view.show_preview(None)
    assert grey(pane, left + 150, top + 110) == 50


def test_another_picture_takes_the_preview_away(view):
    view.show_preview(Layer(store(10, 10, 200), 1.0, Rect(0, 0, 10, 10)))
    view.show_pictures(store(300, 300, 50), None)
    assert view._preview is None


def test_strength_is_opacity(view):
    view.set_mode(ViewMode.SINGLE)
    view.set_strength(50)
    assert grey(view.panes[1], 300, 300) == pytest.approx(125, abs=1)


def test_names_move_below_what_covers_them(view):
    view.set_names("Original", "Restored")
    top = view.panes[1].label_top
    view.set_cover(50)
    assert view.panes[1].label_top == top + 50
    view.set_cover(0)
    assert view.panes[1].label_top == top


def test_the_zoom_bar_is_as_wide_as_its_buttons_when_their_icons_come_late(qtbot, view):
    buttons = [QToolButton(text=text) for text in ("A long name", "100 %", "Another one", "Fit to the window")]
    view.set_zoom_buttons(*buttons)
    qtbot.waitUntil(lambda: view.zoom_bar.width() == view.zoom_bar.sizeHint().width())
    wide, pixels = view.zoom_bar.width(), QPixmap(16, 16)
    pixels.fill()
    for button in buttons:
        button.setIcon(QIcon(pixels))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    qtbot.waitUntil(lambda: view.zoom_bar.width() == view.zoom_bar.sizeHint().width() < wide)
    assert abs(view.zoom_bar.geometry().center().x() - view.rect().center().x()) <= 1
