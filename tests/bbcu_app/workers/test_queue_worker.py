from pathlib import Path

from bbcu_app.display import Levels
from bbcu_app.workers.queue_worker import JobEvent, QueueRequest, Watched, run_queue
from bbcu_app.workers.restore_worker import Focus, ResultBegun, TileShown
from engine.picture.files import open_picture
from engine.plan import Plan, Step
from engine.run.job import Job, State
from engine.run.paths import Source
from engine.run.queue import Queue
from engine.run.restore import Finished
from engine.tasks import Task
from tests.bbcu_app.conftest import save_noise
from tests.bbcu_app.workers.test_open_worker import Recorder

PLAN = Plan((Step(Task.DENOISE, 20),))


def test_tiles_come_of_the_picture_that_is_watched_alone(fake, tmp_path):
    paths = [save_noise(tmp_path / name, 100, 60) for name in ("a.png", "b.png")]
    queue, watched, state = Queue(function=fake), Watched(), Recorder()
    watched.shown = paths[1], Levels.of(open_picture(paths[1]))
    queue.add(map(Source, paths), PLAN)
    run_queue(QueueRequest(queue, watched, Focus()), state)
    events = [part for part in state.parts if isinstance(part, JobEvent)]
    assert {event.job.name for event in events} == {"b.png"}
    assert [type(event.event) for event in events] == [ResultBegun, TileShown, TileShown, Finished]
    ends = [part.state for part in state.parts if isinstance(part, Job) and part.state.over]
    assert ends == [State.DONE, State.DONE]


def test_nothing_is_watched_at_first():
    assert Watched().levels(Path("a.png")) is None
