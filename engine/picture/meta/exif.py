"""EXIF made to fit a result.

It is changed in place, byte by byte, and never taken apart and written anew: makers' private notes point at absolute
places inside the block, and survive only where they are.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction

from engine.picture.meta.texts import sane_dpi

PREFIX = b"Exif\x00\x00"
ORIENTATION, EXIF_IFD, GPS_IFD, INTEROP_IFD = 0x0112, 0x8769, 0x8825, 0xA005
_ACROSS, _DOWN, _UNIT = 0x011A, 0x011B, 0x0128
_INCHES = {2: 1.0, 3: 2.54}
"""Dots per inch in one of what a resolution is counted in: inches, centimetres."""
_PIXEL_WIDTH, _PIXEL_HEIGHT = 0xA002, 0xA003
_THUMBNAIL_OFFSET, _THUMBNAIL_LENGTH = 0x0201, 0x0202
SHORT, LONG, RATIONAL = 3, 4, 5


@dataclass(frozen=True)
class Entry:
    """One entry of a directory: its tag, and where its 12 bytes lie."""

    tag: int
    place: int


class Block:
    """An EXIF block that can be changed in place."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        if self.data[:4] not in (b"II*\x00", b"MM\x00*"):
            raise ValueError("no TIFF header")
        self.order = "<" if self.data[:2] == b"II" else ">"
        self.first = self.number("I", 4)

    def number(self, kind: str, place: int) -> int:
        """The number of a kind that :mod:`struct` names, at a place."""
        return struct.unpack_from(self.order + kind, self.data, place)[0]

    def put(self, kind: str, place: int, value: int) -> None:
        """Write a number."""
        struct.pack_into(self.order + kind, self.data, place, value)

    def directory(self, place: int) -> tuple[dict[int, Entry], int]:
        """The entries of the directory at `place`, and where its pointer to the next one lies."""
        count = self.number("H", place)
        end = place + 2 + 12 * count
        if place < 8 or end > len(self.data):
            raise ValueError("a directory lies outside")
        entries = [Entry(self.number("H", at), at) for at in range(place + 2, end, 12)]
        return {entry.tag: entry for entry in entries}, end

    def value(self, entry: Entry) -> int:
        """The whole number that an entry holds."""
        return self.number("H" if self.number("H", entry.place + 2) == SHORT else "I", entry.place + 8)

    def set_value(self, entry: Entry, value: int) -> None:
        """Make an entry hold a whole number."""
        kind = SHORT if value < 1 << 16 else LONG
        self.put("H", entry.place + 2, kind)
        self.put("I", entry.place + 4, 1)
        self.put("I", entry.place + 8, 0)
        self.put("H" if kind == SHORT else "I", entry.place + 8, value)

    def set_ratio(self, entry: Entry, value: float) -> None:
        """Make an entry hold a fraction, behind the block's end."""
        self.data += bytes(len(self.data) % 2)
        for place, number in ((entry.place + 2, RATIONAL), (entry.place + 4, 1), (entry.place + 8, len(self.data))):
            self.put("H" if number == RATIONAL else "I", place, number)
        self.data += struct.pack(f"{self.order}II", *Fraction(value).limit_denominator(1000).as_integer_ratio())

    def add(self, tags: tuple[int, ...]) -> None:
        """Give the first directory entries for more tags, to be filled: it moves behind the block's end."""
        entries, link = self.directory(self.first)
        kept = {entry.tag: bytes(self.data[entry.place : entry.place + 12]) for entry in entries.values()}
        kept |= {tag: struct.pack(f"{self.order}HHII", tag, SHORT, 1, 0) for tag in tags if tag not in kept}
        after = bytes(self.data[link : link + 4])
        self.data += bytes(len(self.data) % 2)
        self.first = len(self.data)
        self.put("I", 4, self.first)
        self.data += struct.pack(f"{self.order}H", len(kept)) + b"".join(kept[tag] for tag in sorted(kept)) + after

    def drop(self, tag: int) -> None:
        """Take an entry out of the first directory."""
        entries, link = self.directory(self.first)
        if tag in entries:
            place = entries[tag].place
            self.data[place : link + 4] = self.data[place + 12 : link + 4] + bytes(12)
            self.put("H", self.first, self.number("H", self.first) - 1)


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
        block = Block(data.removeprefix(PREFIX))
        entries, link = block.directory(block.first)
        orientation = 0
        if ORIENTATION in entries:
            orientation = block.value(entries[ORIENTATION])
            block.set_value(entries[ORIENTATION], 1)
    except (struct.error, ValueError):
        return None, 0
    _drop_thumbnail(block, link)
    return bytes(block.data), orientation if 1 <= orientation <= 8 else 0


def _drop_thumbnail(block: Block, link: int) -> None:
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
        block = Block(exif)
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


def exif_with_dpi(exif: bytes | None, dpi: tuple[float, float] | None, add: bool = False) -> bytes | None:
    """The EXIF block with the resolution it states, if any, set to the result's.

    Parameters
    ----------
    exif : bytes or None
    dpi : (float, float) or None
        Dots per inch; None leaves the block as it is.
    add : bool
        State it in any case, in a block of its own if need be: for formats that keep it nowhere else.
    """
    if dpi is None or (exif is None and not add):
        return exif
    try:
        block = Block(exif or b"II*\0\x08\0\0\0" + bytes(6))
        if add:
            block.add((_ACROSS, _DOWN, _UNIT))
        entries, _ = block.directory(block.first)
        if not {_ACROSS, _DOWN, _UNIT} <= entries.keys() or (not add and dpi_of_exif(exif) == dpi):
            return exif
        block.set_ratio(entries[_ACROSS], dpi[0])
        block.set_ratio(entries[_DOWN], dpi[1])
        block.set_value(entries[_UNIT], 2)
    except (struct.error, ValueError):
        return exif
    return bytes(block.data)


def exif_without_orientation(exif: bytes | None) -> bytes | None:
    """The EXIF block without its orientation tag, for encoders that would write the whole block anew to take it out."""
    try:
        block = Block(exif or b"")
        block.drop(ORIENTATION)
    except (struct.error, ValueError):
        return exif
    return bytes(block.data)


def dpi_of_exif(exif: bytes | None) -> tuple[float, float] | None:
    """Dots per inch as an EXIF block states them, or None."""
    try:
        block = Block(exif or b"")
        entries, _ = block.directory(block.first)
        scale = _INCHES[block.value(entries[_UNIT])]
        places = [block.number("I", entries[tag].place + 8) for tag in (_ACROSS, _DOWN)]
        return sane_dpi([block.number("I", at) / block.number("I", at + 4) * scale for at in places])
    except (struct.error, ValueError, KeyError, ZeroDivisionError):
        return None
