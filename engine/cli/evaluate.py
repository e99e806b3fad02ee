"""``bbcu evaluate``: measure a model on a folder, by the published protocols."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.cli.console import out
from engine.passes import COUNTS
from engine.plan import Step, Task


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu evaluate`` to the parser."""
    verb = verbs.add_parser("evaluate", help="measure a model on a folder, by the published protocols")
    verb.add_argument("--task", choices=[task.value for task in Task], default="denoise")
    verb.add_argument("--level", type=float, required=True,
                      help="sigma in grey levels (denoise), JPEG quality (deblock), scale (upscale)")
    verb.add_argument("--model", help="default: the task's default; none: the degraded picture itself; bicubic: plain "
                                      "enlargement")
    verb.add_argument("--protocol", default="standard",
                      help="standard; paper: as the BBCU paper's code does; deblock also colour (4:2:0), colour-444")
    verb.add_argument("--data", type=Path, required=True, help="folder of lossless pictures")
    verb.add_argument("--views", type=int, choices=COUNTS, default=1, help="flips and turns to average over")
    verb.add_argument("--backend", default="auto")
    verb.add_argument("--threads", type=int, default=0)
    verb.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print."""
    from engine.measure.evaluate import evaluate
    from engine.run.chain import RunOptions

    step = Step(Task(args.task), args.level, args.model)
    report = evaluate(step, args.data, RunOptions(args.backend, args.threads), args.protocol, args.views)
    if args.json:
        out(json.dumps(report))
        return 0
    psnr = "identical" if report["psnr"] is None else f"{report['psnr']:.2f} dB"
    out(f"{report['model']} on {report['set']}, {args.task} {args.level:g} ({args.protocol}): "
         f"{psnr}, SSIM {report['ssim']:.4f} over {report['images']} pictures")
    return 0
