"""A process learns and is steered; whatever becomes of it, the window hears of it and loses nothing."""

import sys
import time

import pytest
from PySide6.QtCore import QTimer

from bbcu_app import teaching as module
from bbcu_app.teaching import Stage, Teaching, command
from bbcu_app.workers.task import close_pool, make_pool
from engine import about
from engine.tuning import runs
from engine.tuning.events import Learning, Made, Measured
from engine.tuning.order import Order

CHILD = """
import sys, threading, time
wish = ["go on"]
def listen():
    for line in sys.stdin:
        wish[0] = line.strip()
    wish[0] = "leave"
threading.Thread(target=listen, daemon=True).start()
def say(text):
    print(text, flush=True)
say('noise of a library')
for step in range(1, 400):
    time.sleep(0.02)
    if wish[0] == "pause":
        say('{"event": "paused"}')
        while wish[0] == "pause":
            time.sleep(0.02)
    if wish[0] == "leave":
        say('{"event": "left", "step": %d}' % step)
        sys.exit(130)
    if wish[0] == "keep":
        say('{"event": "packing"}')
        say('{"event": "made", "name": "mine", "path": "/m", "own": 0.8, "general": -0.02, "psnr": 30.0}')
        sys.exit(0)
    say('{"event": "learning", "step": %d, "loss": 0.1, "seconds": %f, "left": 9.0}' % (step, step / 50))
    if step % 3 == 0:
        say('{"event": "measured", "step": %d, "seconds": %f, "own": 0.1, "general": 0.0, "best": true}'
            % (step, step / 50))
"""


def child(code):
    return lambda name: [sys.executable, "-c", code]


@pytest.fixture
def order(teachable, photos):
    return Order("mine", "base", (photos,))


@pytest.fixture
def make(qapp):
    made = []

    def start(code=CHILD):
        pool = make_pool()
        teaching = Teaching(pool, start=child(code))
        teaching.problems = []
        teaching.failed.connect(teaching.problems.append)
        made.append((teaching, pool))
        return teaching

    yield start
    for teaching, pool in made:
        teaching.close()
        assert not teaching.busy and close_pool(pool, 10)


def test_pictures_are_looked_at_then_a_run_begins(qtbot, make, order):
    teaching, looking = make(), []
    teaching.looking.connect(lambda done, of: looking.append((done, of)))
    with qtbot.waitSignal(teaching.looked, timeout=20000):
        teaching.look(order)
    assert looking[-1] == (8, 8) and teaching.material.count == 8
    teaching.begin(order)
    qtbot.waitUntil(lambda: len(teaching.events) > 3, timeout=10000)
    assert teaching.stage is Stage.LEARNING and teaching.run.order == runs.find("mine").order
    assert (teaching.run.folder / "material.npz").is_file() and teaching.material is None
    assert teaching.unfinished == [], "one that is under way is not offered"


def test_what_cannot_be_learned_from_is_said(qtbot, make, order, photos):
    for path in list(photos.iterdir())[:5]:
        path.unlink()
    teaching = make()
    with qtbot.waitSignal(teaching.unfit, timeout=20000) as heard:
        teaching.look(order)
    assert "only 3 photos" in heard.args[0].error.why and teaching.material is None
    teaching.begin(order)
    assert runs.unfinished() == []


def test_pause_go_on_keep_the_best(qtbot, make, order):
    teaching = make()
    teaching.go_on(runs.begin(order))
    qtbot.waitUntil(lambda: any(isinstance(event, Measured) for event in teaching.events), timeout=10000)
    teaching.pause()
    qtbot.waitUntil(lambda: teaching.stage is Stage.PAUSED, timeout=5000)
    teaching.resume()
    count = len(teaching.events)
    qtbot.waitUntil(lambda: len(teaching.events) > count, timeout=5000)
    teaching.keep()
    qtbot.waitUntil(lambda: teaching.stage is Stage.MADE, timeout=5000)
    assert teaching.made == Made("mine", "/m", 0.8, -0.02, 30.0) and not teaching.busy and not teaching.problems
    teaching.dismiss()
    assert teaching.stage is Stage.IDLE


def test_the_end_of_the_program_lets_it_save_and_end(qtbot, make, order):
    teaching = make()
    teaching.go_on(runs.begin(order))
    qtbot.waitUntil(lambda: bool(teaching.events), timeout=10000)
    began = time.monotonic()
    teaching.close()
    assert time.monotonic() - began < 5 and teaching.stage is Stage.IDLE and not teaching.problems
    assert [run.order.name for run in teaching.unfinished] == ["mine"]


def test_it_goes_on_from_what_was_told_before(qtbot, make, order):
    run = runs.begin(order)
    run.note(Learning(1, 0.5, 1.0, 9.0))
    teaching = make()
    teaching.go_on(run)
    assert teaching.events == [Learning(1, 0.5, 1.0, 9.0)]


@pytest.mark.parametrize(("code", "said"), [
    ("import os; os._exit(9)", None), ("raise SystemError('x')", None),
    ("print('{\"event\": \"failed\", \"why\": \"the disk is full\", \"hint\": \"Free some.\"}')", "the disk is full"),
])
def test_a_process_that_dies_is_said(qtbot, make, order, code, said):
    teaching = make(code)
    teaching.go_on(runs.begin(order))
    qtbot.waitUntil(lambda: not teaching.busy, timeout=10000)
    assert teaching.stage is Stage.IDLE
    assert [failure.error.why for failure in teaching.problems] == [said or "learning ended without a word"]
    assert teaching.unfinished


def test_what_cannot_be_started_is_said(qtbot, make, order, monkeypatch):
    teaching = make()
    monkeypatch.setattr(teaching, "_start", lambda name: ["/nowhere/at/all"])
    teaching.go_on(runs.begin(order))
    qtbot.waitUntil(lambda: bool(teaching.problems), timeout=5000)
    assert "could not be started" in teaching.problems[0].error.why and not teaching.busy


def test_it_can_be_forgotten_while_it_learns(qtbot, make, order):
    teaching, run = make(), runs.begin(order)
    teaching.go_on(run)
    qtbot.waitUntil(lambda: bool(teaching.events), timeout=10000)
    teaching.discard(run)
    assert not teaching.busy and not run.folder.exists() and not teaching.problems


def test_the_event_loop_goes_on_while_it_learns(qtbot, make, order):
    longest, last = [0.0], [time.thread_time()]
    timer = QTimer(interval=1)

    def beat():
        now = time.thread_time()
        longest[0], last[0] = max(longest[0], now - last[0]), now

    timer.timeout.connect(beat)
    teaching = make()
    teaching.go_on(runs.begin(order))
    timer.start()
    qtbot.waitUntil(lambda: len(teaching.events) > 60, timeout=20000)
    timer.stop()
    assert longest[0] < 0.05


def test_the_command_is_this_programs_own():
    assert command("my photos")[: len(about.command())] == about.command()
    assert command("my photos")[-5:] == ["--resume", "--name", "my photos", "--json", "--steered"]
    assert module.possible()
