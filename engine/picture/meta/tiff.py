"""TIFF, whose pictures carry EXIF among their own tags: gathered into a block when read, added when written."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from engine.picture.meta.exif import EXIF_IFD, GPS_IFD, INTEROP_IFD, ORIENTATION, Block, Entry
from engine.picture.meta.texts import iptc_of_photoshop, sound_iptc

TEXT_TAGS = (0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x013C, 0x8298, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)
"""Tags of a TIFF's first directory that speak of the photograph: description, make, model, software, date, artist,
computer, copyright, and Windows' title, comment, author, keywords, subject. The others describe how that file stores
its pixels."""

_LEADING = (EXIF_IFD, GPS_IFD, INTEROP_IFD)
"""Tags that lead to a directory of their own."""
_IPTC, _PHOTOSHOP = 33723, 34377
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes that one value of each TIFF type takes; the last three stand in BigTIFF alone."""
_BIG_ALONE = (16, 17, 18)
_MOST = 1 << 24
"""Bytes; no block of EXIF is larger."""
_BROKEN = (struct.error, ValueError, KeyError, OSError, OverflowError)


@dataclass(frozen=True)
class _Value:
    """What an entry holds: its type, how many of it, and where in the file it lies."""

    kind: int
    count: int
    place: int

    @property
    def size(self) -> int:
        return _SIZES.get(self.kind, 0) * self.count


class _Tiff:
    """A reader of directories, classic or Big, that takes nothing for granted."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.end = file, file.seek(0, 2)
        self.order = {b"II": "<", b"MM": ">"}[self.read(0, 2)]
        self.big = self.number("H", 2) == 43
        self.first = self.number("Q" if self.big else "I", 8 if self.big else 4)

    def read(self, place: int, size: int) -> bytes:
        self.file.seek(place)
        return self.file.read(min(size, _MOST))

    def number(self, kind: str, place: int) -> int:
        return struct.unpack(self.order + kind, self.read(place, struct.calcsize(f"={kind}")))[0]

    def span(self, place: int) -> tuple[int, int]:
        """Where the entries of the directory at `place` begin and end."""
        start = place + (8 if self.big else 2)
        end = start + self.number("Q" if self.big else "H", place) * (20 if self.big else 12)
        if not 0 < place < end <= self.end:
            raise ValueError("a directory lies outside")
        return start, end

    def directory(self, place: int) -> dict[int, _Value]:
        """The values of a directory that lie within the file, by their tags."""
        start, end = self.span(place)
        entry = struct.Struct(self.order + ("HHQQ" if self.big else "HHII"))
        table, room, found = self.read(start, end - start), 8 if self.big else 4, {}
        for at in range(0, len(table) - entry.size + 1, entry.size):
            tag, kind, count, there = entry.unpack_from(table, at)
            value = _Value(kind, count, there)
            if value.size <= room:
                value = _Value(kind, count, start + at + entry.size - room)
            if 0 < value.size <= _MOST and value.place + value.size <= self.end:
                found[tag] = value
        return found

    def page(self, index: int) -> dict[int, _Value]:
        """The directory of the picture with this number."""
        place = self.first
        for _ in range(index):
            place = self.number("Q" if self.big else "I", self.span(place)[1])
        return self.directory(place)

    def data(self, value: _Value | None) -> bytes | None:
        return None if value is None else self.read(value.place, value.size)

    def whole(self, value: _Value) -> int:
        return self.number({3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}[value.kind], value.place)

    def packed(self, values: dict[int, _Value], start: int) -> bytes:
        """A classic directory of these values, with all that they lead to, made to stand at `start` of a block."""
        if sum(value.size for value in values.values()) > _MOST:
            raise ValueError("more than can belong to a photograph")
        entries, behind = [], bytearray()
        place = start + 2 + 12 * len(values) + 4
        for tag, value in sorted(values.items()):
            kind, count, data = value.kind, value.count, self.data(value)
            if tag in _LEADING:
                kind, count, there = 4, 1, place + len(behind)
                behind += self.packed(self.inner(value), there)
                data = struct.pack(f"{self.order}I", there)
            elif len(data) > 4:
                there = place + len(behind)
                behind += data
                data = struct.pack(f"{self.order}I", there)
            behind += bytes(len(behind) % 2)
            entries.append(struct.pack(f"{self.order}HHI", tag, kind, count) + data.ljust(4, b"\0"))
        return struct.pack(f"{self.order}H", len(values)) + b"".join(entries) + bytes(4) + behind

    def inner(self, value: _Value) -> dict[int, _Value]:
        """The directory that a value leads to, less what a classic one cannot hold."""
        found = self.directory(self.whole(value))
        for tag in _LEADING[:2]:  # these two are led to by the first directory alone; a circle would never end
            found.pop(tag, None)
        return {tag: inner for tag, inner in found.items() if self.can_follow(tag, inner)}

    def can_follow(self, tag: int, value: _Value) -> bool:
        """Whether a classic directory can hold a value, and what it leads to is there."""
        if tag not in _LEADING:
            return value.kind not in _BIG_ALONE
        try:
            return bool(self.inner(value))
        except _BROKEN:
            return False


def exif_of_tiff(file: BinaryIO, index: int = 0) -> bytes | None:
    """Gather an EXIF block from a TIFF, where its parts are spread among the tags of the picture, byte for byte.

    The orientation is not among them; see :data:`TEXT_TAGS`.

    Parameters
    ----------
    file : binary file
    index : int
        Number of the picture's directory.
    """
    try:
        tiff = _Tiff(file)
        found = tiff.page(index)
        tags = [tag for tag in (*TEXT_TAGS, EXIF_IFD, GPS_IFD) if tag in found]
        wanted = {tag: found[tag] for tag in tags if tiff.can_follow(tag, found[tag])}
        mark = {"<": b"II*\0", ">": b"MM\0*"}[tiff.order] + struct.pack(f"{tiff.order}I", 8)
        block = mark + tiff.packed(wanted, len(mark)) if wanted else b""
    except (*_BROKEN, RecursionError):
        return None
    return block if 0 < len(block) < _MOST else None


def orientation_of_tiff(file: BinaryIO) -> int:
    """1..8 as a TIFF's first directory says, 1 if it says nothing."""
    try:
        tiff = _Tiff(file)
        said = tiff.whole(tiff.page(0)[ORIENTATION])
    except _BROKEN:
        return 1
    return said if 1 <= said <= 8 else 1


def iptc_of_tiff(file: BinaryIO, index: int = 0) -> bytes | None:
    """What a TIFF says in IPTC's form, in a tag of its own or in one of Photoshop's."""
    try:
        tiff = _Tiff(file)
        found = tiff.page(index)
        return sound_iptc(tiff.data(found.get(_IPTC))) or iptc_of_photoshop(tiff.data(found.get(_PHOTOSHOP)))
    except _BROKEN:
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
        block = Block(exif)
        entries, _ = block.directory(block.first)
        wanted = [entries[tag] for tag in (*TEXT_TAGS, EXIF_IFD, GPS_IFD) if tag in entries]
        for entry in wanted:
            _move(block, entry, start)
    except (struct.error, ValueError, RecursionError):
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


def _move(block: Block, entry: Entry, by: int) -> None:
    """Add `by` to the places that an entry, and the directory it may lead to, point at."""
    if entry.tag in _LEADING:
        inner, link = block.directory(block.number("I", entry.place + 8))
        for below in inner.values():
            _move(block, below, by)
        block.put("I", link, 0)
    elif _SIZES.get(block.number("H", entry.place + 2), 0) * block.number("I", entry.place + 4) <= 4:
        return
    block.put("I", entry.place + 8, block.number("I", entry.place + 8) + by)
