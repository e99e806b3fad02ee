"""The trained float peers as files: weights in 16 bits, and the ranges by which they are quantized."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open

from engine.errors import ModelError, RestoreError, SaveError
from engine.measure.peers.graph import LEVEL, PICTURE, onnx_model
from engine.measure.peers.int8 import FORMS, Ranges
from engine.measure.peers.runtimes import Run
from engine.measure.peers.spec import PeerSpec
from engine.network.spec import read_json

FOLDER = Path("docs/studies/peers")
"""Where the weights are kept, in a checkout of the project; they are not installed."""
SUFFIX = ".safetensors"
CALIBRATION = "calibration.json"
LARGEST_FILE = 64 << 20


@dataclass(frozen=True, eq=False)
class PeerFile:
    """A trained peer.

    Attributes
    ----------
    name : str
        The recipe's, such as ``peer-ffd-32``.
    spec : PeerSpec
    steps : int
        Training steps behind it.
    model : bytes
        ONNX, float32.
    """

    name: str
    spec: PeerSpec
    steps: int
    model: bytes


def load_peers(folder: Path) -> list[PeerFile]:
    """All peers of a folder, by name.

    Raises
    ------
    ModelError
        If there is none, or one of the files is damaged.
    """
    hint = f"Run it in a checkout of the project, where {FOLDER} is, or name a folder with peers' weights."
    files = sorted(folder.glob("*" + SUFFIX)) if folder.is_dir() else []
    if not files:
        raise ModelError("there are no weights of float peers here", file=folder, hint=hint)
    return [_load(file, hint) for file in files]


def _load(path: Path, hint: str) -> PeerFile:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("it is too large")
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118
        spec = PeerSpec.from_json(metadata["spec"])
        return PeerFile(metadata["recipe"], spec, int(metadata["step"]), onnx_model(spec, tensors))
    except (OSError, SafetensorError, RestoreError, KeyError, ValueError) as err:
        raise ModelError(f"these are no weights of a float peer: {err}", file=path, hint=hint) from err


def load_calibration(folder: Path) -> dict[str, dict[str, Ranges]]:
    """Ranges by the name of the peer and of the form; a peer or form that was not calibrated is missing.

    Raises
    ------
    ModelError
        If there is a file, but of something else.
    """
    path = folder / CALIBRATION
    if not path.exists():
        return {}
    try:
        values = read_json(path.read_text(encoding="utf-8"))
        return {peer: {form.name: {name: (float(low), float(high)) for name, (low, high) in forms[form.name].items()}
                       for form in FORMS if form.name in forms} for peer, forms in values.items()}
    except (OSError, ValueError, TypeError, AttributeError) as err:
        raise ModelError("the ranges of the peers' numbers cannot be read", file=path,
                         hint="Make them again with --calibrate PHOTOS.") from err


def save_calibration(folder: Path, calibration: dict[str, dict[str, Ranges]]) -> None:
    """Write what :func:`load_calibration` reads; raises SaveError."""
    rows = [f"{json.dumps(peer)}: {json.dumps(forms, sort_keys=True)}" for peer, forms in sorted(calibration.items())]
    path = folder / CALIBRATION
    try:
        path.write_text("{" + ",\n".join(rows) + "}\n", encoding="utf-8")
    except OSError as err:
        raise SaveError(f"the ranges cannot be written: {err.strerror}", file=path,
                        hint="Name a folder of peers that you may write to.") from err


def inputs_of(spec: PeerSpec, values: np.ndarray, level: float) -> dict[str, np.ndarray]:
    """A picture and its level as a peer's model takes them.

    Parameters
    ----------
    spec : PeerSpec
    values : ndarray of float32, shape (h, w, 3)
        In 0..1; each side is filled to a multiple of the spec's alignment with its last pixels.
    level : float
        Sigma in grey levels.
    """
    short = spec.alignment
    padded = np.pad(values, ((0, -values.shape[0] % short), (0, -values.shape[1] % short), (0, 0)), mode="edge")
    height, width = padded.shape[0] // 2, padded.shape[1] // 2
    return {PICTURE: np.ascontiguousarray(np.moveaxis(padded, -1, 0)[None], np.float32),
            LEVEL: np.full((1, 1, height, width), spec.shown(level)[0], np.float32)}


def restorer_of(spec: PeerSpec, run: Run) -> Callable[[np.ndarray, float], np.ndarray]:
    """A loaded model as a function of values, float32 (h, w, 3) in 0..1, and sigma: float32 (h, w, 3), not clipped."""
    def restore(values: np.ndarray, level: float) -> np.ndarray:
        found = run(inputs_of(spec, values, level))
        return np.moveaxis(found[0], 0, -1)[: values.shape[0], : values.shape[1]]
    return restore
