"""Small comparisons of a backend with the popcount oracle, to be made before it is trusted on a new machine."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.backend import popcount
from engine.backend.contract import Runner, run_tile
from engine.backend.program import Convolution, Gate, Program, Rectifier, Stage, Unit
from engine.network.packed import gates_of
from engine.network.spec import NetworkSpec
from engine.tasks import Task

CHANNELS, HEIGHT, WIDTH = 6, 11, 75
RESTORER = NetworkSpec(channels=CHANNELS, units=5, layout="1d<g1[g1d]>1<1>")
ENLARGER = NetworkSpec("srresnet", Task.UPSCALE, channels=CHANNELS, units=1, head_relu=False, scale=2,
                       upsampler="direct")
PLAIN = RESTORER, ENLARGER
"""What every backend runs."""
STAGED = NetworkSpec("srresnet", Task.UPSCALE, channels=CHANNELS, units=2, unit="bbcu-v1", scale=2)


def small_program(spec: NetworkSpec) -> Program:
    """A program of random integers that uses every part of the arithmetic."""
    random = np.random.default_rng(5)

    def numbers(limit: int, *shape: int) -> np.ndarray:
        return random.integers(-limit, limit, shape).astype(np.int16)

    def rectifier(width: int) -> Rectifier | None:
        return Rectifier(numbers(30000, width), numbers(300, width)) if spec.unit != "bbcu-v4" else None

    units = tuple(
        Unit(random.integers(0, 2, (width, width * signs, 3, 3)).astype(bool), numbers(300, width * signs),
             numbers(9, width), numbers(30000, 2, width), numbers(90, 2, width), 13, rectifier=rectifier(width))
        for width, signs in ((CHANNELS * node.widening, node.thresholds) for node in spec.unit_nodes)
    )
    gates = tuple(Gate(numbers(9000, CHANNELS * node.widening), numbers(300, CHANNELS * node.widening), 9)
                  for node in gates_of(spec))

    def convolution(outputs: int, inputs: int) -> Convolution:
        return Convolution(numbers(900, outputs, inputs, 3, 3), numbers(900, outputs).astype(np.int64))

    stages = tuple(Stage(convolution(CHANNELS * factor**2, CHANNELS), 12, factor, leaky=True) for factor in spec.stages)
    head, tail = convolution(CHANNELS, 3), convolution(spec.tail_channels, CHANNELS)
    return Program(spec, head, 10, units, tail, 2.0**-24, stages, gates=gates)


def agrees_with_popcount(make_runner: Callable[[Program], Runner], specs: tuple[NetworkSpec, ...]) -> bool:
    """Whether a backend gives the popcount backend's result on small tiles."""
    values = np.random.default_rng(6).random((HEIGHT, WIDTH, 3), np.float32) * 3 - 1

    def agrees(program: Program) -> bool:
        runners = make_runner(program), popcount.BACKEND.make_runner(program)
        ours, theirs = (run_tile(program, runner, values, ()) for runner in runners)
        return np.array_equal(ours, theirs)

    return all(agrees(small_program(spec)) for spec in specs)
