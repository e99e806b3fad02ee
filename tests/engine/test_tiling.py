from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.tiling import Box, cut, distance, nearest, split, whole

sizes = st.integers(1, 300)


@given(st.integers(1, 90), st.integers(1, 90), st.integers(1, 120))
def test_tiles_cover_every_pixel_exactly_once(width, height, tile):
    boxes = cut(width, height, tile)
    assert sum(box.area for box in boxes) == width * height
    assert all(box.width <= tile and box.height <= tile for box in boxes)
    cells = {(x, y) for box in boxes for x in (box.x, box.right - 1) for y in (box.y, box.bottom - 1)}
    assert all(0 <= x < width and 0 <= y < height for x, y in cells)
    ordered = sorted(boxes, key=lambda box: (box.y, box.x))
    for first, second in pairwise(ordered):
        if first.y == second.y:
            assert first.right == second.x


@given(sizes, st.integers(1, 120))
def test_tiles_are_of_nearly_equal_size(width, tile):
    widths = [box.width for box in cut(width, 1, tile)]
    assert max(widths) - min(widths) <= 1


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 60))
def test_growing_stays_within_the_page_and_reaches_the_margin(x, y, margin):
    page, box = whole(100, 100), Box(x, y, 1, 1)
    grown = box.grown(margin, page)
    assert grown.x == max(0, x - margin)
    assert grown.bottom == min(100, y + 1 + margin)
    back = box.relative_to(grown)
    assert (grown.x + back.x, grown.y + back.y) == (x, y)


def test_scaling_keeps_neighbours_touching():
    left, right = Box(0, 0, 3, 2), Box(3, 0, 4, 2)
    assert left.scaled(4).right == right.scaled(4).x


@given(st.floats(0, 100), st.floats(0, 100))
def test_the_tile_under_the_point_comes_first(x, y):
    boxes = cut(100, 100, 30)
    first = nearest(boxes, (x, y))
    assert distance(first, (x, y)) == min(distance(box, (x, y)) for box in boxes) == 0


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 40), st.integers(1, 40), st.integers(1, 60))
def test_a_part_is_split_into_itself(x, y, width, height, tile):
    box = Box(x, y, width, height)
    parts = split(box, tile)
    assert sum(part.area for part in parts) == box.area
    assert all(part.grown(0, box) == part for part in parts)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 4), st.data())
def test_aligned_edges_lie_whole_steps_from_the_pages(width, height, step, data):
    page = Box(3, 5, width, height)
    x, y = data.draw(st.integers(3, 2 + width)), data.draw(st.integers(5, 4 + height))
    box = Box(x, y, data.draw(st.integers(1, 3 + width - x)), data.draw(st.integers(1, 5 + height - y)))
    found = box.aligned(step, page)
    assert (found.x - page.x) % step == (found.y - page.y) % step == 0
    assert (page.right - found.right) % step == (page.bottom - found.bottom) % step == 0
    assert page.x <= found.x <= box.x and found.right >= box.right and found.right <= page.right
    assert found.width < box.width + 2 * step and found.bottom >= box.bottom
