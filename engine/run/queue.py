"""Many pictures, one after the other: the same for the window and the command line.

    queue = Queue(RunOptions(), journal=Path("queue.jsonl"))      # takes up what the journal holds
    queue.add(gather([folder], destination), plan, destination)   # plan None: what each picture needs
    queue.run(on_job=show, on_event=draw)                         # in any one thread; returns when nothing waits

Everything else may be called from any other thread while it runs: `add`, `remove`, `retry`, `pause`, `go_on`, `stop`,
`jobs`, `seconds_left`. A :class:`~engine.run.job.Job` is frozen; `on_job` gets the new one whenever something about it
has changed, in the thread that runs. A result is written as soon as it is finished and kept nowhere else, so memory is
that of one picture however many there are. One that fails says why, and the next begins.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import PictureError, RestoreError, SaveError
from engine.formats import format_of
from engine.picture.files import check_target, copy_picture, open_picture, save_picture
from engine.picture.pixels import Picture, blended
from engine.plan import Plan, SaveOptions
from engine.run.chain import RunOptions
from engine.run.detect import propose, resolve_for
from engine.run.job import Job, State
from engine.run.journal import Journal
from engine.run.paths import Conflict, Destination, Source, free
from engine.run.restore import Event, Finished, Progress, Stopped, restore
from engine.tasks import Evidence, Sureness

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Opened:
    """The first event of a job: its picture, the plan that will run on it, and what was measured if that chose it."""

    picture: Picture
    plan: Plan
    evidence: Evidence | None = None


OnJob = Callable[[Job], None]
OnEvent = Callable[[Job, Opened | Event], None]
Focus = Callable[[], tuple[float, float] | None]


class Queue:
    """Jobs in the order in which they were added.

    Parameters
    ----------
    options : RunOptions, optional
    journal : Path, optional
        A file that lets the queue go on after a crash: jobs in it are taken up, and those that were running wait again.
        One queue at a time may use it.
    function : callable
        :func:`engine.run.restore.restore`, or what a test puts in its place.
    """

    def __init__(self, options: RunOptions | None = None, journal: Path | None = None,
                 function: Callable[..., Iterator[Event]] = restore) -> None:
        self.options = options or RunOptions()
        self._journal = Journal(journal) if journal is not None else None
        self._function = function
        self._lock = threading.RLock()
        self._jobs: dict[int, Job] = {}
        self._next = 1
        self._written: set[Path] = set()
        self._going = threading.Event()
        self._going.set()
        self._halted: int | None = None  # the job that is to stop
        self._ending = self._leaving = False
        if self._journal is not None:
            self._jobs = {job.number: job for job in self._journal.read()}
            self._next = max(self._jobs, default=0) + 1
            self._written = {job.output for job in self._jobs.values() if job.output and job.state is State.DONE}
            self._journal.replace(self._jobs.values())

    # -- what there is

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All of them as they are now."""
        with self._lock:
            return tuple(self._jobs.values())

    @property
    def paused(self) -> bool:
        """Whether it holds still."""
        return not self._going.is_set()

    @property
    def waiting(self) -> bool:
        """Whether a run would have something to do."""
        return any(job.state is State.WAITING for job in self.jobs)

    @property
    def seconds_left(self) -> float | None:
        """Until nothing waits, by the time that the bytes of finished files took; None before the first says something.

        Pauses are not counted.
        """
        jobs = self.jobs
        timed = [job for job in jobs if job.state in (State.DONE, State.RUNNING) and job.done and job.seconds]
        spent, bytes_done = sum(job.seconds for job in timed), sum(job.done * max(job.size, 1) for job in timed)
        if not any(job.state in (State.WAITING, State.RUNNING) for job in jobs):
            return 0.0
        if not bytes_done:
            return None
        left = sum((1 - job.done) * max(job.size, 1) for job in jobs if job.state in (State.WAITING, State.RUNNING))
        return left * spent / bytes_done

    # -- what is to be done

    def add(self, sources: Iterable[Source], plan: Plan | None, destination: Destination | None = None) -> list[Job]:
        """Queue files, each with the same plan. Without a plan, or steps in it, each gets what is measured to be good.

        Whether a file may be replaced is said by the destination's `conflict`, not by ``plan.save``.
        """
        added = []
        with self._lock:
            for source in sources:
                size, changed = _stamp(source.path)
                added.append(Job(self._next, source, plan, destination or Destination(), size=size, changed=changed))
                self._jobs[self._next] = added[-1]
                self._next += 1
            self._note(added)
        return added

    def remove(self, *numbers: int) -> None:
        """Take jobs out, and stop the one that runs if it is among them. Files stay where they are."""
        with self._lock:
            for number in numbers:
                job = self._jobs.pop(number, None)
                if job is not None and job.state is State.RUNNING:
                    self._halt(number)
            if self._journal is not None:
                self._journal.replace(self._jobs.values())

    def retry(self, *numbers: int) -> list[Job]:
        """Let jobs that are over wait again, with their files as they are now; without numbers all that failed."""
        with self._lock:
            again = []
            for job in self.jobs:
                if (job.state.over and job.number in numbers) or (job.state is State.FAILED and not numbers):
                    self._written.discard(job.output)
                    size, changed = _stamp(job.source.path)
                    again.append(Job(job.number, job.source, job.plan, job.destination, size=size, changed=changed))
                    self._jobs[job.number] = again[-1]
            self._note(again)
        return again

    def pause(self) -> None:
        """Hold still within one tile."""
        self._going.clear()

    def go_on(self) -> None:
        """The end of a pause."""
        self._going.set()

    def stop(self, number: int | None = None) -> None:
        """Stop a job within one tile, or with None the run: its job is stopped, and the others wait on."""
        with self._lock:
            running = next((job.number for job in self._jobs.values() if job.state is State.RUNNING), None)
            self._ending = self._ending or number is None
            if number is None or number == running:
                self._halt(running)
            elif number in self._jobs and self._jobs[number].state is State.WAITING:
                self._put(replace(self._jobs[number], state=State.STOPPED))

    def leave(self) -> None:
        """End the work within one tile, to go on at the next start: the job that runs waits again."""
        self._leaving = True
        self.stop()

    def _halt(self, number: int | None) -> None:
        self._halted = number
        self._going.set()

    # -- doing it

    def run(self, on_job: OnJob = lambda job: None, on_event: OnEvent = lambda job, event: None,
            focus: Focus = lambda: None) -> None:
        """Work until nothing waits, or until `stop`.

        Parameters
        ----------
        on_job : callable
            Called with a job whenever something about it has changed.
        on_event : callable
            Called with the running job and :class:`Opened`, then what :func:`engine.run.restore.restore` yields. Tiles
            and pictures are the queue's no longer once it returns.
        focus : callable
            See :func:`engine.run.restore.restore`.
        """
        self._ending = False
        while (job := self._begin()) is not None:
            on_job(job)
            run = _Run(self, job, on_job, on_event, focus)
            try:
                end = run.work()
            except Exception as err:  # whatever it is, the other pictures are not to suffer
                end = run.failed(err)
            except BaseException:  # Ctrl-C, or a generator that is closed
                self._put(replace(run.job, state=State.STOPPED, seconds_left=None))
                raise
            if self._leaving and end.state is State.STOPPED:
                end = replace(end, state=State.WAITING, done=0.0)
            on_job(self._put(replace(end, seconds_left=None)))

    def _begin(self) -> Job | None:
        if not self._ending:
            self._going.wait()
        with self._lock:
            self._halted = None
            job = next((job for job in self._jobs.values() if job.state is State.WAITING), None)
            return None if job is None or self._ending else self._put(replace(job, state=State.RUNNING))

    def _put(self, job: Job) -> Job:
        """Make this the job of its number, unless that was taken out; a change of state is written down."""
        with self._lock:
            old = self._jobs.get(job.number)
            if old is not None:
                self._jobs[job.number] = job
                if old.state is not job.state:
                    self._note([job])
        return job

    def _note(self, jobs: list[Job]) -> None:
        if self._journal is not None and jobs:
            self._journal.add(jobs)

    def _is_halted(self, number: int) -> bool:
        return self._halted == number or number not in self._jobs


class _Run:
    """One job while it is under way."""

    def __init__(self, queue: Queue, job: Job, on_job: OnJob, on_event: OnEvent, focus: Focus) -> None:
        self.queue, self.job, self.focus = queue, job, focus
        self.on_job, self.on_event = on_job, on_event
        self.paused = 0.0
        self.evidence: Evidence | None = None
        self.began = time.perf_counter()

    def work(self) -> Job:
        """Open, measure, restore, save; returns the job as it ended."""
        source, place = self.job.source, self.job.destination
        if self.job.is_named:
            there = self._there(place.target(source, self.job.plan or Plan()))
            if there is not None:
                return there
        if self.job.size >= 0 and _stamp(source.path) not in ((-1, -1), (self.job.size, self.job.changed)):
            raise PictureError("it has changed since it was queued", file=source.path,
                               hint="Retry, to use it as it is now.")
        picture = open_picture(source.path)
        plan = self._planned(picture)
        target = place.target(source, plan)
        there = self._there(target)
        if there is not None:
            return there
        save = replace(plan.save, overwrite=place.conflict is Conflict.REPLACE)
        target = self._checked(target, picture, plan.scale, save)
        if not plan.active:
            return self._unchanged(picture, target, save)
        result = self._restored(picture, plan)
        if result is None:
            return self._ended(State.STOPPED)
        if self._to_number(target):
            target = free(target, self.queue._written)  # somebody else may have taken the name meanwhile
        return self._saved(save_picture(blended(picture, result, plan.strength), target, save))

    def _unchanged(self, picture: Picture, target: Path, save: SaveOptions) -> Job:
        """A picture that needs nothing: its file is copied, or saved in another form if that is asked for."""
        kind, kept = format_of(target), SaveOptions()
        asked = any(getattr(save, field) != getattr(kept, field) for field in ("keep_metadata", "depth", "dpi", "size"))
        if asked or kind is None or kind.name != picture.format:
            output, how = save_picture(picture, target, save), "only saved as you asked"
        else:
            output, how = copy_picture(self.job.source.path, target, save.overwrite), "copied unchanged"
        if self.evidence is not None and self.evidence.noise_sure is Sureness.NONE:
            return self._saved(output, why=f"{self.job.name}: whether there is noise cannot be told, so it was {how}.")
        return self._saved(output, why=f"{self.job.name}: it needs nothing, and was {how}.")

    def _saved(self, output: Path, **changes: object) -> Job:
        self.queue._written.add(output)
        return self._ended(State.DONE, output=output, done=1.0, **changes)

    def failed(self, err: Exception) -> Job:
        """The job with what went wrong, in words."""
        if isinstance(err, RestoreError):
            why = str(err) if err.file == self.job.source.path else f"{self.job.name}: {err}"
        elif isinstance(err, MemoryError):
            why = f"{self.job.name}: there is not enough memory. Close other programs, or restore a smaller copy."
        else:
            _log.error("%s failed", self.job.source.path, exc_info=err)
            why = f"{self.job.name}: it failed unexpectedly ({err!r:.200}). Try again, and report this if it goes on."
        return self._ended(State.FAILED, why=why)

    def _checked(self, target: Path, picture: Picture, scale: int, save: SaveOptions) -> Path:
        """The name that the result will have; refuses before the work what would be refused behind it."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as err:
            raise SaveError(f"this folder cannot be made: {err.strerror}", file=target.parent,
                            hint="Choose another folder.") from err
        if self._to_number(target):
            target = free(target, self.queue._written)
        return check_target(target, save, picture.format, (picture.width * scale, picture.height * scale))

    def _to_number(self, target: Path) -> bool:
        return self.job.destination.conflict is Conflict.NUMBER or target in self.queue._written

    def _planned(self, picture: Picture) -> Plan:
        plan = self.job.plan or Plan()
        if plan.steps and not plan.measured:
            plan = resolve_for(picture, plan)
        else:
            plan, self.evidence = propose(picture, plan)
        self._tell(ran=plan)
        self.on_event(self.job, Opened(picture, plan, self.evidence))
        return plan

    def _there(self, target: Path) -> Job | None:
        """The job's end if a file of this name, not written by this queue for another, makes it one."""
        conflict = self.job.destination.conflict
        if target in self.queue._written or not os.path.lexists(target):
            return None
        if conflict is Conflict.SKIP:
            return self._ended(State.SKIPPED, output=target, why=f"{self.job.name}: there is {target.name} already.")
        if conflict is Conflict.REFUSE:
            raise SaveError("this file exists already", file=target,
                            hint="Choose another name, or allow it to be replaced.")
        return None

    def _restored(self, picture: Picture, plan: Plan) -> Picture | None:
        """The result at full strength; None if it was stopped."""
        number = self.job.number
        for event in self.queue._function(picture, plan, self.queue.options,
                                          cancelled=lambda: self.queue._is_halted(number), focus=self.focus):
            self.on_event(self.job, event)
            if isinstance(event, Stopped):
                return None
            if isinstance(event, Finished):
                return event.picture
            if isinstance(event, Progress):
                seconds = self._seconds()
                self._tell(done=event.done, seconds=seconds,
                           seconds_left=seconds * (1 - event.done) / event.done if event.done else None)
            self._hold()
        return None

    def _hold(self) -> None:
        """Wait out a pause. Tiles that are under way are finished meanwhile, and no others begun."""
        if not self.queue.paused:
            return
        began = time.perf_counter()
        self.on_job(self.job)
        self.queue._going.wait()
        self.paused += time.perf_counter() - began

    def _seconds(self) -> float:
        return time.perf_counter() - self.began - self.paused

    def _tell(self, **changes: object) -> None:
        self.job = self.queue._put(replace(self.job, **changes))
        self.on_job(self.job)

    def _ended(self, state: State, **changes: object) -> Job:
        return replace(self.job, state=state, seconds=self._seconds(), **changes)


def _stamp(path: Path) -> tuple[int, int]:
    """Size and time of the last change of a file, by which it is known again."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return -1, -1
    return found.st_size, found.st_mtime_ns
