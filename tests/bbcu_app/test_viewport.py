import pytest
from hypothesis import given
from hypothesis import strategies as st

from bbcu_app.viewport import LARGEST, STEPS, Size, Viewport, percent

sizes = st.builds(Size, st.integers(1, 20000), st.integers(1, 20000))
panes = st.builds(Size, st.integers(40, 4000), st.integers(40, 4000))
fractions = st.floats(0, 1)


@st.composite
def viewports(draw):
    view = Viewport(image=draw(sizes)).resized(draw(panes))
    if draw(st.booleans()):
        view = view.zoomed(draw(st.floats(0.01, 32)), (draw(st.floats(0, 400)), draw(st.floats(0, 400))))
    return view


def to_pane(view, x, y):
    """Device pixel of a base pixel."""
    left, top = view.origin
    return left + x * view.zoom, top + y * view.zoom


@given(viewports(), fractions, fractions)
def test_image_and_pane_places_are_inverse(view, x, y):
    at = to_pane(view, x * view.image.width, y * view.image.height)
    back = view.to_image(*at)
    assert back == pytest.approx((x * view.image.width, y * view.image.height), abs=1e-3)


@given(viewports(), st.floats(-3, 3), fractions, fractions)
def test_the_place_under_the_cursor_stays_where_the_picture_fills_the_pane(view, notches, x, y):
    at = x * view.pane.width, y * view.pane.height
    before = view.to_image(*at)
    after = view.wheeled(notches, at)
    wide = all(size * each.zoom > pane * 2 for each in (view, after) for size, pane in
               ((view.image.width, view.pane.width), (view.image.height, view.pane.height)))
    inside = all(0.4 < c < 0.6 for c in (*view.centre, *after.centre))
    if wide and inside:
        now = to_pane(after, *before)
        assert now == pytest.approx(at, abs=1.01 + after.zoom / view.zoom)


@given(viewports(), st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_panning_never_shows_a_margin_that_could_be_filled(view, dx, dy):
    moved = view.panned(dx, dy)
    left, top = moved.origin
    across, down = (left, view.pane.width, view.image.width), (top, view.pane.height, view.image.height)
    for start, pane, length in (across, down):
        size = length * moved.zoom
        if size >= pane + 1:
            assert start <= 1
            assert start + size >= pane - 1
        else:
            assert abs(start - (pane - size) / 2) <= 1


@given(viewports())
def test_fit_shows_everything_and_enlarges_nothing(view):
    fitted = view.fit()
    assert fitted.zoom <= 1
    seen = fitted.visible
    slack = 1 / fitted.zoom
    assert seen.left <= slack
    assert seen.top <= slack
    assert seen.right >= view.image.width - slack
    assert seen.bottom >= view.image.height - slack


@given(viewports(), panes)
def test_a_fitted_picture_stays_fitted_and_a_place_stays_a_place(view, pane):
    resized = view.resized(pane)
    assert resized.fitted == view.fitted
    if view.fitted:
        assert resized == resized.fit()
    else:
        assert resized.zoom == view.zoom


def test_the_wheel_halts_at_exactly_100_percent():
    view = Viewport(image=Size(4000, 3000)).resized(Size(800, 600)).zoomed(0.9)
    assert view.wheeled(3, (0, 0)).zoom == 1.0
    assert view.zoomed(1.2).wheeled(-3, (0, 0)).zoom == 1.0


def test_keys_stop_at_every_step_and_at_fit():
    view = Viewport(image=Size(4000, 3000)).resized(Size(900, 900))
    seen = []
    for _ in range(30):
        view = view.stepped(1)
        seen.append(view.zoom)
    assert {step for step in STEPS if step > 0.3} <= set(seen)
    assert seen[-1] == LARGEST
    for _ in range(40):
        view = view.stepped(-1)
        seen.append(view.zoom)
    assert view.fit_zoom in seen


def test_double_click_toggles_fit_and_100_percent():
    view = Viewport(image=Size(4000, 3000)).resized(Size(800, 600))
    near = view.toggled((400, 300))
    assert near.zoom == 1.0
    assert near.toggled((1, 1)) == view


def test_next_picture_keeps_the_place():
    view = Viewport(image=Size(4000, 3000)).resized(Size(800, 600)).zoomed(2.0, (700, 100))
    other = view.showing(Size(2000, 3000))
    assert other.zoom == 2.0
    assert other.centre == pytest.approx(view.centre, abs=0.1)


def test_the_corner_lies_on_a_whole_pixel_at_100_percent():
    view = Viewport(image=Size(4001, 3001)).resized(Size(801, 600)).zoomed(1.0, (13, 17))
    assert all(isinstance(place, int) for place in view.origin)


@pytest.mark.parametrize(("zoom", "text"), [(1.0, "100 %"), (0.334, "33 %"), (0.004, "0.4 %"), (32, "3200 %")])
def test_zoom_in_words(zoom, text):
    assert percent(zoom) == text
