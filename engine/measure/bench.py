"""How fast the backends are, beside what else a person could run on the same processor.

An absolute time says more about the machine's other work than about a program. So both sides of a comparison run in
turn, in one process, on the same number of pixels and threads, and the claim is the ratio of neighbouring runs: its
smallest, median and largest value. Networks have random weights, which cost what trained ones cost.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import numpy as np

from engine.backend import popcount
from engine.backend.contract import Backend
from engine.backend.program import Program
from engine.errors import BackendError
from engine.measure import probes
from engine.measure.machine import machine
from engine.measure.random_network import random_network
from engine.measure.turns import banded, in_turn
from engine.network.packed import PackedNetwork, save_packed
from engine.network.spec import NetworkSpec
from engine.tasks import Task

NETWORKS = {
    "BBCU-DnCNN 20x64": NetworkSpec(channels=64, units=18),
    "BBCU-DnCNN 14x32": NetworkSpec(channels=32, units=12),
    "BBCU-SRResNet x2 14x32": NetworkSpec("srresnet", Task.UPSCALE, channels=32, units=12, head_relu=False, scale=2,
                                          upsampler="direct"),
}
QUICK_SECONDS = 40.0


@dataclass(frozen=True)
class Ratio:
    """How many times faster the backend was, over several pairs of runs."""

    min: float
    median: float
    max: float

    @classmethod
    def of(cls, values: list[float]) -> Ratio:
        """Summarize."""
        return cls(min(values), median(values), max(values))


@dataclass(frozen=True)
class Pair:
    """One comparison.

    Attributes
    ----------
    network, backend, peer : str
    threads : int
        Of both sides.
    ratio : Ratio
        Time of the peer over time of the backend, above 1 where the backend is faster.
    nanoseconds : float
        Per pixel of the backend, median; for orientation only.
    """

    network: str
    backend: str
    peer: str
    threads: int
    ratio: Ratio
    nanoseconds: float


def measure(quick: bool) -> dict:
    """All measurements as plain data.

    Returns
    -------
    dict
        ``machine``, ``pairs``, ``profile`` and ``roofline`` (nanoseconds per pixel), ``sizes`` (megapixels, and
        nanoseconds per pixel of the clock and of all processors), ``peak_memory`` (bytes beyond the picture and its
        result), ``start`` (seconds, cold and warm), ``seconds`` (of the measurement), ``left_out`` (what there was
        no time for, or could not run).
    """
    began = time.perf_counter()
    from engine.backend.bitsliced import profile as stages
    from engine.backend.bitsliced.runner import BACKEND as bitsliced

    warm = time.perf_counter()
    problem = bitsliced.problem()
    if problem is not None:
        raise BackendError(f"the bit-sliced backend cannot run here: {problem}", hint="Install numba.")
    start: dict[str, float | None] = {"first use": time.perf_counter() - warm}
    left_out: list[str] = []

    def in_time(share: float) -> bool:
        return not quick or time.perf_counter() - began < share * QUICK_SECONDS

    pairs = list(_pairs((bitsliced, popcount.BACKEND), quick, in_time, left_out))
    name, spec = next(iter(NETWORKS.items()))
    program = Program.of(random_network(spec))
    profile = roofline = None
    if in_time(0.55):
        profile, roofline = stages.profile(program), stages.roofline(program)
    sizes, memory = [], None
    for megapixels in (1, 4, 16, 24, 64):
        if in_time(0.7 if megapixels == 1 else 0):
            seconds, busy, peak = _large(megapixels, random_network(spec))
            sizes.append({"megapixels": megapixels, "nanoseconds": seconds * 1e9, "processor": busy * 1e9})
            memory = peak if megapixels == 24 else memory
        else:
            left_out.append(f"{megapixels} megapixels")
    if not quick:
        with tempfile.TemporaryDirectory() as folder:
            start |= {"cold": _start(folder), "warm": _start(folder)}
    return {
        "machine": machine(), "pairs": [asdict(pair) for pair in pairs], "network": name, "profile": profile,
        "roofline": roofline, "sizes": sizes, "peak_memory": memory, "start": start, "left_out": left_out,
        "seconds": time.perf_counter() - began,
    }


def _pairs(backends: Iterable[Backend], quick: bool, in_time: Callable[[float], bool], left_out: list[str]
           ) -> Iterator[Pair]:
    from engine.training.peers import peers

    base, rounds = (128, 3) if quick else (256, 7)
    for threads in dict.fromkeys([1, *([] if quick else [os.cpu_count() or 1])]):
        side = round(base * threads**0.5)  # the same share of pixels for each thread
        for network, spec in list(NETWORKS.items())[: 1 if quick else None]:
            program = Program.of(random_network(spec))
            values = np.random.default_rng(0).random((side, side, spec.image_channels), np.float32)
            ours = {backend.name: banded(program, backend.make_runner(program), values, threads)
                    for backend in backends}
            for peer in peers():
                for name, mine in ours.items():
                    label = f"{name} against {peer.name}"
                    if (name == "popcount" and not peer.name.startswith("torch")) or not in_time(0.6):
                        left_out.extend([] if in_time(0.6) else [label])
                        continue
                    try:
                        other = peer.make(spec, threads, side, side)
                        ratios, times = alternate(mine, other, rounds)
                    except Exception as err:  # a peer may fail in ways of its own; the others still count
                        left_out.append(f"{label}: {type(err).__name__}: {str(err)[:200]}")
                        continue
                    label = f"{peer.name} {peer.version}"
                    yield Pair(network, name, label, threads, Ratio.of(ratios), median(times) / side**2 * 1e9)


def alternate(mine: Callable, other: Callable, rounds: int) -> tuple[list[float], list[float]]:
    """Both in turn: the ratios other / mine of neighbours, the seconds of `mine`."""
    times, others = in_turn((mine, other), rounds)
    return [there / here for here, there in zip(times, others, strict=True)], times


def _child(*arguments: str, **environment: str) -> str:
    """What :mod:`engine.measure.probes` prints in a process of its own."""
    done = subprocess.run([sys.executable, "-m", probes.__name__, *arguments], env=os.environ | environment,
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackendError(f"a measurement failed: {done.stderr.strip().splitlines()[-1:]}", hint="Run it again.")
    return done.stdout.strip().splitlines()[-1]


def _large(megapixels: int, network: PackedNetwork) -> tuple[float, ...]:
    """A picture restored in a process of its own.

    Returns
    -------
    seconds, busy, peak : float
        Seconds per pixel of the clock and of the processors, and peak bytes beyond picture and result.
    """
    with tempfile.TemporaryDirectory() as folder:
        model = save_packed(network, Path(folder) / "bench.bbcu")
        return tuple(map(float, _child("restore", str(megapixels), "0", str(model)).split()))


def _start(folder: str) -> float | None:
    """Seconds until the kernels are there, with this cache folder."""
    try:
        return float(_child("start", NUMBA_CACHE_DIR=folder))
    except ValueError:
        return None


def as_table(report: dict) -> str:
    """The pairs as a Markdown table."""
    lines = ["| network | backend | against | threads | times faster: min / median / max |", "|---|---|---|---|---|"]
    for pair in report["pairs"]:
        low, middle, high = (pair["ratio"][key] for key in ("min", "median", "max"))
        lines.append(f"| {pair['network']} | {pair['backend']} | {pair['peer']} | {pair['threads']} "
                     f"| {low:.2f} / **{middle:.2f}** / {high:.2f} |")
    what = report["machine"]
    place = f"Measured on {what['processor']}, {what['cores']} cores, {', '.join(what['features'])}."
    return "\n".join([*lines, "", place])


def as_text(report: dict) -> str:
    """The report for people."""
    what = report["machine"]
    lines = [f"{what['processor']}, {what['cores']} cores, {' '.join(what['features'])}, load {what['load']}", ""]
    for pair in report["pairs"]:
        low, middle, high = (pair["ratio"][key] for key in ("min", "median", "max"))
        lines.append(f"{pair['network']}  {pair['backend']:9s} {low:6.2f} {middle:6.2f} {high:6.2f} x as fast as "
                     f"{pair['peer']}, {pair['threads']} thread(s), {pair['nanoseconds']:.0f} ns per pixel")
    for title in ("profile", "roofline"):
        if report[title]:
            lines += ["", f"{title} of {report['network']}, ns per pixel (units: of one)"]
            lines += [f"  {stage:26s} {value:8.2f}" for stage, value in report[title].items()]
    lines += ["", *(f"{size['megapixels']:3d} megapixels, all cores: {size['nanoseconds']:.0f} ns per pixel, "
                    f"{size['processor']:.0f} of processor time" for size in report["sizes"])]
    if report["peak_memory"] is not None:
        lines.append(f"24 megapixels: {report['peak_memory'] / 1e6:.0f} MB beyond the picture and its result")
    lines += [f"start, {kind}: {seconds:.2f} s" for kind, seconds in report["start"].items() if seconds is not None]
    lines += [f"left out: {reason}" for reason in report["left_out"]]
    return "\n".join(lines)
