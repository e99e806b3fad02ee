"""PNG of 16 bits: Pillow cannot hold them, and OpenCV carries no metadata."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

import numpy as np

from engine.picture.pixels import Picture

_STRIP = 1 << 22
"""Bytes that are packed at a time."""


def write(picture: Picture, file: BinaryIO) -> None:
    """Encode a picture of 16 bits."""
    colour = (2 if picture.channels == 3 else 0) + (4 if picture.alpha is not None else 0)
    file.write(b"\x89PNG\r\n\x1a\n")
    _chunk(file, b"IHDR", struct.pack(">IIBBBBB", picture.width, picture.height, 16, colour, 0, 0, 0))
    if picture.icc is not None:
        _chunk(file, b"iCCP", b"ICC Profile\0\0" + zlib.compress(picture.icc))
    if picture.dpi is not None:
        across, down = (round(value / 0.0254) for value in picture.dpi)
        _chunk(file, b"pHYs", struct.pack(">IIB", across, down, 1))
    if picture.exif is not None:
        _chunk(file, b"eXIf", picture.exif)
    if picture.xmp is not None:
        _chunk(file, b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + picture.xmp)
    packer = zlib.compressobj(4)
    rows = max(1, _STRIP // (picture.pixels[0].nbytes))
    for top in range(0, picture.height, rows):
        _chunk(file, b"IDAT", packer.compress(_filtered(picture, slice(top, top + rows))))
    _chunk(file, b"IDAT", packer.flush())
    _chunk(file, b"IEND", b"")


def _filtered(picture: Picture, rows: slice) -> np.ndarray:
    """Rows as PNG stores them: big-endian, each byte less the one of the pixel before, the filter's number first."""
    samples = picture.pixels[rows]
    if picture.alpha is not None:
        samples = np.concatenate([samples, picture.alpha[rows, :, None]], axis=2)
    raw = samples.astype(">u2").view(np.uint8).reshape(len(samples), -1)
    step = 2 * samples.shape[2]
    out = np.empty((len(raw), raw.shape[1] + 1), np.uint8)
    out[:, 0] = 1
    out[:, 1:] = raw
    out[:, 1 + step :] -= raw[:, :-step]
    return out


def _chunk(file: BinaryIO, name: bytes, data: bytes) -> None:
    if not data and name == b"IDAT":
        return
    file.write(struct.pack(">I", len(data)) + name)
    file.write(data)
    file.write(struct.pack(">I", zlib.crc32(data, zlib.crc32(name))))
