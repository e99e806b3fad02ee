"""Wishes become tasks, and what they answer arrives at the right place."""

import sys
import threading

import numpy as np
import pytest
from PIL import Image

from bbcu_app import controller as module
from bbcu_app import estimates as estimating
from bbcu_app.controller import Controller
from bbcu_app.settings import ThemeChoice
from bbcu_app.workers import open_worker, restore_worker, save_worker
from engine.picture.pixels import blend
from engine.plan import Plan, SaveOptions, Step
from engine.run.estimate import Estimate
from engine.tasks import Task
from tests.bbcu_app.conftest import save_noise


@pytest.fixture
def controller(qtbot, settings, fake):
    made = Controller(settings, function=fake, preview=fake.preview)
    yield made
    fake.gate.set()
    assert made.close()


@pytest.fixture
def estimates(monkeypatch):
    """How often a run was estimated."""
    seen = []
    monkeypatch.setattr(estimating, "REST", 0)
    monkeypatch.setattr(restore_worker, "estimate", lambda *args: (seen.append(args), Estimate(10**8, 3.0))[1])
    return seen


@pytest.fixture
def slow_disk(monkeypatch):
    """Writing waits for this event."""
    gate, write = threading.Event(), save_worker.save_picture

    def wait_and_write(*args):
        assert gate.wait(10)
        return write(*args)

    monkeypatch.setattr(save_worker, "save_picture", wait_and_write)
    yield gate
    gate.set()


def open_and_wait(qtbot, controller, path):
    controller.open([path])
    qtbot.waitUntil(lambda: controller.document.name == path.name and not controller.opening, timeout=10000)


def open_and_restore(qtbot, controller, path):
    open_and_wait(qtbot, controller, path)
    controller.run()
    qtbot.waitUntil(lambda: controller.document.finished and not controller.running, timeout=10000)


def test_a_late_save_marks_the_result_that_was_written(qtbot, controller, slow_disk, photo, tmp_path):
    open_and_restore(qtbot, controller, photo)
    controller.save(tmp_path / "a.png", SaveOptions())
    open_and_restore(qtbot, controller, save_noise(tmp_path / "other.png", 40, 30))
    slow_disk.set()
    with qtbot.waitSignal(controller.saved, timeout=5000):
        pass
    first, second = controller.queue
    assert not first.unsaved
    assert second.unsaved and controller.document.sheet is second, "the picture that is shown now was never written"


def test_closing_writes_every_file_that_was_asked_for(qtbot, controller, slow_disk, photo, tmp_path):
    open_and_restore(qtbot, controller, photo)
    names = [tmp_path / f"{number}.png" for number in range(12)]
    for name in names:
        controller.save(name, SaveOptions())
    assert controller.saving
    threading.Timer(0.1, slow_disk.set).start()
    assert controller.close()
    original = np.asarray(Image.open(photo))
    assert all(np.array_equal(np.asarray(Image.open(name)), 255 - original) for name in names)


def test_files_are_written_one_after_the_other_and_each_is_told(qtbot, controller, photo, tmp_path):
    open_and_restore(qtbot, controller, photo)
    told = []
    controller.saved.connect(told.append)
    names = [tmp_path / f"{number}.png" for number in range(4)]
    for name in names:
        controller.save(name, SaveOptions())
    qtbot.waitUntil(lambda: not controller.saving, timeout=5000)
    assert told == names
    assert not controller.document.unsaved


def test_one_file_that_cannot_be_written_does_not_keep_the_next_from_it(qtbot, controller, photo, tmp_path):
    open_and_restore(qtbot, controller, photo)
    failures = []
    controller.failed.connect(failures.append)
    controller.save(tmp_path / "gone" / "a.png", SaveOptions())
    controller.save(tmp_path / "b.png", SaveOptions())
    qtbot.waitUntil(lambda: not controller.saving, timeout=5000)
    assert len(failures) == 1 and (tmp_path / "b.png").is_file()


def test_closing_starts_no_estimate(qtbot, settings, fake, estimates, photo):
    controller = Controller(settings, function=fake, preview=fake.preview)
    controller.open([photo])
    qtbot.waitUntil(lambda: bool(estimates) and not controller.opening, timeout=10000)
    qtbot.wait(30)
    count = len(estimates)
    assert controller.close()
    settings.threads = 1
    controller.document.set_strength(70)
    qtbot.wait(50)
    assert len(estimates) == count


def test_only_what_changes_the_work_is_estimated_again(qtbot, estimates, controller, settings, photo):
    controller.open([photo])
    qtbot.waitUntil(lambda: bool(estimates) and not controller.opening, timeout=10000)
    qtbot.wait(30)
    count = len(estimates)
    settings.theme, settings.quality, settings.folder = ThemeChoice.DARK, 50, photo.parent.parent
    qtbot.wait(50)
    assert len(estimates) == count
    settings.threads = 1
    qtbot.waitUntil(lambda: len(estimates) == count + 1, timeout=5000)


def test_nothing_is_estimated_while_the_fast_path_warms_up(qtbot, monkeypatch, estimates, controller, photo):
    """Figures of the slow path would be many times too large."""
    gate = threading.Event()
    monkeypatch.setattr(module, "warm_up", lambda: gate.wait(10))
    controller.warm_up()
    open_and_wait(qtbot, controller, photo)
    qtbot.wait(50)
    assert not estimates
    gate.set()
    qtbot.waitUntil(lambda: len(estimates) == 1, timeout=5000)


def test_estimates_learn_from_the_runs_that_there_were(qtbot, monkeypatch, estimates, controller, settings, photo):
    """The stand-in says that its run took 0.5 s; the engine had promised 3 s."""
    open_and_wait(qtbot, controller, photo)
    qtbot.waitUntil(lambda: controller.document.estimate is not None, timeout=5000)
    assert controller.document.estimate.seconds == 3.0
    controller.run()
    qtbot.waitUntil(lambda: controller.document.finished and not controller.running, timeout=10000)
    assert settings.pace == pytest.approx((0.5 / 3) ** 0.5)
    qtbot.waitUntil(lambda: controller.document.estimate.seconds == pytest.approx(3 * settings.pace), timeout=5000)


def test_the_measured_proposal_is_the_plan(qtbot, controller, photo):
    open_and_wait(qtbot, controller, photo)
    assert controller.document.plan == Plan((Step(Task.DENOISE),))
    assert controller.can_run


def test_a_clean_picture_needs_nothing(qtbot, controller, clean):
    open_and_wait(qtbot, controller, clean)
    assert controller.document.plan.steps == () and controller.document.evidence is not None
    assert not controller.can_run


def test_what_was_chosen_before_the_measurement_stays(qtbot, controller, photo, monkeypatch):
    gate, look = threading.Event(), open_worker.propose
    monkeypatch.setattr(open_worker, "propose", lambda picture: (gate.wait(10), look(picture))[1])
    controller.open([photo])
    qtbot.waitUntil(lambda: controller.document.picture is not None, timeout=5000)
    controller.document.set_step(Task.DENOISE, Step(Task.DENOISE, 50))
    gate.set()
    qtbot.waitUntil(lambda: not controller.opening, timeout=5000)
    assert controller.document.plan.steps == (Step(Task.DENOISE, 50),)


def test_strength_does_not_leak_into_the_next_picture_and_the_wish_for_quality_stays(qtbot, controller, photo, clean):
    open_and_wait(qtbot, controller, photo)
    controller.document.set_strength(30)
    controller.set_passes(8)
    open_and_wait(qtbot, controller, clean)
    assert (controller.document.plan.strength, controller.document.plan.passes) == (100, 8)


def test_every_good_file_opens_and_the_bad_ones_are_told_with_their_reasons(qtbot, controller, tmp_path):
    for name in ("a.png", "b.jpg"):
        (tmp_path / name).write_bytes(b"broken")
    save_noise(tmp_path / "c.png", 30, 20)
    save_noise(tmp_path / "d.png", 30, 20)
    with qtbot.waitSignal(controller.unreadable, timeout=5000) as told:
        controller.open([tmp_path])
    failures, total = told.args
    assert total == 4
    assert [failure.error.file.name for failure in failures] == ["a.png", "b.jpg"]
    assert [sheet.name for sheet in controller.queue] == ["c.png", "d.png"]
    assert controller.document.name == "c.png"


def test_several_files_of_which_none_can_be_opened(qtbot, controller, tmp_path):
    for name in ("a.png", "b.jpg"):
        (tmp_path / name).write_bytes(b"broken")
    with qtbot.waitSignal(controller.unreadable, timeout=5000) as told:
        controller.open([tmp_path / "a.png", tmp_path / "b.jpg"])
    assert len(told.args[0]) == told.args[1] == 2
    assert controller.document.picture is None and len(controller.queue) == 0


def test_results_stay_when_another_picture_is_opened(qtbot, controller, photo, tmp_path):
    open_and_restore(qtbot, controller, photo)
    open_and_restore(qtbot, controller, save_noise(tmp_path / "other.png", 40, 30))
    assert [sheet.unsaved for sheet in controller.queue] == [True, True]
    controller.go(-1)
    qtbot.waitUntil(lambda: controller.document.name == "photo.png" and not controller.opening, timeout=5000)
    original = np.asarray(Image.open(photo))
    assert np.array_equal(controller.document.result.store.levels.base, 255 - original)


def test_the_result_of_a_picture_that_is_not_shown_is_saved_at_its_strength(qtbot, controller, photo, tmp_path):
    open_and_restore(qtbot, controller, photo)
    controller.document.set_strength(50)
    open_and_wait(qtbot, controller, save_noise(tmp_path / "other.png", 40, 30))
    controller.save(tmp_path / "out.png", SaveOptions(), controller.queue.sheets[0])
    qtbot.waitUntil(lambda: not controller.saving, timeout=5000)
    original = np.asarray(Image.open(photo))
    assert np.array_equal(np.asarray(Image.open(tmp_path / "out.png")), blend(original, 255 - original, 50))


def test_removing_the_picture_that_is_shown_shows_its_neighbour(qtbot, controller, photo, clean):
    open_and_wait(qtbot, controller, photo)
    open_and_wait(qtbot, controller, clean)
    controller.remove(controller.document.sheet)
    qtbot.waitUntil(lambda: controller.document.name == "photo.png" and not controller.opening, timeout=5000)
    controller.remove(controller.document.sheet)
    assert controller.document.picture is None and len(controller.queue) == 0


def test_files_that_were_opened_are_remembered(qtbot, controller, settings, photo, clean):
    open_and_wait(qtbot, controller, photo)
    open_and_wait(qtbot, controller, clean)
    assert settings.recent == (clean, photo)
    assert settings.folder == photo.parent


def test_the_library_of_icons_is_loaded_beside_the_window(qtbot, window):
    with qtbot.waitSignal(window.controller.icons_loaded, timeout=10000):
        window.controller.load_icons()
    assert "qtawesome" in sys.modules
