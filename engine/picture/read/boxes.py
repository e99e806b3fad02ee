"""What stands in the boxes of JPEG 2000 and AVIF files beside the pixels, where Pillow does not look."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

_EXIF = b"JpgTiffExif->JP2"
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_LARGEST = 1 << 24
"""Bytes; nothing that a box says about its picture is longer."""
_SIZE = b"\xff\x4f\xff\x51"
"""Start of a JPEG 2000 codestream and its first segment, which tells the size and the depth."""


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each box between two places."""
    while start + 8 <= end:
        file.seek(start)
        length, name = struct.unpack(">I4s", file.read(8))
        inside = start + 8
        if length == 1:
            length, inside = struct.unpack(">Q", file.read(8))[0], start + 16
        stop = end if length == 0 else start + length
        if not inside <= stop <= end:
            return
        yield name, inside, stop
        start = stop


def _contents(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(min(end - start, _LARGEST))


def of_jp2(file: BinaryIO) -> dict[str, bytes]:
    """Colour profile, EXIF and XMP of a JPEG 2000 file, by the names that Pillow gives to those of other formats."""
    found: dict[str, bytes] = {}
    for name, start, end in boxes(file, 0, file.seek(0, 2)):
        if name == b"jp2h":
            for inner, begin, stop in boxes(file, start, end):
                colour = _contents(file, begin, stop) if inner == b"colr" else b""
                if colour[:1] in (b"\2", b"\3"):
                    found.setdefault("icc_profile", colour[3:])
        elif name == b"uuid":
            data = _contents(file, start, end)
            kind = {_EXIF: "exif", _XMP: "xmp"}.get(data[:16])
            if kind:
                found.setdefault(kind, data[16:])
    return found


def depth_of_jp2(file: BinaryIO) -> int:
    """Bits per channel of a JPEG 2000 file; 8 where that cannot be found."""
    file.seek(0)
    head = file.read(_LARGEST)
    place = head.find(_SIZE) + len(_SIZE) + 36
    return (head[place + 2] & 0x7F) + 1 if place >= 40 and place + 2 < len(head) else 8


def depth_of_avif(file: BinaryIO) -> int:
    """Bits per channel of an AVIF file, 8, 10 or 12, as it says near its start."""
    file.seek(0)
    head = file.read(1 << 16)
    place = head.find(b"av1C") + 6
    flags = head[place] if 6 <= place < len(head) else 0
    return 8 if not flags & 0x40 else 12 if flags & 0x20 else 10
