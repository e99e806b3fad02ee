"""What a picture needs, measured from the picture itself, with the evidence said in words.

Noise is measured by principal components: small patches of a natural picture fill few of their many dimensions, and
in those that nothing but noise fills, the variance is the noise's (Chen, Zhu and Heng, ICCV 2015). Files cut noise
off at black and white, which makes it smaller than it was; how much smaller follows from how bright the patches
are, and is undone.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from engine.picture.pixels import LUMA, Picture
from engine.plan import Plan, Step
from engine.run import catalog
from engine.run.crops import sample
from engine.run.jpeg_meter import history
from engine.tasks import Evidence
from engine.tiling import Box, cut

CROP = 256
MOST_CROPS = 16
_COLOUR_SIDES = (4, 3, 2)
_GREY_SIDES = (8, 6, 4, 2)
"""Sides of patches, the best first; a picture too small for one gets the next. Colour needs smaller ones: its
channels are alike, which leaves many dimensions to the noise."""
_FLATTEST = 0.1
"""Share of the patches of a grey picture that is looked at. They are chosen by their coarse differences, which
leaves the noise in their fine ones as it was."""
_LUMA = np.float32(LUMA)
_SMALL = 64 * 64
"""Pixels; a smaller picture gives every patch it has, a larger one every other across and down."""
_PATCHES_PER_DIMENSION = 8
_SIGMAS = np.concatenate([np.arange(0, 10, 0.5), np.arange(10, 131, 1.0)])
_MEANS = np.arange(256.0)


def measure(picture: Picture) -> Evidence:
    """Look at a picture; takes a fraction of a second."""
    before = history(sample(picture), picture.jpeg_quality)
    evidence = Evidence(noise_sigma(picture), picture.jpeg_quality)
    if before is None:
        return evidence
    return replace(evidence, earlier_quality=before.quality, earlier_corner=before.corner, earlier_sure=before.sure)


def propose(picture: Picture) -> tuple[Plan, Evidence]:
    """The plan that fits what is measured in the picture, and the evidence for it.

    The plan has no steps if there is neither much noise nor a JPEG quality that shows.
    """
    evidence = measure(picture)
    return resolve(Plan(tuple(Step(task) for task in evidence.tasks)), evidence), evidence


def resolve(plan: Plan, evidence: Evidence) -> Plan:
    """The plan with a number in the place of every *auto*; `plan` itself if there is none.

    Of an enlargement that is the scale of the model it names.

    Raises
    ------
    ModelError
        If there is no such model.
    """
    if not plan.is_auto:
        return plan
    return replace(plan, steps=tuple(
        step if step.level is not None else _measured(step, evidence) for step in plan.steps
    ))


def resolve_for(picture: Picture, plan: Plan) -> Plan:
    """Resolve a plan on a picture, which is measured only if there is an *auto*."""
    return resolve(plan, measure(picture)) if plan.is_auto else plan


def _measured(step: Step, evidence: Evidence) -> Step:
    info = step.task.info
    if info.enlarges and step.model is not None:
        return replace(step, level=float(catalog.find(step.task, step.model).spec.scale))
    return replace(step, level=info.measured(evidence), **info.measured_beside(evidence))


# ---- noise ----------------------------------------------------------------------------------------------------------


def noise_sigma(picture: Picture) -> float:
    """Standard deviation of the noise in a picture, for white noise of the same strength in every channel.

    Parameters
    ----------
    picture : Picture
        At most 16 crops of 256 x 256 of a large one are looked at.

    Returns
    -------
    float
        In grey levels of 0..255 whatever the bit depth, as it was before black and white cut it off; 0.0 where
        there is nothing to measure.
    """
    crops = [picture.values(box) * np.float32(255) for box in _crops(picture.width, picture.height)]
    if picture.format == "jpeg" and picture.channels == 3:
        return _jpeg_sigma(crops)
    return _white_sigma(crops)


def _jpeg_sigma(crops: list[np.ndarray]) -> float:
    """Noise in crops of a colour JPEG file, most of which keep colour at half the size.

    Brightness alone shows all of the noise, but takes fine texture for noise too. The picture at half the size does
    not, and there the noise is half as strong, or a quarter where colour was kept at half the size.
    """
    luma = _white_sigma([(crop @ _LUMA)[..., None] for crop in crops], share=float((_LUMA**2).sum()))
    halves = [_halved(crop) for crop in crops if min(crop.shape[:2]) > 1]
    return min(luma, 2 * _white_sigma(halves, share=0.25)) if halves else luma


def _halved(crop: np.ndarray) -> np.ndarray:
    height, width = crop.shape[0] // 2, crop.shape[1] // 2
    return crop[: 2 * height, : 2 * width].reshape(height, 2, width, 2, -1).mean(axis=(1, 3))


def _white_sigma(crops: list[np.ndarray], share: float = 1.0) -> float:
    """Sigma of the noise of which a `share` of the variance is left in `crops`, float32 in 0..255, (h, w, C)."""
    channels, shorter = crops[0].shape[2], min(min(crop.shape[:2]) for crop in crops)
    for side in _COLOUR_SIDES if channels == 3 else _GREY_SIDES:
        patches = None if side > shorter else _patches(crops, side)
        if patches is None or len(patches) < _PATCHES_PER_DIMENSION * patches.shape[1]:
            continue
        patches = _away_from_the_ends(patches, channels)
        if channels == 1:
            patches = _flattest(patches, side)
        return _undo_clipping(patches, channels, _smallest_variance(patches) / share)
    return 0.0


def _crops(width: int, height: int) -> list[Box]:
    """Everything of a small picture; of a large one, crops spread evenly over it.

    They start at even places, as the squares do in which JPEG keeps colour at half the size.
    """
    boxes = [replace(box, x=box.x // 2 * 2, y=box.y // 2 * 2) for box in cut(width, height, CROP)]
    if len(boxes) <= MOST_CROPS:
        return boxes
    across = min(max(1, round(math.sqrt(MOST_CROPS * width / height))), MOST_CROPS, max(1, width // CROP))
    down = min(MOST_CROPS // across, max(1, height // CROP))
    crop_w, crop_h = min(CROP, width), min(CROP, height)
    lefts = [(width - crop_w) * (2 * i + 1) // (4 * across) * 2 for i in range(across)]
    tops = [(height - crop_h) * (2 * i + 1) // (4 * down) * 2 for i in range(down)]
    return [Box(x, y, crop_w, crop_h) for y in tops for x in lefts]


def _patches(crops: list[np.ndarray], side: int) -> np.ndarray:
    """Patches of side x side pixels as rows, shape (n, side * side * C)."""
    step = 1 if sum(crop[..., 0].size for crop in crops) <= _SMALL else 2
    rows = []
    for crop in crops:
        windows = np.lib.stride_tricks.sliding_window_view(crop, (side, side), axis=(0, 1))[::step, ::step]
        rows.append(np.moveaxis(windows, 2, -1).reshape(-1, side * side * crop.shape[2]))
    return np.concatenate(rows)


def _away_from_the_ends(patches: np.ndarray, channels: int) -> np.ndarray:
    """The better half of the patches: those farthest from black and white, where noise is cut off least."""
    means = patches.reshape(len(patches), -1, channels).mean(axis=1)
    room = np.minimum(means, 255 - means).min(axis=1)
    keep = max(len(patches) // 2, min(len(patches), _PATCHES_PER_DIMENSION * patches.shape[1]))
    enough = np.partition(room, len(room) - keep)[len(room) - keep]
    # Patches with plenty of room are all as good.
    return patches[room >= min(enough, 80.0)]


def _flattest(patches: np.ndarray, side: int) -> np.ndarray:
    """Those of the square grey patches whose 2 x 2 means differ least."""
    coarse = patches.reshape(len(patches), side // 2, 2, side // 2, 2).mean(axis=(2, 4)).reshape(len(patches), -1)
    keep = max(int(_FLATTEST * len(patches)), min(len(patches), _PATCHES_PER_DIMENSION * patches.shape[1]))
    return patches[np.argsort(coarse.var(axis=1), kind="stable")[:keep]]


def _smallest_variance(patches: np.ndarray) -> float:
    """Variance in the dimensions that only noise fills.

    The largest variances are dropped one after another until what is left is as much above as below its mean, as
    it is for noise alone.
    """
    centred = patches - patches.mean(axis=0)
    values = np.linalg.eigvalsh((centred.T @ centred).astype(np.float64) / len(patches))
    values = np.maximum(values, 0)
    for count in range(len(values), 0, -1):
        mean = values[:count].mean()
        if np.count_nonzero(values[:count] > mean) >= np.count_nonzero(values[:count] < mean):
            return float(mean)
    return float(values[0])


def _undo_clipping(patches: np.ndarray, channels: int, variance: float) -> float:
    """The sigma whose noise, rounded and cut off at 0 and 255 at these brightnesses, keeps `variance`."""
    seen = patches.reshape(len(patches), -1, channels).mean(axis=1)
    counts = np.histogram(seen, bins=256, range=(-0.5, 255.5))[0] / seen.size
    kept = np.array([_kept_variance(counts, sigma) for sigma in _SIGMAS])
    return float(np.interp(variance, np.maximum.accumulate(kept), _SIGMAS))


def _kept_variance(counts: np.ndarray, sigma: float) -> float:
    """Mean variance of clipped noise over patches whose clipped means are distributed as `counts` (256 bins)."""
    means, variances = _clipped_moments(sigma)
    # Which true brightness gives the brightness seen: the clipped mean grows with it.
    return float(counts @ np.interp(_MEANS, means, variances))


def _clipped_moments(sigma: float) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of clip(N(m, sigma^2), 0, 255) for 0 <= m <= 255, with rounding's 1/12 added."""
    if sigma == 0:
        return _MEANS, np.zeros(256)
    low, high = -_MEANS / sigma, (255 - _MEANS) / sigma
    below, above = _cumulative(low), 1 - _cumulative(high)
    d_low, d_high = _density(low), _density(high)
    inside = 1 - below - above
    mean = _MEANS * inside + sigma * (d_low - d_high) + 255 * above
    square = (
        (_MEANS**2 + sigma**2) * inside
        + 2 * _MEANS * sigma * (d_low - d_high)
        + sigma**2 * (low * d_low - high * d_high)
        + 255**2 * above
    )
    return mean, np.maximum(square - mean**2, 0) + 1 / 12


def _density(x: np.ndarray) -> np.ndarray:
    return np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)


def _cumulative(x: np.ndarray) -> np.ndarray:
    return np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in x])
