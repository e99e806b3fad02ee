"""``python -m engine.training``: train a recipe on a folder of photographs."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import torch
from tqdm import tqdm

from engine.errors import RestoreError, TrainingError
from engine.measure.peers.spec import PeerSpec
from engine.training import dataset
from engine.training.batches import MOST_USES
from engine.training.checkpoint import BEST, LAST, latents_of
from engine.training.losses import BALANCED, LOSSES
from engine.training.only_run import make_folder
from engine.training.recipes import RECIPES, Recipe, recipe_named
from engine.training.trainer import Budget, Ended, Event, RunSettings, Stepped, Validated, train
from engine.training.validation import levels_of

DONE, FAILED, STOPPED = 0, 1, 3


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 if the budget was used up, 1 on an error, 2 on a wrong option, 3 if it was stopped."""
    options = parser().parse_args(arguments)
    try:
        return run(options)
    except RestoreError as err:
        print(f"error: {err}", file=sys.stderr)  # noqa: T201 (the command's own output)
        return FAILED


def parser() -> argparse.ArgumentParser:
    """The options."""
    made = argparse.ArgumentParser(prog="python -m engine.training", description="Train a one-bit network.")
    made.add_argument("--recipe", required=True, help=f"one of {', '.join(RECIPES)}; with another unit behind a +, "
                                                      "such as denoise-paper+reactnet, +float or +lite")
    made.add_argument("--data", required=True, type=Path, help="folder of photographs, searched recursively")
    made.add_argument("--out", required=True, type=Path, help="folder for checkpoints and the log")
    made.add_argument("--minutes", type=positive, help="training time; the rate's schedule fits it")
    made.add_argument("--steps", type=positive_whole, help="number of steps, instead of --minutes")
    made.add_argument("--patch", type=positive_whole, help="side of the patches, if not the recipe's")
    made.add_argument("--batch", type=positive_whole, help="patches a step, if not the recipe's: a GPU takes more")
    made.add_argument("--uses", type=positive_whole, default=1, choices=range(1, MOST_USES + 1), metavar="N",
                      help="how often each batch is learned from, turned otherwise: where steps wait for batches")
    made.add_argument("--rate", type=positive, help="peak of the learning rate, if not the recipe's: to go on gently")
    made.add_argument("--loss", choices=LOSSES, help="what is made small, if not the recipe's: for the end of a run")
    made.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    made.add_argument("--threads", type=positive_whole, help="processor threads")
    begin = made.add_mutually_exclusive_group()
    begin.add_argument("--resume", action="store_true", help="go on from --out's last checkpoint")
    begin.add_argument("--from", dest="origin", type=Path, metavar="LATENTS",
                       help="begin with what fits of another network: a file of resources/latents, or a checkpoint")
    made.add_argument("--teacher", type=Path, metavar="LATENTS",
                      help="a network for the same task whose results are half of the target")
    made.add_argument("--export", type=Path, metavar="FILE", help="write the packed model here at the end")
    made.add_argument("--latents", type=Path, metavar="FILE",
                      help="write its latent weights here at the end (.safetensors), to begin other runs with")
    return made


def positive(text: str) -> float:
    """A number above zero, for argparse."""
    value = float(text)
    if not 0 < value < float("inf"):
        raise ValueError(text)
    return value


def positive_whole(text: str) -> int:
    """A whole number above zero, for argparse."""
    if (value := int(text)) < 1:
        raise ValueError(text)
    return value


def run(options: argparse.Namespace) -> int:
    """Train as the options say."""
    recipe = recipe_named(options.recipe)
    recipe = replace(recipe, patch=options.patch or recipe.patch, batch=options.batch or recipe.batch,
                     loss=options.loss or recipe.loss, rate=options.rate or recipe.rate)
    if options.export and isinstance(recipe.spec, PeerSpec):
        raise TrainingError(f"{recipe.name} is no one-bit network and has no packed form", hint="Write its --latents.")
    if recipe.loss == BALANCED and recipe.spec.scale > 1:
        raise TrainingError(f"{recipe.name} enlarges, and its damage cannot be compared with its errors",
                            hint="Choose another --loss.")
    if options.threads:
        torch.set_num_threads(options.threads)
    pictures = dataset.load(options.data, recipe.source_side)
    for path, why in pictures.skipped:
        tqdm.write(f"skipped {path}: {why}", file=sys.stderr)
    wanted = Stop()
    minutes = None if options.steps else options.minutes or recipe.minutes
    settings = RunSettings(options.out, Budget(minutes, options.steps), options.device, options.resume, options.origin,
                        options.teacher, options.uses, stop=wanted)
    make_folder(options.out)
    with wanted, open_log(options.out) as log:
        complete = follow(recipe, train(recipe, pictures, settings), settings.budget, log)
    if options.export or options.latents:
        export(options.out, options, pictures)
    return DONE if complete else STOPPED


def open_log(out: Path) -> TextIO:
    """The run's log, to be added to."""
    try:
        return (out / "log.jsonl").open("a", encoding="utf-8")
    except OSError as err:
        raise TrainingError(f"the log cannot be written: {err.strerror}", file=out,
                            hint="Choose an --out folder you may write to.") from err


def follow(recipe: Recipe, events: Iterator[Event], budget: Budget, log: TextIO) -> bool:
    """Show the events as a progress bar and write them as JSON lines; says whether the budget was used up."""
    complete, shown = False, ""
    total = budget.steps or round((budget.minutes or 0) * 60)
    with tqdm(total=total, unit="step" if budget.steps else "s", desc=recipe.name, mininterval=1) as bar:
        for event in events:
            note(event, log)
            if isinstance(event, Stepped):
                at = event.step if budget.steps else event.seconds
                bar.update(min(total, int(at)) - bar.n)
                if event.loss is not None:
                    bar.set_postfix_str(f"step {event.step} loss {event.loss:.4f}{shown}", refresh=False)
            elif isinstance(event, Validated):
                shown = "  " + "/".join(f"{value:.2f}" for value in event.psnr) + " dB"
                levels = "/".join(f"{level:g}" for level in levels_of(recipe.spec))
                tqdm.write(f"step {event.step}:{shown} at {recipe.spec.task.info.levels.unit} {levels}"
                           + ("  (best)" if event.best else ""), file=sys.stderr)
            elif isinstance(event, Ended):
                complete = event.complete
    return complete


def note(event: Event, log: TextIO) -> None:
    """Write an event as one JSON line; steps only every hundredth."""
    if isinstance(event, Stepped) and (event.loss is None or event.step % 100):
        return
    row = {"time": datetime.now(UTC).isoformat(timespec="seconds"), "event": type(event).__name__.lower()}
    row |= {key: str(value) if isinstance(value, Path) else value for key, value in event.__dict__.items()}
    log.write(json.dumps(row) + "\n")
    log.flush()


def export(out: Path, options: argparse.Namespace, pictures: dataset.Pictures) -> None:
    """Write the best network of a run as a packed model, its latents, or both.

    Raises
    ------
    TrainingError
        If the packed network does not repeat the trained one: nothing is written.
    """
    from engine.network.packed import save_packed
    from engine.training import latents as latents_files
    from engine.training.export import exported

    latents = latents_of(out / BEST if (out / BEST).exists() else out / LAST)
    if not isinstance(latents.spec, PeerSpec):
        packed, found = exported(latents, pictures.held_out[0])
    if options.export:
        save_packed(packed, options.export)
        tqdm.write(f"packed {options.export}: every sum equals torch's; pictures agree to {found.psnr:.1f} dB",
                   file=sys.stderr)
    if options.latents:
        latents_files.save(latents, options.latents)


class Stop:
    """Turns SIGINT and SIGTERM into a wish to stop after the step at hand; a second SIGINT interrupts at once."""

    def __init__(self) -> None:
        self.wished = False
        self.before: dict[int, object] = {}

    def __call__(self) -> bool:
        return self.wished

    def __enter__(self) -> Stop:
        for number in (signal.SIGINT, signal.SIGTERM):
            self.before[number] = signal.signal(number, self._wish)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self.before.items():
            signal.signal(number, handler)

    def _wish(self, number: int, _frame: object) -> None:
        self.wished = True
        if number == signal.SIGINT:
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(main())
