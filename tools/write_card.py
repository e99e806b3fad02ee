"""Measure a model by the published protocol, beside OpenCV's best classical filter, and write the figures on its card.

    python tools/write_card.py resources/models/denoise-fine.bbcu --data CBSD68 --title "Fine" \
        --summary "..." --trained-on "..." [--no-opencv] [--protocol standard]

What is measured follows from the model: sigma 15, 25 and 50 (CBSD68); JPEG of quality 10 to 40, in colour with 4:2:0
or on luma (LIVE1); the model's own scale (Set5). A model for colour may be measured by another protocol of its task.
The card is part of the model file; ``bbcu models`` prints it, ``bbcu evaluate`` reproduces it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from engine.measure.evaluate import evaluate, plain_model
from engine.measure.protocols import Protocol, protocol_for
from engine.network.packed import PackedNetwork, load_packed, save_packed
from engine.network.spec import NetworkSpec
from engine.picture.files import open_picture
from engine.picture.pixels import to_pixels
from engine.plan import Step
from engine.tasks import Task

Filter = Callable[[np.ndarray], np.ndarray]
"""uint8 RGB or grey in and out."""


def non_local_means(h: float, pixels: np.ndarray) -> np.ndarray:
    """OpenCV's fastNlMeansDenoising at its default windows, for colour fastNlMeansDenoisingColored."""
    if pixels.shape[2] == 1:
        return cv2.fastNlMeansDenoising(pixels, None, h, 7, 21)[..., None]
    return np.ascontiguousarray(cv2.fastNlMeansDenoisingColored(pixels[..., ::-1], None, h, h, 7, 21)[..., ::-1])


def bilateral(sigma: float, pixels: np.ndarray) -> np.ndarray:
    """OpenCV's bilateral filter over 5 pixels."""
    return cv2.bilateralFilter(pixels, 5, sigma, 2.0).reshape(pixels.shape)


def enlargement(kind: int, scale: int, pixels: np.ndarray) -> np.ndarray:
    """OpenCV's resize."""
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=kind)


def filters(task: Task, level: float) -> list[tuple[str, Filter]]:
    """OpenCV's candidates for a task, by name."""
    if task is Task.DENOISE:
        return [(f"h {factor * level:g}", partial(non_local_means, factor * level))
                for factor in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 1.0)]
    if task is Task.DEBLOCK:
        return [(f"bilateral {sigma}", partial(bilateral, sigma)) for sigma in (5, 10, 15, 20, 30, 40)] + \
               [(f"h {h}", partial(non_local_means, h)) for h in (1, 2, 3, 4)]
    if not task.info.enlarges:
        return []
    return [(name, partial(enlargement, getattr(cv2, f"INTER_{name}"), int(level))) for name in ("CUBIC", "LANCZOS4")]


def best_filter(protocol: Protocol, candidates: list[tuple[str, Filter]], folder: Path) -> float:
    """Mean PSNR in dB of the candidate that is best on a quarter of the pictures."""
    references = [protocol.reference(open_picture(path).pixels) for path in sorted(folder.glob("*.png"))]
    pairs = [(to_pixels(protocol.degraded(reference), np.uint8), reference) for reference in references]

    def mean(run: Filter, some: list) -> float:
        return float(np.mean([protocol.score(run(seen), reference)[0] for seen, reference in some]))

    few = pairs[:: 4 if len(pairs) > 20 else 1]
    name, run = max(tqdm(candidates, desc="OpenCV", leave=False), key=lambda candidate: mean(candidate[1], few))
    tqdm.write(f"OpenCV: {name}")
    return mean(run, pairs)


def measured(path: Path, spec: NetworkSpec, folder: Path, opencv: bool, protocol: str = "") -> tuple[dict, ...]:
    """One row of the card for each level; by the usual protocol for as many channels, or that of this name."""
    rows, info = [], spec.task.info
    name = protocol or info.protocol(spec.image_channels)
    for level in (float(spec.scale),) if info.enlarges else info.measured_at:
        step = Step(spec.task, level, str(path))
        report = evaluate(step, folder, protocol=name)
        plain = evaluate(replace(step, model=plain_model(spec.task)), folder, protocol=name)
        row = {"set": folder.name, "level": level, "protocol": name, "psnr": round(report["psnr"], 2),
               "ssim": round(report["ssim"], 4), "input": round(plain["psnr"], 2)}
        if opencv and (candidates := filters(spec.task, level)):
            found = best_filter(protocol_for(step, name), candidates, folder)
            row["opencv"] = round(found, 2)
        rows.append(row)
        tqdm.write(str(row))
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
    parser.add_argument("--protocol", default="", help="of the task's, if not the usual one for as many channels")
    args = parser.parse_args()
    network = load_packed(args.model)
    card = replace(
        network.card, name=args.model.stem, title=args.title or network.card.title,
        summary=args.summary or network.card.summary, data=args.trained_on or network.card.data,
        date=datetime.now(UTC).date().isoformat(),
        measured=measured(args.model, network.spec, args.data, not args.no_opencv, args.protocol),
    )
    save_packed(PackedNetwork(network.spec, network.tensors, card), args.model)
    return 0


if __name__ == "__main__":
    sys.exit(main())
