"""Noise of real photographs beside that of the simulated camera: ``python tools/camera_study.py PAIRS``.

PAIRS is a folder for ``bbcu evaluate --pairs``. Real noise is what a photograph and the mean of many differ by;
simulated noise is put on the same means. Writes docs/studies/camera.png and prints the table of docs/studies/camera.md.
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path

import cv2
import matplotlib
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.measure.camera import KINDS, simulated_pair  # noqa: E402 (the repository first)
from engine.measure.pairs import find_pairs  # noqa: E402
from engine.picture.files import open_picture  # noqa: E402
from engine.picture.pixels import TO_YCBCR  # noqa: E402

matplotlib.use("agg")
from matplotlib import pyplot as plt  # noqa: E402

SIDE = 256
"""Of the square of each mean that is photographed by simulated cameras."""
FLAT = 32
"""Side of the flat patches whose spectra are taken."""
GRADIENT = 2.0
"""Grey levels per pixel below which a blurred picture counts as flat."""
LAGS = (1, 2, 3, 4, 8)
LUMAS = np.arange(0, 257, 32)
COLOURS = {"real": "black", "camera": "tab:blue", "phone": "tab:orange", "raw": "tab:green"}


def correlation(plane: np.ndarray, lag: int) -> float:
    """Of a plane with itself, mean of across and down."""
    products = (plane[:, :-lag] * plane[:, lag:]).mean() + (plane[:-lag] * plane[lag:]).mean()
    return float(products / 2 / max(1e-9, (plane**2).mean()))


def flat_spectrum(noise: np.ndarray, gradient: np.ndarray) -> np.ndarray | None:
    """Mean power spectrum of the flat patches of a plane, over its sum: (FLAT, FLAT), or None if there are none."""
    window = np.outer(np.hanning(FLAT), np.hanning(FLAT))
    found = []
    for top in range(0, noise.shape[0] - FLAT + 1, FLAT):
        for left in range(0, noise.shape[1] - FLAT + 1, FLAT):
            place = np.s_[top : top + FLAT, left : left + FLAT]
            if (gradient[place] < GRADIENT).mean() > 0.95:
                patch = noise[place] - noise[place].mean()
                found.append(np.abs(np.fft.fft2(patch * window)) ** 2)
    power = np.mean(found, axis=0) if found else np.zeros(1)
    return np.fft.fftshift(power / power.sum()) if power.sum() > 0 else None


def radial(spectrum: np.ndarray) -> np.ndarray:
    """Mean power by distance from the middle, 1..FLAT / 2, over that of white noise."""
    y, x = np.mgrid[:FLAT, :FLAT] - FLAT // 2
    distance = np.rint(np.hypot(y, x)).astype(int)
    return np.array([spectrum[distance == d].mean() for d in range(1, FLAT // 2 + 1)]) * FLAT**2


def measured(spoiled: np.ndarray, clean: np.ndarray) -> dict:
    """Every figure of one pair, uint8 (h, w, 3)."""
    rgb = spoiled.astype(float) - clean
    parts = np.moveaxis(rgb @ TO_YCBCR.T, 2, 0)
    luma = clean @ TO_YCBCR[0]
    gradient = np.hypot(*np.gradient(cv2.GaussianBlur(luma, (0, 0), 1.5)))
    centred = [plane - plane.mean() for plane in parts]
    deviations = np.array([plane.std() for plane in centred])
    flat, edge = gradient < GRADIENT, gradient > 4 * GRADIENT
    spectra = [flat_spectrum(plane, gradient) for plane in parts[:2]]
    by_luma = [centred[0][flat & (luma >= a) & (luma < b)] for a, b in pairwise(LUMAS)]
    return {
        "R, G, B": rgb.std(axis=(0, 1)), "Y, Cb, Cr": deviations,
        "colour / luma": np.array([deviations[1:].mean() / max(deviations[0], 0.1)]),
        "edge / flat": np.array([centred[0][edge].std() / centred[0][flat].std()
                                 if min(edge.sum(), flat.sum()) > 300 else np.nan]),
        "Y by distance": np.array([correlation(centred[0], lag) for lag in LAGS]),
        "Cb by distance": np.array([correlation(centred[1], lag) for lag in LAGS]),
        "Cr by distance": np.array([correlation(centred[2], lag) for lag in LAGS]),
        "by luma": np.array([values.std() if len(values) > 500 else np.nan for values in by_luma]),
        "spectra": spectra,
    }


def rows_of(folder: Path) -> dict[str, list[dict]]:
    """Figures of the real pairs, and of every kind of camera on a square of each mean."""
    rows: dict[str, list[dict]] = {name: [] for name in COLOURS}
    for seed, pair in enumerate(find_pairs(folder)[0]):
        real, mean = (open_picture(path).pixels for path in (pair.real, pair.mean))
        rows["real"].append(measured(real, mean))
        top, left = np.random.default_rng(seed).integers(0, np.subtract(mean.shape[:2], SIDE) + 1)
        for kind in KINDS:
            for turn in range(2):
                shot = simulated_pair(np.ascontiguousarray(mean[top : top + SIDE, left : left + SIDE]),
                                      2 * seed + turn, kind)
                rows[kind].append(measured(shot.spoiled, shot.target))
    return rows


def table(rows: dict[str, list[dict]]) -> str:
    """Means and, behind a plus-minus, spreads of every figure."""
    lines = ["| | " + " | ".join(rows) + " |", "|---|" + "---|" * len(rows)]
    for name in ("R, G, B", "Y, Cb, Cr", "colour / luma", "edge / flat", "Y by distance", "Cb by distance",
                 "Cr by distance"):
        cells = []
        for found in rows.values():
            values = np.array([row[name] for row in found])
            cells.append(" / ".join(f"{mean:.2f} ± {spread:.2f}" for mean, spread in
                                    zip(np.nanmean(values, axis=0), np.nanstd(values, axis=0), strict=True)))
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def plot(rows: dict[str, list[dict]], path: Path) -> None:
    """Spectra of flat patches, and how strong noise is, by luma and against its correlation."""
    figure, axes = plt.subplots(2, 4, figsize=(16, 7.5), constrained_layout=True)
    for row, plane in enumerate(("Y", "Cb")):
        for name, colour in COLOURS.items():
            lines = np.array([radial(found["spectra"][row]) for found in rows[name]
                              if found["spectra"][row] is not None])
            low, middle, high = np.percentile(lines, (15, 50, 85), axis=0)
            place = np.arange(1, FLAT // 2 + 1) / FLAT
            axes[row, 0].plot(place, middle, color=colour, label=name, lw=2)
            if name in ("real", "camera"):
                axes[row, 0].fill_between(place, low, high, color=colour, alpha=0.15)
        axes[row, 0].set(yscale="log", ylim=(3e-3, 60), xlabel="cycles per pixel",
                         title=f"{plane}: power in flat patches, white noise = 1")
        for column, name in ((1, "real"), (2, "camera")):
            spectra = [found["spectra"][row] for found in rows[name] if found["spectra"][row] is not None]
            image = np.log10(np.mean(spectra, axis=0) * FLAT**2 + 1e-4)
            axes[row, column].imshow(image, cmap="magma", vmin=-2.5, vmax=1.7, extent=(-0.5, 0.5, -0.5, 0.5))
            axes[row, column].set(title=f"{plane}: {name}, mean over pictures (log)")
    axes[0, 0].legend()
    for name, colour in COLOURS.items():
        values = np.array([found["by luma"] / np.nanmean(found["by luma"]) for found in rows[name]])
        axes[0, 3].plot(LUMAS[:-1] + 16, np.nanmedian(values, axis=0), color=colour, label=name)
        points = np.array([(found["Y, Cb, Cr"][0], found["Y by distance"][0]) for found in rows[name]])
        axes[1, 3].scatter(*points.T, s=9, color=colour, alpha=0.8 if name == "real" else 0.4)
    axes[0, 3].set(xlabel="luma", title="Y: noise in flat areas over its mean", ylim=(0, 1.6))
    axes[1, 3].set(xlabel="standard deviation of Y, grey levels", xscale="log",
                   ylabel="correlation with the next pixel", title="each picture")
    figure.savefig(path, dpi=80)


def main() -> None:
    """Measure, print and plot."""
    parser = argparse.ArgumentParser(description="Noise of real photographs beside that of the simulated camera.")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "studies" / "camera.png")
    args = parser.parse_args()
    rows = rows_of(args.pairs)
    sys.stdout.write(table(rows) + "\n")
    plot(rows, args.output)


if __name__ == "__main__":
    main()
