"""Results of many pictures do not fill the memory, and none is lost."""

import numpy as np
import pytest
from PIL import Image

from bbcu_app.workers.spill_worker import is_mapped
from engine.plan import SaveOptions
from tests.bbcu_app.conftest import save_noise, wait_done, wait_open


@pytest.fixture
def restored(qtbot, window, tmp_path):
    """Four pictures, each restored by a run of its own; the last is shown."""
    paths = [save_noise(tmp_path / f"{name}.png", 120, 80) for name in "abcd"]
    window.controller.spills.most = 2 * 120 * 80 * 3
    window.open(paths)
    for path in paths:
        wait_open(qtbot, window, path.name)
        window.controller.run()
        wait_done(qtbot, window)
        window.controller.go(1)
    wait_open(qtbot, window, "d.png")
    return window


def test_what_is_too_much_for_memory_is_in_files(qtbot, restored):
    controller = restored.controller
    qtbot.waitUntil(lambda: controller.spills.in_memory <= controller.spills.most, timeout=5000)
    results = [sheet.result.picture for sheet in controller.queue]
    assert [is_mapped(picture.pixels) for picture in results] == [True, False, False, False]
    assert not any(restored.controller.spills._folder.iterdir())  # the files have no names


def test_a_result_in_a_file_is_shown_and_saved_like_any_other(qtbot, restored, tmp_path):
    controller = restored.controller
    qtbot.waitUntil(lambda: controller.spills.in_memory <= controller.spills.most, timeout=5000)
    first = controller.queue.sheets[0]
    controller.show(first)
    wait_open(qtbot, restored, "a.png")
    assert restored.document.finished and restored.document.result.store is not None
    restored.document.set_strength(50)
    restored.grab()
    controller.save(tmp_path / "saved.png", SaveOptions())
    qtbot.waitUntil(lambda: not controller.saving, timeout=5000)
    original = np.asarray(Image.open(tmp_path / "a.png")).astype(int)
    saved = np.asarray(Image.open(tmp_path / "saved.png")).astype(int)
    assert np.abs(saved - (original + 255 - original) / 2).max() <= 1


def test_a_full_disk_loses_nothing(qtbot, window, tmp_path, monkeypatch):
    controller = window.controller
    controller.spills.most = 0
    (tmp_path / "no folder").write_text("")
    monkeypatch.setattr(controller.spills, "_folder", tmp_path / "no folder" / "x")
    paths = [save_noise(tmp_path / f"{name}.png", 60, 40) for name in "ab"]
    window.open(paths)
    wait_open(qtbot, window, "a.png")
    controller.run()
    wait_done(qtbot, window)
    controller.go(1)
    wait_open(qtbot, window, "b.png")
    qtbot.waitUntil(lambda: controller.spills.most > 0, timeout=5000)
    assert controller.queue.sheets[0].finished and not is_mapped(controller.queue.sheets[0].result.picture.pixels)
