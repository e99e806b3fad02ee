"""Fresh settings for every test, a stand-in for the engine's loop, and a check that no thread stays behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from bbcu_app import i18n
from bbcu_app.controller import Controller
from bbcu_app.offer import Offer
from bbcu_app.settings import Settings
from bbcu_app.views.main_window import MainWindow
from bbcu_app.workers import restore_worker
from engine.plan import Step
from engine.run.detect import resolve_for
from engine.run.estimate import Estimate
from engine.run.restore import Event, Finished, Progress, Started, Stopped, TileDone
from engine.tasks import Task
from engine.tiling import cut, nearest


@dataclass
class FakeRestore:
    """Inverts a picture tile by tile, as slowly as asked; remembers what it was told.

    Attributes
    ----------
    gate : threading.Event
        Tiles only go on while it is set.
    boxes : list of Box
        The tiles in the order in which they ran.
    """

    tile: int = 64
    pause: float = 0.0
    fail: Exception | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    boxes: list = field(default_factory=list)
    previewed: list = field(default_factory=list)
    stopped: bool = False

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(self, picture, plan, options=None, *, cancelled=lambda: False, focus=lambda: None) -> Iterator[Event]:
        self.stopped = False
        plan = resolve_for(picture, plan)
        waiting = cut(picture.width, picture.height, self.tile)
        total = len(waiting)
        yield Started(plan, picture.width, picture.height, total, 10**7, "fake (for tests)")
        out = picture.pixels ^ np.iinfo(picture.pixels.dtype).max
        while waiting:
            while not self.gate.wait(0.01) and not cancelled():
                pass
            if cancelled():
                self.stopped = True
                yield Stopped()
                return
            if self.fail is not None and len(waiting) < total:
                raise self.fail
            place = focus() or (0.5, 0.5)
            box = nearest(waiting, (place[0] * picture.width, place[1] * picture.height))
            waiting.remove(box)
            self.boxes.append(box)
            time.sleep(self.pause)
            yield TileDone(box, out[box.slices].copy())
            yield Progress(1 - len(waiting) / total, 1.0)
        yield Finished(picture.with_pixels(out), plan, 0.5)


    def preview(self, picture, plan, box, options=None, *, cancelled=lambda: False):
        """The same for a part of it."""
        self.previewed.append((box, plan))
        return picture.pixels[box.slices] ^ np.iinfo(picture.pixels.dtype).max


@pytest.fixture(autouse=True)
def no_estimate(monkeypatch):
    """Estimates load models and time them; the tests of the window do not need that."""
    monkeypatch.setattr(restore_worker, "estimate", lambda *_: Estimate(640_000_000, 12.0))


@pytest.fixture(autouse=True)
def no_thread_stays():
    """A test that leaves a thread behind fails."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    while (left := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        if all(thread.name.startswith(("Dummy", "pydev")) for thread in left):
            break  # Qt's own threads, seen by Python while they ran our code
        time.sleep(0.01)
    assert all(thread.name.startswith("Dummy") for thread in left), left


@pytest.fixture(autouse=True, scope="session")
def english(qapp):
    """Whatever the machine speaks."""
    i18n.install(qapp, "en")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def fake():
    return FakeRestore()


@pytest.fixture
def offer():
    """No models: the window offers to remove noise, and the stand-in does it."""
    return Offer()


@pytest.fixture
def window(qtbot, settings, offer, fake):
    """The whole window over the stand-in."""
    controller = Controller(settings, offer, fake, fake.preview, lambda: (("Runs on", "fake"),))
    made = MainWindow(controller)
    qtbot.addWidget(made, before_close_func=let_close)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    fake.gate.set()
    assert controller.close()


@pytest.fixture
def full(qtbot, settings, fake, photo):
    """The window with every task there is, high enough to show all of the panel."""
    controller = Controller(settings, Offer.now(), fake, fake.preview)
    made = MainWindow(controller)
    qtbot.addWidget(made, before_close_func=let_close)
    made.resize(900, 900)
    made.show()
    made.open([photo, save_noise(photo.with_name("other.png"), 160, 120)])
    wait_open(qtbot, made, "photo.png")
    for task in Task:
        made.document.set_step(task, Step(task, 2.0 if task.info.enlarges else None))
    # What comes by itself is there: it would change a button or the list while a test looks at them.
    qtbot.waitUntil(lambda: made.document.estimate is not None and all(
        made.controller.thumbnails.get(sheet.path) is not None for sheet in made.controller.queue), timeout=10000)
    yield made
    assert controller.close()


def let_close(window: MainWindow) -> None:
    window.leaving.agreed = True


@pytest.fixture
def photo(tmp_path):
    """A small noisy picture."""
    return save_noise(tmp_path / "photo.png", 200, 150)


@pytest.fixture
def clean(tmp_path):
    """A small picture that needs nothing."""
    ramp = np.linspace(40, 200, 160).astype(np.uint8)[None, :, None] + np.zeros((120, 1, 3), np.uint8)
    Image.fromarray(ramp).save(tmp_path / "clean.png")
    return tmp_path / "clean.png"


@pytest.fixture
def unclear(tmp_path):
    """A picture of one colour, of which nobody can tell whether it is noisy."""
    Image.new("RGB", (160, 120), (90, 90, 90)).save(tmp_path / "unclear.png")
    return tmp_path / "unclear.png"


def save_noise(path, width, height, **kwargs):
    """A made-up photo: a ramp with noise."""
    random = np.random.default_rng(7)
    ramp = np.linspace(40, 200, width)[None, :, None] + np.zeros((height, 1, 3))
    Image.fromarray(np.clip(ramp + random.normal(0, 12, ramp.shape), 0, 255).astype(np.uint8)).save(path, **kwargs)
    return path


@pytest.fixture
def full_disk(monkeypatch):
    """No file can be written."""
    from engine.picture import files

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_part", full)


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, buttons, keys = QPoint(300, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))
    assert window.drop_hint.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys))
    assert not window.drop_hint.isVisible()


def wait_open(qtbot, window, name):
    qtbot.waitUntil(lambda: window.document.name == name and window.document.evidence is not None
                    and not window.controller.opening, timeout=10000)


def wait_done(qtbot, window):
    qtbot.waitUntil(lambda: window.document.finished and not window.controller.running, timeout=10000)


def open_and_restore(qtbot, window, path):
    """Drop, Run."""
    drop(window, path)
    wait_open(qtbot, window, path.name)
    qtbot.mouseClick(window.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, window)


def answer(window, button):
    """Press a button of the question that is asked."""
    box = window.findChild(QMessageBox)
    box.button(button).click()


@pytest.fixture
def opened(qtbot, window, photo):
    drop(window, photo)
    wait_open(qtbot, window, "photo.png")
    return window


@pytest.fixture
def done(qtbot, opened):
    qtbot.mouseClick(opened.panel.go, Qt.MouseButton.LeftButton)
    wait_done(qtbot, opened)
    return opened
