"""JPEG XL, where pillow-jxl-plugin is installed. Its decoder begins at once, so the header is read here before."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.picture.meta.exif import dpi_of_exif, upright_exif
from engine.picture.meta.texts import upright_xmp
from engine.picture.pixels import Picture
from engine.picture.read import pillow
from engine.picture.read.arrays import upright
from engine.picture.read.bounds import refuse_too_large, unsupported
from engine.picture.read.boxes import boxes

_CODESTREAM = b"\xff\x0a"
_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
"""Width to height, by the number that stands in the place of a width."""
_HEADER = 64


def read(path: Path, _page: int = 0) -> Picture:
    """Decode a JPEG XL file; one that was made from a JPEG without loss gives that JPEG's picture."""
    import pillow_jxl

    data = path.read_bytes()
    head = header(codestream(data))
    refuse_too_large(path, (head.width, head.height), 8 * 3, 16)
    is_jpeg, info, samples, icc, extra = pillow_jxl.Decoder(num_threads=-1)(data)
    if is_jpeg:
        return replace(pillow.decode(io.BytesIO(samples), path, "jpeg"), format="jxl")
    if info.mode not in ("L", "LA", "RGB", "RGBA", "I;16"):
        raise unsupported(path, f"its kind of colour ({info.mode}) is not supported")
    dtype = np.uint16 if info.mode == "I;16" else np.uint8
    pixels, alpha = upright(np.frombuffer(samples, dtype).reshape(info.height, info.width, -1))
    said = {box.box_type: box.data for box in extra}
    exif, _ = upright_exif(_block(said.get(b"Exif", b"")))  # the decoder has turned the picture
    xmp, _ = upright_xmp(said.get(b"xml ") or None)
    notes = (f"Of its {head.bits} bits per channel, 8 were read.",) if dtype == np.uint8 and head.bits > 8 else ()
    return Picture(pixels, alpha, icc or None, exif, xmp, dpi_of_exif(exif), path, "jxl", notes=notes)


def _block(data: bytes) -> bytes:
    """EXIF out of its box, where a number tells how many bytes to skip; some encoders leave that out."""
    return data if data[:2] in (b"II", b"MM") else data[4 + int.from_bytes(data[:4], "big") :]


@dataclass(frozen=True)
class Header:
    """What a codestream says first: size in pixels as stored, bits per channel (8 where they are hard to find)."""

    width: int
    height: int
    bits: int = 8


class _Bits:
    """A stream of bits, the lowest of each byte first."""

    def __init__(self, data: bytes) -> None:
        self.value, self.left = int.from_bytes(data, "little"), 8 * len(data)

    def take(self, count: int) -> int:
        if count > self.left:
            raise EOFError("truncated")
        found = self.value & ((1 << count) - 1)
        self.value >>= count
        self.left -= count
        return found

    def choose(self, *widths: int) -> int:
        """A number whose width in bits is told by two bits before it."""
        return self.take(widths[self.take(2)])


def codestream(data: bytes) -> bytes:
    """The first bytes of the codestream, which may stand in a box or in the first of several."""
    if data.startswith(_CODESTREAM):
        return data[:_HEADER]
    file = io.BytesIO(data)
    for name, start, _ in boxes(file, 0, len(data)):
        if name in (b"jxlc", b"jxlp"):
            place = start + 4 * (name == b"jxlp")
            return data[place : place + _HEADER]
    raise ValueError("no codestream")


def header(stream: bytes) -> Header:
    """Read size and depth from the start of a codestream."""
    bits = _Bits(stream.removeprefix(_CODESTREAM))
    if bits.take(1):
        height, ratio = 8 * (bits.take(5) + 1), bits.take(3)
        width = 8 * (bits.take(5) + 1) if not ratio else 0
    else:
        height, ratio = bits.choose(9, 13, 18, 30) + 1, bits.take(3)
        width = bits.choose(9, 13, 18, 30) + 1 if not ratio else 0
    if ratio:
        across, down = _RATIOS[ratio - 1]
        width = height * across // down
    if bits.take(1):  # everything else is as usual
        return Header(width, height)
    if bits.take(1) and (bits.take(3), bits.take(1), bits.take(1), bits.take(1))[1:] != (0, 0, 0):
        return Header(width, height)
    if bits.take(1):
        return Header(width, height, 32)
    which = bits.take(2)
    return Header(width, height, (8, 10, 12)[which] if which < 3 else bits.take(6) + 1)
