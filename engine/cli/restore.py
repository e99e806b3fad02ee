"""``bbcu restore``: pictures in, better pictures out."""

from __future__ import annotations

import argparse
import glob
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from engine import backend
from engine.cli.console import out, say
from engine.errors import PictureError, PlanError, SaveError, printable
from engine.formats import WRITTEN
from engine.passes import COUNTS
from engine.plan import AUTO, CHROMA, Plan, Step
from engine.run import catalog
from engine.run.chain import RunOptions
from engine.run.paths import BESIDE, FIELDS, INSIDE, Conflict, Destination, gather
from engine.size import OutputSize
from engine.system import peak_memory
from engine.tasks import Task

if TYPE_CHECKING:  # what opens pictures is loaded when there is something to do
    from engine.run.job import Job
    from engine.run.queue import Queue

SAVING = ("format", "quality", "chroma", "depth", "dpi", "keep_metadata")
"""Options that are fields of :class:`engine.plan.SaveOptions`."""


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu restore`` to the parser."""
    verb = verbs.add_parser("restore", help="restore pictures")
    verb.add_argument("files", nargs="+", metavar="IN", help="pictures, folders with pictures, or patterns such as "
                                                             "'**/*.jpg'")
    verb.add_argument("-o", "--output", metavar="OUT",
                      help="file, or folder (made if need be) for several or where the name ends in a slash; folders "
                           "within IN are kept; default: beside the source")
    verb.add_argument("--name", metavar="PATTERN",
                      help=f"of the results, with {', '.join(f'{{{field}}}' for field in FIELDS)}; default: {BESIDE} "
                           f"beside the source, {INSIDE} in a folder")
    taken = verb.add_mutually_exclusive_group()
    taken.add_argument("--skip-done", action="store_true", help="leave out pictures whose result is there already")
    taken.add_argument("--overwrite", action="store_true", help="replace existing files; default: add a number")
    _add_plan(verb)
    verb.add_argument("--backend", default="auto", help=f"{', '.join(backend.NAMES)} (default: auto)")
    verb.add_argument("--threads", type=int, default=0, help="tiles at a time (default: every core)")
    verb.add_argument("--tile", type=int, help="side of a tile in pixels (default: the backend's choice)")
    verb.add_argument("--report", type=Path, metavar="FILE", help="write what became of each picture, and why, as JSON")
    verb.add_argument("--json", action="store_true", help="print the report instead of text")
    verb.set_defaults(run=run)


def _add_plan(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--plan", metavar="PLAN", help="auto: what is measured in each picture to be good for it (the "
                                                     "default), and what else is asked for; or all in one, such as "
                                                     "'auto,upscale=2;strength=80'")
    for task in Task:
        levels = task.info.levels
        verb.add_argument(f"--{task}", metavar=levels.unit.upper(),
                          help=f"{task.title}: {levels.meaning}, {levels.low:g} to {levels.high:g}, or auto")
    verb.add_argument("--colour", metavar="SIGMA", help="with --denoise: of the noise in the colours, if it is another")
    verb.add_argument("--model", action="append", default=[], metavar="NAME",
                     help="model or model file to use instead of its task's default; may be given once for each task")
    verb.add_argument("--strength", type=int, help="0 to 100 %% of the effect (default: 100)")
    verb.add_argument("--passes", type=int, choices=COUNTS,
                     help="average what the networks make of this many flips and turns: better, and slower")
    verb.add_argument("--format", choices=sorted(WRITTEN), help="of the results (default: as the source, or PNG)")
    verb.add_argument("--quality", type=int, help="of JPEG, WebP and AVIF, 1 to 100 (default: 95)")
    verb.add_argument("--chroma", choices=CHROMA, help=f"how finely JPEG and AVIF keep colours (default: {CHROMA[0]})")
    verb.add_argument("--depth", type=int, choices=(8, 16), help="bits per channel (default: as the source)")
    verb.add_argument("--dpi", type=float, help="resolution that the results state (default: as the source)")
    verb.add_argument("--no-metadata", dest="keep_metadata", action="store_false", default=None,
                      help="remove personal data: EXIF, XMP and IPTC with place, time, camera, serial numbers, names")
    verb.add_argument("--size", metavar="SIZE",
                      help="to save in: longest:3000, width:3000, height:2000 (pixels), megapixels:12, or print:30@300 "
                           "(cm and dpi); default: as it comes out")


def run(args: argparse.Namespace) -> int:
    """Restore each picture; one that fails does not stop the others."""
    from engine.run.queue import Queue

    plan, place = _plan(args), _destination(args)
    for step in plan.steps:
        catalog.for_step(step)  # a model that is not there is said once, not for every picture
    sources = gather(args.files, place)
    if not sources:
        raise PictureError("there are no pictures", file=args.files[0], hint="Name pictures, or a folder with some.")
    queue = Queue(RunOptions(args.backend, args.threads, args.tile))
    queue.add(sources, plan, place)
    follower = Follower(queue, args.json)
    if args.report is not None:
        _write(args.report, follower.report())
    with follower.bar:
        queue.run(follower.on_job, follower.on_event)
    report = follower.report()
    if args.report is not None:
        _write(args.report, report)
    if args.json:
        out(json.dumps(report))
    elif len(sources) > 1:
        skipped = f", {report['skipped']} skipped" if report["skipped"] else ""
        out(f"{report['done']} restored{skipped}, {report['failed']} failed")
    return 1 if report["failed"] else 0


def _plan(args: argparse.Namespace) -> Plan:
    """What was asked for: a plan as text, or steps in the order in which a chain runs them, that of :class:`Task`.

    Without steps, each picture gets those that are measured to be good for it.
    """
    levels = {task: level for task in Task if (level := getattr(args, task.value)) is not None}
    if args.plan not in (None, AUTO):
        if levels or args.model or args.colour:
            raise PlanError("the plan says which steps to run already",
                            hint="Give --plan, or one option for each task and its model; or --plan auto and both.")
        plan = Plan.parse(args.plan)
    else:
        if args.colour is not None:
            levels[Task.DENOISE] = f"{levels.get(Task.DENOISE, 'auto')}+colour={args.colour}"
        plan = Plan(_steps(levels, _models_by_task(args.model)), measured=args.plan == AUTO)
    given = {name: value for name in ("strength", "passes") if (value := getattr(args, name)) is not None}
    saving = {name: value for name in SAVING if (value := getattr(args, name)) is not None}
    if args.size is not None:
        saving["size"] = OutputSize.parse(args.size)
    return replace(plan, **given, save=replace(plan.save, **saving))


def _steps(levels: dict[Task, str], models: dict[Task, str]) -> tuple[Step, ...]:
    levels = levels or dict.fromkeys(models, "auto")
    for task, name in models.items():
        if task not in levels:
            raise PlanError(f"the model {name!r} is for {task.title}, which is not asked for",
                            hint=f"Add --{task.value}.")
    return tuple(replace(Step.parse(f"{task}={levels[task]}"), model=models.get(task)) for task in Task
                 if task in levels)


def _models_by_task(names: Sequence[str]) -> dict[Task, str]:
    found: dict[Task, str] = {}
    for name in names:
        task = catalog.find(None, name).task
        if task in found:
            raise PlanError(f"two models for {task.title}: {found[task]!r} and {name!r}", hint="Choose one of them.")
        found[task] = name
    return found


def _destination(args: argparse.Namespace) -> Destination:
    """Where results go: one picture to the file that was named, others to a folder."""
    conflict = Conflict.REPLACE if args.overwrite else Conflict.SKIP if args.skip_done else Conflict.NUMBER
    if args.output is None:
        return Destination(None, args.name or BESIDE, conflict)
    path, first = Path(args.output), Path(args.files[0])
    several = len(args.files) > 1 or first.is_dir() or (glob.has_magic(str(first)) and not first.exists())
    if args.output.endswith(("/", "\\")) or path.is_dir() or several or args.name:
        if path.exists() and not path.is_dir():
            raise PlanError(f"{args.output} is not a folder", hint="Name a folder for several pictures.")
        return Destination(path, args.name or INSIDE, conflict)
    return Destination(conflict=Conflict.REFUSE if conflict is Conflict.NUMBER else conflict, file=path)


class Follower:
    """Shows a queue's jobs while they run, and keeps what the report says of each.

    Parameters
    ----------
    queue : Queue
    silent : bool
        Whether nothing is shown but what went wrong.
    """

    def __init__(self, queue: Queue, silent: bool) -> None:
        self._queue, self._silent = queue, silent
        self._details: dict[int, dict[str, Any]] = {}
        self._megapixels: dict[int, float] = {}
        self._over: set[int] = set()
        self.bar = tqdm(total=100, unit="%", disable=silent or not sys.stderr.isatty(),
                        bar_format="{desc} {percentage:3.0f}% |{bar}| {elapsed} gone{postfix}")

    def on_job(self, job: Job) -> None:
        """Move the bar; at a job's end a line about it."""
        if job.state.over and job.number not in self._over:
            self._over.add(job.number)
            with tqdm.external_write_mode(sys.stderr):
                self._tell(job)
        jobs, left = self._queue.jobs, self._queue.seconds_left
        whole = sum(max(each.size, 1) for each in jobs)
        done = sum((1.0 if each.state.over else each.done) * max(each.size, 1) for each in jobs)
        count = f"{min(len(self._over) + 1, len(jobs))}/{len(jobs)} " if len(jobs) > 1 else ""
        self.bar.set_description_str(count + printable(job.name), refresh=False)
        self.bar.set_postfix_str("" if left is None else f"{tqdm.format_interval(left)} left", refresh=False)
        self.bar.update(100 * done / whole - self.bar.n)

    def on_event(self, job: Job, event: object) -> None:
        """Note what a run is and takes."""
        from engine.run.queue import Opened
        from engine.run.restore import Finished, Started

        if isinstance(event, Opened):
            self._megapixels[job.number] = event.picture.megapixels
            self._details[job.number] = {"notes": event.picture.notes} if event.picture.notes else {}
            with tqdm.external_write_mode(sys.stderr):
                for note in () if self._silent else event.picture.notes:
                    say(f"{job.name}: {note}")
                if event.evidence is not None:
                    self._details[job.number]["measured"] = event.evidence.sentence
                    if not self._silent:
                        out(f"{job.name}: {event.evidence.sentence}")
        elif isinstance(event, Started):
            self._details[job.number] |= {"backend": event.backend, "tiles": event.tiles, "memory": event.memory,
                                          "width": event.width, "height": event.height}
        elif isinstance(event, Finished):
            self._details[job.number]["run_seconds"] = round(event.seconds, 3)

    def _tell(self, job: Job) -> None:
        details = self._details.setdefault(job.number, {})
        details["peak_memory"] = peak = peak_memory()
        if job.why and job.state != "done" and not (job.state == "skipped" and self._silent):
            say(f"bbcu: {job.why}")
        if job.state != "done" or self._silent:
            return
        if "run_seconds" not in details:
            out(f"{job.name} -> {job.output}  [{job.why.removeprefix(f'{job.name}: ')}]")
            return
        size, seconds = self._megapixels[job.number], details["run_seconds"]
        speed = f", {seconds / size:.2f} s per megapixel" if size >= 1 else ""
        out(f"{job.name} -> {job.output}  [{job.ran}]  {seconds:.1f} s{speed}, "
            + (f"at most {peak / 1e6:.0f} MB, " if peak else "") + details["backend"])

    def report(self) -> dict[str, Any]:
        """What became of each picture, and of how many."""
        jobs = self._queue.jobs
        return {"files": [job.report() | self._details.get(job.number, {}) for job in jobs],
                **{state: sum(job.state == state for job in jobs) for state in ("done", "skipped", "failed")}}


def _write(path: Path, report: dict[str, Any]) -> None:
    """Write a report; of what is there only an older one is replaced."""
    hint = "Choose another name for the report."
    try:
        if path.exists() and not _is_report(path):
            raise SaveError("this file exists already, and is no report", file=path, hint=hint)
        path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    except OSError as err:
        raise SaveError(f"the report cannot be written: {err.strerror}", file=path, hint=hint) from err


def _is_report(path: Path) -> bool:
    try:
        return path.is_file() and json.loads(path.read_text(encoding="utf-8")).keys() >= {"files", "failed"}
    except (ValueError, AttributeError, RecursionError):
        return False
