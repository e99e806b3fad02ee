"""What each body of the study `layouts` costs in the engine: ``python tools/layout_costs.py [LAYOUT ...]``.

Networks of random numbers, which cost what trained ones do, run turn by turn in one process on one thread. Prints a
Markdown table: the median time, and that of neighbouring turns beside the first row's.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.measure.random_network import random_network  # noqa: E402 (the repository first)
from engine.measure.turns import ONE_BIT, SIDE, Contestant, in_turn, ready  # noqa: E402
from engine.network.packed import save_packed  # noqa: E402
from engine.tasks import Task  # noqa: E402
from engine.training.studies.catalog import LAYOUTS, base_spec, study_named  # noqa: E402

CHANNELS, ROUNDS = 32, 15


def main(wanted: list[str]) -> int:
    """Measure and print."""
    variants = study_named("layouts", base_spec(Task.DENOISE, 1, CHANNELS, 16)).variants
    specs = [variant.spec for variant in variants if not wanted or LAYOUTS[variant.name] in wanted]
    specs = [replace(spec, level_map=False, level_bias=("luma",)) for spec in specs]  # as networks ship
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{place}.bbcu" for place in range(len(specs))]
        for spec, file in zip(specs, files, strict=True):
            save_packed(random_network(spec), file)
        seconds = in_turn([ready(Contestant(str(file), ONE_BIT), 1) for file in files], ROUNDS)
    print("| layout | ns per pixel | times the first: min / median / max |\n|---|---|---|")  # noqa: T201 (its output)
    for spec, own in zip(specs, seconds, strict=True):
        ratios = sorted(a / b for a, b in zip(own, seconds[0], strict=True))
        print(f"| `{spec.layout or spec.units}` | {median(own) / SIDE**2 * 1e9:.0f} | "  # noqa: T201
              f"{ratios[0]:.2f} / {median(ratios):.2f} / {ratios[-1]:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
