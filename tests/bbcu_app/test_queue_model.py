from pathlib import Path

import pytest

from bbcu_app.queue_model import QueueModel
from bbcu_app.sheet import Sheet
from engine.run.paths import Source

A, B, C = (Source(Path(name)) for name in ("a.png", "b.png", "c.png"))


@pytest.fixture
def queue(qapp):
    return QueueModel(lambda source, name: Sheet(source.path if source else None, name))


def test_files_are_added_in_order_and_none_twice(queue, qtbot):
    with qtbot.waitSignal(queue.changed):
        first = queue.add([A, B])
    again = queue.add([B, C])
    assert [sheet.path for sheet in queue] == [each.path for each in (A, B, C)]
    assert again[0] is first[1]


def test_pasted_pictures_have_no_path_and_are_never_the_same(queue):
    assert queue.add_unnamed("Pasted picture") is not queue.add_unnamed("Pasted picture")
    assert len(queue) == 2


def test_neighbours(queue):
    assert queue.beside(1) is None
    sheets = queue.add([A, B, C])
    queue.select(sheets[1])
    assert queue.beside(-1) is sheets[0] and queue.beside(1) is sheets[2]
    queue.select(sheets[2])
    assert queue.beside(1) is None


@pytest.mark.parametrize(("current", "then"), [(0, 1), (1, 2), (2, 1)])
def test_the_neighbour_of_a_removed_picture_is_the_current_one(queue, current, then):
    sheets = queue.add([A, B, C])
    queue.select(sheets[current])
    queue.remove(sheets[current])
    assert queue.current is sheets[then]


def test_removing_another_changes_nothing_and_removing_the_last_leaves_nothing(queue):
    sheets = queue.add([A, B])
    queue.select(sheets[0])
    queue.remove(sheets[1])
    assert queue.current is sheets[0]
    queue.remove(sheets[0])
    assert queue.current is None and queue.unsaved == []
