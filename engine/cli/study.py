"""``bbcu study``: the paper's studies, trained and measured anew under a small budget."""

from __future__ import annotations

import argparse
import importlib.util
import os
from pathlib import Path

from engine.cli.console import out, say
from engine.cli.stopping import STOPPED, asked_first
from engine.errors import PlanError, TrainingError
from engine.tasks import Task

NAMES = ("units", "breakpoint", "parts", "convs-per-residual", "amplification", "rivals", "extras", "layouts")
"""Those of :mod:`engine.training.studies.catalog`, which is not imported before it is needed."""
STEPS = 1000
"""Of each variant if no budget is given."""
CHANNELS, UNITS = 16, 8
STUDIED = tuple(task for task in Task if task.info.study_level is not None)
"""The paper's tasks."""


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu study`` to the parser."""
    verb = verbs.add_parser("study", help="repeat a study of the BBCU paper under a small budget")
    verb.add_argument("name", choices=NAMES)
    verb.add_argument("--data", type=Path, required=True, help="folder of photographs to train on")
    verb.add_argument("--test", type=Path, required=True, help="folder of lossless pictures to measure on")
    verb.add_argument("--out", type=Path, required=True, help="folder of the study; one that holds it already goes on")
    budget = verb.add_mutually_exclusive_group()
    budget.add_argument("--steps", type=int, help=f"training steps of each variant (default: {STEPS})")
    budget.add_argument("--minutes", type=float, help="training time of each variant, instead of steps")
    verb.add_argument("--task", choices=[task.value for task in STUDIED], default=Task.UPSCALE.value,
                      help="default: upscale, as in the paper")
    verb.add_argument("--level", type=float, help="to measure at; default: " + ", ".join(
        f"{task.info.levels.unit} {task.info.study_level:g} ({task})" for task in STUDIED))
    verb.add_argument("--channels", type=int, default=CHANNELS, help=f"of the body (default: {CHANNELS})")
    verb.add_argument("--units", type=int, default=UNITS, help=f"of the body (default: {UNITS})")
    verb.add_argument("--seed", type=int, default=0)
    verb.add_argument("--tail-start", type=float, default=1.0, metavar="F",
                      help="factor on every tail's initial weights (default: 1); a small one starts all variants near "
                           "the unrestored picture")
    verb.add_argument("--threads", type=int, default=0, help="processor threads (default: every core)")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run a study and write its report."""
    _refuse(args)
    import torch

    from engine.training.studies import report
    from engine.training.studies.run import Order, Places, run_study
    from engine.training.trainer import Budget

    torch.set_num_threads(args.threads or os.cpu_count() or 1)
    task = Task(args.task)
    steps = None if args.minutes else args.steps or STEPS
    order = Order(args.name, task, task.info.study_level if args.level is None else args.level, args.channels,
                  args.units, Budget(args.minutes, steps), args.seed, args.tail_start)
    with asked_first() as stop:
        rows = run_study(order, places := Places(args.data, args.test, args.out, stop), say)
        if stop():
            say("bbcu: stopped")
            return STOPPED
    for path in report.write_report(order, rows, places, _command(args, order)):
        out(str(path))
    return 0


def _refuse(args: argparse.Namespace) -> None:
    """Whatever would only fail after an hour of training."""
    for name, fine, wanted in (("tail-start", 0 < args.tail_start <= 1, "above 0, at most 1"),
                               ("steps", args.steps is None or args.steps > 0, "a whole number above zero"),
                               ("minutes", args.minutes is None or 0 < args.minutes < 1e6, "a number above zero"),
                               ("threads", 0 <= args.threads <= 1024, "0 (every core) to 1024"),
                               ("seed", args.seed >= 0, "0 or more")):
        if not fine:
            raise PlanError(f"--{name} is {getattr(args, name.replace('-', '_'))}, but must be {wanted}",
                            hint="Correct that option.")
    for package in ("torch", "matplotlib"):
        if importlib.util.find_spec(package) is None:
            raise TrainingError(f"a study needs the package {package}, which is not installed",
                                hint="Install it with: pip install 'bbcu-restore[study]'.")


def _command(args: argparse.Namespace, order) -> str:
    """The command with the folders' roles in the place of what they are called here."""
    budget = f"--minutes {args.minutes:g}" if args.minutes else f"--steps {order.budget.steps}"
    words = [f"bbcu study {args.name} --data PHOTOS --test {args.test.resolve().name} --out OUT",
             f"--task {order.task.value} --level {order.level:g} {budget}",
             f"--channels {order.channels} --units {order.units}"]
    words += [f"--tail-start {order.tail_start:g}"] if order.tail_start != 1 else []
    return " ".join(words) + (f" --seed {order.seed}" if order.seed else "")
