import logging
from dataclasses import replace

import pytest

from engine.run.job import Job, State, as_text
from engine.run.journal import Journal
from engine.run.paths import Destination, Source


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "deep" / "queue.jsonl")


@pytest.fixture
def jobs(tmp_path):
    return [Job(number, Source(tmp_path / f"{number}.png"), None, Destination()) for number in (2, 1)]


def test_the_last_line_of_a_job_holds(journal, jobs):
    assert journal.read() == []
    journal.add(jobs)
    failed = replace(jobs[0], state=State.FAILED, why="no")
    journal.add([failed])
    assert journal.read() == [jobs[1], failed]
    journal.replace([failed])
    assert journal.path.read_text().count("\n") == 1
    assert journal.read() == [failed]
    journal.replace([])
    assert not journal.path.exists()


@pytest.mark.parametrize("damage", [b'{"number": 7, "sou', b"\xff\xfe\n", b"[" * 100_000 + b"\n", b'{"number": 1}\n'])
def test_damaged_lines_are_left_out_and_logged(journal, jobs, damage, caplog):
    journal.add(jobs)
    with journal.path.open("ab") as file:
        file.write(damage)
    with caplog.at_level(logging.WARNING):
        assert journal.read() == [jobs[1], jobs[0]]
    assert "queue.jsonl" in caplog.text


def test_a_disk_that_takes_nothing_stops_nothing(tmp_path, jobs, caplog):
    (tmp_path / "file").write_text("x")
    journal = Journal(tmp_path / "file" / "queue.jsonl")
    with caplog.at_level(logging.WARNING):
        journal.add(jobs)
        journal.replace(jobs)
    assert caplog.text.count("cannot be written down") == 1, "said once"
    assert journal.read() == []


def test_lines_are_those_of_jobs(journal, jobs):
    journal.add(jobs)
    assert journal.path.read_text().splitlines() == [as_text(job) for job in jobs]
