"""What a file says about its picture: EXIF and XMP made to fit the result, JPEG quality read from its tables.

EXIF is changed in place, byte by byte, and never taken apart and written anew: makers' private notes point at
absolute places inside the block, and survive only where they are.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from PIL import Image

PREFIX = b"Exif\x00\x00"
ORIENTATION, EXIF_IFD, GPS_IFD = 0x0112, 0x8769, 0x8825
_PIXEL_WIDTH, _PIXEL_HEIGHT = 0xA002, 0xA003
_THUMBNAIL_OFFSET, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_INTEROP_IFD = 0xA005
_SHORT, _LONG = 3, 4
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes that one value of each TIFF type takes."""

TEXT_TAGS = (0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298)
"""Tags of a TIFF's first directory that speak of the photograph: description, make, model, software, date, artist,
computer, copyright. The others describe how that file stores its pixels."""

_UNWRITABLE = (struct.error, ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError, OSError,
               SyntaxError, ZeroDivisionError)
"""What Pillow raises for directories that do not follow the standard."""


@dataclass(frozen=True)
class _Entry:
    """One entry of a directory: its tag, and where its 12 bytes lie."""

    tag: int
    place: int


class _Block:
    """An EXIF block that can be changed in place."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        if self.data[:4] not in (b"II*\x00", b"MM\x00*"):
            raise ValueError("no TIFF header")
        self.order = "<" if self.data[:2] == b"II" else ">"
        self.first = self.number("I", 4)

    def number(self, kind: str, place: int) -> int:
        return struct.unpack_from(self.order + kind, self.data, place)[0]

    def put(self, kind: str, place: int, value: int) -> None:
        struct.pack_into(self.order + kind, self.data, place, value)

    def directory(self, place: int) -> tuple[dict[int, _Entry], int]:
        """The entries of the directory at `place`, and where its pointer to the next one lies."""
        count = self.number("H", place)
        end = place + 2 + 12 * count
        if place < 8 or end > len(self.data):
            raise ValueError("a directory lies outside")
        entries = [_Entry(self.number("H", at), at) for at in range(place + 2, end, 12)]
        return {entry.tag: entry for entry in entries}, end

    def value(self, entry: _Entry) -> int:
        return self.number("H" if self.number("H", entry.place + 2) == _SHORT else "I", entry.place + 8)

    def set_value(self, entry: _Entry, value: int) -> None:
        kind = _SHORT if value < 1 << 16 else _LONG
        self.put("H", entry.place + 2, kind)
        self.put("I", entry.place + 4, 1)
        self.put("I", entry.place + 8, 0)
        self.put("H" if kind == _SHORT else "I", entry.place + 8, value)


def upright_exif(data: bytes | None) -> tuple[bytes | None, int]:
    """Take orientation and thumbnail out of an EXIF block.

    Parameters
    ----------
    data : bytes or None
        With or without the ``Exif`` prefix.

    Returns
    -------
    exif : bytes or None
        Without prefix, orientation 1, no thumbnail; None if there was none or it cannot be read.
    orientation : int
        1..8, what the block said; 0 if it said nothing.
    """
    if not data:
        return None, 0
    try:
        block = _Block(data.removeprefix(PREFIX))
        entries, link = block.directory(block.first)
        orientation = 0
        if ORIENTATION in entries:
            orientation = block.value(entries[ORIENTATION])
            block.set_value(entries[ORIENTATION], 1)
    except (struct.error, ValueError):
        return None, 0
    _drop_thumbnail(block, link)
    return bytes(block.data), orientation if 1 <= orientation <= 8 else 0


def _drop_thumbnail(block: _Block, link: int) -> None:
    """Cut the second directory off and wipe the small picture it points to: it would show the old photo."""
    try:
        second = block.number("I", link)
        block.put("I", link, 0)
        if not second:
            return
        entries, _ = block.directory(second)
        start, length = (block.value(entries[tag]) for tag in (_THUMBNAIL_OFFSET, _THUMBNAIL_LENGTH))
    except (struct.error, ValueError, KeyError):
        return
    if start < second or start + length > len(block.data):
        return
    if start + length == len(block.data):
        del block.data[start:]
    else:
        block.data[start : start + length] = bytes(length)


def sized_exif(exif: bytes | None, width: int, height: int) -> bytes | None:
    """The EXIF block with its pixel-size tags, where it has them, set to the result's size."""
    if exif is None:
        return None
    try:
        block = _Block(exif)
        entries, _ = block.directory(block.first)
        if EXIF_IFD not in entries:
            return exif
        inner, _ = block.directory(block.value(entries[EXIF_IFD]))
        for tag, value in ((_PIXEL_WIDTH, width), (_PIXEL_HEIGHT, height)):
            if tag in inner:
                block.set_value(inner[tag], value)
    except (struct.error, ValueError):
        return exif
    return bytes(block.data)


def exif_of_tiff(file: BinaryIO) -> bytes | None:
    """Gather an EXIF block from a TIFF file, where its parts are spread among the tags of the picture.

    The orientation is not among them; see :data:`TEXT_TAGS`.
    """
    try:
        found, block = Image.Exif(), Image.Exif()
        file.seek(0)
        found.load_from_fp(file)
        for tag in TEXT_TAGS:
            if tag in found:
                block[tag] = found[tag]
        for ifd in (EXIF_IFD, GPS_IFD):
            if inner := found.get_ifd(ifd):
                block[ifd] = dict(inner)
        return block.tobytes().removeprefix(PREFIX) if len(block) else None
    except _UNWRITABLE:
        return None


def byte_order(exif: bytes | None) -> str:
    """``"<"`` or ``">"``: how the block writes its numbers; a TIFF file that shall take it must do the same."""
    return ">" if exif is not None and exif[:2] == b"MM" else "<"


def graft_exif(file: BinaryIO, exif: bytes) -> None:
    """Add what an EXIF block says to a finished TIFF file: its texts, its EXIF and its GPS directory.

    The block is put behind the file as it is, its absolute places are moved on by where it now lies, and a longer
    first directory is written that points into it. A block that does not follow the standard is left out.

    Parameters
    ----------
    file : binary file, open for reading and writing
        A classic TIFF in the block's byte order (:func:`byte_order`).
    exif : bytes
    """
    file.seek(0, 2)
    start = file.tell() + file.tell() % 2
    try:
        block = _Block(exif)
        entries, _ = block.directory(block.first)
        wanted = [entries[tag] for tag in (*TEXT_TAGS, EXIF_IFD, GPS_IFD) if tag in entries]
        for entry in wanted:
            _move(block, entry, start)
    except (struct.error, ValueError):
        return
    added = {entry.tag: bytes(block.data[entry.place : entry.place + 12]) for entry in wanted}

    file.seek(4)
    file.seek(struct.unpack(block.order + "I", file.read(4))[0])
    count = struct.unpack(block.order + "H", file.read(2))[0]
    for _ in range(count):
        entry = file.read(12)
        added[struct.unpack_from(block.order + "H", entry)[0]] = entry
    link = file.read(4)
    directory = struct.pack(block.order + "H", len(added)) + b"".join(added[tag] for tag in sorted(added)) + link

    end = start + len(block.data) + len(block.data) % 2
    file.seek(start)
    file.write(block.data.ljust(end - start, b"\0") + directory)
    file.seek(4)
    file.write(struct.pack(block.order + "I", end))


def _move(block: _Block, entry: _Entry, by: int) -> None:
    """Add `by` to the places that an entry, and the directory it may lead to, point at."""
    if entry.tag in (EXIF_IFD, GPS_IFD, _INTEROP_IFD):
        inner, link = block.directory(block.number("I", entry.place + 8))
        for below in inner.values():
            _move(block, below, by)
        block.put("I", link, 0)
    elif _SIZES.get(block.number("H", entry.place + 2), 0) * block.number("I", entry.place + 4) <= 4:
        return
    block.put("I", entry.place + 8, block.number("I", entry.place + 8) + by)


def exif_with_dpi(exif: bytes | None, dpi: tuple[float, float] | None) -> bytes | None:
    """For WebP, which keeps its resolution in EXIF alone: a block that says it, if there is none yet."""
    if exif is not None or dpi is None:
        return exif
    block = Image.Exif()
    block[0x011A], block[0x011B], block[0x0128] = dpi[0], dpi[1], 2
    return block.tobytes().removeprefix(PREFIX)


def dpi_of_exif(exif: bytes | None) -> tuple[float, float] | None:
    """Dots per inch as an EXIF block states them, or None."""
    block = Image.Exif()
    try:
        block.load(exif or b"")
        unit = {2: 1.0, 3: 2.54}[block.get(0x0128, 0)]
        return sane_dpi((float(block[0x011A]) * unit, float(block[0x011B]) * unit))
    except _UNWRITABLE:
        return None


def sane_dpi(dpi: Sequence | None) -> tuple[float, float] | None:
    """Two positive finite numbers, or None for anything else that files say."""
    try:
        across, down = (float(value) for value in dpi or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    fine = math.isfinite(across) and math.isfinite(down) and min(across, down) > 0 and max(across, down) < 1e6
    return (across, down) if fine else None


_XMP_ORIENTATION = re.compile(rb"(tiff:Orientation(?:\s*=\s*[\"']|>)\s*)([0-9]+)")


def upright_xmp(data: bytes | str | None) -> tuple[bytes | None, int]:
    """The XMP packet with its orientation set to 1, and the orientation (1..8) it said, or 0."""
    if not data:
        return None, 0
    packet = data.encode() if isinstance(data, str) else bytes(data)
    said = _XMP_ORIENTATION.search(packet)
    orientation = int(said[2]) if said else 0
    return _XMP_ORIENTATION.sub(rb"\g<1>1", packet), orientation if 1 <= orientation <= 8 else 0


_LUMA = np.array([
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
])  # fmt: skip
"""Example luminance table of the JPEG standard (annex K), which the quality number of libjpeg scales."""


def jpeg_quality(tables: Mapping[int, Sequence[int]]) -> int | None:
    """Estimate the quality, 1..100 in libjpeg's count, from a JPEG file's quantisation tables.

    Parameters
    ----------
    tables : mapping of int to 64 ints
        Table 0 serves brightness.

    Returns
    -------
    int or None
        The quality whose table comes nearest in ratio; None without a table.
    """
    if 0 not in tables or len(tables[0]) != 64:
        return None
    table = np.log(np.maximum(np.asarray(tables[0], float), 1))
    quality = np.arange(1, 101)
    factor = np.where(quality < 50, 5000 // quality, 200 - 2 * quality)
    scaled = np.clip((np.outer(factor, _LUMA) + 50) // 100, 1, 255)
    return int(quality[np.abs(np.log(scaled) - table).sum(axis=1).argmin()])
