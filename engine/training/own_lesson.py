"""A lesson of somebody's own pictures: what a shipped network learns from them without forgetting the rest.

A quarter of each batch is spoiled as the person's own pictures are. The rest is spoiled as the shipped network's
recipe says, mostly as lightly as people's pictures are, and its target is what the shipped network makes of it: so it
keeps doing what it did. Nothing but the person's own photographs is needed for that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.measure.metrics import luma, psnr
from engine.network.spec import NetworkSpec
from engine.passes import turned
from engine.picture.files import open_picture
from engine.picture.pixels import to_pixels
from engine.tasks import Task
from engine.training.camera_noise import CameraNoise
from engine.training.damage import Degradation, NoiseRange, Pairs, as_values
from engine.training.latents import Latents
from engine.training.recipes import RECIPES, Recipe
from engine.training.restorer import as_restorer_shown
from engine.training.validation import held_out_psnr
from engine.tuning.damage import Damage
from engine.tuning.material import Material, Sample, shrunk

MARGIN = 8
"""LQ pixels around a patch that are spoiled with it: a JPEG's blocks may begin anywhere in them."""
JITTER, OFFSET = 0.15, 1 / 255
"""How far what is told is moved, as a logarithm and upwards: people turn the knob, and Auto is never quite right."""
LIGHT = 30.0
"""Sigma up to which noise counts as light."""
OWN_SHARE = 0.25
"""Of the patches of a step."""
KEPT = 1.0
"""Share of the shipped network's results in the target of general patches."""
HARMLESS, PRICE = 0.1, 10.0
"""dB that may be lost on general photographs, and what each dB beyond costs in the choice of the best."""
PEEK = 256
"""Side of the part of a held-out picture that is measured while it learns."""


RATE, WARMUP, EMA = 8e-5, 30, 0.995
"""Of the optimizer, far below a recipe's: what was learned in days is not to be shaken."""


class Example(NamedTuple):
    """A held-out picture.

    Attributes
    ----------
    name : str
    seen : ndarray of float32, shape (h, w, 3)
        In 0..1.
    clean : ndarray of uint8, shape (h * scale, w * scale, 3)
    shown : tuple of float
    """

    name: str
    seen: np.ndarray
    clean: np.ndarray
    shown: tuple[float, ...]


@dataclass(frozen=True)
class Figures:
    """PSNR in dB: `own`, mean of the held-out pictures; `general`, mean of the general photographs at all levels."""

    own: float
    general: float


def general_photographs() -> list[np.ndarray]:
    """The free photographs that ship for this, uint8 (h, w, 3)."""
    folder = Path(str(files("resources"))) / "general"
    return [open_picture(path).pixels for path in sorted(folder.glob("*.webp"))]


def own_degradation(recipe: Recipe) -> Degradation:
    """How good pictures are spoiled if nobody says how: noise is a camera's, the rest as the recipe has it."""
    spec, known = recipe.spec, recipe.degradation
    if spec.task is not Task.DENOISE or (isinstance(known, CameraNoise) and known.camera_share):
        return known
    camera = RECIPES["denoise-photo"].degradation
    return CameraNoise(camera.white, camera_share=0.8, jpeg_share=0.1, clean_share=0.05,
                       maps=spec.level_bias or ("rgb",))


def kept_degradation(recipe: Recipe) -> Degradation:
    """How patches are spoiled by which nothing is to be forgotten: as the recipe has it, but white noise mostly light.

    Light noise is what is forgotten first: there own damage and noise are told apart by their looks alone.
    """
    kept = recipe.degradation
    if isinstance(kept, NoiseRange):
        return _mostly_light(kept)
    if isinstance(kept, CameraNoise) and kept.white_share == 1.0:
        return replace(kept, white=_mostly_light(kept.white))
    return kept


def _mostly_light(noise: NoiseRange) -> NoiseRange:
    return replace(noise, focus=LIGHT, focus_share=0.6)


def tuning_recipe(latents: Latents, seed: int) -> Recipe:
    """How a shipped network goes on learning: gently."""
    recipe = RECIPES[latents.recipe.partition("+")[0]]
    return Recipe(f"{recipe.name}, tuned", latents.spec, kept_degradation(recipe), (), recipe.patch, recipe.batch,
                  rate=RATE, ends_rate=recipe.ends_rate, warmup=WARMUP, betas=recipe.betas, ema=EMA, loss=recipe.loss,
                  protocol=recipe.protocol, seed=seed)


class OwnLesson:
    """A :class:`engine.training.batches.Lesson` of somebody's pictures.

    Parameters
    ----------
    recipe : Recipe
        Of :func:`tuning_recipe`.
    material : Material
    base : Latents
        What the run begins with, and what must not be forgotten.
    device : torch.device

    Attributes
    ----------
    held : tuple of Example
    first : Figures
        Of the base.
    latest : Figures
        Of what was measured last.
    """

    def __init__(self, recipe: Recipe, material: Material, base: Latents, device: torch.device) -> None:
        self.recipe, self.material, self.device = recipe, material, device
        self.spec: NetworkSpec = recipe.spec
        self.teacher = base.network(device)
        self.degradation = own_degradation(RECIPES[base.recipe.partition("+")[0]])
        sizes = np.array([sample.clean[..., 0].size for sample in material.train], float)
        self._cumulative = np.cumsum(sizes / sizes.sum())
        self._general = general_photographs()
        self.held = tuple(self._example(sample, place) for place, sample in enumerate(material.held))
        self.first = self.latest = self.figures(self.teacher)

    # -- what a step learns from

    def at(self, step: int) -> Pairs:
        """See :class:`engine.training.batches.Lesson`."""
        draws = np.random.default_rng((self.recipe.seed, step))
        noise = torch.Generator(self.device).manual_seed(int(draws.integers(2**63)))
        count = max(1, round(OWN_SHARE * self.recipe.batch))
        own, general = self._own(count, draws, noise), self._kept(self.recipe.batch - count, draws, noise)
        return Pairs(*(torch.cat(parts) for parts in zip(own, general, strict=True)))

    def _own(self, count: int, draws: np.random.Generator, noise: torch.Generator) -> Pairs:
        damage = self.material.damage
        if damage is None and not self.material.paired:
            return self.degradation.pairs(self._squares(count, draws, self.degradation), draws, noise)
        made = [self._paired(draws) if damage is None else self._spoiled(damage, draws) for _ in range(count)]
        seen, clean = (as_values(np.stack([each[which] for each in made]), self.device) for which in (0, 1))
        return Pairs(seen, clean, self._levels([each[2] for each in made], draws))

    def _kept(self, count: int, draws: np.random.Generator, noise: torch.Generator) -> Pairs:
        """As the shipped network learned, from its own results too."""
        degradation = self.recipe.degradation
        pairs = degradation.pairs(self._squares(count, draws, degradation), draws, noise)
        with torch.no_grad():
            return pairs._replace(clean=torch.lerp(pairs.clean, self.teacher(pairs.spoiled, pairs.level), KEPT))

    def _pick(self, draws: np.random.Generator) -> Sample:
        place = np.searchsorted(self._cumulative, draws.random(), side="right")
        return self.material.train[min(int(place), len(self.material.train) - 1)]

    def _squares(self, count: int, draws: np.random.Generator, degradation: Degradation) -> np.ndarray:
        side = degradation.source_side(self.recipe.patch)
        return np.stack([turned(_cut(self._pick(draws).clean, side, side, draws), int(draws.integers(8)))
                         for _ in range(count)])

    def _spoiled(self, damage: Damage, draws: np.random.Generator) -> tuple[np.ndarray, np.ndarray, tuple[float, ...]]:
        """A patch cut from within what is spoiled: filters and blocks have seen its surroundings."""
        sample, scale, patch = self._pick(draws), self.spec.scale, self.recipe.patch
        side = (patch + 2 * MARGIN) * scale
        square = np.ascontiguousarray(turned(_cut(sample.clean, side, side, draws), int(draws.integers(8))))
        seen = damage.spoiled(shrunk(square, scale), draws)
        top, left = MARGIN - 4 + draws.integers(8, size=2)
        clean = square[top * scale : (top + patch) * scale, left * scale : (left + patch) * scale]
        return seen[top : top + patch, left : left + patch], clean, sample.shown

    def _paired(self, draws: np.random.Generator) -> tuple[np.ndarray, np.ndarray, tuple[float, ...]]:
        sample, scale, patch = self._pick(draws), self.spec.scale, self.recipe.patch
        top, left = (int(draws.integers(length - patch + 1)) for length in sample.seen.shape[:2])
        seen = sample.seen[top : top + patch, left : left + patch]
        clean = sample.clean[top * scale : (top + patch) * scale, left * scale : (left + patch) * scale]
        turn = int(draws.integers(8))
        return turned(seen, turn), turned(clean, turn), sample.shown

    def _levels(self, shown: list[tuple[float, ...]], draws: np.random.Generator) -> Tensor:
        if not shown[0]:
            return torch.zeros(len(shown), device=self.device)
        levels = np.array(shown, np.float32)
        levels *= np.exp(JITTER * draws.standard_normal((len(levels), 1))).astype(np.float32)
        levels += np.float32(OFFSET) * np.abs(draws.standard_normal((len(levels), 1))).astype(np.float32)
        return torch.from_numpy(levels if self.spec.level_bias else levels[:, 0]).to(self.device)

    # -- what is measured

    def measured(self, network: torch.nn.Module) -> tuple[float, ...]:
        """See :class:`engine.training.batches.Lesson`: the gain, less what was forgotten beyond the harmless."""
        self.latest = self.figures(network)
        lost = self.first.general - self.latest.general
        return (self.latest.own - self.first.own - PRICE * max(0.0, lost - HARMLESS),)

    def figures(self, network: torch.nn.Module) -> Figures:
        """PSNR of a network on the middles of the held-out pictures, and on the general photographs."""
        own = []
        for example in self.held:
            seen, clean = middle_of(example, PEEK // self.spec.scale, self.spec.scale)
            own.append(quality(self.spec, restored(network, self.spec, seen, example.shown), clean))
        general = held_out_psnr(network, self.spec, self._general, self.recipe.protocol)
        return Figures(float(np.mean(own)), float(np.mean(general)))

    def _example(self, sample: Sample, place: int) -> Example:
        if sample.seen is not None:
            return Example(sample.name, np.float32(sample.seen) / np.float32(255), sample.clean, sample.shown)
        patch = PEEK // self.spec.scale
        side = self.degradation.source_side(patch)
        while side > min(sample.clean.shape[:2]):
            patch -= 8
            side = self.degradation.source_side(patch)
        seed = np.random.default_rng((self.recipe.seed, place, 2))
        top, left = ((length - side) // 2 for length in sample.clean.shape[:2])
        pairs = self.degradation.pairs(sample.clean[None, top : top + side, left : left + side], seed,
                                       torch.Generator().manual_seed(place))
        seen, clean = (np.moveaxis(values[0].numpy(), 0, -1) for values in pairs[:2])
        levels = pairs.level[0].numpy().ravel() if self.spec.shown(self.spec.task.info.levels.low) else ()
        return Example(sample.name, np.ascontiguousarray(seen), to_pixels(clean, np.uint8), tuple(map(float, levels)))


def middle_of(example: Example, side: int, scale: int) -> tuple[np.ndarray, np.ndarray]:
    """The middle of a held-out picture: at most `side` LQ pixels each way, and the good pixels of them."""
    top, left = (max(0, length - side) // 2 for length in example.seen.shape[:2])
    seen = example.seen[top : top + side, left : left + side]
    height, width = (length * scale for length in seen.shape[:2])
    return seen, example.clean[top * scale :, left * scale :][:height, :width]


def quality(spec: NetworkSpec, result: np.ndarray, clean: np.ndarray) -> float:
    """PSNR in dB of 8-bit pixels; of enlargements that of the luma, without their borders."""
    if spec.task.info.enlarges:
        return psnr(luma(result), luma(clean), spec.scale)
    return psnr(result, clean)


def restored(network: torch.nn.Module, spec: NetworkSpec, seen: np.ndarray, shown: tuple[float, ...]) -> np.ndarray:
    """What a network makes of a picture: float32 (h, w, 3) to uint8 (h * scale, w * scale, 3)."""
    return to_pixels(as_restorer_shown(network, spec, shown)(seen), np.uint8)


def _cut(pixels: np.ndarray, height: int, width: int, draws: np.random.Generator) -> np.ndarray:
    top, left = (int(draws.integers(length - side + 1))
                 for length, side in zip(pixels.shape[:2], (height, width), strict=True))
    return pixels[top : top + height, left : left + width]
