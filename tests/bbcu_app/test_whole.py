"""All of it at once, with the engine that ships: a dark photograph by a phone, dropped, run as proposed, saved."""

import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, Qt

from bbcu_app.controller import Controller
from bbcu_app.offer import Offer
from bbcu_app.views.main_window import MainWindow
from bbcu_app.views.save_dialog import SaveDialog
from engine.picture.files import open_picture
from engine.run.detect import measure
from engine.tasks import Task
from tests.bbcu_app.conftest import drop, let_close, wait_open


def test_a_photograph_comes_out_better_by_one_press(qtbot, settings, tmp_path):
    photo = tmp_path / "dim.jpg"
    shutil.copyfile(Path(str(files("resources"))) / "samples" / "coffee-phone.jpg", photo)
    window = MainWindow(Controller(settings, Offer.now()))
    qtbot.addWidget(window, before_close_func=let_close)
    window.show()
    drop(window, photo)
    wait_open(qtbot, window, photo.name)
    assert [step.task for step in window.document.plan.active] == [Task.DENOISE], "it is ticked already"
    qtbot.mouseClick(window.panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.document.finished and not window.controller.running, timeout=120_000)
    qtbot.mouseClick(window.panel.save, Qt.MouseButton.LeftButton)
    dialog = window.findChild(SaveDialog)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.document.unsaved, timeout=10_000)
    saved = tmp_path / "dim_restored.jpg"
    before, after = measure(open_picture(photo)), measure(open_picture(saved))
    assert after.noise_sigma < before.noise_sigma / 3 and after.noise_colour < before.noise_colour / 3
    was, now = (np.asarray(Image.open(path).convert("RGB"), float) for path in (photo, saved))
    assert np.abs(was.mean(axis=(0, 1)) - now.mean(axis=(0, 1))).max() < 1, "as dark as it was, and of the same colours"
    blurred = [pixels.reshape(50, 8, 75, 8, 3).mean(axis=(1, 3)) for pixels in (was, now)]
    assert np.corrcoef(*(each.ravel() for each in blurred))[0, 1] > 0.995, "and the same cup"
    assert window.controller.close()


def test_a_mild_jpeg_is_repaired_before_it_is_enlarged(qtbot, settings, tmp_path):
    photo = tmp_path / "small.jpg"
    with Image.open(files("resources") / "samples" / "rocket-small.png") as sample:
        sample.convert("RGB").save(photo, quality=88)
    window = MainWindow(Controller(settings, Offer.now()))
    qtbot.addWidget(window, before_close_func=let_close)
    window.show()
    drop(window, photo)
    wait_open(qtbot, window, photo.name)
    assert not window.document.plan.active, "as it is, nothing is seen of it"
    boxes = {box.task: box for box in window.panel.boxes}
    repair, enlarge = boxes[Task.DEBLOCK], boxes[Task.UPSCALE]
    qtbot.mouseClick(enlarge.check, Qt.MouseButton.LeftButton, pos=QPoint(8, enlarge.check.height() // 2))
    assert repair.check.isChecked() and repair.number.value() == 88 and not enlarge.warning.isVisible()
    assert repair.note.text() == "Enlarging would show the damage"
    qtbot.mouseClick(window.panel.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.document.finished and not window.controller.running, timeout=120_000)
    plan = window.document.sheet.result.plan
    assert [step.task for step in plan.active] == [Task.DEBLOCK, Task.UPSCALE]
    assert window.document.sheet.result.picture.width == 2 * window.document.picture.width
    qtbot.mouseClick(enlarge.check, Qt.MouseButton.LeftButton, pos=QPoint(8, enlarge.check.height() // 2))
    assert not repair.check.isChecked()
    assert window.controller.close()
