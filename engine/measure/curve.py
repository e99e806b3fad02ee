"""Quality against measured cost: the one-bit denoisers beside small float networks of good design.

A one-bit network is quick beside a float network of its own shape; but nobody has to choose the same shape. So each is
measured twice: how well it denoises a test set, and what a pixel costs, all networks turn by turn in one process.
Quality is kept by what is measured, so that the times can be taken again, or elsewhere, without the pictures.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from engine.errors import BackendError, ModelError, PictureError, SaveError
from engine.measure import turns
from engine.measure.evaluate import evaluate, scores
from engine.measure.machine import has, machine
from engine.measure.peers.calibration import calibrated, photographs
from engine.measure.peers.files import load_calibration, load_peers, restorer_of, save_calibration
from engine.measure.peers.int8 import FORMS, quantized
from engine.measure.peers.runtimes import runtimes
from engine.measure.peers.spec import PeerSpec
from engine.measure.protocols import protocol_for
from engine.measure.turns import ONE_BIT, SIDE, Contestant
from engine.plan import Step
from engine.run import catalog
from engine.tasks import Task
from engine.unfinished import whole_file

ROUNDS = 7
LEVELS = Task.DENOISE.info.measured_at
KINDS = ("one bit", "float32", "bfloat16", "int8")
"""What the networks are grouped by."""
OPENVINO_LIMIT = "ONEDNN_MAX_CPU_ISA"
"""The environment's word by which OpenVINO takes a processor for a lesser one."""


@dataclass(frozen=True)
class Processor:
    """A kind of processor that this one can be taken for.

    Attributes
    ----------
    name : str
    title : str
    environment : dict
        What makes the libraries take it for that.
    lacks : str
        Only where this processor has this feature, it is worth while.
    bfloat16 : bool
        Whether float networks gain from 16-bit floats on it.
    """

    name: str
    title: str
    environment: dict[str, str]
    lacks: str
    bfloat16: bool


PROCESSORS = (
    Processor("this", "this processor as it is", {}, "", True),
    Processor("avx512-vnni", "taken for one with AVX-512 and VNNI, but no AMX", {OPENVINO_LIMIT: "AVX512_CORE_VNNI"},
              "amx-int8", False),
    Processor("avx2-vnni", "taken for one with AVX2 and VNNI",
              {OPENVINO_LIMIT: "AVX2_VNNI", "NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": "+avx2"},
              "avx512bw", False),
)


@dataclass(frozen=True, eq=False)
class Network:
    """One way to run one network.

    Attributes
    ----------
    name : str
        Of the model, or of the peer's recipe.
    kind : str
        One of :data:`KINDS`.
    form : str
        What of it is quantized, or the kind again.
    contestant : Contestant
        How it is run; its file exists only while it is measured.
    content : bytes
        Of the model.
    """

    name: str
    kind: str
    form: str
    contestant: Contestant
    content: bytes

    @property
    def key(self) -> str:
        """What its quality is kept by."""
        how = f"{self.contestant.runtime} {self.contestant.precision}".encode()
        return hashlib.sha256(self.content + how).hexdigest()[:16]

    @property
    def about(self) -> dict[str, str]:
        """What is written down of it."""
        return {"name": self.name, "kind": self.kind, "form": self.form, "runtime": self.contestant.runtime}

    @property
    def label(self) -> str:
        """For people."""
        return self.name if self.kind == KINDS[0] else f"{self.name}, {self.form}, {self.contestant.runtime}"


def calibrate(peers: Path, photos: Path, note: Callable[[str], None] = lambda _text: None) -> None:
    """Find the ranges by which the peers of a folder are quantized, on photographs, and keep them there.

    Raises
    ------
    RestoreError
        If the peers or photographs cannot be read, there are too few, or nothing here can quantize.
    """
    squares, found = photographs(photos), {}
    for peer in load_peers(peers):
        note(f"calibrating {peer.name}")
        found[peer.name] = calibrated(peer, squares)
    save_calibration(peers, found)


def networks(peers: Path, more: Iterable[Path] = ()) -> list[Network]:
    """Everything that can be measured here: the denoisers that ship, others by their files, and the peers.

    Raises
    ------
    ModelError
        If a model or the peers cannot be read.
    """
    paths = [model.path for model in catalog.models(Task.DENOISE) if model.bundled]
    paths += [catalog.find(Task.DENOISE, str(path)).path for path in more]
    found = [Network(path.stem, KINDS[0], KINDS[0], Contestant(str(path), ONE_BIT), path.read_bytes())
             for path in paths]
    calibration, engines = load_calibration(peers), runtimes()
    for peer in load_peers(peers):
        forms = [(form.name, quantized(peer.model, calibration[peer.name][form.name], form)) for form in FORMS
                 if "onnxruntime" in engines and form.name in calibration.get(peer.name, {})]
        spec = peer.spec.to_json()
        for engine in engines:
            made = Contestant("", engine, spec=spec)
            found.append(Network(peer.name, "float32", "float32", made, peer.model))
            if engine == "openvino":
                found.append(Network(peer.name, "bfloat16", "bfloat16", replace(made, precision="bf16"), peer.model))
            found += [Network(peer.name, "int8", form, made, model) for form, model in forms]
    return found


def qualities(found: list[Network], kept: dict[str, dict], folder: Path | None,
              note: Callable[[str], None] = lambda _text: None) -> dict[str, dict]:
    """PSNR of each network by its :attr:`Network.key`.

    Parameters
    ----------
    found : list of Network
    kept : dict
        What was measured before, in the same form.
    folder : Path or None
        The test set.
    note : callable
        Told what is being measured.

    Returns
    -------
    dict
        ``set``, the folder's name, and ``psnr``, a list in the order of :data:`LEVELS`, in dB.

    Raises
    ------
    PictureError
        If something is to be measured, but there is no folder.
    """
    out = {}
    for network in found:
        known = kept.get(network.key)
        if known is None or (folder is not None and known["set"] != folder.resolve().name):
            if folder is None:
                raise PictureError(f"the quality of {network.label} has not been measured yet",
                                   hint="Name the folder of the test set: --data CBSD68.")
            note(f"quality of {network.label}")
            known = {"set": folder.resolve().name, "psnr": [round(value, 4) for value in _psnr(network, folder)]}
        out[network.key] = known
    return out


def _psnr(network: Network, folder: Path) -> Iterator[float]:
    """Mean PSNR over a folder at each level."""
    contestant = network.contestant
    if contestant.runtime == ONE_BIT:
        for level in LEVELS:
            yield evaluate(Step(Task.DENOISE, level, contestant.file), folder)["psnr"]
        return
    run = runtimes()[contestant.runtime].load(network.content, os.cpu_count() or 1, contestant.precision)
    restore = restorer_of(PeerSpec.from_json(contestant.spec), run)
    for level in LEVELS:
        rows = scores(folder, protocol_for(Step(Task.DENOISE, level), "standard"),
                      lambda values, level=level: restore(values, level))
        yield float(np.mean([row[1] for row in rows]))


def timed(found: list[Network], processor: Processor, rounds: int = ROUNDS) -> dict:
    """What a pixel costs, all networks in turn, in a process of its own.

    Returns
    -------
    dict
        ``processor`` (its name), ``title``, ``machine``, ``versions`` of the runtimes, and ``times``: for each number
        of threads the nanoseconds per pixel of each network by its key, of every round.

    Raises
    ------
    BackendError
        If it failed.
    """
    chosen = [network for network in found if network.kind != "bfloat16" or processor.bfloat16]
    threads = sorted({1, min(2, os.cpu_count() or 1)})
    with tempfile.TemporaryDirectory() as folder:
        contestants = [_written(network, Path(folder)) for network in chosen]
        manifest = Path(folder) / "manifest.json"
        manifest.write_text(json.dumps({"contestants": [asdict(each) for each in contestants], "rounds": rounds,
                                        "threads": threads}), encoding="utf-8")
        done = subprocess.run([sys.executable, "-m", turns.__name__, str(manifest)], capture_output=True, text=True,
                              env=os.environ | processor.environment, check=False)
    if done.returncode:
        raise BackendError(f"the times could not be measured: {done.stderr.strip().splitlines()[-1:]}",
                           hint="Run it again.")
    seconds = json.loads(done.stdout.strip().splitlines()[-1])
    times = {count: {network.key: [round(value / SIDE**2 * 1e9, 2) for value in values]
                     for network, values in zip(chosen, rows, strict=True)} for count, rows in seconds.items()}
    return {"processor": processor.name, "title": processor.title, "machine": machine(), "times": times,
            "versions": {runtime.name: runtime.version for runtime in runtimes().values()}}


def _written(network: Network, folder: Path) -> Contestant:
    """The contestant, its model in a file."""
    if network.contestant.runtime == ONE_BIT:
        return network.contestant
    path = folder / f"{network.key}.onnx"
    path.write_bytes(network.content)
    return replace(network.contestant, file=str(path))


def processors() -> list[Processor]:
    """This one, and those that it can be taken for."""
    return [each for each in PROCESSORS if not each.lacks or has(each.lacks)]


def load_results(path: Path) -> dict:
    """What an earlier run wrote, or nothing.

    Raises
    ------
    ModelError
        If it is something else.
    """
    if not path.exists():
        return {"networks": {}, "runs": []}
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values["networks"], dict) or not isinstance(values["runs"], list):
            raise ValueError("other fields")
        return values
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise ModelError("the results of earlier measurements cannot be read", file=path,
                         hint="Move the file away; everything will be measured again.") from err


def save_results(path: Path, results: dict) -> None:
    """Write what :func:`load_results` reads, a network a line; raises SaveError."""
    rows = ",\n".join(f'{json.dumps(key)}: {json.dumps(about)}' for key, about in sorted(results["networks"].items()))
    runs = ",\n".join(json.dumps(run) for run in results["runs"])
    try:
        with whole_file(path) as file:  # what hours have measured is not lost where this cannot be written
            file.write(f'{{"networks": {{\n{rows}\n}},\n"runs": [\n{runs}\n]}}\n'.encode())
    except OSError as err:
        raise SaveError(f"the results cannot be written: {err.strerror}", file=path,
                        hint="Name a file in a folder that you may write to: --results FILE.") from err
