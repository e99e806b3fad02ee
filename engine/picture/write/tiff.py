"""TIFF of 8 and 16 bits, by tifffile; EXIF is added afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np

from engine.picture.meta.tiff import byte_order, graft_exif
from engine.picture.pixels import Picture
from engine.picture.write.pillow import given

_LIMIT = 4 * 10**9
"""Bytes beyond which a file becomes a BigTIFF."""


def write(picture: Picture, file: BinaryIO) -> None:
    """Encode a picture of 8 or 16 bits, losslessly."""
    import tifffile

    samples = picture.pixels
    if picture.alpha is not None:
        samples = np.concatenate([samples, picture.alpha[..., None]], axis=2)
    big = samples.nbytes > _LIMIT
    texts = ((700, picture.xmp), (33723, picture.iptc))
    extras = [(tag, "B", len(text), text, True) for tag, text in texts if text is not None]
    with tifffile.TiffWriter(file, bigtiff=big, byteorder=byte_order(picture.exif)) as writer:
        writer.write(
            samples if samples.shape[2] > 1 else samples[..., 0],
            photometric="rgb" if picture.channels == 3 else "minisblack",
            planarconfig="contig" if samples.shape[2] > 1 else None,
            extrasamples=["unassalpha"] if picture.alpha is not None else None,
            compression="zlib",
            predictor=True,
            rowsperstrip=max(1, min(picture.height, (1 << 20) // samples[0].nbytes)),
            **given(iccprofile=picture.icc, resolution=picture.dpi, resolutionunit=2 if picture.dpi else None),
            extratags=extras,
            metadata=None,
            software=False,
        )
    if picture.exif is not None and not big:
        graft_exif(file, picture.exif)


def check(path: Path, size: tuple[int, int]) -> None:
    """Raise ValueError unless the file is a picture of this (width, height) with all its pixels."""
    import tifffile

    with tifffile.TiffFile(path) as file:
        page = file.pages[0]
        if (page.imagewidth, page.imagelength) != size:
            raise ValueError("the size differs")
        if max(map(sum, zip(page.dataoffsets, page.databytecounts, strict=True))) > path.stat().st_size:
            raise ValueError("some of the pixels are missing")
