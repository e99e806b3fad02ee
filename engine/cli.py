"""The command line: the same verbs as the window, the same plans, the same errors.

Exit codes: 0 all done, 1 something failed (the rest was done), 2 the command itself is wrong, 130 stopped.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from engine import backend, bench, catalog
from engine.chain import RunOptions
from engine.commands import measure, study
from engine.errors import PlanError, RestoreError
from engine.plan import Plan, SaveOptions, Step, Task
from engine.restore import Finished, Progress, Started, restore
from engine.system import peak_memory
from engine.views import COUNTS


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    args = _parser().parse_args(argv)
    try:
        return args.run(args)
    except RestoreError as err:
        _say(f"bbcu: {err}")
        return 1
    except KeyboardInterrupt:
        _say("bbcu: stopped")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("bbcu", description="Restore photos with one-bit networks.")
    verbs = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    one = verbs.add_parser("restore", help="restore pictures")
    one.add_argument("files", nargs="+", type=Path, metavar="IN", help="pictures to restore")
    one.add_argument("-o", "--output", type=Path, help="file, or folder for several; default: beside the source")
    one.add_argument("--deblock", metavar="Q", help="repair JPEG: its quality 5 to 95, or auto")
    one.add_argument("--denoise", metavar="SIGMA", help="remove noise: its level 0 to 75, or auto (the default, if "
                                                        "nothing else is asked for)")
    one.add_argument("--upscale", metavar="X", help="enlarge by 2, 3 or 4, after everything else")
    one.add_argument("--model", action="append", default=[], metavar="NAME",
                     help="model or model file to use instead of its task's default; may be given once for each task")
    one.add_argument("--strength", type=int, default=100, help="0 to 100 %% of the effect (default: 100)")
    one.add_argument("--views", type=int, choices=COUNTS, default=1,
                     help="average what the networks make of this many flips and turns: better, and slower")
    one.add_argument("--quality", type=int, default=95, help="of JPEG and WebP results, 1 to 100 (default: 95)")
    one.add_argument("--backend", default="auto", help=f"{', '.join(backend.NAMES)} (default: auto)")
    one.add_argument("--threads", type=int, default=0, help="tiles at a time (default: every core)")
    one.add_argument("--tile", type=int, help="side of a tile in pixels (default: the backend's choice)")
    one.add_argument("--overwrite", action="store_true", help="replace existing files")
    one.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    one.set_defaults(run=_restore)

    models = verbs.add_parser("models", help="list the models and their measured figures")
    models.add_argument("--json", action="store_true")
    models.set_defaults(run=_models)

    measure.add_evaluate(verbs)
    measure.add_cost(verbs)
    study.add_study(verbs)

    speed = verbs.add_parser("bench", help="measure how fast the backends are here, beside other engines")
    bench.add_arguments(speed)
    speed.set_defaults(run=bench.run)

    app = verbs.add_parser("app", help="open the window")
    app.add_argument("files", nargs="*", metavar="FILE")
    app.set_defaults(run=_app)
    return parser


def _restore(args: argparse.Namespace) -> int:
    plan = _plan(args)
    options = RunOptions(args.backend, args.threads, args.tile)
    reports, failed = [], 0
    for source in args.files:
        try:
            reports.append(_restore_one(source, args, plan, options))
        except RestoreError as err:
            failed += 1
            reports.append({"file": str(source), "error": str(err if err.file else f"{source.name}: {err}")})
            _say(f"bbcu: {reports[-1]['error']}")
    if args.json:
        _out(json.dumps({"files": reports, "failed": failed}))
    elif len(args.files) > 1:
        _out(f"{len(reports) - failed} restored, {failed} failed")
    return 1 if failed else 0


def _plan(args: argparse.Namespace) -> Plan:
    """The steps in the order in which a chain runs them, which is that of :class:`Task`."""
    levels = {task: getattr(args, task.value) for task in Task}
    chosen = _models_by_task(args.model)
    if not any(level is not None for level in levels.values()):
        levels = dict.fromkeys(chosen or (Task.DENOISE,), "auto")
    for task, name in chosen.items():
        if levels.get(task) is None:
            raise PlanError(f"the model {name!r} is for {task.title}, which is not asked for",
                            hint=f"Add --{task.value}.")
    steps = []
    for task in Task:
        if levels.get(task) is not None:
            step = Step.parse(f"{task.value}={levels[task]}")
            if task is Task.UPSCALE and step.level is None and task in chosen:
                step = Step(task, float(catalog.find(task, chosen[task]).spec.scale))
            steps.append(Step(task, step.level, chosen.get(task)))
    if not 1 <= args.quality <= 100:
        raise PlanError(f"quality {args.quality} is outside 1 to 100", hint="Choose 85 to 98.")
    return Plan(tuple(steps), args.strength, SaveOptions(quality=args.quality, overwrite=args.overwrite), args.views)


def _models_by_task(names: Sequence[str]) -> dict[Task, str]:
    found: dict[Task, str] = {}
    for name in names:
        task = catalog.find(None, name).task
        if task in found:
            raise PlanError(f"two models for {task.title}: {found[task]!r} and {name!r}", hint="Choose one of them.")
        found[task] = name
    return found


def _restore_one(source: Path, args: argparse.Namespace, plan: Plan, options: RunOptions) -> dict:
    from engine.picture import blended
    from engine.picture_io import open_picture

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
        _out(f"{source.name} -> {report['output']}  [{report['plan']}]  {report['seconds']:.1f} s{speed}, "
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
    from engine.picture_io import default_target, save_picture

    return save_picture(result, target or default_target(result.path), plan.save)


def _models(args: argparse.Namespace) -> int:
    found = catalog.models()
    if args.json:
        _out(json.dumps([{"name": m.name, "task": m.task, "bundled": m.bundled, "spec": json.loads(m.spec.to_json()),
                          "card": json.loads(m.card.to_json())} for m in found]))
        return 0
    for model in found:
        _out(f"{model.name}  ({model.task.title})  {model.card.summary}")
        for row in model.card.measured:
            others = ", ".join(f"{name} {value}" for name, value in row.items()
                               if name not in ("set", "level", "psnr", "ssim"))
            _out(f"    {row.get('set')} {row.get('level')}: {row.get('psnr')} dB" + (f"  ({others})" if others else ""))
    if not found:
        _out("There are no models.")
    return 0


def _app(args: argparse.Namespace) -> int:
    from bbcu_app.__main__ import main as open_window

    return open_window(args.files)


def _out(text: str) -> None:
    sys.stdout.write(text + "\n")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
