"""Bytes of picture files that no library writes for us, and how files are refused."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from engine.errors import PictureError
from engine.picture.colour import srgb_profile
from engine.picture.files import open_picture
from engine.picture.meta.exif import upright_exif
from engine.picture.pixels import Picture

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
IPTC = b"\x1c\x02\x50\0\x03Zoe"


def random_pixels(shape, dtype=np.uint8, seed=0):
    """Random pixels over the full range."""
    return np.random.default_rng(seed).integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


def chunk(name: bytes, data: bytes) -> bytes:
    """One PNG chunk."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bytes(values: np.ndarray, kind: int, extra=()) -> bytes:
    """A 16-bit PNG of colour type `kind` from uint16 samples, shape (h, w, n), with extra chunks before the pixels."""
    height, width, _ = values.shape
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in values)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, kind, 0, 0, 0))
    return (b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def exif_block(orientation: int, thumbnail: bytes = b"", note: bytes = b"") -> bytes:
    """An EXIF block in Motorola order, as cameras write it: maker, orientation, EXIF directory, then a thumbnail."""
    maker = b"Maker Comp\0\0"
    first, count = 8, 3
    after_first = first + 2 + 12 * count + 4
    inner = after_first + len(maker)
    after_inner = inner + 2 + 12 * 3 + 4
    second = after_inner + len(note) + len(note) % 2 if thumbnail else 0
    picture = second + 2 + 24 + 4
    body = b"MM\0*" + struct.pack(">I", first)
    body += struct.pack(">H", count) + struct.pack(">HHII", 0x010F, 2, len(maker) - 1, after_first)
    body += struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack(">HHII", 0x8769, 4, 1, inner)
    body += struct.pack(">I", second) + maker
    body += struct.pack(">H", 3) + struct.pack(">HHII", 0x927C, 7, len(note), after_inner if len(note) > 4 else 0)
    body += struct.pack(">HHIHH", 0xA002, 3, 1, 4000, 0) + struct.pack(">HHII", 0xA003, 4, 1, 3000)
    body += bytes(4) + note + bytes(len(note) % 2)
    if thumbnail:
        body += struct.pack(">H", 2) + struct.pack(">HHII", 0x0201, 4, 1, picture)
        body += struct.pack(">HHII", 0x0202, 4, 1, len(thumbnail)) + bytes(4) + thumbnail
    return b"Exif\0\0" + body


def box(name: bytes, data: bytes) -> bytes:
    """One box of JPEG 2000, HEIC and their like."""
    return struct.pack(">I", len(data) + 8) + name + data


def moved_directory(data: bytes, entries: dict[int, bytes]) -> bytes:
    """A little-endian TIFF whose directory has other entries, of 12 bytes each, and stands at the end."""
    start = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, start)[0]
    found = {}
    for place in range(start + 2, start + 2 + 12 * count, 12):
        found[struct.unpack_from("<H", data, place)[0]] = data[place : place + 12]
    found |= entries
    data += bytes(len(data) % 2)
    directory = struct.pack("<H", len(found)) + b"".join(found[tag] for tag in sorted(found)) + bytes(4)
    return data[:4] + struct.pack("<I", len(data)) + data[8:] + directory


def refusal_of(path: Path) -> str:
    """The sentence with which a file is refused: one line with the file's name and a hint."""
    with pytest.raises(PictureError) as caught:
        open_picture(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path.name}: ") and "\n" not in sentence
    assert caught.value.hint.endswith(".") and ". " in sentence
    return sentence


EXIF, _ = upright_exif(exif_block(6, thumbnail=b"thumb", note=b"NOTE" * 9))


def full_picture(channels=3, dtype=np.uint8, clear=False, size=(37, 53)):
    alpha = random_pixels(size, dtype, 1) if clear else None
    icc = srgb_profile() if channels == 3 else None
    pixels = random_pixels((*size, channels), dtype)
    return Picture(pixels, alpha, icc, EXIF, XMP, (300.0, 200.0), None, "png", iptc=IPTC)
