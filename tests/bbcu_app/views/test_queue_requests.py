from PySide6.QtCore import Qt

from bbcu_app.controller import Controller
from bbcu_app.views.main_window import MainWindow
from engine.plan import Plan, Step
from engine.run.job import State
from engine.run.paths import Destination, Source
from engine.run.queue import Queue
from engine.tasks import Task
from tests.bbcu_app.conftest import save_noise, wait_open


def test_what_was_left_of_the_last_time_is_offered_and_nothing_runs_unasked(qtbot, settings, fake, tmp_path):
    journal = tmp_path / "queue.jsonl"
    paths = [save_noise(tmp_path / f"{number}.png", 30, 20) for number in range(3)]
    Queue(journal=journal).add(map(Source, paths), Plan((Step(Task.DENOISE, 20),)), Destination())
    controller = Controller(settings, function=fake, preview=fake.preview, journal=journal)
    window = MainWindow(controller)
    qtbot.addWidget(window)
    window.show()
    window.queue_requests.offer_left_over()
    wait_open(qtbot, window, "0.png")
    assert window.notices.isVisible() and "3 pictures are still waiting" in window.notices.title.text()
    assert not controller.batch.running and window.strip.go.text() == "Go on"
    qtbot.mouseClick(window.notices.choice, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not controller.batch.running and controller.batch.counts[State.DONE] == 3, timeout=10000)
    assert all(path.with_name(f"{path.stem}_restored.png").is_file() for path in paths)
    window.close()


def test_without_anything_left_nothing_is_said(window):
    window.queue_requests.offer_left_over()
    assert not window.notices.isVisible()
