"""``bbcu train``: teach a shipped network your own photos."""

from __future__ import annotations

import argparse
import importlib.util
import math
import sys
import threading
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.console import out, say
from engine.cli.stopping import STOPPED, asked_first
from engine.errors import PlanError, RestoreError, TrainingError
from engine.tasks import Task

if TYPE_CHECKING:
    from engine.tuning.events import Event
    from engine.tuning.runs import Run

MINUTES = 20.0


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu train`` to the parser."""
    verb = verbs.add_parser("train", help="teach a network your own photos")
    verb.add_argument("--photos", type=Path, action="append", default=[], metavar="DIR",
                      help="folder of good photos; may be given several times")
    verb.add_argument("--damaged", type=Path, action="append", default=[], metavar="DIR",
                      help="folder of pictures like those to be restored: what is wrong with them is measured and "
                           "done to the good ones; default: a simulated camera, JPEG, or shrinking")
    verb.add_argument("--pairs", type=Path, metavar="DIR",
                      help="folder of pairs instead: X_lq.* beside X_hq.*, or folders lq and hq with equal names")
    verb.add_argument("--task", choices=[task.value for task in Task], default=Task.DENOISE.value)
    verb.add_argument("--scale", type=int, choices=(2, 3, 4), default=2, help="of enlarging")
    verb.add_argument("--base", metavar="MODEL", help="the model to begin with; default: the task's default")
    verb.add_argument("--minutes", type=float, help=f"of training (default: {MINUTES:g})")
    verb.add_argument("--name", required=True, help="of the new model")
    verb.add_argument("--resume", action="store_true", help="go on with the run of this name")
    verb.add_argument("--finish", action="store_true", help="with --resume: make a model of the best so far")
    verb.add_argument("--discard", action="store_true", help="with --resume: forget it")
    verb.add_argument("--threads", type=int, default=0, help="processor threads (default: all cores but one)")
    verb.add_argument("--json", action="store_true", help="print one JSON object an event")
    verb.add_argument("--steered", action="store_true", help=argparse.SUPPRESS)  # by lines at the standard input
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train, and tell what happens; 130 if it was stopped and can be gone on with."""
    _refuse(args)
    from engine.system import step_back
    from engine.tuning import runs
    from engine.tuning.events import Failed, to_line

    job = runs.find(args.name).again(args.minutes) if args.resume else runs.begin(_order(args))
    if args.discard:
        job.discard()
        return 0
    step_back()
    show = _Lines() if args.json else _Bar(job)
    try:
        with show, asked_first() as stop, _steering(args, stop) as wish:
            from engine.training.fine_tune import tune

            tune(job, show, wish, args.threads or None)
    except RestoreError as err:
        if not args.resume and not _has_learned(job):
            job.discard()
        if args.json:
            out(to_line(Failed(err.why, err.hint)))
        raise
    return show.code


def _order(args: argparse.Namespace):
    from engine.run import catalog
    from engine.tuning.order import Order

    task = Task(args.task)
    if args.base is None:
        found = [model for model in catalog.teachable(task)
                 if not task.info.enlarges or model.spec.scale == args.scale]
        if not found:
            raise TrainingError(f"there is no model for {task.title} that could learn on",
                                hint="Name one with --base.")
        args.base = found[0].name
    model = catalog.find(task, args.base)
    if not catalog.latents_file(model).is_file():
        raise TrainingError(f"the model {model.name!r} cannot learn on: its latent weights are not here",
                            hint="Choose another with --base.")
    minutes = MINUTES if args.minutes is None else args.minutes
    return Order(args.name, args.base, tuple(args.photos), tuple(args.damaged), args.pairs, minutes)


def _refuse(args: argparse.Namespace) -> None:
    """Options that do not go together, and what is not installed."""
    given = bool(args.photos or args.damaged or args.pairs)
    if args.resume and given:
        raise PlanError("a run goes on with the pictures that it began with", hint="Leave the folders out.")
    if not args.resume and (args.finish or args.discard):
        raise PlanError("--finish and --discard are about a run that has begun", hint="Add --resume.")
    if not args.resume and not (args.photos or args.pairs):
        raise PlanError("no pictures are named to learn from", hint="Add --photos DIR, or --pairs DIR.")
    if args.pairs and (args.photos or args.damaged):
        raise PlanError("pairs need no other pictures", hint="Name either --pairs, or --photos and --damaged.")
    if args.minutes is not None and not (math.isfinite(args.minutes) and args.minutes > 0):
        raise PlanError(f"--minutes is {args.minutes:g}, but must be above zero", hint="20 are a good beginning.")
    if not 0 <= args.threads <= 1024:
        raise PlanError(f"--threads is {args.threads}", hint="Choose 0 (all cores but one) to 1024.")
    if importlib.util.find_spec("torch") is None:
        raise TrainingError("learning needs the package torch, which is not installed",
                            hint="Install it with: pip install 'bbcu-restore[train]'.")


def _has_learned(job: Run) -> bool:
    return (job.folder / "last.pt").exists()


@contextmanager
def _steering(args: argparse.Namespace, stop: Callable[[], bool]):
    """What is wished: by a signal; and by lines at the standard input, whose end is a wish too, if it is steered."""
    from engine.training.fine_tune import Wish

    latest = [Wish.KEEP if args.finish else Wish.GO_ON]

    def listen() -> None:
        for line in sys.stdin:
            if line.strip() in set(Wish):
                latest[0] = Wish(line.strip())
        latest[0] = Wish.LEAVE if latest[0] is not Wish.KEEP else Wish.KEEP

    if args.steered:
        threading.Thread(target=listen, name="steering", daemon=True).start()
    yield lambda: Wish.LEAVE if stop() else latest[0]


class _Lines:
    """Every event as a line of JSON."""

    def __init__(self) -> None:
        self.code = 0

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __call__(self, event: Event) -> None:
        from engine.tuning.events import Left, to_line

        self.code = STOPPED if isinstance(event, Left) else 0
        out(to_line(event))


class _Bar:
    """A progress bar, and above it what there is to know."""

    def __init__(self, job: Run) -> None:
        from tqdm import tqdm

        self.code, self._job = 0, job
        self._bar = tqdm(total=round(60 * job.order.minutes), unit="s", mininterval=1, desc=job.order.name,
                         bar_format="{desc}: {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} s{postfix}")

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def _say(self, text: str) -> None:
        self._bar.clear()
        say(text)

    def __call__(self, event: Event) -> None:
        from engine.tuning import events
        from engine.tuning.findings import Finding

        match event:
            case events.Looking(done, of) if of and done in (0, of):
                self._say(f"Looking at {of} pictures…" if not done else "All looked at.")
            case events.Found(found):
                for each in found:
                    self._say(Finding(*each).sentence)
            case events.Begun(photos, held, own, _):
                self._say(f"Learning from {photos - held} pictures; {held} are held out, on which "
                          f"{self._job.order.base} reaches {own:.2f} dB.")
            case events.Learning(step, loss, seconds, _):
                self._bar.update(max(0, min(int(seconds), self._bar.total) - self._bar.n))
                if loss is not None:
                    self._bar.set_postfix_str(f", step {step}, loss {loss:.4f}", refresh=False)
            case events.Measured(step, _, own, general, best):
                self._say(f"step {step}: {own:+.2f} dB on your held-out pictures, {general:+.2f} dB on general ones"
                          + (" (best)" if best else ""))
            case events.Packing():
                self._say("Packing the best, and measuring it as it will be used…")
            case events.Left():
                self.code = STOPPED
                self._say(f"Stopped; everything is kept. Go on with: bbcu train --name {self._job.order.name!r} "
                          "--resume, or add --finish to make a model of the best so far.")
            case events.Made(name, _, own, general, _):
                self._say(f"{name}: {own:+.2f} dB over {self._job.order.base} on held-out pictures, "
                          f"{general:+.2f} dB on general photographs.")
                out(event.path)
