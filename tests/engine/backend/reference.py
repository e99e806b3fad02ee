"""The arithmetic of a program, written as plainly as it can be: the reference of all backends in the tests."""

from __future__ import annotations

import numpy as np

from engine.backend.program import Program
from engine.network.layout import UNIT, parse
from engine.network.packed import PackedNetwork
from tests import tiny


def convolve(x, weight):
    """Sum of weight * x over 3 x 3 windows, zero padded, in int64."""
    height, width = x.shape[1:]
    padded = np.pad(x.astype(np.int64), ((0, 0), (1, 1), (1, 1)))
    total = np.zeros((len(weight), height, width), np.int64)
    for ky in range(3):
        for kx in range(3):
            here = padded[:, ky : ky + height, kx : kx + width]
            total += np.einsum("oi,ihw->ohw", weight[:, :, ky, kx].astype(np.int64), here)
    return total


def rounded(values, shift):
    """values / 2**shift, halves up, without a single integer trick."""
    return np.floor(values / 2.0**shift + 0.5).astype(np.int64)


def clipped(values):
    return np.clip(values, -32768, 32767)


def unit_sums(stream, unit):
    """Sums of +-1 products; a tap outside the picture counts 0."""
    copies = len(unit.threshold) // len(stream)
    signs = np.where(np.concatenate([stream] * copies) > unit.threshold[:, None, None], 1, -1)
    return convolve(signs, np.where(unit.sign, 1, -1))


def run(program: Program, pixels):
    """int16 (inputs, h, w) -> int64 (image, h, w)."""
    stream = convolve(pixels, program.head.weight) + program.head.bias[:, None, None]
    stream = clipped(rounded(stream, program.head_shift))
    if program.spec.head_relu:
        stream = np.maximum(stream, 0)
    for unit in program.units:
        sums = unit_sums(stream, unit)
        upper = (sums > unit.cut[:, None, None]).astype(int)
        channel = np.arange(len(unit.cut))[:, None, None]
        gain = unit.gain.astype(np.int64)[upper, channel]
        offset = unit.offset.astype(np.int64)[upper, channel]
        stream = clipped(stream + clipped(rounded(sums * gain, unit.shift) + offset))
    return convolve(stream, program.tail.weight) + program.tail.bias[:, None, None]


def program(channels=5, units=3, seed=0, tensors=None, **spec) -> Program:
    """A random program; `tensors` replaces some of its tensors."""
    network = tiny.network(tiny.spec(channels=channels, units=units, **spec), seed)
    return Program.of(PackedNetwork(network.spec, network.tensors | (tensors or {})))


def laid_out(channels, layout, seed=0, **spec) -> Program:
    """A random program whose body is laid out so."""
    return program(channels, sum(node.kind == UNIT for node in parse(layout)), seed, layout=layout, **spec)


def pixels(program: Program, height, width, seed=1):
    """Random inputs of a program, negative and beyond white ones among them."""
    random = np.random.default_rng(seed)
    return random.integers(-4000, 8000, (program.spec.input_channels, height, width)).astype(np.int16)
