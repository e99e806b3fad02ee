"""Make the sample pictures in ``resources/samples``, free photographs spoilt on purpose and always the same way, and
one whose noise is real; and the middles of the originals in ``resources/general``.

The photographs come with scikit-image, which the project needs for nothing else: ``pip install scikit-image``, then
``python tools/make_samples.py``.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.measure.camera import draw_camera, photograph  # noqa: E402
from engine.measure.degrade import add_noise  # noqa: E402
from engine.picture.colour import srgb_profile  # noqa: E402
from engine.picture.files import save_picture  # noqa: E402
from engine.picture.pixels import Picture, to_pixels  # noqa: E402
from engine.plan import SaveOptions  # noqa: E402

SAMPLES = ROOT / "resources" / "samples"
GENERAL = ROOT / "resources" / "general"
SIDE = 288
"""Of the general photographs: a multiple of all scales."""
DEEP_FIELD = np.s_[448:832, 536:920]
"""A part of a telescope's picture with stars, galaxies and noise, cut where the blocks of its JPEG begin."""


def noisy(pixels: np.ndarray, sigma: float, seed: int) -> np.ndarray:
    """White Gaussian noise in every channel, then clipped and rounded to 8 bits as any file is."""
    return to_pixels(add_noise(pixels / 255, sigma, seed), np.uint8)


def by_phone(pixels: np.ndarray) -> np.ndarray:
    """As a phone shows a dim room, before JPEG (:mod:`engine.measure.camera`)."""
    draws = np.random.default_rng(4)
    drawn = draw_camera(draws, "phone")
    phone = replace(drawn, sensor=replace(drawn.sensor, shot=0.006), exposure=0.35, zoom=1.0, scale=1.0, jpegs=())
    return photograph(pixels, phone, draws).spoiled


def exif(title: str, artist: str) -> bytes:
    """A small EXIF block: what it shows, by whom."""
    block = Image.Exif()
    block[0x010E], block[0x013B], block[0x0131] = title, artist, "BBCU Restore samples"
    block[0x8769] = {0x9003: "2026:11:23 12:00:00", 0xA002: 1, 0xA003: 1}
    return block.tobytes().removeprefix(b"Exif\0\0")


def main() -> None:
    """Write every sample anew."""
    srgb = srgb_profile()
    xmp = (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
           b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Label="sample"/>'
           b"</rdf:RDF></x:xmpmeta>")
    chelsea = exif("Chelsea the cat", "Stefan van der Walt")
    astronaut = exif("Eileen Collins", "NASA")
    rocket = Image.fromarray(data.rocket())
    small = np.array(rocket.resize((rocket.width // 3, rocket.height // 3), Image.Resampling.BICUBIC))
    pictures = {
        "cat-noisy.png": (Picture(noisy(data.chelsea(), 25, 0), None, srgb, chelsea, xmp, (300.0, 300.0)), 100),
        "astronaut-noisy.jpg": (Picture(noisy(data.astronaut(), 15, 0), None, srgb, astronaut, None, (240.0, 240.0)),
                                95),
        "coffee-phone.jpg": (Picture(by_phone(data.coffee()), None, srgb), 88),
        "coffee-jpeg.jpg": (Picture(data.coffee()), 15),
        "rocket-small.png": (Picture(small, None, srgb), 100),
        "deep-field.png": (Picture(data.hubble_deep_field()[DEEP_FIELD]), 100),
    }
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for name, (picture, quality) in pictures.items():
        save_picture(picture, SAMPLES / name, SaveOptions(quality=quality, overwrite=True))
    GENERAL.mkdir(parents=True, exist_ok=True)
    originals = {"cat": data.chelsea(), "astronaut": data.astronaut(), "coffee": data.coffee(), "rocket": data.rocket()}
    for name, pixels in originals.items():
        top, left = ((side - SIDE) // 2 for side in pixels.shape[:2])
        middle = Image.fromarray(pixels[top : top + SIDE, left : left + SIDE])
        middle.save(GENERAL / f"{name}.webp", lossless=True, method=6)


if __name__ == "__main__":
    main()
