"""How strong the noise in a picture is as it is shown, in brightness and in colour, and how sure that is.

A few small networks read :func:`engine.run.noise_features.features`; where they disagree, none of them knows. They also
say which level the network that removes noise had best be told: the one that loses least, all things considered, for a
weak one does little good and a strong one smears. Their numbers ship in ``resources/meters/noise.npz``;
``tools/fit_noise_meter.py`` fits them to simulated photographs; how well they measure says ``docs/studies/meter.md``.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np

from engine.run.noise_features import SMALLEST, features
from engine.tasks import Sureness

LEAST = 0.7
"""Grey levels that are added before logarithms are taken: it does not matter by what factor no noise is missed."""
SURE, UNSURE = 0.25, 0.8
"""Expected errors of the logarithm up to which a level is sure, and up to which there is one at all."""
ERRORS = -2.5, 1.0
"""Logarithms of the least and greatest error that one network may expect."""
IN_DOUBT = 0.6
"""Where the networks disagree on what is best told, it is more by this times their standard deviation: they were fitted
to simulated photographs, and of real ones they say too little (docs/studies/meter.md)."""
_FURTHEST = 4.0
"""Standard deviations beyond which a feature says no more."""
_NO_JPEG = -0.3
"""What stands for a picture that was never compressed, where 0 is quality 100 and 1 quality 0."""


class Noise(NamedTuple):
    """What was measured.

    Attributes
    ----------
    luma, colour : float
        Root mean square, in grey levels of 0..255 as shown: of BT.601 Y, and the mean of those of Cb and Cr; of a grey
        picture, of itself and 0.
    correlation : float
        Of its brightness with the next pixel: 0 for white noise, towards 1 for coarse grain.
    sure : Sureness
    told, told_colour : float
        What a network that removes noise is best told of brightness and colours: sigma of white noise, grey levels.
    """

    luma: float
    colour: float
    correlation: float
    sure: Sureness
    told: float
    told_colour: float


NOTHING = Noise(0.0, 0.0, 0.0, Sureness.NONE, 0.0, 0.0)


def noise_in(crops: np.ndarray, quality: int | None = None, earlier: int | None = None) -> Noise:
    """Measure noise.

    Parameters
    ----------
    crops : ndarray of float32, shape (n, h, w, 1 or 3)
        Parts of a picture (:func:`engine.run.crops.seen_crops`) in grey levels of 0..255.
    quality, earlier : int or None
        JPEG quality of the file, and of a compression before it.

    Returns
    -------
    Noise
        :data:`NOTHING` where the picture is too small, or all black, white or of one colour.
    """
    if not len(crops) or min(crops.shape[1:3]) < SMALLEST or crops.min() == crops.max():
        return NOTHING
    return read(inputs(features(crops), quality, earlier), grey=crops.shape[3] == 1)


def inputs(found: np.ndarray, quality: int | None, earlier: int | None) -> np.ndarray:
    """Features and what is known of JPEG, as the networks read them: float32 (COUNT + 2,)."""
    strongest = min((each for each in (quality, earlier) if each is not None), default=None)
    known = [_NO_JPEG if each is None else (100 - each) / 100 for each in (quality, strongest)]
    return np.concatenate([found, np.float32(known)])


def read(numbers: np.ndarray, grey: bool) -> Noise:
    """What the networks say of their inputs."""
    said = outputs(numbers)
    luma, colour, told, told_colour = np.maximum(np.exp(said[[0, 1, 5, 6]]) - LEAST, 0).tolist()
    error = np.exp(said[3] if grey or luma >= colour else said[4])
    sure = Sureness.FULL if error <= SURE else Sureness.PART if error <= UNSURE else Sureness.NONE
    colour, told_colour = (0.0, 0.0) if grey else (colour, told_colour)
    return Noise(luma, colour, float(np.clip(said[2], 0, 1)), sure, told, told_colour)


def outputs(numbers: np.ndarray) -> np.ndarray:
    """Logarithms of luma and colour plus LEAST, correlation, logarithms of the expected errors, and of what is best
    told of luma and colour plus LEAST: (n,) to (7,)."""
    fitted = _fitted()
    values = np.clip((numbers - fitted["mean"]) / fitted["spread"], -_FURTHEST, _FURTHEST)
    last = sum(name.startswith("weight") for name in fitted) - 1
    for layer in range(last + 1):
        values = np.einsum("...n,mno->mo" if layer == 0 else "mn,mno->mo", values, fitted[f"weight{layer}"])
        values = values + fitted[f"bias{layer}"]
        values = np.maximum(values, 0) if layer < last else values
    errors = np.exp(2 * np.clip(values[:, 3:5], *ERRORS)).mean(axis=0) + values[:, :2].var(axis=0)
    told = values[:, 5:].mean(axis=0) + IN_DOUBT * values[:, 5:].std(axis=0)
    return np.concatenate([values[:, :3].mean(axis=0), np.log(errors) / 2, told])


@lru_cache(maxsize=1)
def _fitted() -> dict[str, np.ndarray]:
    """The networks' numbers, float32: `mean` and `spread` of their inputs, and weights (networks, n, m) and biases."""
    with as_file(files("resources") / "meters" / "noise.npz") as path, np.load(path, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
