"""One run at a time, each picture's events to its own sheet."""

import numpy as np
import pytest

from bbcu_app.controller import Controller
from engine.errors import RestoreError
from tests.bbcu_app.conftest import save_noise
from tests.bbcu_app.test_controller import open_and_wait


@pytest.fixture
def controller(qtbot, settings, fake):
    made = Controller(settings, function=fake, preview=fake.preview)
    yield made
    fake.gate.set()
    assert made.close()


@pytest.fixture
def two(qtbot, controller, tmp_path):
    """Two open pictures; the second one is shown."""
    for name in ("a.png", "b.png"):
        open_and_wait(qtbot, controller, save_noise(tmp_path / name, 130, 70))
    return controller


def show(qtbot, controller, place):
    sheet = controller.queue.sheets[place]
    controller.show(sheet)
    qtbot.waitUntil(lambda: controller.document.sheet is sheet and not controller.opening, timeout=5000)
    return sheet


def test_a_run_goes_on_while_another_picture_is_shown(qtbot, two, fake):
    fake.gate.clear()
    first = show(qtbot, two, 0)
    two.run()
    qtbot.waitUntil(lambda: first.result is not None, timeout=5000)
    show(qtbot, two, 1)
    assert not two.running and two.runs.under_way is first
    fake.gate.set()
    qtbot.waitUntil(lambda: two.runs.under_way is None, timeout=5000)
    assert first.finished and two.document.result is None
    show(qtbot, two, 0)
    assert np.array_equal(two.document.result.picture.pixels, 255 - two.document.picture.pixels)


def test_the_second_run_waits_for_the_first(qtbot, two, fake):
    fake.gate.clear()
    first = show(qtbot, two, 0)
    two.run()
    second = show(qtbot, two, 1)
    two.run()
    assert two.running and two.runs.holds(second) and not two.runs.is_under_way(second)
    fake.gate.set()
    qtbot.waitUntil(lambda: first.finished and second.finished, timeout=5000)
    assert not two.running


def test_a_run_that_waits_is_taken_back(qtbot, two, fake):
    fake.gate.clear()
    first = show(qtbot, two, 0)
    two.run()
    second = show(qtbot, two, 1)
    two.run()
    two.stop()
    assert not two.running and two.runs.under_way is first
    fake.gate.set()
    qtbot.waitUntil(lambda: first.finished and two.runs.under_way is None, timeout=5000)
    assert second.result is None


def test_one_that_fails_lets_the_next_go_on(qtbot, two, fake):
    failures = []
    two.failed.connect(failures.append)
    fake.gate.clear()
    fake.fail = RestoreError("there is not enough memory")
    first = show(qtbot, two, 0)
    two.run()
    qtbot.waitUntil(lambda: first.result is not None, timeout=5000)
    second = show(qtbot, two, 1)
    two.run()
    fake.gate.set()
    qtbot.waitUntil(lambda: bool(failures), timeout=5000)
    fake.fail = None
    qtbot.waitUntil(lambda: two.runs.under_way is None, timeout=5000)
    assert first.result is None
    assert second.finished or len(failures) == 2


def test_the_eyes_lead_the_run_of_what_is_shown_alone(qtbot, two, fake):
    fake.gate.clear()
    show(qtbot, two, 0)
    two.run()
    focus = two.runs._now.request.focus
    two.runs.look((0.9, 0.1))
    assert focus() == (0.9, 0.1)
    show(qtbot, two, 1)
    two.runs.look((0.2, 0.2))
    assert focus() is None


def test_the_last_plan_that_ran_is_remembered(qtbot, two, settings):
    show(qtbot, two, 0)
    two.document.set_strength(60)
    two.run()
    assert settings.plan == two.document.plan
