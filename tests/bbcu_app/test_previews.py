"""A change of the plan shows at once, where people look."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from bbcu_app.previews import region
from bbcu_app.viewport import Rect, Size
from engine.errors import RestoreError
from engine.tasks import Task
from tests.bbcu_app.conftest import wait_done

sizes = st.builds(Size, st.integers(1, 9000), st.integers(1, 9000))


@given(sizes, st.floats(0, 1), st.floats(0, 1), st.floats(0.001, 1), st.floats(100, 5e6))
def test_the_region_lies_in_the_picture_and_in_the_middle_of_what_is_seen(image, x, y, part, pixels):
    width, height = image.width * part, image.height * part
    left, top = x * (image.width - width), y * (image.height - height)
    seen = Rect(left, top, left + width, top + height)
    box = region(seen, image, pixels)
    assert box.x >= 0 and box.y >= 0 and box.width >= 1 and box.height >= 1
    assert box.right <= image.width and box.bottom <= image.height
    if width * height <= pixels and max(width, height) <= 2000:
        assert box.x <= left and box.y <= top and box.right >= seen.right - 1 and box.bottom >= seen.bottom - 1
    longest = min(2000, max(image.width, image.height))
    assert box.area <= max(pixels, 130 * longest) * 1.1 + 4100


def choose(qtbot, window, place):
    qtbot.mouseClick(window.panel.boxes[0].segments.buttons[place], Qt.MouseButton.LeftButton)


@pytest.fixture
def previewed(qtbot, opened):
    choose(qtbot, opened, 3)
    qtbot.waitUntil(lambda: opened.controller.previews.shown is not None, timeout=3000)
    return opened


def test_a_level_that_is_chosen_shows_at_once(previewed, fake):
    shown = previewed.controller.previews.shown
    assert [(step.task, step.level) for step in shown.plan.steps] == [(Task.DENOISE, 50)]
    assert previewed.compare.panes[1].names[1] == "Preview: Remove noise"
    picture = previewed.document.picture
    assert (shown.levels.base == 255 - picture.pixels[shown.box.slices]).all()
    assert previewed.document.result is None and not fake.boxes


def test_nothing_shows_before_somebody_changes_something(qtbot, opened):
    qtbot.wait(120)
    assert opened.controller.previews.shown is None


def test_it_goes_when_the_run_begins_and_does_not_come_back(qtbot, previewed):
    qtbot.mouseClick(previewed.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, previewed)
    qtbot.wait(120)
    assert previewed.controller.previews.shown is None
    assert previewed.compare.panes[1].names[1].startswith("Restored")


def test_another_level_renews_it_and_undoing_all_takes_it_away(qtbot, previewed, fake):
    qtbot.mouseClick(previewed.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, previewed)
    choose(qtbot, previewed, 1)
    qtbot.waitUntil(lambda: previewed.controller.previews.shown is not None, timeout=3000)
    assert previewed.controller.previews.shown.plan.steps[0].level == 10
    previewed.document.undo()
    assert previewed.controller.previews.shown is None, "the result shows what the plan says"


def test_it_follows_the_eyes(qtbot, previewed, fake):
    view = previewed.compare
    count = len(fake.previewed)
    view.look(view.viewport.zoomed(16, (0, 0)))
    qtbot.waitUntil(lambda: len(fake.previewed) > count, timeout=3000)
    box = fake.previewed[-1][0]
    assert box.right < previewed.document.picture.width


def test_strength_needs_no_preview(qtbot, opened, fake):
    opened.document.set_strength(40)
    count = len(fake.previewed)
    opened.document.set_strength(30)
    qtbot.wait(120)
    assert len(fake.previewed) <= count + 1


def test_one_that_fails_says_nothing(qtbot, opened, fake, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RestoreError("no model")

    monkeypatch.setattr(opened.controller.previews, "_function", fail)
    choose(qtbot, opened, 2)
    qtbot.wait(120)
    assert not opened.notices.isVisible(), "Run will say it"


def test_one_under_way_makes_room_for_the_run(qtbot, opened, monkeypatch):
    begun, asked = threading.Event(), []

    def slow(picture, plan, box, options=None, *, cancelled=lambda: False):
        begun.set()
        while not cancelled():
            time.sleep(0.005)
        asked.append("cancelled")

    monkeypatch.setattr(opened.controller.previews, "_function", slow)
    choose(qtbot, opened, 3)
    qtbot.waitUntil(begun.is_set, timeout=3000)
    qtbot.mouseClick(opened.panel.go, Qt.MouseButton.LeftButton)
    assert opened.controller.runs.under_way is not None
    qtbot.waitUntil(lambda: bool(asked), timeout=3000)
    wait_done(qtbot, opened)
