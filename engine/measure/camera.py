"""A simulated camera: clean pictures as a sensor and a camera's own processing would have spoiled them.

clean sRGB -> light -> Bayer mosaic -> noise -> demosaicing -> white balance, colour, tone curve -> denoising of colour
and brightness -> sharpening -> resizing -> JPEG.

The target takes the very same way without noise: what demosaicing and denoising took away is not in the file any more,
and a network that is asked for it guesses. It is as bright as the mean of many such photographs, which noise moves
where a tone curve bends or ends: otherwise a network would learn to move colours. It has no JPEG: that mean has hardly
any either, for noise dithers it away, and what JPEG did can be undone in part. How well the noise agrees with that of
real photographs is measured in ``docs/studies/camera.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from engine.measure.camera_stages import (
    CAMERAS_OF_XYZ,
    DEMOSAICINGS,
    TO_RGB,
    Sensor,
    activity,
    colour_matrix,
    demosaiced,
    light_of,
    matrixed,
    mosaic_of,
    noise_variance,
    sharpened,
    shown,
    shown_on_average,
    smoothed,
    tone_curve,
    with_sensor_noise,
)
from engine.measure.degrade import Subsampling, jpeg
from engine.picture.pixels import TO_YCBCR

BLOCK = 16
"""Side of the squares of pixels that a JPEG in 4:2:0 stores together."""
MARGIN = 8
"""Pixels around a patch that should be photographed with it: filters look at them, and a JPEG grid may begin there."""


class Levels(NamedTuple):
    """How strong noise is as shown: root mean square of its difference, in grey levels of 0..255.

    Attributes
    ----------
    rgb : float
        Of red, green and blue together: sigma, where noise is white.
    luma : float
        Of BT.601 Y.
    colour : float
        Mean of that of Cb and that of Cr.
    """

    rgb: float
    luma: float
    colour: float


def levels_between(spoiled: np.ndarray, target: np.ndarray) -> Levels:
    """The levels of what two pictures differ by: shape (h, w, 3) each, in 0..255."""
    difference = np.subtract(spoiled, target, dtype=np.float32)
    rgb, ycc = (np.square(cv2.meanStdDev(image)).sum(axis=(0, 2)) for image in
                (difference, cv2.transform(difference, TO_YCBCR)))  # mean squares of the channels
    return Levels(float(np.sqrt(rgb.mean())), float(np.sqrt(ycc[0])), float(np.sqrt(ycc[1:]).mean()))


def levels_of_white(sigma: float, grey: bool = False) -> Levels:
    """The levels that white noise is expected to have: (sigma, 0.668 sigma, 0.640 sigma).

    Parameters
    ----------
    sigma : float
        In grey levels.
    grey : bool
        Whether the noise is the same in all three channels, as in grey pictures: (sigma, sigma, 0).
    """
    if grey:
        return Levels(sigma, sigma, 0.0)
    luma, blue, red = np.sqrt(np.square(TO_YCBCR).sum(axis=1))
    return Levels(sigma, float(luma) * sigma, float(blue + red) / 2 * sigma)


@dataclass(frozen=True)
class Smoothing:
    """Denoising by a camera: see :func:`engine.measure.camera_stages.smoothed`.

    Attributes
    ----------
    radius, strength : float
    kept : float
        From how many times the noise on a difference counts as something to keep.
    """

    radius: float = 1.0
    strength: float = 0.0
    kept: float = 4.0


@dataclass(frozen=True)
class Compression:
    """One JPEG compression.

    Attributes
    ----------
    quality : int
        1..100.
    subsampling : str
        How colour is stored (:func:`engine.measure.degrade.jpeg`).
    corner : (int, int)
        How many rows and columns the grid of blocks begins before the picture: it was cropped afterwards.
    """

    quality: int
    subsampling: Subsampling = "4:2:0"
    corner: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Camera:
    """Everything that is drawn for one photograph.

    Attributes
    ----------
    sensor : Sensor
    zoom : float
        By how much the clean picture is enlarged before it is photographed: cameras are not sharp to the pixel.
    exposure : float
        Factor on the light, at most 1: dark pictures.
    contrast, gamma : float
        Of the tone curve.
    gains : (float, float)
        White balance: of red and blue, against green.
    colours : (int, int, float)
        See :func:`engine.measure.camera_stages.colour_matrix`.
    red : (int, int)
        Where the mosaic's first red pixel lies.
    demosaicing : str
    luma : Smoothing
        Denoising of brightness.
    chroma : tuple of Smoothing
        Denoising of colour, one after the other: fine grain, then blotches.
    sharpening : (float, float)
        Radius and amount.
    scale : float
        Of the final resizing, at most 1.
    jpegs : tuple of Compression
    """

    sensor: Sensor
    zoom: float = 1.0
    exposure: float = 1.0
    contrast: float = 0.0
    gamma: float = 1.0
    gains: tuple[float, float] = (2.0, 1.6)
    colours: tuple[int, int, float] = (0, 0, 0.0)
    red: tuple[int, int] = (0, 0)
    demosaicing: str = "malvar"
    luma: Smoothing = Smoothing()
    chroma: tuple[Smoothing, ...] = ()
    sharpening: tuple[float, float] = (1.0, 0.0)
    scale: float = 1.0
    jpegs: tuple[Compression, ...] = ()


# ---- taking a photograph --------------------------------------------------------------------------------------------


class Shot(NamedTuple):
    """A photograph and what it would be without noise.

    Attributes
    ----------
    spoiled, target : ndarray of uint8, shape (h, w, 3)
    quality : int
        The lowest of its JPEG compressions; 100 if there is none.
    levels : Levels
        Of the noise as shown: of what it differs by from the target under the same JPEG.
    """

    spoiled: np.ndarray
    target: np.ndarray
    quality: int
    levels: Levels


def photograph(clean: np.ndarray, camera: Camera, draws: np.random.Generator) -> Shot:
    """Take a photograph of a clean picture, uint8 (h, w, 3); it shows the middle of it if the camera zooms."""
    noisy, target = before_jpeg(clean, camera, draws)
    spoiled, still = compressed(noisy, camera.jpegs), compressed(target, camera.jpegs)
    return Shot(spoiled, target, lowest_quality(camera.jpegs), levels_between(spoiled, still))


def before_jpeg(clean: np.ndarray, camera: Camera, draws: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The same without its JPEG compressions: spoiled and target."""
    height, width = clean.shape[:2]
    curve = tone_curve(camera.contrast, camera.gamma)
    pair = _processed(_sensed(_scene(clean, camera), camera, curve, draws), camera)
    if pair.shape[1:3] != (height, width):
        pair = [cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA) for picture in pair]
    spoiled, target = (cv2.add(picture, (0, 0, 0, 0), dtype=cv2.CV_8U) for picture in pair)  # rounds and clips
    return spoiled, target


def compressed(pixels: np.ndarray, jpegs: tuple[Compression, ...]) -> np.ndarray:
    """Pixels, uint8 (h, w, 1 or 3), after some JPEG compressions."""
    for compression in jpegs:
        top, left = compression.corner
        if top or left:
            grown = cv2.copyMakeBorder(pixels, top, 0, left, 0, cv2.BORDER_REPLICATE).reshape(
                top + pixels.shape[0], left + pixels.shape[1], -1)
            pixels = jpeg(grown, compression.quality, compression.subsampling)[top:, left:]
        else:
            pixels = jpeg(pixels, compression.quality, compression.subsampling)
    return pixels


def lowest_quality(jpegs: tuple[Compression, ...]) -> int:
    """Of some compressions; 100 if there is none."""
    return min((compression.quality for compression in jpegs), default=100)


def _scene(clean: np.ndarray, camera: Camera) -> np.ndarray:
    """The clean picture as large as the sensor sees it, with even sides."""
    height, width = clean.shape[:2]
    sensor_height, sensor_width = (2 * max(1, round(side / camera.scale / 2)) for side in (height, width))
    if camera.zoom > 1:
        inner_height, inner_width = (max(1, round(side / camera.zoom)) for side in (height, width))
        top, left = (height - inner_height) // 2, (width - inner_width) // 2
        clean = clean[top : top + inner_height, left : left + inner_width]
    if clean.shape[:2] == (sensor_height, sensor_width):
        return clean
    return cv2.resize(clean, (sensor_width, sensor_height), interpolation=cv2.INTER_CUBIC)


def _sensed(scene: np.ndarray, camera: Camera, curve: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """What a camera shows before it denoises, with noise and without: uint8 (h, w, 3) to (2, h, w, 3) of 0..255."""
    gains, sensor = np.array([camera.gains[0], 1.0, camera.gains[1]]), camera.sensor
    there = colour_matrix(*camera.colours) / gains[:, None] * camera.exposure
    back = np.linalg.inv(there) * camera.exposure
    clean = mosaic_of(matrixed(light_of(scene, curve), there), camera.red)
    mosaics = with_sensor_noise(clean, sensor, draws), clean
    raw = np.stack([demosaiced(mosaic, camera.red, camera.demosaicing) for mosaic in mosaics])
    noisy, clean = matrixed(raw, back)
    variance = noise_variance(raw[1], back, sensor)
    left = np.square(cv2.meanStdDev(noisy - clean)[1][:, 0]) / np.maximum(cv2.mean(variance)[:3], 1e-12)
    spread = np.sqrt(variance * left.astype(np.float32))  # demosaicing has averaged some of the noise away
    return np.stack([shown(noisy, curve), shown_on_average(clean, spread, curve)])


def _processed(pair: np.ndarray, camera: Camera) -> np.ndarray:
    """Denoising and sharpening, which look at brightness and colour apart: (2, h, w, 3) of 0..255 to the same."""
    shape = pair.shape[:3]
    planes = cv2.split(matrixed(pair, TO_YCBCR).reshape(-1, shape[2], 3))
    luma, blue, red = (plane.reshape(shape) for plane in planes)
    seen, without = (cv2.GaussianBlur(plane, (0, 0), 0.8) for plane in luma)
    noise = cv2.norm(seen, without) / np.sqrt(seen.size)  # a camera knows how strong its noise is
    for smoothing in camera.chroma:
        kept = activity(seen, smoothing.kept * noise)
        blue, red = (smoothed(plane, kept, smoothing.radius, smoothing.strength) for plane in (blue, red))
    if camera.luma.strength:
        kept = activity(seen, camera.luma.kept * noise)
        luma = smoothed(luma, kept, camera.luma.radius, camera.luma.strength)
    if camera.sharpening[1]:
        luma = sharpened(luma, *camera.sharpening)
    return matrixed(cv2.merge([plane.reshape(-1, shape[2]) for plane in (luma, blue, red)]), TO_RGB).reshape(*shape, 3)


# ---- drawing a camera -----------------------------------------------------------------------------------------------

Range = tuple[float, float]


@dataclass(frozen=True)
class Blurs:
    """From where a :class:`Smoothing` is drawn, and what share of the cameras has it."""

    radius: Range
    strength: Range
    kept: Range
    share: float = 1.0


@dataclass(frozen=True)
class Ranges:
    """From where a kind of camera is drawn.

    Attributes
    ----------
    shot : (float, float)
        Of :class:`Sensor`, drawn evenly in its logarithm. Read noise follows it as ln read = 2.18 ln shot + 1.20 +
        N(0, 0.26), which fits the noise profiles of many cameras (Brooks et al., CVPR 2019).
    more_read : float
        The most by which read noise is multiplied besides.
    bits : tuple of int
    luma : Blurs or None
    chroma : tuple of Blurs
    sharpened, shrunk, uncompressed : float
        Shares of the photographs that are sharpened, made smaller, or kept without JPEG.
    """

    shot: Range
    more_read: float = 1.0
    bits: tuple[int, ...] = (12, 14)
    luma: Blurs | None = None
    chroma: tuple[Blurs, ...] = ()
    sharpened: float = 0.4
    shrunk: float = 0.25
    uncompressed: float = 0.15


RANGES = {
    "camera": Ranges(
        shot=(5e-5, 0.012), luma=Blurs((0.5, 1.0), (0.6, 1.0), (1.5, 5)),
        chroma=(Blurs((1.0, 2.8), (0.75, 1.0), (4, 20)), Blurs((2, 5), (0.3, 0.95), (4, 20), share=0.7))),
    "phone": Ranges(
        shot=(1e-3, 0.03), more_read=4.5, bits=(10, 12), luma=Blurs((0.7, 1.8), (0.5, 1.0), (1.2, 4)),
        chroma=(Blurs((1.0, 2.5), (0.6, 1.0), (4, 20)), Blurs((2.5, 7), (0.4, 0.9), (4, 20))), shrunk=0.4),
    "raw": Ranges(
        shot=(5e-5, 0.012), chroma=(Blurs((0.7, 2), (0.3, 1), (2, 8), share=0.3),), uncompressed=0.5),
}
"""A camera's own pictures; a phone's, with smeared brightness and blotches of colour; raw files developed without
denoising."""
KINDS = tuple(RANGES)


def draw_camera(draws: np.random.Generator, kind: str = "camera") -> Camera:
    """A camera of one of :data:`KINDS`."""
    ranges = RANGES[kind]
    between = draws.uniform
    scale = 1 - 0.6 * draws.random() ** 2 if draws.random() < ranges.shrunk else 1.0  # mostly by little
    return Camera(
        sensor=_draw_sensor(draws, ranges),
        zoom=between(1.05, 2) if scale == 1 else between(1, 1.5),
        exposure=np.exp(between(np.log(0.25), 0)) if draws.random() < 0.3 else 1.0,
        contrast=between(0.2, 1), gamma=np.exp(between(-0.15, 0.15)), gains=(between(1.3, 2.6), between(1.2, 2.4)),
        colours=(*draws.integers(len(CAMERAS_OF_XYZ), size=2), draws.random()),
        red=tuple(draws.integers(2, size=2).tolist()), demosaicing=DEMOSAICINGS[draws.integers(len(DEMOSAICINGS))],
        luma=_draw_smoothing(draws, ranges.luma) if ranges.luma else Smoothing(),
        chroma=tuple(_draw_smoothing(draws, blurs) for blurs in ranges.chroma if draws.random() < blurs.share),
        sharpening=(between(0.6, 1.4), between(0.1, 1.0)) if draws.random() < ranges.sharpened else (1.0, 0.0),
        scale=scale, jpegs=() if draws.random() < ranges.uncompressed else draw_jpegs(draws))


def draw_jpegs(draws: np.random.Generator) -> tuple[Compression, ...]:
    """One or two compressions of quality 60 to 100, mostly 72 to 95, three quarters of them in 4:2:0.

    Before the second, half of the pictures were cropped.
    """
    found: tuple[Compression, ...] = ()
    twice = draws.random() < 0.3
    for first in (True, False)[not twice :]:
        quality = draws.integers(*((60, 101) if draws.random() < 0.5 else (72, 96)))
        subsampling: Subsampling = "4:2:0" if draws.random() < 0.75 else "4:4:4"
        corner = tuple(draws.integers(BLOCK, size=2).tolist()) if first and draws.random() < 0.5 else (0, 0)
        found += (Compression(int(quality), subsampling, corner),)
    return found


def simulated_pair(clean: np.ndarray, seed: int, kind: str = "camera") -> Shot:
    """A photograph, of an uint8 picture (h, w, 3), by a camera that the seed chooses: same seed, same photograph."""
    draws = np.random.default_rng(seed)
    return photograph(clean, draw_camera(draws, kind), draws)


def _draw_sensor(draws: np.random.Generator, ranges: Ranges) -> Sensor:
    log_shot = draws.uniform(*np.log(ranges.shot))
    log_read = 2.18 * log_shot + 1.20 + 0.26 * draws.standard_normal() + draws.uniform(0, np.log(ranges.more_read))
    return Sensor(
        np.exp(log_shot), np.exp(log_read), unevenness=draws.uniform(0, 0.006),
        banding=draws.uniform(0, 0.3) if draws.random() < 0.3 else 0.0,
        hot=10 ** draws.uniform(-5, -3.3) if draws.random() < 0.05 else 0.0,
        bits=ranges.bits[draws.integers(len(ranges.bits))])


def _draw_smoothing(draws: np.random.Generator, blurs: Blurs) -> Smoothing:
    return Smoothing(*(draws.uniform(*limits) for limits in (blurs.radius, blurs.strength, blurs.kept)))
