import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.plan import Plan, Step
from engine.run.job import Job, State, as_text, from_text
from engine.run.paths import Conflict, Destination, Source
from engine.tasks import Task
from tests.engine.test_plan import plans

paths = st.text(st.characters(exclude_characters="\0/"), min_size=1).map("/a/{}".format).map(Path)
jobs = st.builds(
    Job, st.integers(1, 1 << 40), st.builds(Source, paths, st.none() | paths), st.none() | plans,
    st.builds(Destination, st.none() | paths, st.just("{name}-{task}"), st.sampled_from(Conflict), st.none() | paths),
    st.sampled_from([state for state in State if state not in (State.RUNNING, State.DONE)]),
    seconds=st.floats(0, 1e6), ran=st.none() | plans, output=st.none() | paths, why=st.text(),
    size=st.integers(-1, 1 << 50), changed=st.integers(-1, 1 << 62),
)


@given(jobs)
def test_a_job_survives_as_text(job):
    text = as_text(job)
    assert from_text(text) == job
    assert len(text.splitlines()) == 1
    text.encode("ascii")


def test_a_job_that_was_running_waits_again(tmp_path):
    job = Job(3, Source(tmp_path / "a.png"), None, Destination(), State.RUNNING, 0.5)
    again = from_text(as_text(job))
    assert (again.state, again.done) == (State.WAITING, 0.0)
    assert not again.state.over and State.FAILED.over


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"number": 1}', "[" * 100000])
def test_what_is_no_job_is_refused(text):
    with pytest.raises((ValueError, TypeError, KeyError, RecursionError)):
        from_text(text)


def test_the_report_is_for_json(tmp_path):
    plan = Plan((Step(Task.DENOISE, 10),))
    job = Job(1, Source(tmp_path / "a.png"), None, Destination(), State.DONE, 1.0, 1.23456, None, plan,
              tmp_path / "b.png")
    report = json.loads(json.dumps(job.report()))
    assert report == {"file": str(tmp_path / "a.png"), "state": "done", "plan": "denoise=10;strength=100",
                      "output": str(tmp_path / "b.png"), "why": "", "seconds": 1.235}
    assert job.name == "a.png"
