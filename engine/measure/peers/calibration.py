"""Which numbers a quantized peer can hold: the ranges that photographs with noise need, chosen on other photographs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.errors import ModelError, PictureError
from engine.formats import READABLE
from engine.measure.degrade import add_noise
from engine.measure.metrics import psnr
from engine.measure.peers.files import PeerFile, inputs_of, restorer_of
from engine.measure.peers.int8 import FORMS, Ranges, quantized, ranges_of
from engine.measure.peers.runtimes import runtimes
from engine.picture.files import open_picture
from engine.picture.pixels import to_pixels
from engine.tasks import Task

SIDE = 128
"""Side of the squares that are cut from the middle of photographs."""
CALIBRATED, CHOSEN = 48, 24
"""Photographs that the ranges are taken from, and others that choose among them."""
LEVELS = (5.0, 15.0, 25.0, 35.0, 50.0, 65.0)
"""Sigmas of the first, in turn."""
PERCENTILES = (99.9, 99.99, 99.999, 100.0)


def calibrated(peer: PeerFile, squares: list[np.ndarray]) -> dict[str, Ranges]:
    """The best ranges for each form, by its name.

    Parameters
    ----------
    peer : PeerFile
    squares : list of ndarray of uint8, shape (SIDE, SIDE, 3)
        Of :func:`photographs`.

    Raises
    ------
    ModelError
        Without a runtime.
    """
    engines = runtimes()
    if "onnxruntime" not in engines:
        raise ModelError("nothing here can quantize networks", hint="pip install 'bbcu-restore[bench]'")
    runtime = engines.get("openvino", engines["onnxruntime"])
    pictures = [inputs_of(peer.spec, add_noise(square.astype(np.float32) / 255, LEVELS[place % len(LEVELS)], place),
                          LEVELS[place % len(LEVELS)]) for place, square in enumerate(squares[:CALIBRATED])]
    found = [ranges_of(peer.model, pictures, percentile) for percentile in PERCENTILES]
    best = {}
    for form in FORMS:
        def quality(ranges: Ranges, form=form) -> float:
            run = runtime.load(quantized(peer.model, ranges, form), 1, "f32")
            return _psnr(restorer_of(peer.spec, run), squares[CALIBRATED:])
        best[form.name] = max(found, key=quality)
    return best


def _psnr(restore: Callable[[np.ndarray, float], np.ndarray], squares: list[np.ndarray]) -> float:
    levels = Task.DENOISE.info.measured_at
    return float(np.mean([
        psnr(to_pixels(restore(add_noise(square.astype(np.float32) / 255, level), level), np.uint8), square)
        for level in levels for square in squares]))


def photographs(folder: Path) -> list[np.ndarray]:
    """Squares from the middle of photographs, spread evenly over a folder and those in it: uint8 (SIDE, SIDE, 3).

    Raises
    ------
    PictureError
        If there are not enough.
    """
    wanted = CALIBRATED + CHOSEN
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in READABLE)
    squares = []
    for place in np.linspace(0, len(files), 2 * wanted, endpoint=False, dtype=int) if files else ():
        pixels = open_picture(files[place]).pixels
        if pixels.dtype == np.uint8 and pixels.ndim == 3 and min(pixels.shape[:2]) >= SIDE and len(squares) < wanted:
            top, left = ((length - SIDE) // 2 for length in pixels.shape[:2])
            square = pixels[top : top + SIDE, left : left + SIDE]
            squares.append(np.ascontiguousarray(np.broadcast_to(square, (SIDE, SIDE, 3))))
    if len(squares) < wanted:
        raise PictureError(f"there are only {len(squares)} photographs of {SIDE} x {SIDE} pixels or more",
                           file=folder, hint=f"Name a folder with {2 * wanted} photographs.")
    return squares[::2] + squares[1::2]  # those that choose lie between the others
