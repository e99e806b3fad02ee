"""Wishes become tasks, and what they answer arrives at the right place."""

import threading

import numpy as np
import pytest
from PIL import Image

from bbcu_app import controller as module
from bbcu_app.controller import Controller
from bbcu_app.document import Document
from bbcu_app.settings import DEFAULT_PLAN, ThemeChoice
from bbcu_app.workers import restore_worker, save_worker
from engine.plan import SaveOptions
from engine.run.estimate import Estimate
from tests.bbcu_app.conftest import save_noise


@pytest.fixture
def controller(qtbot, settings, fake):
    made = Controller(Document(DEFAULT_PLAN), settings, fake)
    yield made
    fake.gate.set()
    assert made.close()


@pytest.fixture
def estimates(monkeypatch):
    """How often a run was estimated."""
    seen = []
    monkeypatch.setattr(module, "ESTIMATE_DELAY", 0)
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


def open_and_restore(qtbot, controller, path):
    controller.open([path])
    qtbot.waitUntil(lambda: controller.document.name == path.name and not controller.opening, timeout=10000)
    controller.run()
    qtbot.waitUntil(lambda: controller.document.finished and not controller.running, timeout=10000)


def test_a_late_save_marks_the_result_that_was_written(qtbot, controller, slow_disk, photo, tmp_path):
    open_and_restore(qtbot, controller, photo)
    controller.save(tmp_path / "a.png", SaveOptions())
    open_and_restore(qtbot, controller, save_noise(tmp_path / "other.png", 40, 30))
    slow_disk.set()
    with qtbot.waitSignal(controller.saved, timeout=5000):
        pass
    assert controller.document.unsaved, "the picture that is shown now was never written"


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
    controller = Controller(Document(DEFAULT_PLAN), settings, fake)
    controller.open([photo])
    qtbot.waitUntil(lambda: bool(estimates) and not controller.opening, timeout=10000)
    controller.document.set_strength(70)  # closing writes the plan down, which is a setting that changes
    qtbot.wait(30)
    count = len(estimates)
    assert controller.close()
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
