import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt

from bbcu_app.display import Levels
from bbcu_app.tiles import TileStore
from bbcu_app.viewport import Size, Viewport
from bbcu_app.views.compare_view import CompareView
from bbcu_app.views.navigator import BORDER, fitted, frame_of
from engine.picture.pixels import Picture


@pytest.fixture
def view(qtbot):
    made = CompareView()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show_pictures(TileStore(Levels.of(Picture(np.full((900, 1200, 3), 50, np.uint8)))), None)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_shows_only_while_a_part_is_seen(view):
    assert not view.navigator.isVisible()
    view.look(view.viewport.zoomed(1.0))
    assert view.navigator.isVisible()
    assert view.rect().contains(view.navigator.geometry())
    view.look(view.viewport.fit())
    assert not view.navigator.isVisible()


def test_it_can_be_switched_off(view):
    view.navigator.allowed = False
    view.look(view.viewport.zoomed(1.0))
    assert not view.navigator.isVisible()


def test_a_click_looks_there_and_a_drag_goes_on(qtbot, view):
    view.look(view.viewport.zoomed(2.0))
    small = view.navigator
    qtbot.mousePress(small, Qt.MouseButton.LeftButton, pos=QPoint(BORDER + 36, BORDER + 27))
    assert view.viewport.centre == pytest.approx((0.25, 0.25), abs=0.02)
    qtbot.mouseMove(small, QPoint(BORDER + 100, BORDER + 80))
    assert view.viewport.centre[0] > 0.6 and view.viewport.zoom == 2.0
    small.grab()


@pytest.mark.parametrize(("size", "wanted"), [((1200, 900), (144, 108)), ((10, 1000), (1, 144)), ((1, 1), (144, 144))])
def test_the_overview_keeps_the_proportions(size, wanted):
    assert fitted(Size(*size)) == QSize(*wanted)


def test_the_frame_lies_where_the_pane_looks():
    view = Viewport(Size(1000, 1000)).resized(Size(100, 100)).zoomed(1.0).centred(0.5, 0.25)
    frame = frame_of(view, QSize(100, 100))
    assert (frame.x(), frame.y(), frame.width(), frame.height()) == pytest.approx((45, 20, 10, 10))
