"""What learns in a run: network, optimizer and running average, a step at a time, to and from a checkpoint."""

from __future__ import annotations

import math

import torch

from engine.errors import TrainingError
from engine.training.checkpoint import Checkpoint
from engine.training.damage import Pairs
from engine.training.graphed import Graphed
from engine.training.latents import Latents
from engine.training.losses import LOSSES
from engine.training.networks import build
from engine.training.recipes import Recipe
from engine.training.rivals import RIVALS
from engine.training.units import fastest_dtype, set_training_dtype
from engine.training.warm_start import take_over


class Learner:
    """A network that learns by a recipe.

    Parameters
    ----------
    recipe : Recipe
    device : torch.device

    Attributes
    ----------
    network : engine.training.networks.Network
    teacher : torch.nn.Module or None
        Whose results are part of the target.
    step : int
        Steps done.
    seconds : float
        Training time spent, kept by whoever trains.
    best : float
        Best validation PSNR so far, kept likewise.
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
            parts[name.startswith(("head.", "tail.", "told"))].append(parameter)
        # What changes from step to step but lies not in the device's memory cannot be recorded.
        changing = recipe.window != 1.0 or getattr(recipe.spec, "unit", "") in RIVALS
        self._recorded = device.type == "cuda" and not changing
        self.optimizer = torch.optim.Adam([{"params": part, "lr": self._as_rate(recipe.rate)} for part in parts],
                                          betas=recipe.betas, fused=True, capturable=self._recorded)
        self._run = Graphed(self._step) if self._recorded else self._step
        self.average = self._copies()
        self.teacher: torch.nn.Module | None = None
        self.step, self.seconds, self.best = 0, 0.0, -math.inf

    def _copies(self) -> list[torch.Tensor]:
        return [value.detach().clone() for value in self.network.parameters()] if self.recipe.ema else []

    def advance(self, pairs: Pairs, rate: float) -> torch.Tensor:
        """Do one step; the loss stays on the device, so that nothing waits for it."""
        for group, share in zip(self.optimizer.param_groups, (1.0, self.recipe.ends_rate), strict=True):
            if self._recorded:
                group["lr"].fill_(rate * share)
            else:
                group["lr"] = rate * share
        loss = self._run(pairs)
        self.step += 1
        return loss

    def _as_rate(self, rate: float) -> float | torch.Tensor:
        """A rate as the optimizer wants it: where steps are recorded, it lies in the device's memory."""
        return torch.tensor(rate, device=self.device) if self._recorded else rate

    def _step(self, pairs: Pairs) -> torch.Tensor:
        restored = self.network(pairs.spoiled, pairs.level)
        measure = LOSSES[self.recipe.loss]
        loss = measure(restored, pairs.clean, pairs.spoiled)
        if self.teacher is not None:
            with torch.no_grad():
                taught = self.teacher(pairs.spoiled, pairs.level)
            loss = torch.lerp(loss, measure(restored, taught, pairs.spoiled), self.recipe.teacher_share)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        if self.average:
            with torch.no_grad():  # else each step hangs on all steps before it
                torch._foreach_lerp_(self.average, list(self.network.parameters()), 1.0 - self.recipe.ema)
        return loss.detach()

    def checkpoint(self) -> Checkpoint:
        """Everything needed to go on; its tensors are those that go on learning, not copies."""
        names = [name for name, _ in self.network.named_parameters()]
        average = dict(zip(names, self.average, strict=True)) if self.average else {}
        return Checkpoint(self.recipe.name, self.recipe.spec, self.step, self.seconds, self.best,
                          self.network.state_dict(), self.optimizer.state_dict(), average)

    def restore(self, state: Checkpoint) -> None:
        """Go on from a checkpoint.

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
            for group in self.optimizer.param_groups:  # the run may have begun on another device
                group["lr"], group["capturable"] = self._as_rate(self.recipe.rate), self._recorded
            self._check_optimizer()
            if self.recipe.ema:
                own = dict(self.network.named_parameters())
                kept = state.average or own
                self.average = [kept[name].detach().to(value).reshape(value.shape).clone()
                                for name, value in own.items()]
        except (RuntimeError, ValueError, LookupError, TypeError, AttributeError) as err:
            raise TrainingError("the checkpoint does not fit the network", hint="Start without --resume.") from err
        self.step, self.seconds, self.best = state.step, state.seconds, state.best

    def _check_optimizer(self) -> None:
        """What Adam takes without a look, and stumbles over in the next step."""
        for parameter, state in self.optimizer.state.items():
            for name in ("exp_avg", "exp_avg_sq"):
                if state and state[name].shape != parameter.shape:
                    raise ValueError(f"{name} is of another shape")

    def begin_with(self, latents: Latents) -> None:
        """Begin with what of another trained network fits.

        Raises
        ------
        TrainingError
            If nothing does.
        """
        take_over(self.network, latents)
        self.average = self._copies()

    def follow(self, latents: Latents) -> None:
        """Let a trained network teach this one.

        Raises
        ------
        TrainingError
            If it restores something else.
        """
        shape = [(spec.task, spec.scale, spec.image_channels) for spec in (latents.spec, self.recipe.spec)]
        if shape[0] != shape[1]:
            raise TrainingError(f"a {latents.recipe} cannot teach a {self.recipe.name}",
                                hint="Choose a teacher for the same task, scale and channels.")
        self.teacher = latents.network(self.device)
