"""The window never holds still: decoding, measuring, levels and tiles stay out of the event loop's way."""

import time

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QTimer

from bbcu_app.views.canvas import BUDGET
from engine.plan import SaveOptions, Step
from engine.tasks import Task

LONGEST = 0.050
"""Seconds of its own that the window's thread may spend on one turn of the loop."""

STUCK = 1.0
"""Seconds between two turns by the clock, on machines that are busy with other things too."""


class Pulse:
    """Measures the longest time between two turns of the event loop: its own, and by the clock."""

    def __init__(self) -> None:
        self.longest = self.stuck = 0.0
        self._last, self._own = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self.longest, self.stuck = max(self.longest, own - self._own), max(self.stuck, now - self._last)
        self._last, self._own = now, own


@pytest.fixture
def large(tmp_path):
    """24 megapixels, flat enough to be written quickly."""
    ramp = np.add.outer(np.arange(4000), np.arange(6000)).astype(np.uint16) // 40
    Image.fromarray(np.repeat(ramp[..., None].astype(np.uint8), 3, axis=2)).save(tmp_path / "large.jpg", quality=80)
    return tmp_path / "large.jpg"


def test_opening_running_panning_and_saving_24_megapixels_never_block(qtbot, window, fake, large):
    fake.tile = 512
    pulse = Pulse()
    window.open([large])
    qtbot.waitUntil(lambda: window.document.evidence is not None, timeout=30000)
    window.document.set_step(Task.DENOISE, Step(Task.DENOISE, 20))
    window.controller.run()
    view = window.compare
    view.look(view.viewport.zoomed(1.0))
    for step in range(20):
        view.look(view.viewport.panned(-90 if step < 10 else 90, -40))
        qtbot.wait(5)
    qtbot.waitUntil(lambda: window.document.finished, timeout=30000)
    window.document.set_strength(40)
    qtbot.wait(20)
    for mode in ("side", "divider", "single"):
        window.actions_[mode].trigger()
        qtbot.wait(20)
    window.controller.save(large.with_name("out.jpg"), SaveOptions(quality=80))
    qtbot.waitUntil(lambda: not window.controller.saving, timeout=30000)
    assert large.with_name("out.jpg").is_file()
    assert pulse.longest < LONGEST and pulse.stuck < STUCK
    assert BUDGET < 0.016
