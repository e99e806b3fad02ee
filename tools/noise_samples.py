"""Pictures whose noise is known, to fit the noise meter to: simulated cameras, white noise, JPEG, and clean ones.

Photographs, and what people open besides: drawings with words, few colours dithered, pictures that were enlarged,
sharpened or compressed before, in colour and grey, of 8 and 16 bits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from engine.measure.camera import Compression, before_jpeg, compressed, draw_camera, levels_between
from engine.measure.camera_stages import Sensor
from engine.picture.pixels import LUMA, TO_YCBCR, Picture
from engine.run.jpeg_meter import BEST_FOUND

KINDS = ("camera", "camera+jpeg", "white", "white+jpeg", "clean", "drawing", "grain", "sent on")
SHARES = (0.27, 0.19, 0.08, 0.06, 0.11, 0.04, 0.07, 0.18)
CAMERAS = ("camera", "phone", "raw")
CAMERA_SHARES = (0.6, 0.25, 0.15)
REWORKED = {"clean": 0.7, "white": 0.6, "white+jpeg": 0.6}
"""Share of photographs that were shrunk, enlarged, sharpened and so on before, where it is not all."""
STILL_SHARE = 0.35
"""Share of pictures sent on that have no noise."""
GREY_SHARE, DEEP_SHARE = 0.1, 0.3
SIDES = (144, 352)


@dataclass(frozen=True, eq=False)
class Sample:
    """A picture and the truth about its noise.

    Attributes
    ----------
    picture : Picture
        As it would be opened.
    clean : ndarray, shape (h, w, C)
        The same without noise and JPEG, grey levels.
    luma, colour : float
        rms of the noise in grey levels.
    correlation : float
        Of its luma with the next pixel; NaN where there is no noise.
    earlier : int or None
        Quality of a compression before the file was written, mostly found as it would be in its pixels.
    kind : str
        One of :data:`KINDS`.
    """

    picture: Picture
    clean: np.ndarray
    luma: float
    colour: float
    correlation: float
    earlier: int | None
    kind: str


def sources(folder: Path) -> tuple[list[Path], list[Path]]:
    """Photographs to fit to, and every sixth scene kept aside.

    `folder` holds folders of photographs; files of one scene have the same name up to ``_t``.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".jpg", ".png", ".webp"))
    scenes = sorted({path.stem.partition("_t")[0] for path in files})
    aside = set(scenes[3::6])
    return ([path for path in files if path.stem.partition("_t")[0] not in aside],
            [path for path in files if path.stem.partition("_t")[0] in aside])


def draw(files: list[Path], seed: int) -> Sample:
    """A sample that the seed chooses."""
    draws = np.random.default_rng(seed)
    kind = KINDS[np.searchsorted(np.cumsum(SHARES), draws.random() * sum(SHARES), side="right")]
    path = files[draws.integers(len(files))]
    factor = draws.uniform(0.35, 0.95) if kind == "sent on" else 1.0
    with Image.open(path) as image:
        clean = _cut(np.asarray(image.convert("RGB")), factor, draws)
    if kind == "drawing":
        clean = drawn(clean, draws)
    elif draws.random() < REWORKED.get(kind, 1.0):
        clean = _reworked(clean, draws)
    grey = draws.random() < GREY_SHARE
    if kind.startswith("camera") or (kind == "sent on" and draws.random() >= STILL_SHARE):
        camera = draw_camera(draws, CAMERAS[np.searchsorted(np.cumsum(CAMERA_SHARES), draws.random(), side="right")])
        if draws.random() < 0.5:
            camera = replace(camera, sensor=_quieter(camera.sensor, np.exp(draws.uniform(-2.5, 0))))
        jpegs = draw_jpegs(draws) if kind == "camera+jpeg" else camera.jpegs
        noisy, clean = before_jpeg(clean, replace(camera, jpegs=()), draws)
    else:
        jpegs = draw_jpegs(draws) if kind == "white+jpeg" or (kind in ("clean", "drawing", "grain")
                                                              and draws.random() < 0.6) else ()
        noisy = clean
    if grey:
        noisy, clean = (np.rint(values @ np.float32(LUMA)).astype(np.uint8)[..., None] for values in (noisy, clean))
    if kind.startswith("white"):
        noisy = with_white(noisy, draws)
    elif kind == "grain":
        noisy = noisy + _grain(noisy.shape, draws)
    still = clean
    if kind == "sent on":
        noisy, still, clean = _shrunk_jpegs(noisy, clean, factor, draws)
        jpegs = draw_jpegs(draws) if draws.random() < 0.5 else ()
    return _sample(noisy, (still, clean), jpegs, kind, draws)


def with_white(clean: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """With noise that no pixel shares with the next: as strong everywhere, or growing with the light.

    Parameters
    ----------
    clean : ndarray of uint8, shape (h, w, C)
    draws : Generator

    Returns
    -------
    ndarray of float64, shape (h, w, C)
        Grey levels; of what is as strong everywhere, not clipped.
    """
    noise = draws.standard_normal(clean.shape)
    if draws.random() < 0.5:
        strengths = (draws.uniform(0, 70), draws.uniform(0, 30), np.exp(draws.uniform(0.5, 3)))
        return clean + draws.choice(strengths, p=(0.3, 0.3, 0.4)) * noise
    gamma, shot = draws.choice((1.0, 2.2)), np.exp(draws.uniform(-8.5, -4))
    light = (clean / 255) ** gamma
    light = light + np.sqrt(shot * (light + draws.uniform(0.01, 0.3))) * noise
    return 255 * np.clip(light, 0, 1) ** (1 / gamma)


def _grain(shape: tuple[int, ...], draws: np.random.Generator) -> np.ndarray:
    """Of film: hardly any colour, fine to coarse."""
    grain = draws.standard_normal(shape) * draws.uniform(0, 0.3) + draws.standard_normal((*shape[:2], 1))
    if (coarseness := draws.choice(("fine", "blurred", "enlarged"))) == "blurred":
        grain = cv2.GaussianBlur(grain, (0, 0), draws.uniform(0.4, 1.6)).reshape(shape)
    elif coarseness == "enlarged":
        factor = draws.uniform(1.2, 3)
        grain = cv2.resize(grain, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)[: shape[0], : shape[1]]
        grain = grain.reshape(shape)
    return grain / grain.std() * np.exp(draws.uniform(0, 3))


def _quieter(sensor: Sensor, factor: float) -> Sensor:
    """At a lower ISO: noise as weak as in most photographs, which cameras for training are seldom drawn with."""
    return replace(sensor, shot=sensor.shot * factor, read=sensor.read * factor**2.18)


def _shrunk_jpegs(noisy: np.ndarray, clean: np.ndarray, factor: float,
                  draws: np.random.Generator) -> list[np.ndarray]:
    """With noise, without, and without JPEG either: compressed, then shrunk. Noise is where JPEG left some, which may
    not be where little else happens, and nothing tells where blocks were."""
    jpegs = draw_jpegs(draws)
    how = int(draws.choice((cv2.INTER_AREA, cv2.INTER_CUBIC, cv2.INTER_LINEAR)))
    height, width = (max(1, round(side * factor)) for side in clean.shape[:2])
    return [cv2.resize(pixels, (width, height), interpolation=how).reshape(height, width, -1)
            for pixels in (compressed(noisy, jpegs), compressed(clean, jpegs), clean)]


def _sample(noisy: np.ndarray, without: tuple[np.ndarray, np.ndarray], jpegs: tuple[Compression, ...], kind: str,
            draws: np.random.Generator) -> Sample:
    """The picture as a file would hold it; `without` noise, and without anything."""
    still, clean = without
    noisy = np.clip(noisy, 0, 255)
    if not jpegs and kind.startswith("white") and draws.random() < DEEP_SHARE:
        pixels = np.rint(noisy * 257).astype(np.uint16)
        spoiled = pixels / np.float32(257)
    else:
        spoiled = pixels = compressed(np.rint(noisy).astype(np.uint8), jpegs)
        still = compressed(still, jpegs)
    is_file = bool(jpegs) and draws.random() < 0.75  # else it was saved again without loss
    picture = Picture(pixels, format="jpeg" if is_file else "png", jpeg_quality=jpegs[-1].quality if is_file else None)
    lowest = min((compression.quality for compression in jpegs), default=100)
    found = lowest <= BEST_FOUND and draws.random() < 0.95 and (not is_file or lowest < jpegs[-1].quality - 8)
    luma, colour = (0.0, 0.0) if kind in ("clean", "drawing") else rms(spoiled, still)
    return Sample(picture, clean, luma, colour, correlation(spoiled, still) if luma else np.nan,
                  lowest if found else None, kind)


def rms(spoiled: np.ndarray, still: np.ndarray) -> tuple[float, float]:
    """Of luma and colour, in grey levels; grey has no colour."""
    if spoiled.shape[2] == 1:
        return float(np.sqrt(np.square(np.subtract(spoiled, still, dtype=np.float32)).mean())), 0.0
    levels = levels_between(spoiled, still)
    return levels.luma, levels.colour


def correlation(spoiled: np.ndarray, still: np.ndarray) -> float:
    """Of the difference's luma with the next pixel."""
    noise = np.subtract(spoiled, still, dtype=np.float32)
    noise = noise @ TO_YCBCR[0].astype(np.float32) if noise.shape[2] == 3 else noise[..., 0]
    noise -= noise.mean()
    products = (noise[:, 1:] * noise[:, :-1]).mean() + (noise[1:] * noise[:-1]).mean()
    return float(products / 2 / max(1e-6, float(np.square(noise).mean())))


def draw_jpegs(draws: np.random.Generator) -> tuple[Compression, ...]:
    """One or two compressions of quality 25 to 98, half of them 65 to 96; before the second, half were cropped."""
    qualities = draws.integers(*((25, 99) if draws.random() < 0.5 else (65, 97)),
                               size=2 if draws.random() < 0.25 else 1)
    return tuple(Compression(int(quality), "4:2:0" if draws.random() < 0.75 else "4:4:4",
                             tuple(draws.integers(16, size=2).tolist()) if place and draws.random() < 0.5 else (0, 0))
                 for place, quality in zip(range(len(qualities))[::-1], qualities, strict=True))


def _cut(pixels: np.ndarray, factor: float, draws: np.random.Generator) -> np.ndarray:
    """A part of a photograph, turned at random; as much more of it as it will be shrunk by a factor."""
    height, width = (min(side, int(draws.integers(SIDES[0], SIDES[1] + 1) / factor)) for side in pixels.shape[:2])
    top, left = draws.integers(pixels.shape[0] - height + 1), draws.integers(pixels.shape[1] - width + 1)
    part = np.rot90(pixels[top : top + height, left : left + width], draws.integers(4))
    return np.ascontiguousarray(part[:, ::-1] if draws.random() < 0.5 else part)


def _reworked(pixels: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """Some shrunk, enlarged, sharpened, brightened or darkened, as clean pictures may be."""
    if draws.random() < 0.25:
        factor = draws.uniform(0.5, 1)
        pixels = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    elif draws.random() < 0.7:  # photographs of many pixels are smooth at each of them
        factor, (height, width) = np.exp(draws.uniform(0.2, 1.8)), pixels.shape[:2]
        pixels = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)[:height, :width]
    if draws.random() < 0.2:  # out of focus
        pixels = cv2.GaussianBlur(pixels, (0, 0), draws.uniform(0.6, 3))
    if draws.random() < 0.3:
        amount, blurred = draws.uniform(0.2, 1.5), cv2.GaussianBlur(pixels, (0, 0), draws.uniform(0.6, 1.5))
        pixels = cv2.addWeighted(pixels, 1 + amount, blurred, -amount, 0)
    if draws.random() < 0.2:
        table = 255 * np.linspace(0, 1, 256) ** np.exp(draws.uniform(-0.6, 1.2))
        pixels = np.rint(table).astype(np.uint8)[pixels]
    return np.ascontiguousarray(pixels)


def drawn(photo: np.ndarray, draws: np.random.Generator) -> np.ndarray:
    """A drawing or the picture of a screen, with a photograph in part of it; or a photograph in few colours."""
    height, width = photo.shape[:2]
    if draws.random() < 0.3:
        how = Image.Dither.FLOYDSTEINBERG if draws.random() < 0.7 else Image.Dither.NONE
        few = Image.fromarray(photo).quantize(int(draws.integers(8, 257)), dither=how)
        return np.asarray(few.convert("RGB"))
    pixels = np.full(photo.shape, draws.integers(0, 256, 3), np.uint8)
    if draws.random() < 0.5:
        pixels[height // 4 : height * 2 // 3, width // 4 : width * 2 // 3] = \
            photo[height // 4 : height * 2 // 3, width // 4 : width * 2 // 3]
    for _ in range(int(draws.integers(4, 40))):
        x, y, right, bottom = (int(draws.integers(side)) for side in (width, height, width, height))
        colour, what = tuple(int(value) for value in draws.integers(0, 256, 3)), draws.random()
        if what < 0.6:
            cv2.putText(pixels, "The five boxing wizards", (x - 60, y), int(draws.integers(7)),
                        draws.uniform(0.3, 1.2), colour, 1, cv2.LINE_AA if draws.random() < 0.7 else cv2.LINE_8)
        elif what < 0.8:
            cv2.rectangle(pixels, (x, y), (right, bottom), colour, -1)
        elif what < 0.9:
            cv2.circle(pixels, (x, y), (right + bottom) // 6, colour, 2, cv2.LINE_AA)
        else:
            cv2.line(pixels, (x, y), (right, bottom), colour, 2, cv2.LINE_AA)
    return pixels
