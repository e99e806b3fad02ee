"""Crops of the sample photos before and after: ``python tools/before_after.py`` writes docs/before-after.png."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.picture.files import open_picture  # noqa: E402 (the repository first)
from engine.plan import Plan  # noqa: E402
from engine.run.restore import Finished, restore  # noqa: E402

SAMPLES = ROOT / "resources" / "samples"
CROPS = (("deep-field.png", "auto", (160, 180)), ("coffee-phone.jpg", "auto", (180, 60)),
         ("cat-noisy.png", "auto", (140, 60)), ("coffee-jpeg.jpg", "auto", (180, 60)),
         ("rocket-small.png", "upscale=2", (95, 60)))
"""File, plan and upper left corner of each crop, in the source's pixels."""
SIDE, SHOWN, GAP = 160, 320, 8
"""Side of a crop in pixels of the source (of an enlargement, in pixels of the result), as it is shown, and between."""


def crops(name: str, plan: Plan, corner: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """The crop before and after, as they are shown; an enlargement beside plain pixels of its size."""
    picture = open_picture(SAMPLES / name)
    result = next(event.picture for event in restore(picture, plan) if isinstance(event, Finished))
    side, (x, y), scale = SIDE // plan.scale, corner, plan.scale
    before = picture.pixels[y : y + side, x : x + side]
    after = result.pixels[y * scale : (y + side) * scale, x * scale : (x + side) * scale]
    return before, after


def main() -> int:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "before-after.png")
    args = parser.parse_args()
    columns = len(CROPS)
    sheet = Image.new("RGB", (columns * SHOWN + (columns - 1) * GAP, 2 * SHOWN + GAP), "white")
    for column, (name, text, corner) in enumerate(CROPS):
        for row, pixels in enumerate(crops(name, Plan.parse(text), corner)):
            shown = Image.fromarray(np.ascontiguousarray(pixels)).resize((SHOWN, SHOWN), Image.Resampling.NEAREST)
            sheet.paste(shown, (column * (SHOWN + GAP), row * (SHOWN + GAP)))
    sheet.save(args.output, optimize=True)
    sys.stdout.write(f"{args.output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
