"""All pictures by the engine's queue, with a stand-in for the loop: real files in, real files out."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bbcu_app.controller import Controller
from engine.errors import RestoreError
from engine.picture.pixels import blend
from engine.plan import Plan, Step
from engine.run.job import State
from engine.run.paths import Conflict, Destination, Source
from engine.tasks import Task
from tests.bbcu_app.conftest import save_noise
from tests.bbcu_app.test_controller import open_and_wait

ROOT = Path(__file__).parents[2]
PLAN = Plan((Step(Task.DENOISE, 20),))


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "queue.jsonl"


def make(settings, fake, journal):
    return Controller(settings, function=fake, preview=fake.preview, journal=journal)


@pytest.fixture
def controller(qtbot, settings, fake, journal):
    made = make(settings, fake, journal)
    yield made
    fake.gate.set()
    assert made.close()


@pytest.fixture
def three(qtbot, controller, tmp_path):
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.png", "b.png", "deep/c.png"):
        save_noise(folder / name, 130, 70)
    controller.open([folder])
    qtbot.waitUntil(lambda: len(controller.queue) == 3 and not controller.opening, timeout=10000)
    return controller


def ended(qtbot, controller):
    qtbot.waitUntil(lambda: not controller.batch.running, timeout=10000)


def states(controller):
    return [sheet.job.state for sheet in controller.queue]


def test_every_picture_is_restored_and_written_and_folders_are_kept(qtbot, three, tmp_path):
    with qtbot.waitSignal(three.batch.ended, timeout=10000):
        three.batch.start(three.queue.sheets, PLAN, Destination(tmp_path / "out", "{name}-{task}"))
    assert states(three) == [State.DONE] * 3
    for name in ("a", "b", "deep/c"):
        original = np.asarray(Image.open(tmp_path / "in" / f"{name}.png"))
        assert np.array_equal(np.asarray(Image.open(tmp_path / "out" / f"{name}-denoise.png")), 255 - original)


def test_each_gets_what_is_measured_in_it(qtbot, controller, photo, clean):
    for path in (photo, clean):
        open_and_wait(qtbot, controller, path)
    controller.batch.start(controller.queue.sheets, Plan(strength=60), Destination())
    ended(qtbot, controller)
    assert states(controller) == [State.DONE, State.DONE]
    original = np.asarray(Image.open(photo))
    written = np.asarray(Image.open(photo.with_name("photo_restored.png")))
    assert np.array_equal(written, blend(original, 255 - original, 60)), "at the strength that was chosen"
    assert "copied unchanged" in controller.queue.sheets[1].job.why


def test_of_the_picture_that_is_shown_tiles_are_seen(qtbot, three, fake):
    fake.gate.clear()
    arrived = []
    three.document.tile_arrived.connect(arrived.append)
    three.batch.start(three.queue.sheets, PLAN, Destination())
    qtbot.waitUntil(lambda: three.document.result is not None, timeout=5000)
    assert three.running
    fake.gate.set()
    ended(qtbot, three)
    first = three.document.sheet
    assert len(arrived) == 6, "130 x 70 in tiles of 64, of one picture"
    assert first.finished and not first.unsaved and three.document.result.saved_strength == 100
    assert [sheet.result for sheet in three.queue][1:] == [None, None], "nobody looked: the files have them"


def test_what_was_written_is_shown_when_somebody_goes_there(qtbot, three, tmp_path):
    three.batch.start(three.queue.sheets, Plan(PLAN.steps, strength=50), Destination())
    ended(qtbot, three)
    three.go(1)
    qtbot.waitUntil(lambda: three.document.name == "b.png" and not three.opening, timeout=5000)
    result, sheet = three.document.result, three.document.sheet
    assert result.written and not sheet.unsaved and sheet.shown_strength == 100
    written = np.asarray(Image.open(tmp_path / "in" / "b_restored.png"))
    assert np.array_equal(result.picture.pixels, written)
    assert not three.document.outdated
    three.document.set_strength(70)
    assert three.document.outdated, "the strength is in the file: another one needs a run"


def test_pause_holds_still_and_going_on_goes_on(qtbot, three, fake):
    fake.gate.clear()
    three.batch.start(three.queue.sheets, PLAN, Destination())
    qtbot.waitUntil(lambda: State.RUNNING in three.batch.counts, timeout=5000)
    three.batch.pause()
    fake.gate.set()
    qtbot.wait(150)
    assert three.batch.paused and State.DONE not in three.batch.counts
    three.batch.go_on()
    ended(qtbot, three)
    assert states(three) == [State.DONE] * 3


def test_stop_ends_it_and_what_waits_can_go_on(qtbot, three, fake):
    fake.gate.clear()
    three.batch.start(three.queue.sheets, PLAN, Destination())
    qtbot.waitUntil(lambda: State.RUNNING in three.batch.counts, timeout=5000)
    three.batch.stop()
    ended(qtbot, three)
    fake.gate.set()
    assert states(three) == [State.STOPPED, State.WAITING, State.WAITING]
    assert three.queue.sheets[0].result is None
    three.batch.go_on()
    ended(qtbot, three)
    assert states(three) == [State.STOPPED, State.DONE, State.DONE]
    three.batch.retry(three.queue.sheets)
    ended(qtbot, three)
    assert State.STOPPED not in states(three)


def test_stopping_the_one_that_is_shown_lets_the_next_begin(qtbot, three, fake):
    fake.gate.clear()
    three.batch.start(three.queue.sheets, PLAN, Destination())
    qtbot.waitUntil(lambda: three.running, timeout=5000)
    three.stop()
    fake.gate.set()
    ended(qtbot, three)
    assert states(three) == [State.STOPPED, State.DONE, State.DONE]


def test_one_bad_file_says_why_and_the_others_go_on(qtbot, three, tmp_path):
    (tmp_path / "in" / "b.png").unlink()
    three.batch.start(three.queue.sheets, PLAN, Destination())
    ended(qtbot, three)
    assert states(three) == [State.DONE, State.FAILED, State.DONE]
    assert "b.png" in three.queue.sheets[1].job.why
    save_noise(tmp_path / "in" / "b.png", 20, 20)
    three.batch.retry([three.queue.sheets[1]])
    ended(qtbot, three)
    assert states(three) == [State.DONE] * 3


def test_two_results_of_one_name_are_both_kept(qtbot, controller, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        open_and_wait(qtbot, controller, save_noise(tmp_path / folder / "a.png", 30, 20))
    controller.batch.start(controller.queue.sheets, PLAN, Destination(tmp_path / "out", "{name}"))
    ended(qtbot, controller)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a-2.png", "a.png"]


def test_nothing_is_replaced_unless_that_was_chosen(qtbot, three, tmp_path):
    taken = tmp_path / "in" / "a_restored.png"
    taken.write_bytes(b"mine")
    three.batch.start(three.queue.sheets, PLAN, Destination(conflict=Conflict.SKIP))
    ended(qtbot, three)
    assert taken.read_bytes() == b"mine" and states(three)[0] is State.SKIPPED


def test_a_run_that_fails_leaves_no_half_result(qtbot, three, fake):
    fake.fail = RestoreError("there is not enough memory")
    three.batch.start(three.queue.sheets[:1], PLAN, Destination())
    ended(qtbot, three)
    assert three.queue.sheets[0].job.state is State.FAILED
    assert three.document.result is None


def test_it_goes_on_after_a_restart(qtbot, three, settings, fake, journal):
    fake.gate.clear()
    three.batch.start(three.queue.sheets, PLAN, Destination())
    qtbot.waitUntil(lambda: State.RUNNING in three.batch.counts, timeout=5000)
    assert three.close()
    fake.gate.set()
    again = make(settings, fake, journal)
    left = again.batch.take_up()
    assert [sheet.name for sheet in left] == ["a.png", "b.png", "c.png"], "the one that ran begins anew"
    assert not again.batch.running, "nothing runs unasked"
    again.batch.go_on()
    ended(qtbot, again)
    assert all(sheet.job.state is State.DONE for sheet in left)
    assert again.close()
    assert not journal.exists(), "nothing is left to go on with"


KILLED = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from bbcu_app.controller import Controller
from bbcu_app.settings import Settings
from engine.plan import Plan, Step
from engine.run.paths import Destination, Source
from engine.tasks import Task
from tests.bbcu_app.conftest import FakeRestore

app, folder = QApplication([]), Path(sys.argv[1])
fake = FakeRestore(tile=32, pause=0.02)
controller = Controller(Settings(folder / "s.ini"), function=fake, preview=fake.preview, journal=folder / "queue.jsonl")
sheets = controller.queue.add([Source(folder / f"{name}.png", None) for name in "abc"])
def tell(sheet):
    if sheet is sheets[1] and sheet.job.done > 0.3:
        print("now", flush=True)
controller.batch.sheet_changed.connect(tell)
controller.batch.start(sheets, Plan((Step(Task.DENOISE, 20),)), Destination())
app.exec()
"""


def test_it_goes_on_after_the_program_was_killed(qtbot, settings, fake, journal, tmp_path):
    for name in "abc":
        save_noise(tmp_path / f"{name}.png", 130, 70)
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE,
                          env=os.environ | {"PYTHONPATH": str(ROOT)}) as child:
        assert child.stdout.readline() == b"now\n"  # the first picture is done, the second one under way
        child.kill()
    assert sorted(path.name for path in tmp_path.glob("*_restored*")) == ["a_restored.png"], "nothing half-written"
    again = make(settings, fake, journal)
    left = again.batch.take_up()
    assert [sheet.name for sheet in left] == ["b.png", "c.png"]
    again.batch.go_on()
    ended(qtbot, again)
    assert again.close()
    assert sorted(path.stem for path in tmp_path.glob("*_restored*")) == [f"{name}_restored" for name in "abc"]


def test_a_picture_that_is_taken_out_is_not_run(qtbot, three, fake):
    fake.gate.clear()
    three.batch.start(three.queue.sheets, PLAN, Destination())
    last = three.queue.sheets[2]
    three.remove(last)
    fake.gate.set()
    ended(qtbot, three)
    assert last.job is None and len(three.batch.jobs) == 2


def test_hundreds_are_added_and_counted_at_once(qtbot, controller, tmp_path):
    import time

    began = time.perf_counter()
    sheets = controller.queue.add([Source(tmp_path / f"{number}.png") for number in range(500)])
    controller.batch.start(sheets, PLAN, Destination())
    assert time.perf_counter() - began < 2
    assert len(controller.batch.jobs) == 500
    ended(qtbot, controller)
    assert controller.batch.counts == {State.FAILED: 500}
