"""Measure a model by the paper's protocol, beside OpenCV's best classical filter, and write the figures on its card.

    python tools/write_card.py resources/models/denoise-fast.bbcu --data CBSD68 --title "Fast" \
        --summary "..." --trained-on "..." [--no-opencv]

The card is part of the model file; ``bbcu models`` prints it, ``bbcu evaluate`` reproduces it.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from engine.degrade import add_noise
from engine.evaluate import evaluate
from engine.metrics import psnr
from engine.network.packed import PackedNetwork, load_packed, save_packed
from engine.picture import to_pixels
from engine.picture_io import open_picture
from engine.plan import Step, Task

SIGMAS = (15, 25, 50)
STRENGTHS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75)
"""Candidates for OpenCV's h, as multiples of sigma; its best is taken on every eighth picture, then run on all."""


def non_local_means(noisy: np.ndarray, h: float) -> np.ndarray:
    """OpenCV's fastNlMeansDenoisingColored at its default windows, uint8 RGB in and out."""
    return cv2.cvtColor(cv2.fastNlMeansDenoisingColored(cv2.cvtColor(noisy, cv2.COLOR_RGB2BGR), None, h, h, 7, 21),
                        cv2.COLOR_BGR2RGB)


def opencv_row(folder: Path, sigma: float) -> float:
    """Mean PSNR in dB of OpenCV's filter at the best h for this sigma."""
    pictures = [open_picture(path) for path in sorted(folder.glob("*.png"))]
    pairs = [(to_pixels(add_noise(p.values(), sigma), np.uint8), p.pixels) for p in pictures]

    def mean(some: list, h: float) -> float:
        return float(np.mean([psnr(non_local_means(noisy, h), clean) for noisy, clean in some]))

    best = max(STRENGTHS, key=lambda factor: mean(pairs[::8], factor * sigma))
    return mean(tqdm(pairs, desc=f"OpenCV, sigma {sigma:g}, h {best * sigma:g}"), best * sigma)


def measured(path: Path, folder: Path, opencv: bool) -> tuple[dict, ...]:
    """One row of the card for each sigma."""
    rows = []
    for sigma in SIGMAS:
        report = evaluate(Step(Task.DENOISE, sigma, str(path)), folder)
        row = {"set": folder.name, "level": sigma, "psnr": round(report["psnr"], 2), "ssim": round(report["ssim"], 4)}
        rows.append(row | ({"opencv": round(opencv_row(folder, sigma), 2)} if opencv else {}))
        tqdm.write(str(rows[-1]))
    return tuple(rows)


def main() -> int:
    """Measure, rewrite the file, print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--title", default="")
    parser.add_argument("--summary", default="")
    parser.add_argument("--trained-on", default="")
    parser.add_argument("--no-opencv", action="store_true")
    args = parser.parse_args()
    network = load_packed(args.model)
    card = replace(
        network.card, name=args.model.stem, title=args.title or network.card.title,
        summary=args.summary or network.card.summary, data=args.trained_on or network.card.data,
        date=datetime.now(UTC).date().isoformat(), measured=measured(args.model, args.data, not args.no_opencv),
    )
    save_packed(PackedNetwork(network.spec, network.tensors, card), args.model)
    return 0


if __name__ == "__main__":
    sys.exit(main())
