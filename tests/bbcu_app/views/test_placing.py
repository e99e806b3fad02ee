import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

from bbcu_app.views.placing import SMALLEST, first_rect, moved_inside
from tests.bbcu_app.conftest import wait_done

screens = st.builds(QRect, st.integers(-3000, 3000), st.integers(-2000, 2000), st.integers(820, 6000),
                    st.integers(560, 4000))


@pytest.mark.parametrize(("width", "height"), [(1366, 728), (910, 512), (1920, 1040), (1280, 720)])
def test_the_first_window_fits_the_screen_with_its_frame(width, height):
    available = QRect(0, 0, width, height)
    window = first_rect(available)
    assert available.contains(window) and window.y() >= 30
    assert window.width() <= 1280 and window.height() <= 820


@given(screens)
def test_it_fits_every_screen(available):
    assert available.contains(first_rect(available))


def test_a_window_whose_screen_is_unplugged_while_it_runs_comes_back(qtbot, qapp, opened, fake):
    """The only screen here cannot be unplugged: the window stands where another one was, and Qt says that it went."""
    fake.tile, fake.pause = 16, 0.005
    opened.controller.run()
    room = opened.screen().availableGeometry()
    for signal, what in ((qapp.screenRemoved, opened.screen()), (opened.screen().geometryChanged, room)):
        opened.setGeometry(room.right() + 500, room.bottom() + 300, 900, 600)
        signal.emit(what)
        qtbot.waitUntil(lambda: room.contains(opened.geometry().center()), timeout=2000)
    assert opened.controller.running
    wait_done(qtbot, opened)
    assert opened.document.finished and not opened.notices.isVisible()


@given(screens, st.builds(QRect, st.integers(-9000, 9000), st.integers(-9000, 9000), st.integers(800, 5000),
                          st.integers(500, 5000)))
def test_a_window_from_a_screen_that_is_gone_comes_back(available, window):
    moved = moved_inside(window, available)
    assert available.contains(moved)
    if available.adjusted(0, 40, 0, 0).contains(window):
        assert moved == window


def test_the_window_is_placed_inside_at_the_first_start_and_later(qtbot, window):
    room = window.screen().availableGeometry()
    assert room.contains(first_rect(room)) and window.minimumSize().toTuple() == SMALLEST
    window.setGeometry(room.right() - 100, room.bottom() - 100, 900, 600)
    from bbcu_app.views.placing import place_inside

    place_inside(window)
    assert QGuiApplication.screenAt(window.geometry().center()) is not None
    assert room.contains(window.geometry())
