"""Zooming, panning, comparing, and going from picture to picture."""


import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from bbcu_app.settings import ViewMode
from bbcu_app.views.canvas import Side
from tests.bbcu_app.conftest import save_noise
from tests.bbcu_app.views.conftest import drop, wait_open


def wheel(canvas, at, notches):
    event = QWheelEvent(QPointF(at), canvas.mapToGlobal(QPointF(at)), QPoint(), QPoint(0, round(120 * notches)),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(canvas, event)


def test_the_wheel_zooms_at_the_cursor_in_both_panes(done):
    left, right = done.compare.panes
    at = QPoint(left.width() // 2 + 40, left.height() // 2)
    wheel(left, at, 12)
    before = left.viewport.to_image(at.x(), at.y())
    wheel(left, at, 3)
    assert left.viewport == right.viewport
    assert left.viewport.to_image(at.x(), at.y()) == pytest.approx(before, abs=0.5)


def test_dragging_pans_and_a_double_click_toggles(qtbot, done):
    left, right = done.compare.panes
    middle = left.rect().center()
    qtbot.mouseDClick(left, Qt.MouseButton.LeftButton, pos=middle)
    near = left.viewport
    assert near.zoom > 1
    qtbot.mousePress(left, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(left, middle + QPoint(30, 10))
    qtbot.mouseRelease(left, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 10))
    assert left.viewport.centre[0] < near.centre[0]
    assert right.viewport == left.viewport
    qtbot.mouseDClick(right, Qt.MouseButton.LeftButton, pos=middle)
    assert left.viewport.fitted


def test_keys_for_zoom_and_view(qtbot, done):
    view = done.compare
    for key, zoom in ((Qt.Key.Key_2, 1.0), (Qt.Key.Key_Plus, 2.0), (Qt.Key.Key_Minus, 1.0)):
        qtbot.keyClick(view, key)
        assert view.viewport.zoom == zoom
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.viewport.fitted
    qtbot.keyClick(view, Qt.Key.Key_D)
    assert view.mode is ViewMode.DIVIDER
    assert view.panes[1].side is Side.BOTH
    assert not view.panes[0].isVisible()
    qtbot.keyClick(view, Qt.Key.Key_B)
    assert view.panes[0].isVisible()
    assert done.settings.mode is ViewMode.SIDE


def test_space_flips_for_as_long_as_it_is_held(qtbot, done):
    done.compare.setFocus()
    shown = done.compare.panes[1].grab().toImage()
    qtbot.keyPress(done.compare, Qt.Key.Key_Space)
    flipped = done.compare.panes[1].grab().toImage()
    qtbot.keyRelease(done.compare, Qt.Key.Key_Space)
    assert flipped != shown
    assert done.compare.panes[1].grab().toImage() == shown


def test_the_divider_is_dragged_and_centred_by_a_double_click(qtbot, done):
    qtbot.keyClick(done.compare, Qt.Key.Key_D)
    pane = done.compare.panes[1]
    middle, side = QPoint(pane.width() // 2, 100), QPoint(pane.width() // 4, 100)
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(pane, side)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=side)
    assert pane.divider == pytest.approx(0.25, abs=0.01)
    assert pane.viewport.fitted
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=side)
    assert pane.divider == 0.5


def test_arrows_change_the_picture_and_keep_the_place(qtbot, window, tmp_path):
    names = [save_noise(tmp_path / f"{n}.png", 400, 300).name for n in range(3)]
    drop(window, *(tmp_path / name for name in names))
    wait_open(qtbot, window, names[0])
    qtbot.keyClick(window.compare, Qt.Key.Key_2)
    window.compare.look(window.compare.viewport.zoomed(6, (50, 60)))
    place = window.compare.viewport
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    wait_open(qtbot, window, names[1])
    assert window.compare.viewport == place
    assert window.windowTitle().startswith(names[1])
    qtbot.keyClick(window.compare, Qt.Key.Key_Left)
    wait_open(qtbot, window, names[0])


def test_a_broken_file_does_not_block_the_way_to_the_next(qtbot, window, tmp_path):
    first, last = save_noise(tmp_path / "a.png", 40, 30), save_noise(tmp_path / "c.png", 40, 30)
    (tmp_path / "b.png").write_bytes(b"broken")
    drop(window, first, tmp_path / "b.png", last)
    wait_open(qtbot, window, "a.png")
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    qtbot.waitUntil(window.notices.isVisible, timeout=5000)
    assert window.document.name == "a.png"
    qtbot.waitUntil(lambda: not window.controller.opening)
    qtbot.keyClick(window.compare, Qt.Key.Key_Right)
    wait_open(qtbot, window, "c.png")


def test_a_dropped_folder_opens_its_pictures(qtbot, window, tmp_path):
    (tmp_path / "deep").mkdir()
    save_noise(tmp_path / "deep" / "one.png", 20, 20)
    (tmp_path / "note.txt").write_text("x")
    drop(window, tmp_path)
    wait_open(qtbot, window, "one.png")
