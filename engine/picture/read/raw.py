"""Camera raw: developed by rawpy, the picture as the camera saw it; without rawpy, the camera's own preview."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from engine.errors import PictureError
from engine.picture.colour import srgb_profile
from engine.picture.meta.tiff import exif_of_tiff, orientation_of_tiff
from engine.picture.pixels import Picture
from engine.picture.read import pillow
from engine.picture.read.arrays import upright
from engine.picture.read.bounds import refuse_too_large

DEVELOPER = "rawpy"
_START, _END = b"\xff\xd8\xff", b"\xff\xd9"
_FRAMES = {0xC0, 0xC1, 0xC2}
"""Markers of the kinds of JPEG that can be read; raw data are often JPEG too, of another kind."""
_MOST = 100
_CURVE = (2.4, 12.92)
"""sRGB's: power, and slope near black."""


def read(path: Path, _page: int = 0) -> Picture:
    """Develop, or open the largest preview; see :func:`engine.picture.read.read`."""
    return _developed(path) if find_spec(DEVELOPER) else _preview(path)


def _developed(path: Path) -> Picture:
    """White as the camera set it, no brightening, no sharpening, no noise taken out: 16 bits in sRGB."""
    import rawpy

    try:
        with path.open("rb") as file, rawpy.imread(file) as raw:
            refuse_too_large(path, (raw.sizes.width, raw.sizes.height), 16, 30)
            samples = raw.postprocess(
                output_bps=16, use_camera_wb=True, no_auto_bright=True, gamma=_CURVE,
                output_color=rawpy.ColorSpace.sRGB, fbdd_noise_reduction=rawpy.FBDDNoiseReductionMode.Off,
            )  # fmt: skip
    except rawpy.LibRawError as err:
        with suppress(PictureError):
            picture = _preview(path)
            return replace(picture, notes=(f"{picture.notes[0]} The raw data cannot be developed here.",))
        raise PictureError("it cannot be developed: its kind is not known, or it is damaged", file=path,
                           hint="Export it as a 16-bit TIFF from your raw developer.") from err
    pixels, _ = upright(samples)
    with path.open("rb") as file:
        exif = exif_of_tiff(file)
    return Picture(pixels, None, srgb_profile(), exif, path=path, format="raw",
                   notes=("Developed from the raw data: the camera's white balance, nothing else.",))


def _preview(path: Path) -> Picture:
    """The largest JPEG inside the file."""
    data = path.read_bytes()
    best, place, size = -1, -1, 0
    for _ in range(_MOST):
        place = data.find(_START, place + 1)
        if place < 0:
            break
        area = _area(data, place)
        if area > size:
            best, size = place, area
    if best < 0:
        raise PictureError("it holds no preview, and a developer for raw data is not installed", file=path,
                           hint="Install one with: pip install 'bbcu-restore[raw]', or export it as a TIFF.")
    picture = pillow.decode(io.BytesIO(data[best:]), path, "jpeg")
    if picture.exif is None:  # then the file around it says which way is up
        file = io.BytesIO(data)
        pixels, _ = upright(picture.pixels, orientation_of_tiff(file))
        picture = replace(picture, pixels=pixels, exif=exif_of_tiff(file))
    note = f"The camera's own preview, {picture.width} x {picture.height} pixels, not the raw data."
    return replace(picture, format="raw", notes=(note,))


def _area(data: bytes, place: int) -> int:
    """Pixels of the JPEG that begins at `place`; 0 if it cannot be read."""
    place += 2
    with suppress(struct.error, IndexError):
        for _ in range(_MOST):
            mark, length = struct.unpack_from(">xBH", data, place)
            if data[place] != 0xFF or mark == 0xDA:
                break
            if mark in _FRAMES:
                height, width = struct.unpack_from(">HH", data, place + 5)
                return width * height if data[place + 4] == 8 else 0
            place += 2 + length
    return 0
