"""The training loop: a generator of events that can be stopped, resumed exactly and given a time budget."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from engine.errors import TrainingError
from engine.training import checkpoint as checkpoints
from engine.training.binary import weight_scale
from engine.training.checkpoint import BEST, LAST, Checkpoint
from engine.training.dataset import Patches, Pictures
from engine.training.memory import kept_memory
from engine.training.networks import build
from engine.training.recipes import LOSSES, WINDOW_SHARE, Recipe
from engine.training.rivals import set_progress
from engine.training.units import fastest_dtype, set_training_dtype, set_window
from engine.training.validation import held_out_psnr

QUIET_SCALE = 0.01
"""Learned scale of a unit that joins a trained body: it begins by changing next to nothing."""


@dataclass(frozen=True)
class Budget:
    """When a run ends. One of the two is given; the rate's schedule fits it.

    Attributes
    ----------
    minutes : float or None
        Of training time, over all resumed parts together.
    steps : int or None
    """

    minutes: float | None = None
    steps: int | None = None

    def fraction(self, step: int, seconds: float) -> float:
        """How much of the budget is used, 0..1."""
        used = step / self.steps if self.steps else seconds / (60.0 * (self.minutes or 1e-9))
        return min(1.0, used)


@dataclass(frozen=True)
class Settings:
    """What a run needs beside its recipe and its data.

    Attributes
    ----------
    out : Path
        Folder of ``last.pt``, ``best.pt`` and ``log.jsonl``; made if missing.
    budget : Budget
    device : str
        ``"cpu"`` or ``"cuda"``.
    resume : bool
        Go on from ``last.pt``.
    origin : Path or None
        A checkpoint to begin a fresh run with: its parameters are taken wherever name and shape are the same, the
        rest starts as usual. An enlarger may so take up another scale's body, or a user's run a shipped network.
    teacher : Path or None
        A checkpoint of a network for the same task, mostly a full-precision one, whose results are part of the target
        (:class:`engine.training.recipes.Recipe`).
    save_seconds, validate_seconds : float
        How often a checkpoint is written, and PSNR measured.
    stop : callable
        Asked before each step; once it says True, the run is saved and ends.
    """

    out: Path
    budget: Budget
    device: str = "cpu"
    resume: bool = False
    origin: Path | None = None
    teacher: Path | None = None
    save_seconds: float = 120.0
    validate_seconds: float = 300.0
    stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Stepped:
    """A step is done: its number, loss (mean |error| on 0..1; None between reports), rate, time and budget used."""

    step: int
    loss: float | None
    rate: float
    seconds: float
    fraction: float


@dataclass(frozen=True)
class Validated:
    """PSNR (dB) on the held-out pictures at each of the task's levels, and whether the mean is the best so far.

    The levels are :func:`engine.training.validation.levels_of` the recipe's spec.
    """

    step: int
    psnr: tuple[float, ...]
    best: bool


@dataclass(frozen=True)
class Saved:
    """A checkpoint was written."""

    step: int
    path: Path


@dataclass(frozen=True)
class Finished:
    """The run has ended; `complete` says whether the budget was used up."""

    step: int
    seconds: float
    complete: bool


Event = Stepped | Validated | Saved | Finished


def rate_at(recipe: Recipe, step: int, fraction: float) -> float:
    """Linear warm-up in steps times a cosine from 1 to 0 over the budget."""
    return recipe.rate * min(1.0, (step + 1) / max(1, recipe.warmup)) * 0.5 * (1.0 + math.cos(math.pi * fraction))


def window_at(recipe: Recipe, fraction: float) -> float:
    """Half width of the surrogate's window: from the recipe's to 1, in a straight line."""
    return 1.0 + (recipe.window - 1.0) * max(0.0, 1.0 - fraction / WINDOW_SHARE)


class Run:
    """Network, optimizer and generators of one run, and how they go to and from a checkpoint.

    Parameters
    ----------
    recipe : Recipe
    device : torch.device
    """

    def __init__(self, recipe: Recipe, device: torch.device) -> None:
        self.recipe, self.device = recipe, device
        torch.manual_seed(recipe.seed)
        self.network = build(recipe.spec).to(device).train()
        set_training_dtype(self.network, fastest_dtype(device))
        with torch.no_grad():
            self.network.tail.weight.mul_(recipe.tail_start)
        parts: tuple[list, list] = ([], [])
        for name, parameter in self.network.named_parameters():
            parts[name.startswith(("head.", "tail."))].append(parameter)
        self.optimizer = torch.optim.Adam([{"params": part} for part in parts], recipe.rate, recipe.betas, fused=True)
        self.draws = np.random.default_rng(recipe.seed)
        self.noise = torch.Generator(device).manual_seed(recipe.seed)
        self.average = [p.detach().clone() for p in self.network.parameters()] if recipe.ema else []
        self.teacher: torch.nn.Module | None = None
        self.step, self.seconds, self.best = 0, 0.0, -math.inf

    def restore(self, state: Checkpoint) -> None:
        """Take up a checkpoint.

        Raises
        ------
        TrainingError
            If it belongs to another network.
        """
        if state.spec != self.recipe.spec:
            raise TrainingError("the checkpoint belongs to another network", hint="Resume with its own recipe.")
        try:
            self.network.load_state_dict(state.network)
            self.optimizer.load_state_dict(state.optimizer)
        except (RuntimeError, ValueError, KeyError) as err:
            raise TrainingError("the checkpoint does not fit the network", hint="Start without --resume.") from err
        if self.recipe.ema:
            kept = state.average or dict(self.network.named_parameters())
            self.average = [kept[name].detach().clone() for name, _ in self.network.named_parameters()]
        self.draws.bit_generator.state = json.loads(state.generators["numpy"])
        if state.generators["device"] == self.device.type:
            self.noise.set_state(state.generators["torch"].cpu())
        else:  # another device's generator cannot be continued, but must not repeat what was seen either
            self.noise.manual_seed(self.recipe.seed + state.step)
        self.step, self.seconds, self.best = state.step, state.seconds, state.best

    def take_over(self, state: Checkpoint) -> None:
        """Begin with the parameters of another run that fit: its averages if it has some.

        Raises
        ------
        TrainingError
            If none fits.
        """
        fitting = fitting_parameters(state, self.network)
        if not any(name.startswith("body.") for name in fitting):
            raise TrainingError(f"nothing of the {state.recipe} checkpoint fits {self.recipe.name}",
                                hint="Begin with a network whose body has as many channels and the same unit.")
        with torch.no_grad():
            for unit in self.network.body:
                if getattr(unit, "free_scale", None) is not None:
                    unit.free_scale.fill_(QUIET_SCALE)
        self.network.load_state_dict(fitting, strict=False)
        if self.average:
            self.average = [p.detach().clone() for p in self.network.parameters()]

    def checkpoint(self) -> Checkpoint:
        """Everything needed to go on."""
        names = [name for name, _ in self.network.named_parameters()]
        return Checkpoint(
            self.recipe.name, self.recipe.spec, self.step, self.seconds, self.best,
            self.network.state_dict(), self.optimizer.state_dict(),
            dict(zip(names, self.average, strict=True)) if self.average else {},
            {"numpy": json.dumps(self.draws.bit_generator.state), "torch": self.noise.get_state(),
             "device": self.device.type},
        )

    def advance(self, patches: Patches, rate: float) -> torch.Tensor:
        """Do one step; the loss stays on the device, so that nothing waits for it."""
        pixels = patches.batch(self.recipe.batch, self.draws)
        spoiled, clean, level = self.recipe.degradation.pairs(pixels, self.draws, self.noise)
        restored = self.network(spoiled, level)
        measure = LOSSES[self.recipe.loss]
        loss = measure(restored, clean)
        if self.teacher is not None:
            with torch.no_grad():
                taught = self.teacher(spoiled, level)
            loss = torch.lerp(loss, measure(restored, taught), self.recipe.teacher_share)
        for group, share in zip(self.optimizer.param_groups, (1.0, self.recipe.ends_rate), strict=True):
            group["lr"] = rate * share
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        if self.average:
            torch._foreach_lerp_(self.average, list(self.network.parameters()), 1.0 - self.recipe.ema)
        self.step += 1
        return loss.detach()

    def shipped_state(self) -> dict[str, torch.Tensor]:
        """Parameters as they are measured and exported: the running average if there is one."""
        state = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        if self.average:
            names = [name for name, _ in self.network.named_parameters()]
            state |= {name: value.clone() for name, value in zip(names, self.average, strict=True)}
        return state


def fitting_parameters(state: Checkpoint, network: torch.nn.Module) -> dict[str, torch.Tensor]:
    """What of a checkpoint has a place in a network, by its name there.

    The first unit at full resolution becomes the first one here, and so on; those at half resolution likewise. So a
    trained body can grow by units of the other kind. A learned scale begins with the mean|W| that was there.
    """
    source, target = state.spec, network.spec
    values, own = state.network | state.average, network.state_dict()
    renamed = {}
    for half in (False, True):
        before, here = ([unit for unit in range(spec.units) if (unit in spec.half_units) == half]
                        for spec in (source, target))
        renamed |= {f"body.{a}.": f"body.{b}." for a, b in zip(before, here, strict=False)}
    found = {}
    for name, value in values.items():
        part = ".".join(name.split(".")[:2]) + "."
        place = name.replace(part, renamed.get(part, part), 1) if part in renamed or part[:5] != "body." else None
        if place in own and own[place].shape == value.shape:
            found[place] = value
            scale = place.removesuffix("weight") + "free_scale"
            if place.endswith(".weight") and scale in own and name.removesuffix("weight") + "free_scale" not in values:
                found[scale] = weight_scale(value)
    return found


def train(recipe: Recipe, pictures: Pictures, settings: Settings) -> Iterator[Event]:
    """Train, and tell what happens.

    Closing the generator (or an exception thrown into it, such as KeyboardInterrupt) saves a checkpoint first.

    Parameters
    ----------
    recipe : Recipe
    pictures : Pictures
    settings : Settings

    Yields
    ------
    Stepped, Validated, Saved, Finished

    Raises
    ------
    TrainingError
        If a checkpoint cannot be read or written, the out folder already holds another run, or the loss is no
        longer finite.
    """
    with kept_memory():
        yield from _trained(start(recipe, settings), pictures, settings)


def _trained(run: Run, pictures: Pictures, settings: Settings) -> Iterator[Event]:
    recipe = run.recipe
    patches = Patches(pictures, recipe.sources, recipe.source_side)
    last = settings.out / LAST
    saved_at = validated_at = time.monotonic()
    clock = time.monotonic()
    begun = run.seconds
    saved_step = run.step
    try:
        while (fraction := settings.budget.fraction(run.step, run.seconds)) < 1.0 and not settings.stop():
            set_progress(run.network, fraction)
            set_window(run.network, window_at(recipe, fraction))
            rate = rate_at(recipe, run.step, fraction)
            loss = run.advance(patches, rate)
            run.seconds = begun + time.monotonic() - clock
            reported = float(loss) if run.step % 10 == 0 else None
            if reported is not None and not math.isfinite(reported):
                saved_step = run.step  # keep the last good checkpoint
                raise TrainingError(f"the loss is no longer finite at step {run.step}",
                                    hint="Resume from the last checkpoint, or lower the rate.")
            yield Stepped(run.step, reported, rate, run.seconds, fraction)
            now = time.monotonic()
            if now - validated_at >= settings.validate_seconds:
                yield _validated(run, pictures, settings.out)
                validated_at = time.monotonic()
            if now - saved_at >= settings.save_seconds:
                checkpoints.save(run.checkpoint(), last)
                saved_step, saved_at = run.step, time.monotonic()
                yield Saved(run.step, last)
        complete = settings.budget.fraction(run.step, run.seconds) >= 1.0
        if complete:
            yield _validated(run, pictures, settings.out)
        checkpoints.save(run.checkpoint(), last)
        saved_step = run.step
        yield Saved(run.step, last)
        yield Finished(run.step, run.seconds, complete)
    finally:
        if saved_step != run.step:
            checkpoints.save(run.checkpoint(), last)


def start(recipe: Recipe, settings: Settings) -> Run:
    """Make a run, fresh or resumed; refuses to overwrite another one."""
    make_folder(settings.out)
    if settings.device == "cuda" and not torch.cuda.is_available():
        raise TrainingError("there is no CUDA device here", hint="Use --device cpu.")
    run = Run(recipe, torch.device(settings.device))
    last = settings.out / LAST
    if settings.resume:
        run.restore(checkpoints.load(last, run.device))
    elif last.exists():
        raise TrainingError("this folder already holds a run", file=settings.out,
                            hint="Go on with --resume, or choose another --out folder.")
    elif settings.origin:
        run.take_over(checkpoints.load(settings.origin, run.device))
    if settings.teacher:
        run.teacher = teacher_of(recipe, checkpoints.load(settings.teacher, run.device))
    return run


def teacher_of(recipe: Recipe, state: Checkpoint) -> torch.nn.Module:
    """The network of a checkpoint, if it can teach a recipe's.

    Raises
    ------
    TrainingError
        If it restores something else.
    """
    shape = [(spec.task, spec.scale, spec.image_channels) for spec in (state.spec, recipe.spec)]
    if shape[0] != shape[1]:
        raise TrainingError(f"a {state.recipe} cannot teach a {recipe.name}",
                            hint="Choose a teacher for the same task, scale and channels.")
    network = build(state.spec)
    network.load_state_dict(state.network | state.average)
    return network.eval().requires_grad_(False)


def make_folder(out: Path) -> None:
    """Make the folder of a run if it is missing."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise TrainingError(f"the folder cannot be made: {err.strerror}", file=out,
                            hint="Choose an --out folder you may write to.") from err


def _validated(run: Run, pictures: Pictures, out: Path) -> Validated:
    values = validate(run, pictures)
    best = (mean := float(np.mean(values))) > run.best
    if best:
        run.best = mean
        checkpoints.save(Checkpoint(**run.checkpoint().__dict__ | {"network": run.shipped_state()}), out / BEST)
    return Validated(run.step, values, best)


def validate(run: Run, pictures: Pictures) -> tuple[float, ...]:
    """PSNR on the held-out pictures at each level of the task, of the network as it would ship."""
    network = build(run.recipe.spec).to(run.device).eval()
    network.load_state_dict(run.shipped_state())
    return held_out_psnr(network, run.recipe.spec, pictures.held_out)
