"""Jobs end as they should whatever happens to one of them, and nothing is lost or written over."""

import json
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import MemoryShortError
from engine.picture.files import open_picture
from engine.plan import Plan, SaveOptions, Step
from engine.run.chain import RunOptions
from engine.run.job import State
from engine.run.paths import INSIDE, Conflict, Destination, Source, gather
from engine.run.queue import Opened, Queue
from engine.run.restore import Finished, Progress, Started, Stopped, TileDone
from engine.run.restore import restore as real_restore
from engine.tasks import Task

PLAN = Plan((Step(Task.DENOISE, 20),))


def inverted(picture, plan, options, *, cancelled=lambda: False, focus=lambda: None):
    """The engine's loop in short: four steps, then the negative."""
    yield Started(plan, picture.width, picture.height, 4, 1000, "fake (for tests)")
    for quarter in range(1, 5):
        if cancelled():
            yield Stopped()
            return
        yield Progress(quarter / 4, None)
    yield Finished(picture.with_pixels(255 - picture.pixels), plan, 0.1)


def no_restore(*_args, **_more):
    raise AssertionError("no network needs to run")


@pytest.fixture
def photos(tmp_path):
    """a.png, b.png and deep/a.png, all different."""
    folder = tmp_path / "photos"
    for grey, name in enumerate(("a.png", "b.png", "deep/a.png")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((6, 8, 3), 10 * grey, np.uint8)).save(folder / name)
    return folder


def queue_of(photos, plan=PLAN, place=None, function=inverted, **options):
    queue = Queue(RunOptions("popcount"), function=function, **options)
    queue.add(gather([photos], place), plan, place)
    return queue


def states(queue):
    return [job.state.value for job in queue.jobs]


def grey(path):
    return int(open_picture(path).pixels[0, 0, 0])


class TestResults:
    def test_each_is_written_beside_its_source(self, photos):
        queue = queue_of(photos)
        seen = []
        queue.run(seen.append)
        assert states(queue) == ["done"] * 3
        assert [job.output.relative_to(photos) for job in queue.jobs] == \
            [Path("a_restored.png"), Path("b_restored.png"), Path("deep/a_restored.png")]
        assert [grey(job.output) for job in queue.jobs] == [255, 245, 235]
        assert next(job.state for job in seen if job.number == 1) is State.RUNNING
        assert [job.done for job in seen if job.number == 1] == [0, 0, 0.25, 0.5, 0.75, 1.0, 1.0]
        assert seen[-1] == queue.jobs[-1]
        assert all(job.seconds > 0 and job.ran == PLAN for job in queue.jobs)

    def test_folders_within_are_kept(self, photos, tmp_path):
        queue = queue_of(photos, place=Destination(tmp_path / "out", INSIDE))
        queue.run()
        assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.png")) == \
            ["a.png", "b.png", "deep/a.png"]

    def test_two_of_one_name_both_arrive(self, photos, tmp_path):
        for conflict in Conflict:
            out = tmp_path / conflict
            queue = Queue(RunOptions("popcount"), function=inverted)
            queue.add([Source(photos / "a.png"), Source(photos / "deep" / "a.png")], PLAN,
                      Destination(out, INSIDE, conflict))
            queue.run()
            assert sorted(path.name for path in out.iterdir()) == ["a-2.png", "a.png"]

    @pytest.mark.parametrize(("conflict", "state", "names"), [
        (Conflict.NUMBER, "done", {"a.png": b"mine", "a-2.png": None}), (Conflict.SKIP, "skipped", {"a.png": b"mine"}),
        (Conflict.REFUSE, "failed", {"a.png": b"mine"}), (Conflict.REPLACE, "done", {"a.png": None}),
    ])
    @pytest.mark.parametrize("pattern", [INSIDE, "a"])
    def test_what_is_there_already(self, photos, tmp_path, conflict, state, names, pattern):
        """Whatever the plan says about overwriting."""
        out = tmp_path / "out"
        out.mkdir()
        (out / "a.png").write_bytes(b"mine")
        queue = Queue(RunOptions("popcount"), function=inverted)
        plan = Plan(PLAN.steps, save=SaveOptions(overwrite=conflict is not Conflict.REPLACE))
        queue.add([Source(photos / "a.png")], plan, Destination(out, pattern, conflict))
        queue.run()
        assert states(queue) == [state]
        found = {path.name: path.read_bytes() for path in out.iterdir()}
        assert found.keys() == names.keys()
        assert all(content is None or found[name] == content for name, content in names.items())
        if state != "done":
            assert "a.png" in queue.jobs[0].why and "already" in queue.jobs[0].why

    def test_a_plan_without_steps_gets_those_that_are_measured(self, photos):
        random = np.random.default_rng(0)
        Image.fromarray(np.clip(random.normal(128, 25, (60, 60, 3)), 0, 255).astype(np.uint8)).save(photos / "b.png")
        queue = queue_of(photos, Plan(strength=0), Destination(pattern="{name}-{task}", conflict=Conflict.SKIP))
        queue.run()
        assert states(queue) == ["done"] * 3
        assert [job.output.name for job in queue.jobs] == ["a-unchanged.png", "b-denoise.png", "a-unchanged.png"]
        assert queue.jobs[1].ran.strength == 0
        assert np.array_equal(open_picture(queue.jobs[1].output).pixels, open_picture(photos / "b.png").pixels)

    def test_the_strength_is_applied(self, photos):
        queue = queue_of(photos, Plan(PLAN.steps, strength=0))
        queue.run()
        assert [grey(job.output) for job in queue.jobs] == [0, 10, 20]

    @pytest.mark.usefixtures("models_folder")
    def test_with_a_network_and_each_by_what_is_measured(self, photos):
        random = np.random.default_rng(0)
        noisy = np.clip(random.normal(128, 25, (60, 60, 3)), 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(photos / "b.png")
        events = []
        queue = queue_of(photos, None, function=real_restore)
        queue.run(on_event=lambda job, event: events.append((job.number, type(event))))
        assert states(queue) == ["done"] * 3
        assert "copied unchanged" in queue.jobs[0].why
        assert queue.jobs[1].ran.steps[0].level == pytest.approx(28, abs=8)  # a little more where nothing is hurt
        assert [kind for number, kind in events if number == 2] == [Opened, Started, TileDone, Progress, Finished]

    @pytest.mark.parametrize("plan", [None, Plan((Step(Task.DENOISE),)), Plan((Step(Task.DENOISE, 0),))])
    def test_a_picture_that_needs_nothing_is_copied_as_it_is(self, photos, plan):
        (photos / "b.png").unlink()
        with (photos / "a.png").open("ab") as file:
            file.write(b"what only a copy keeps")
        queue = queue_of(photos, plan, Destination(photos / "out"), function=no_restore)
        queue.run()
        assert states(queue) == ["done"] * 2
        assert queue.jobs[0].output.read_bytes() == (photos / "a.png").read_bytes()
        needed = "it needs nothing, and" if plan else "whether there is noise cannot be told, so it"
        assert queue.jobs[0].why == f"a.png: {needed} was copied unchanged."

    def test_or_saved_in_the_form_that_was_asked_for(self, photos):
        queue = queue_of(photos, Plan(save=SaveOptions(format="tiff")), Destination(photos / "out"), no_restore)
        queue.run()
        assert queue.jobs[0].output.name == "a_restored.tif" and "only saved" in queue.jobs[0].why
        assert np.array_equal(open_picture(queue.jobs[0].output).pixels, open_picture(photos / "a.png").pixels)

    def test_names_that_say_what_was_done_wait_for_the_measurement(self, photos):
        place = Destination(pattern="{name}-{task}", conflict=Conflict.SKIP)
        queue = queue_of(photos, Plan((Step(Task.DENOISE),)), place)
        queue.run()
        assert queue.jobs[0].output.name == "a-denoise.png"
        queue = queue_of(photos, Plan((Step(Task.DENOISE),)), place)
        queue.run()
        assert states(queue) == ["skipped"] * 3


class TestTrouble:
    def test_a_bad_file_stops_none_of_the_others(self, photos):
        (photos / "a.png").write_text("words")
        queue = queue_of(photos)
        (photos / "b.png").unlink()
        queue.run()
        assert states(queue) == ["failed", "failed", "done"]
        assert queue.jobs[0].why.startswith("a.png: it is not a picture")
        assert queue.jobs[1].why.startswith("b.png: there is no such file")

    def test_a_file_that_has_changed_is_not_taken_for_the_one_that_was_meant(self, photos):
        queue = queue_of(photos)
        Image.fromarray(np.full((6, 8, 3), 77, np.uint8)).save(photos / "b.png", compress_level=0)
        queue.run()
        assert states(queue) == ["done", "failed", "done"]
        assert "changed" in queue.jobs[1].why
        assert [job.number for job in queue.retry()] == [2]
        assert queue.waiting
        queue.run()
        assert grey(queue.jobs[1].output) == 255 - 77

    @pytest.mark.parametrize(("error", "words"), [
        (MemoryShortError("too little", hint="Close things."), "a.png: too little. Close things."),
        (MemoryError(), "not enough memory"), (ZeroDivisionError("a bug"), "unexpectedly (ZeroDivisionError"),
    ])
    def test_whatever_goes_wrong_is_that_picture_s_alone(self, photos, error, words):
        def failing(picture, *args, **more):
            if picture.path.name == "a.png":
                raise error
            yield from inverted(picture, *args, **more)

        queue = queue_of(photos, function=failing)
        queue.run()
        assert states(queue) == ["failed", "done", "failed"]
        assert words in queue.jobs[0].why

    def test_names_and_folders_that_cannot_be_are_said_before_the_work(self, photos, tmp_path):
        (tmp_path / "file").write_text("x")
        began = []
        for place, words in ((Destination(tmp_path / "file" / "out"), "cannot be made"),
                             (Destination(pattern="{name}" + "x" * 300), "too long"),
                             (Destination(tmp_path / "out", "{name}", file=tmp_path / "out.gif"), "saved as .gif")):
            queue = queue_of(photos, place=place, function=lambda *args, **more: began.append(1) or iter(()))
            queue.run()
            assert states(queue) == ["failed"] * 3
            assert words in queue.jobs[0].why and queue.jobs[0].why.startswith("a.png: ")
        assert not began

    def test_an_error_of_the_engine_names_the_file(self, photos):
        queue = queue_of(photos, Plan((Step(Task.DENOISE, 20, "nosuch"),)), function=real_restore)
        queue.run()
        assert queue.jobs[0].why.startswith("a.png: no model is called 'nosuch'")


class TestControl:
    def test_stop_stops_the_running_and_leaves_the_waiting(self, photos):
        queue = queue_of(photos)
        queue.run(lambda job: queue.stop() if job.done == 0.5 else None)
        assert states(queue) == ["stopped", "waiting", "waiting"]
        assert not list(photos.rglob("*_restored*"))
        queue.run()
        assert states(queue) == ["stopped", "done", "done"]
        queue.retry(1)
        queue.run()
        assert states(queue) == ["done"] * 3

    def test_who_leaves_finds_the_running_one_waiting_at_the_next_start(self, photos, tmp_path):
        journal = tmp_path / "queue.jsonl"
        queue = queue_of(photos, journal=journal)
        queue.run(lambda job: queue.leave() if job.number == 2 and job.done else None)
        again = Queue(RunOptions("popcount"), journal=journal, function=inverted)
        assert [job.state for job in again.jobs][:3] == [State.DONE, State.WAITING, State.WAITING]

    def test_one_job_is_stopped_and_the_rest_goes_on(self, photos):
        queue = queue_of(photos)
        queue.stop(2)
        queue.run(lambda job: queue.stop(1) if job.number == 1 and job.done == 0.25 else None)
        assert states(queue) == ["stopped", "stopped", "done"]

    def test_jobs_are_taken_out(self, photos):
        queue = queue_of(photos)
        queue.remove(3)
        queue.run(lambda job: queue.remove(1) if job.number == 1 and job.done == 0.25 else None)
        assert [job.number for job in queue.jobs] == [2]
        assert [path.name for path in photos.rglob("*_restored*")] == ["b_restored.png"]

    def test_a_pause_holds_still_and_costs_no_time(self, photos):
        queue = queue_of(photos)
        reached, went_on = threading.Event(), []

        def watch(job):
            if job.done == 0.5 and not reached.is_set():
                queue.pause()
                reached.set()
            elif reached.is_set() and not queue.paused:
                went_on.append(job)

        thread = threading.Thread(target=queue.run, args=(watch,))
        thread.start()
        assert reached.wait(10)
        time.sleep(0.3)
        assert queue.paused and not went_on and queue.jobs[0].done == 0.5
        queue.go_on()
        thread.join(10)
        assert states(queue) == ["done"] * 3
        assert queue.jobs[0].seconds < 0.3

    def test_stop_ends_a_pause(self, photos):
        queue = queue_of(photos)
        thread = threading.Thread(target=queue.run, args=(lambda job: queue.pause() if job.done == 0.5 else None,))
        thread.start()
        while not queue.paused:
            time.sleep(0.01)
        queue.stop()
        thread.join(10)
        assert states(queue) == ["stopped", "waiting", "waiting"]

    def test_what_is_added_meanwhile_is_done_too(self, photos):
        queue = Queue(RunOptions("popcount"), function=inverted)
        queue.add([Source(photos / "a.png")], PLAN)
        more = [Source(photos / "b.png")]
        queue.run(lambda job: queue.add(more, PLAN) if (job.number, job.done) == (1, 0.5) else None)
        assert states(queue) == ["done"] * 2

    def test_the_time_left_follows_from_the_bytes_that_are_done(self, photos):
        queue = queue_of(photos)
        assert queue.seconds_left is None
        seen = []
        queue.run(lambda job: seen.append(queue.seconds_left))
        assert seen[0] is None and seen[-1] == 0
        assert all(seconds > 0 for seconds in seen[2:-2])

    def test_an_empty_queue_is_done(self):
        queue = Queue(RunOptions("popcount"), function=inverted)
        queue.run()
        assert queue.jobs == () and queue.seconds_left == 0

    def test_ctrl_c_stops_the_job_and_passes_on(self, photos, tmp_path):
        def interrupted(*args, **more):
            yield Progress(0.25, None)
            raise KeyboardInterrupt

        queue = queue_of(photos, function=interrupted, journal=tmp_path / "journal")
        with pytest.raises(KeyboardInterrupt):
            queue.run()
        assert states(queue) == ["stopped", "waiting", "waiting"]


class TestJournal:
    def test_a_queue_goes_on_after_a_crash(self, photos, tmp_path):
        """The lines of a queue whose process died in the middle of its second job."""
        journal = tmp_path / "queue.jsonl"
        queue = queue_of(photos, journal=journal)
        held = []
        queue.run(lambda job: held.append(journal.read_text()) if (job.number, job.done) == (2, 0.5) else None)
        journal.write_text(held[0] + '{"number": 3, "sta')
        (photos / "b_restored.png").unlink()
        again = Queue(RunOptions("popcount"), journal=journal, function=inverted)
        assert states(again) == ["done", "waiting", "waiting"]
        assert again.jobs[0].output == photos / "a_restored.png"
        again.run()
        assert states(again) == ["done"] * 3
        assert [job.number for job in again.add([Source(photos / "a.png")], PLAN)] == [4]
        again.remove(1, 2, 3, 4)
        assert not journal.exists()

    def test_nothing_is_written_down_without_one(self, photos, tmp_path):
        before = sorted(tmp_path.rglob("*"))
        queue_of(photos)
        assert sorted(tmp_path.rglob("*")) == before

    def test_reports_are_for_json(self, photos):
        queue = queue_of(photos)
        queue.run()
        assert json.loads(json.dumps([job.report() for job in queue.jobs]))[1]["file"] == str(photos / "b.png")


def test_memory_is_that_of_one_picture(photos):
    """Pictures and results are let go when their job ends."""
    import gc
    import weakref

    alive = []
    queue = queue_of(photos)

    def watch(job, event):
        if isinstance(event, (Opened, Finished)):
            alive.append(weakref.ref(event.picture))

    def look(job):
        if job.state is State.DONE:
            gc.collect()
            counts.append(sum(ref() is not None for ref in alive))

    counts = []
    queue.run(look, watch)
    assert counts == [0, 0, 0]
