"""Every part that a network may have, on the popcount backend: held to the words of engine.backend.program."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import backend as backends
from engine.backend import popcount
from engine.backend.contract import run_tile
from engine.backend.integers import LEAK, SLOPE_BITS
from engine.backend.program import Convolution, FloatUnit, Program, Unit, to_input
from engine.network.packed import PIXEL_STEPS
from engine.tasks import Task
from engine.tiling import Box
from tests import tiny

UPSCALE = {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 2}
EVERYTHING = {
    "v4": {},
    "luma with biases": {"image_channels": 1, "bias": True, "body_bias": True},
    "v1": {"unit": "bbcu-v1"},
    "v3": {"unit": "bbcu-v3"},
    "blocks of two": {"convolutions_per_residual": 2},
    "v2 in blocks": {"unit": "bbcu-v2", "convolutions_per_residual": 2},
    "one residual less": {"without_residual": (1,)},
    "no residual": {"convolutions_per_residual": 0},
    "half": {"units": 2, "layout": "<1>1"},
    "half between": {"units": 4, "layout": "1<2>1"},
    "all half, luma": {"units": 2, "layout": "<2>", "image_channels": 1, "level_map": True},
    "half x2": UPSCALE | {"units": 2, "layout": "1<1>", "upsampler": "direct", "head_relu": False},
    "wider at half": {"units": 3, "layout": "1[1]1"},
    "two signs": {"units": 4, "layout": "1d<1d>1[1]"},
    "gated": {"units": 4, "layout": "1<g1>1[g1]"},
    "three down, gated": {"units": 4, "layout": "1<g1[g1<g1>]>"},
    "told two numbers": {"units": 2, "layout": "1[g1]", "level_bias": ("luma", "quality")},
    "told, x2": UPSCALE | {"level_bias": ("quality",), "upsampler": "direct", "head_relu": False},
    "binary head": {"binary": ("head", "body"), "level_map": True},
    "binary tail": {"binary": ("body", "tail")},
    "float body": {"binary": ("head",), "convolutions_per_residual": 2},
    "float": {"unit": "float", "binary": (), "convolutions_per_residual": 0},
    "x2 L": UPSCALE,
    "x3 M": UPSCALE | {"scale": 3, "binary": ("body", "upsampler")},
    "x4 M": UPSCALE | {"scale": 4, "binary": ("body", "upsampler")},
    "x2 all": UPSCALE | {"binary": ("head", "body", "upsampler", "tail")},
    "x2 direct": UPSCALE | {"upsampler": "direct", "head_relu": False},
    "x3 direct, binary tail": UPSCALE | {"scale": 3, "upsampler": "direct", "binary": ("body", "tail")},
}


def whole(x):
    """The nearest whole number, halves up, of an exact quotient."""
    return np.floor(x + 0.5).astype(np.int64)


def clip(x):
    return np.clip(x, -32768, 32767)


def conv(x, weight, bias=0):
    """Zero padded, one tap after the other, in Python's own whole numbers' range."""
    padded = np.pad(x.astype(np.int64), ((0, 0), (1, 1), (1, 1)))
    height, width = x.shape[1:]
    out = np.zeros((len(weight), height, width), np.int64)
    for ky in range(3):
        for kx in range(3):
            out += np.einsum("oi,ihw->ohw", weight[:, :, ky, kx].astype(np.int64),
                             padded[:, ky : ky + height, kx : kx + width])
    return out + np.reshape(bias, (-1, 1, 1))


def change(unit, x):
    seen = np.concatenate([x] * (len(unit.threshold) // len(x)))
    bits = np.where(seen > unit.threshold[:, None, None], 1, -1)
    sums = conv(bits, np.where(unit.sign, 1, -1))
    piece = (sums > unit.cut[:, None, None]).astype(int)
    channel = np.arange(len(sums))[:, None, None]
    gain, offset = unit.gain[piece, channel].astype(np.int64), unit.offset[piece, channel].astype(np.int64)
    return clip(whole(sums * gain / 2**unit.shift) + offset)


def means(x):
    """Of squares; pixels missing at odd edges are those beside them."""
    _, height, width = x.shape
    rows = np.minimum(np.arange(height + height % 2), height - 1)
    columns = np.minimum(np.arange(width + width % 2), width - 1)
    full = x[:, rows][:, :, columns].astype(np.int64)
    return whole((full[:, ::2, ::2] + full[:, 1::2, ::2] + full[:, ::2, 1::2] + full[:, 1::2, 1::2]) / 4)


def back(full, changed, gate):
    """What a group changed, one copy after the other, to the squares of `full`, which a gate draws to their means."""
    def wide(x):
        return np.kron(x, np.ones((1, 2, 2), int))[:, : full.shape[1], : full.shape[2]]

    small = means(full)
    changes = [clip(changed[start : start + len(full)] - small) for start in range(0, len(changed), len(full))]
    given = clip(full + wide(clip(sum(changes))))
    if gate is None:
        return given
    gain, offset = gate.gain[:, None, None].astype(np.int64), gate.offset[:, None, None]
    open_by = np.clip(whole(changes[-1] * gain / 2**15) + offset, 0, 2**gate.bits - 1)
    return clip(given - whole(clip(full - wide(small)) * wide(open_by) / 2**gate.bits))


def spread(x, outputs):
    """Channels repeated in a row, the rest channel 0."""
    times = max(1, outputs // len(x))
    return np.stack([x[c // times] if c // times < len(x) else x[0] for c in range(outputs)])


def leak(x):
    return np.where(x > 0, x, whole(x * LEAK / 2**15))


def reference(program, pixels, shown=()):  # noqa: PLR0912 (one definition after the other)
    """The tail's sums by the definitions of engine.backend.program."""
    spec = program.spec
    if isinstance(program.head, Unit):
        seen = clip(whole(pixels.astype(np.int64) * program.head_gain / 2.0**program.head_shift))
        stream = clip(spread(seen, spec.channels) + change(program.head, seen))
    else:
        bias = program.head.bias + sum(  # of what the network is shown, on the pixels' grid
            program.head_level[:, place] * int(np.rint(value * PIXEL_STEPS))
            for place, value in enumerate(shown if spec.level_bias else ()))
        stream = clip(whole(conv(pixels, program.head.weight, bias) / 2.0**program.head_shift))
        if spec.head_relu:
            stream = leak(stream) if spec.backbone == "srresnet" else np.maximum(stream, 0)
    kept, around = stream, []
    for node, unit in program.body:
        if node.kind == "down":
            around.append(stream)
            stream = np.concatenate([means(stream)] * node.copies)
            continue
        if node.kind == "up":
            stream = back(around.pop(), stream, unit)
            continue
        kept = stream if unit.keeps else kept
        if isinstance(unit, FloatUnit):
            found = clip(whole(conv(stream, unit.convolution.weight, unit.convolution.bias) / 2.0**unit.shift))
            found = np.maximum(found, 0) if unit.relu else found
        else:
            found = change(unit, stream)
        stream = found + kept if unit.adds else found
        if (after := getattr(unit, "rectifier", None)) is not None:
            below = whole(stream * after.slope[:, None, None].astype(np.int64) / 2**SLOPE_BITS)
            stream = np.where(stream > 0, stream, below) + after.lift[:, None, None]
        stream = clip(stream)
    for stage in program.stages:
        if isinstance(stage.operation, Unit):
            found = change(stage.operation, stream)
            stream = clip(spread(stream, len(found)) + found)
        else:
            sums = conv(stream, stage.operation.weight, stage.operation.bias)
            stream = clip(whole(sums / 2.0**stage.shift))
        f = stage.factor
        big = np.zeros((len(stream) // f**2, stream.shape[1] * f, stream.shape[2] * f), np.int64)
        for plane, values in enumerate(stream):
            big[plane // f**2, plane // f % f :: f, plane % f :: f] = values
        stream = leak(big) if stage.leaky else big
    if isinstance(program.tail, Convolution):
        return conv(stream, program.tail.weight, program.tail.bias)
    return change(program.tail, stream)


def noise(spec, height, width, seed=0):
    values = np.random.default_rng(seed).random((height, width, spec.image_channels), np.float32)
    return values


@pytest.mark.parametrize("name", EVERYTHING)
def test_integers_are_those_of_the_definition(name):
    spec = tiny.spec(**({"units": 4} | EVERYTHING[name]))
    program = Program.of(tiny.network(spec))
    for height, width in ((7, 9), (1, 5), (3, 1)):
        pixels = to_input(noise(spec, height, width), spec, spec.shown(20))
        found = popcount.BACKEND.make_runner(program)(pixels, spec.shown(20))
        assert found.dtype == np.float64
        assert np.array_equal(found, reference(program, pixels, spec.shown(20)))
        assert len(np.unique(found)) > 1


@pytest.mark.parametrize("channels", [1, 2, 9, 33, 70])
def test_every_width(channels):
    spec = tiny.spec(units=1, channels=channels, binary=("head", "body", "tail"), image_channels=1)
    program = Program.of(tiny.network(spec))
    pixels = to_input(noise(spec, 4, 5), spec, spec.shown(20))
    assert np.array_equal(popcount.BACKEND.make_runner(program)(pixels), reference(program, pixels))


@pytest.mark.parametrize("name", EVERYTHING)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_a_tile_with_its_halo_is_the_whole(name, data):
    """Any rectangle, read with its halo in LQ pixels, gives the whole's pixels bit for bit, at scale."""
    spec = tiny.spec(**({"units": 2, "channels": 4} | EVERYTHING[name]))
    program = Program.of(tiny.network(spec))
    runner = popcount.BACKEND.make_runner(program)
    values = noise(spec, 21, 23)
    everything = run_tile(program, runner, values, spec.shown(20))
    top, left = data.draw(st.integers(0, 20)), data.draw(st.integers(0, 22))
    bottom, right = data.draw(st.integers(top + 1, 21)), data.draw(st.integers(left + 1, 23))
    page, box = Box(0, 0, 23, 21), Box(left, top, right - left, bottom - top)
    outer = box.grown(spec.halo, page).aligned(spec.alignment, page)
    tile = run_tile(program, runner, values[outer.slices], spec.shown(20))
    tile = tile[box.relative_to(outer).scaled(spec.scale).slices]
    s = spec.scale
    assert np.array_equal(tile, everything[top * s : bottom * s, left * s : right * s])


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_fast_backend_runs_it_too(bitsliced, name):
    """All of it, the fused kernels or unit by unit; the integers are the same."""
    spec = tiny.spec(**EVERYTHING[name])
    program = Program.of(tiny.network(spec))
    fast = backends.choose("bitsliced")
    assert bitsliced.BACKEND.unsupported(program) is None
    assert "popcount where" not in fast.explained([program])
    values, shown = noise(spec, 19, 41), spec.shown(20)
    pixels, runner = to_input(values, spec, shown), fast.make_runner(program)
    oracle = popcount.BACKEND.make_runner(program)
    assert np.array_equal(runner(pixels, shown), oracle(pixels, shown))
    for part in (values, values[3:, 4:], values[::-1, :1]):  # a view, one column: whatever a tile may be
        assert np.array_equal(run_tile(program, runner, part, shown), run_tile(program, oracle, part, shown))
