"""16 bits in colour from PNG and JPEG 2000, which Pillow cannot hold: OpenCV reads the samples.

OpenCV comes second, to files that Pillow has opened: it is looser about what is broken.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import numpy as np
from PIL import Image

from engine.picture.read.arrays import from_bgr
from engine.picture.read.boxes import depth_of_jp2


def depth(file: BinaryIO, kind: str) -> int:
    """Bits per channel, as the file says; 8 for the kinds that are not read here."""
    if kind == "png":
        file.seek(24)
        return file.read(1)[0]
    return depth_of_jp2(file) if kind == "jp2" else 8


def samples(file: BinaryIO, kind: str, image: Image.Image) -> np.ndarray:
    """The samples of a PNG or JPEG 2000 of more than 8 bits: uint16, shape (h, w, 1 to 4), as the file stores them.

    Parameters
    ----------
    file : binary file
    kind : str
    image : Image
        The same file, opened; of a PNG loaded, so that all of it is known to be sound.
    """
    import cv2

    bits = depth(file, kind)
    file.seek(0)
    data = file.read()
    grey = data[25] in (0, 4) if kind == "png" else image.mode in ("L", "LA", "I;16", "I")
    found = cv2.imdecode(np.frombuffer(_bare_png(data) if kind == "png" else data, np.uint8), cv2.IMREAD_UNCHANGED)
    if found is None or found.dtype != np.uint16 or found.shape[1::-1] != image.size:
        raise ValueError("the decoder gave nothing")
    if bits < 16:
        for row in found:
            row[...] = np.minimum(np.rint(row * (65535 / ((1 << bits) - 1))), 65535)
    return from_bgr(found, grey)


def _bare_png(data: bytes) -> bytes:
    """The file without the chunks by which some decoders turn or recolour what they give."""
    kept, place = [data[:8]], 8
    while place + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        if name in (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"):
            kept.append(data[place : place + 12 + length])
        place += 12 + length
    return b"".join(kept)
