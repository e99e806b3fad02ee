"""``bbcu evaluate``: measure a model on a folder, by the published protocols, or Auto on pairs of real photographs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.cli.console import out, say
from engine.errors import PlanError
from engine.passes import COUNTS
from engine.plan import Step
from engine.tasks import Task


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu evaluate`` to the parser."""
    verb = verbs.add_parser("evaluate", help="measure a model by the published protocols, or on pairs")
    verb.add_argument("--task", choices=[task.value for task in Task], default=Task.DENOISE.value)
    verb.add_argument("--level", type=float,
                      help="with --data: " + ", ".join(f"{task.info.levels.meaning} ({task})" for task in Task))
    verb.add_argument("--model", help="default: the task's default; none: the degraded picture itself; bicubic: plain "
                                      "enlargement")
    verb.add_argument("--protocol", default="standard",
                      help="; ".join(f"{task}: {', '.join(task.info.protocols)}" for task in Task))
    source = verb.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, help="folder of lossless pictures, which are spoiled and restored")
    source.add_argument("--pairs", type=Path, help="folder of real photographs X_real.* and their means X_mean.*, or "
                                                   "of folders real and mean: measures Auto and a sweep of levels")
    verb.add_argument("--levels", type=_levels, default=(), metavar="A,B,...", help="with --pairs: the sweep")
    verb.add_argument("--passes", type=int, choices=COUNTS, default=1, help="flips and turns to average over")
    verb.add_argument("--backend", default="auto")
    verb.add_argument("--threads", type=int, default=0)
    verb.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    verb.set_defaults(run=run)


def _levels(text: str) -> tuple[float, ...]:
    return tuple(float(level) for level in text.split(","))


def run(args: argparse.Namespace) -> int:
    """Measure and print."""
    from engine.measure.evaluate import evaluate
    from engine.measure.pairs import evaluate_pairs
    from engine.run.chain import RunOptions

    options = RunOptions(args.backend, args.threads)
    if args.pairs:
        if args.level is not None:
            raise PlanError("pairs are measured at levels of their own", hint="Name them with --levels 4,8,12.")
        report = evaluate_pairs(Step(Task(args.task), None, args.model), args.pairs, args.levels, options, args.passes)
        for skipped in report["skipped"]:
            say(f"bbcu: skipped {skipped['name']}: {skipped['why']}")
        out(json.dumps(report) if args.json else pairs_text(report))
        return 0
    if args.level is None:
        raise PlanError("no level is named to measure at", hint="Add --level, such as --level 25.")
    step = Step(Task(args.task), args.level, args.model)
    report = evaluate(step, args.data, options, args.protocol, args.passes)
    out(json.dumps(report) if args.json else
        f"{report['model']} on {report['set']}, {args.task} {args.level:g} ({args.protocol}): "
        f"{_decibels(report['psnr'])}, SSIM {report['ssim']:.4f} over {report['images']} pictures")
    return 0


def pairs_text(report: dict) -> str:
    """What was measured on pairs, as a table of the pictures and one of the means."""
    width = max(len(row["name"]) for row in report["per_image"])
    lines = [f"{'':{width}}  {'input':>10}  {'Auto':>10} at level  {'best':>10} at level  {'regret':>8}"]
    for row in report["per_image"]:
        auto, best = row["auto"], row["best"]
        level = "-" if auto["level"] is None else f"{auto['level']:g}"
        lines.append(f"{row['name']:{width}}  {_decibels(row['input']['psnr']):>10}  {_decibels(auto['psnr']):>10} "
                     f"{level:>8}  {_decibels(best['psnr']):>10} {best['level']:8g}  {_plain(row['regret']):>8}")
    lines += ["", f"{report['model']} on {report['set']}, means over {report['images']} pairs"]
    for name, title in (("input", "input"), ("auto", "Auto"), ("best", "best level of each")):
        lines.append(f"{title:20}  {_decibels(report[f'psnr_{name}']):>10}  SSIM {report[f'ssim_{name}']:.4f}")
    lines += [f"level {row['level']:<14g}  {_decibels(row['psnr']):>10}  SSIM {row['ssim']:.4f}"
              for row in report["sweep"]]
    return "\n".join([*lines, f"regret {_plain(report['regret'])} dB, worst gain of a picture by Auto "
                              f"{_plain(report['worst_gain'])} dB"])


def _decibels(value: float | None) -> str:
    return "identical" if value is None else f"{value:.2f} dB"


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
