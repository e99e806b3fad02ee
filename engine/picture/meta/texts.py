"""XMP, IPTC and resolution, in the forms that files give them."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Sequence

_IIM = 0x1C
"""The first byte of every entry of IPTC's own form."""
_IPTC_RESOURCE = 0x0404
"""Where Photoshop's resources keep it."""
_XMP_ORIENTATION = re.compile(rb"(tiff:Orientation(?:\s*=\s*[\"']|>)\s*)([0-9]{1,9})")


def as_bytes(value: object) -> bytes | None:
    """A value that should be bytes, as bytes; None if it is empty or something else, as in files that break rules."""
    if isinstance(value, str):
        return value.encode(errors="replace") or None
    if isinstance(value, (tuple, list)):
        try:
            return bytes(value) or None
        except (TypeError, ValueError):
            return None
    return bytes(value) or None if isinstance(value, (bytes, bytearray, memoryview)) else None


def sane_dpi(dpi: Sequence | None) -> tuple[float, float] | None:
    """Two positive finite numbers, or None for anything else that files say."""
    try:
        across, down = (float(value) for value in dpi or ())
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    fine = math.isfinite(across) and math.isfinite(down) and min(across, down) > 0 and max(across, down) < 1e6
    return (across, down) if fine else None


def upright_xmp(packet: bytes | None) -> tuple[bytes | None, int]:
    """The XMP packet with its orientation set to 1, and the orientation (1..8) it said, or 0."""
    if not packet:
        return None, 0
    said = _XMP_ORIENTATION.search(packet)
    orientation = int(said[2]) if said else 0
    return _XMP_ORIENTATION.sub(rb"\g<1>1", packet), orientation if 1 <= orientation <= 8 else 0


def photoshop_of_iptc(iptc: bytes) -> bytes:
    """A block of Photoshop's resources that holds IPTC alone."""
    return b"8BIM" + struct.pack(">HHI", _IPTC_RESOURCE, 0, len(iptc)) + iptc + bytes(len(iptc) % 2)


def iptc_of_photoshop(block: bytes | None) -> bytes | None:
    """IPTC out of a block of Photoshop's resources, or None."""
    place = 0
    while block and block[place : place + 4] == b"8BIM" and place + 12 <= len(block):
        number, name = struct.unpack_from(">HB", block, place + 4)
        start = place + 6 + (name + 2) // 2 * 2
        if start + 4 > len(block):
            return None
        (size,) = struct.unpack_from(">I", block, start)
        if number == _IPTC_RESOURCE:
            return sound_iptc(block[start + 4 : start + 4 + size])
        place = start + 4 + size + size % 2
    return None


def sound_iptc(data: bytes | None) -> bytes | None:
    """The data if they begin as IPTC does, else None."""
    return data if data and data[0] == _IIM else None
