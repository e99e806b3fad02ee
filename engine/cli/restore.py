"""``bbcu restore``: pictures in, better pictures out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from engine import backend
from engine.cli.console import out, say
from engine.errors import PlanError, RestoreError
from engine.passes import COUNTS
from engine.plan import Plan, SaveOptions, Step
from engine.run import catalog
from engine.run.chain import RunOptions
from engine.run.restore import Finished, Progress, Started, restore
from engine.system import peak_memory
from engine.tasks import Task

DEFAULT = Task.DENOISE
"""What is done if nothing is asked for."""


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu restore`` to the parser."""
    verb = verbs.add_parser("restore", help="restore pictures")
    verb.add_argument("files", nargs="+", type=Path, metavar="IN", help="pictures to restore")
    verb.add_argument("-o", "--output", type=Path, help="file, or folder for several; default: beside the source")
    for task in Task:
        levels = task.info.levels
        verb.add_argument(f"--{task}", metavar=levels.unit.upper(),
                          help=f"{task.title}: {levels.meaning}, {levels.low:g} to {levels.high:g}, or auto"
                               + (" (the default, if nothing else is asked for)" if task is DEFAULT else ""))
    verb.add_argument("--model", action="append", default=[], metavar="NAME",
                     help="model or model file to use instead of its task's default; may be given once for each task")
    verb.add_argument("--strength", type=int, default=100, help="0 to 100 %% of the effect (default: 100)")
    verb.add_argument("--passes", type=int, choices=COUNTS, default=1,
                     help="average what the networks make of this many flips and turns: better, and slower")
    verb.add_argument("--quality", type=int, default=95, help="of JPEG and WebP results, 1 to 100 (default: 95)")
    verb.add_argument("--backend", default="auto", help=f"{', '.join(backend.NAMES)} (default: auto)")
    verb.add_argument("--threads", type=int, default=0, help="tiles at a time (default: every core)")
    verb.add_argument("--tile", type=int, help="side of a tile in pixels (default: the backend's choice)")
    verb.add_argument("--overwrite", action="store_true", help="replace existing files")
    verb.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore each file; one that fails does not stop the others."""
    plan = _plan(args)
    options = RunOptions(args.backend, args.threads, args.tile)
    reports, failed = [], 0
    for source in args.files:
        try:
            reports.append(_restore_one(source, args, plan, options))
        except RestoreError as err:
            failed += 1
            reports.append({"file": str(source), "error": str(err if err.file else f"{source.name}: {err}")})
            say(f"bbcu: {reports[-1]['error']}")
    if args.json:
        out(json.dumps({"files": reports, "failed": failed}))
    elif len(args.files) > 1:
        out(f"{len(reports) - failed} restored, {failed} failed")
    return 1 if failed else 0


def _plan(args: argparse.Namespace) -> Plan:
    """The steps in the order in which a chain runs them, which is that of :class:`Task`."""
    levels = {task: level for task in Task if (level := getattr(args, task.value)) is not None}
    chosen = _models_by_task(args.model)
    if not levels:
        levels = dict.fromkeys(chosen or (DEFAULT,), "auto")
    for task, name in chosen.items():
        if task not in levels:
            raise PlanError(f"the model {name!r} is for {task.title}, which is not asked for",
                            hint=f"Add --{task.value}.")
    steps = (replace(Step.parse(f"{task}={levels[task]}"), model=chosen.get(task)) for task in Task if task in levels)
    return Plan(tuple(steps), args.strength, SaveOptions(quality=args.quality, overwrite=args.overwrite), args.passes)


def _models_by_task(names: Sequence[str]) -> dict[Task, str]:
    found: dict[Task, str] = {}
    for name in names:
        task = catalog.find(None, name).task
        if task in found:
            raise PlanError(f"two models for {task.title}: {found[task]!r} and {name!r}", hint="Choose one of them.")
        found[task] = name
    return found


def _restore_one(source: Path, args: argparse.Namespace, plan: Plan, options: RunOptions) -> dict:
    from engine.picture.files import open_picture
    from engine.picture.pixels import blended

    picture = open_picture(source)
    target = _target(source, args)
    bar = tqdm(total=100, desc=source.name, unit="%", disable=args.json or not sys.stderr.isatty(),
               bar_format="{desc} {percentage:3.0f}% |{bar}| {elapsed} gone, {remaining} left")
    report: dict = {"file": str(source)}
    with bar:
        for event in restore(picture, plan, options):
            match event:
                case Started():
                    report |= {"plan": str(event.plan), "backend": event.backend, "tiles": event.tiles,
                               "memory": event.memory, "width": event.width, "height": event.height}
                case Progress():
                    bar.update(event.done * 100 - bar.n)
                case Finished():
                    result = blended(picture, event.picture, plan.strength)
                    report["seconds"] = round(event.seconds, 3)
    report["output"] = str(_save(result, target, args, plan))
    report["peak_memory"] = peak_memory()
    if not args.json:
        speed = f", {report['seconds'] / picture.megapixels:.2f} s per megapixel" if picture.megapixels >= 1 else ""
        out(f"{source.name} -> {report['output']}  [{report['plan']}]  {report['seconds']:.1f} s{speed}, "
             + (f"at most {report['peak_memory'] / 1e6:.0f} MB, " if report["peak_memory"] else "")
             + report["backend"])
    return report


def _target(source: Path, args: argparse.Namespace) -> Path | None:
    """Where the result goes; None lets it find a free name beside the source."""
    if args.output is None:
        return None
    if args.output.is_dir() or len(args.files) > 1:
        if len(args.files) > 1 and not args.output.is_dir():
            raise PlanError(f"{args.output} is not a folder", hint="Give a folder that exists for several pictures.")
        return args.output / source.name
    return args.output


def _save(result, target: Path | None, args: argparse.Namespace, plan: Plan) -> Path:
    from engine.picture.files import default_target, save_picture

    return save_picture(result, target or default_target(result.path), plan.save)
