"""Everything that a run learns from and is measured by, made once and kept beside it.

So a run goes on with the very same pictures, wherever their folders have gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from engine.errors import RestoreError, TrainingError
from engine.measure.degrade import bicubic
from engine.network.spec import NetworkSpec
from engine.picture.files import open_picture
from engine.picture.pixels import Picture, centre
from engine.plan import Plan, Step
from engine.run.catalog import Model
from engine.run.detect import measure, resolve
from engine.tasks import Task
from engine.tuning.damage import Damage, Noise, adjusted, measured_noise
from engine.tuning.findings import Finding
from engine.tuning.order import Order
from engine.tuning.pairs import Pair, read_pairs
from engine.tuning.photos import FEWEST, colour_pixels, files_in, middle, read_photos, refuse, spread
from engine.unfinished import whole_file

FILE = "material.npz"
SIDE = {1: 96, 2: 120, 3: 160, 4: 176}
"""Pixels that each side of a good picture needs, by scale: a patch and what the damage sees around it."""
HELD_SHARE, HELD_LEAST, HELD_MOST = 0.2, 2, 8
"""Share and number of the pictures that are never learned from, but measured."""
HELD_SIDE = 512
"""Of their part that is measured, in good pixels."""
SAMPLES, SAMPLE_PIXELS = 40, 2e6
"""Damaged pictures that are looked at, and how much of each."""
HARDLY_ANY = 1.0
"""Sigma; less is no damage to an enlarger."""

Told = Callable[[int, int], None]


class Sample(NamedTuple):
    """A picture to learn from or to measure.

    Attributes
    ----------
    name : str
    clean : ndarray of uint8, shape (h, w, 3)
    seen : ndarray of uint8, or None
        The spoiled one, if it is always the same.
    shown : tuple of float
        What Auto would tell the network beside it; empty where that is not known before it is spoiled.
    """

    name: str
    clean: np.ndarray
    seen: np.ndarray | None
    shown: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Material:
    """What was made of somebody's pictures.

    Attributes
    ----------
    train, held : tuple of Sample
        To learn from, and to measure with: no picture of one is much like one of the other.
    damage : Damage or None
        How good ones are spoiled; None leaves it to the recipe.
    findings : tuple of Finding
    """

    train: tuple[Sample, ...]
    held: tuple[Sample, ...]
    damage: Damage | None
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """All pictures."""
        return len(self.train) + len(self.held)

    @property
    def paired(self) -> bool:
        """Whether spoiled pictures were given."""
        return any(sample.seen is not None for sample in self.train)


def prepare(order: Order, told: Told = lambda done, of: None) -> Material:
    """Read, check, measure and divide somebody's pictures.

    Raises
    ------
    TrainingError, PictureError, ModelError
        If nothing can be learned from them, in plain words.
    """
    model = order.model
    spec = model.spec
    if spec.image_channels != 3:
        raise TrainingError(f"{order.base} restores brightness alone and cannot learn from colour photographs",
                            hint="Choose another model to begin with.")
    side = SIDE[spec.scale]
    findings: list[Finding] = []
    if order.pairs is not None:
        pairs, about = read_pairs(order.pairs, spec.scale, side, told)
        findings += about
        _refuse_pairs(order.pairs, pairs, about)
        names, groups = [pair.name for pair in pairs], list(range(len(pairs)))
        samples = [Sample(pair.name, pair.clean, pair.seen, shown_for(model, pair.seen, pair.quality))
                   for pair in pairs]
        damage = None
    else:
        found = read_photos(order.photos, side, told)
        findings += found.findings
        refuse(found)
        names, groups = [photo.path.name for photo in found.photos], list(found.groups)
        clean = [photo.pixels for photo in found.photos]
        damage, about = measured_damage(order, spec, clean) if order.damaged else (None, ())
        findings += about
        samples = [_sample(model, name, pixels, damage, (order.seed, place))
                   for place, (name, pixels) in enumerate(zip(names, clean, strict=True))]
    held = held_out(groups, order.seed)
    return Material(tuple(sample for place, sample in enumerate(samples) if place not in held),
                    tuple(_to_hold(model, samples[place], damage, (order.seed, place, 1)) for place in held),
                    damage, tuple(findings))


def measured_damage(order: Order, spec: NetworkSpec, clean: list[np.ndarray]) -> tuple[Damage, tuple[Finding, ...]]:
    """Look at spoiled pictures.

    Raises
    ------
    TrainingError
        If there are none, or nothing that this network could learn can be found in them.
    """
    pictures, unreadable = [], []
    for path in spread(files_in(order.damaged), SAMPLES):
        try:
            pictures.append(middle(open_picture(path), SAMPLE_PIXELS))
        except RestoreError:
            unreadable.append(path.name)
    findings = [Finding.about("unreadable", unreadable)] if unreadable else []
    if not pictures:
        raise TrainingError("none of the damaged pictures can be read", file=order.damaged[0],
                            hint="Name a folder with pictures like those that you want to restore.")
    seen = [measure(picture) for picture in pictures]
    qualities = tuple(each.quality for each in seen if each.quality is not None)
    noise = None
    if spec.task is not Task.DEBLOCK:
        noise = measured_noise([colour_pixels(picture) for picture in pictures])
        if noise is None:
            findings.append(Finding.about("not measurable", [path.name for path in order.damaged]))
        elif spec.task is Task.UPSCALE and noise.sigma < HARDLY_ANY:
            noise = None
    if noise is None and not qualities:
        raise TrainingError("no damage can be measured in the damaged pictures", file=order.damaged[0],
                            hint="Add larger or more of them, with even places such as sky, or give pairs.")
    if noise is None and spec.task is Task.DENOISE:
        raise TrainingError("no noise can be measured in the damaged pictures", file=order.damaged[0],
                            hint="Add larger or more of them, with even places such as sky, or give pairs.")
    damage = adjusted(Damage(noise, qualities), [centre(pixels, 768) for pixels in clean[:12]])
    if noise is not None:
        findings.append(Finding("noise measured", len(pictures), number=noise.sigma))
    if qualities:
        findings.append(Finding("jpeg measured", len(qualities), number=float(np.median(qualities))))
    return damage, tuple(findings)


def shown_for(model: Model, seen: np.ndarray, quality: int | None) -> tuple[float, ...]:
    """What Auto would tell a model beside a spoiled picture, uint8 (h, w, 3)."""
    spec = model.spec
    if spec.task.info.enlarges:
        return spec.shown(float(spec.scale))
    picture = Picture(np.ascontiguousarray(seen), format="png" if quality is None else "jpeg", jpeg_quality=quality)
    step = resolve(Plan((Step(spec.task, model=model.name),)), measure(picture)).steps[0]
    return spec.shown(step.level, step.colour, step.quality)


def held_out(groups: list[int], seed: int) -> tuple[int, ...]:
    """Which of the pictures are held out: whole groups of those that are alike, drawn by lot."""
    wanted = min(HELD_MOST, max(HELD_LEAST, round(HELD_SHARE * len(groups))))
    chosen: list[int] = []
    for group in np.random.default_rng(seed).permutation(sorted(set(groups))):
        members = [place for place, each in enumerate(groups) if each == group]
        if len(chosen) < wanted and len(chosen) + len(members) <= max(wanted, len(groups) // 3):
            chosen += members
    return tuple(sorted(chosen or range(HELD_LEAST)))


def shrunk(clean: np.ndarray, scale: int) -> np.ndarray:
    """What an enlarger sees of a good picture before it is spoiled further."""
    return clean if scale == 1 else bicubic(clean, 1 / scale)


def _sample(model: Model, name: str, clean: np.ndarray, damage: Damage | None, seed: tuple[int, ...]) -> Sample:
    """A picture to learn from; what is told beside it is measured once, on one way of being spoiled."""
    if damage is None:
        return Sample(name, clean, None, ())
    small = shrunk(centre(clean, HELD_SIDE), model.spec.scale)
    shown = shown_for(model, damage.spoiled(small, np.random.default_rng(seed)), _file_quality(damage))
    return Sample(name, clean, None, shown)


def _to_hold(model: Model, sample: Sample, damage: Damage | None, seed: tuple[int, ...]) -> Sample:
    spec = model.spec
    if sample.seen is not None:
        seen = centre(sample.seen, HELD_SIDE // spec.scale)
        top, left = ((whole - part) // 2 * spec.scale
                     for whole, part in zip(sample.seen.shape[:2], seen.shape[:2], strict=True))
        height, width = (side * spec.scale for side in seen.shape[:2])
        clean = sample.clean[top : top + height, left : left + width]
        return Sample(sample.name, np.ascontiguousarray(clean), np.ascontiguousarray(seen), sample.shown)
    clean = np.ascontiguousarray(centre(sample.clean, HELD_SIDE))
    clean = clean[: clean.shape[0] // spec.scale * spec.scale, : clean.shape[1] // spec.scale * spec.scale]
    if damage is None:
        return Sample(sample.name, clean, None, ())
    seen = damage.spoiled(shrunk(clean, spec.scale), np.random.default_rng(seed))
    return Sample(sample.name, clean, seen, shown_for(model, seen, _file_quality(damage)))


def _file_quality(damage: Damage) -> int | None:
    return int(np.median(damage.qualities)) if damage.qualities else None


def _refuse_pairs(folder: Path, pairs: tuple[Pair, ...], findings: tuple[Finding, ...]) -> None:
    if len(pairs) < FEWEST:
        why = [each.sentence for each in findings if each.kind != "pairs"]
        raise TrainingError(f"{len(pairs)} pairs can be learned from, but {FEWEST} are needed", file=folder,
                            hint=" ".join([*why, "Add pairs."]))


# ---- on disk --------------------------------------------------------------------------------------------------------


def save(material: Material, folder: Path) -> None:
    """Write it into a run's folder, in one move.

    Raises
    ------
    TrainingError
        If it cannot be written.
    """
    arrays, about = {}, {"train": [], "held": [], "qualities": None, "findings": [
        [each.kind, each.count, list(each.names), each.number] for each in material.findings]}
    for part in ("train", "held"):
        for place, sample in enumerate(getattr(material, part)):
            arrays[f"{part}.{place}.clean"] = sample.clean
            if sample.seen is not None:
                arrays[f"{part}.{place}.seen"] = sample.seen
            about[part].append([sample.name, list(sample.shown)])
    if material.damage is not None:
        about["qualities"] = list(material.damage.qualities)
        if material.damage.noise is not None:
            arrays |= {f"noise.{name}": value for name, value in material.damage.noise.__dict__.items()}
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), np.uint8)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(folder / FILE) as file:
            np.savez(file, **arrays)
    except OSError as err:
        raise TrainingError(f"the pictures cannot be kept for this run: {err.strerror}", file=folder,
                            hint="Free some space on this disk, and start again.") from err


def load(folder: Path) -> Material:
    """Read what :func:`save` wrote.

    Raises
    ------
    TrainingError
        If it is missing or damaged.
    """
    try:
        with (folder / FILE).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            parts = {part: tuple(
                Sample(name, arrays[f"{part}.{place}.clean"],
                       arrays.get(f"{part}.{place}.seen"), tuple(shown))
                for place, (name, shown) in enumerate(about[part])) for part in ("train", "held")}
            noise = Noise(*(arrays[f"noise.{name}"] for name in ("curve", "mix", "spectrum"))
                          ) if "noise.curve" in arrays else None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, AttributeError, TypeError) as err:
        raise TrainingError("the pictures of this run cannot be read any more", file=folder,
                            hint="Begin it anew.") from err
    damage = None if about["qualities"] is None else Damage(noise, tuple(about["qualities"]))
    findings = tuple(Finding(kind, count, tuple(names), number) for kind, count, names, number in about["findings"])
    return Material(parts["train"], parts["held"], damage, findings)
