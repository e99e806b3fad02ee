"""Bytes of picture files that no library writes for us."""

from __future__ import annotations

import struct
import zlib

import numpy as np


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
