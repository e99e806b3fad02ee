"""The checksums of a PNG's pixels. Pillow does not look at them, and shows black where the file is damaged."""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

PIECE = 1 << 20
_PIXELS = (b"IDAT", b"fdAT")


def check(file: BinaryIO) -> None:
    """Raise unless every chunk with pixels is as it was written.

    Raises
    ------
    ValueError
        If one is damaged.
    EOFError
        If the end of one is missing.
    """
    file.seek(8)
    while len(head := file.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        if name == b"IEND":
            return
        if name not in _PIXELS:
            file.seek(length + 4, 1)
            continue
        found = zlib.crc32(name)
        for left in range(length, 0, -PIECE):
            piece = file.read(min(left, PIECE))
            if not piece:
                raise EOFError("truncated")
            found = zlib.crc32(piece, found)
        end = file.read(4)
        if len(end) < 4:
            raise EOFError("truncated")
        if struct.unpack(">I", end)[0] != found:
            raise ValueError("the pixels are damaged")
