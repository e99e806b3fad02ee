"""The bit-sliced backend against the popcount oracle: every number the same, whatever the shape."""

import os
import platform
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backend import popcount
from engine.backend.layers import LayeredRunner
from engine.backend.program import Program, Unit, finished
from engine.network.packed import PackedNetwork
from engine.tasks import Task
from tests import tiny
from tests.engine.backend import reference
from tests.engine.backend.test_parts import EVERYTHING

EDGES = [(1, 1), (1, 2), (2, 1), (1, 64), (1, 65), (8, 1), (9, 1), (2, 2), (7, 63), (8, 64), (9, 65), (17, 130)]
SMALL = [(1, 7), (6, 1), (9, 13), (16, 128)]
WIDTHS = {
    "avx2": ("haswell", "+avx,+avx2,+fma,+ssse3,+sse2,+sse4.1"),
    "plain": ("x86-64", "+sse2"),
}


def same(bitsliced, program, *shapes):
    """Assert that both backends agree on random tiles of these shapes, run one after the other."""
    run, oracle = bitsliced.BACKEND.make_runner(program), popcount.BACKEND.make_runner(program)
    for height, width in shapes:
        pixels = reference.pixels(program, height, width)
        found = run(pixels)
        assert found.dtype == np.float64
        assert np.array_equal(found, oracle(pixels)), (program.spec.channels, height, width)


class TestGrid:
    @pytest.mark.parametrize("channels", [1, 2, 3, 4, 5, 8, 16, 21, 28, 29, 32, 33, 64, 70])
    def test_channels(self, bitsliced, channels):
        same(bitsliced, reference.program(channels, level_map=channels % 2 == 0), *SMALL)

    @pytest.mark.parametrize("channels", [113, 114, 200])
    def test_many_channels_need_more_planes_per_count(self, bitsliced, channels):
        same(bitsliced, reference.program(channels, units=2), (9, 13), (2, 66))

    @pytest.mark.parametrize("shape", EDGES)
    def test_edges_and_ragged_blocks(self, bitsliced, shape):
        same(bitsliced, reference.program(6), shape)

    @pytest.mark.parametrize("units", range(1, 9))
    def test_the_wave_for_every_depth(self, bitsliced, units):
        same(bitsliced, reference.program(5, units=units), (3, 5), (8, 64), (24, 70), (65, 10))

    def test_one_image_channel(self, bitsliced):
        same(bitsliced, reference.program(7, image_channels=1), *SMALL)

    @settings(max_examples=30, deadline=None)
    @given(st.integers(1, 24), st.integers(1, 4), st.integers(1, 40), st.integers(1, 140), st.integers(0, 99))
    def test_anything(self, bitsliced, channels, units, height, width, seed):
        same(bitsliced, reference.program(channels, units, seed, head_relu=seed % 2 == 0), (height, width))


class TestNumbers:
    def test_all_weights_of_one_sign(self, bitsliced):
        """Classes become as large or as empty as they can be."""
        for value, channels in ((0, 64), (255, 64), (255, 90)):
            weight = np.full((2, channels, -(-9 * channels // 8)), value, np.uint8)
            same(bitsliced, reference.program(channels, 2, tensors={"body.weight": weight}), (9, 66))

    @pytest.mark.parametrize("shift", [11, 13, 14, 15])
    def test_every_scale_of_the_sums(self, bitsliced, shift):
        tensors = {"body.shift": np.full(3, shift, np.int16)}
        same(bitsliced, reference.program(64, tensors=tensors), (9, 13))
        same(bitsliced, reference.program(5, tensors={"body.shift": np.array([6, 15, 9], np.int16)}), (9, 13))

    def test_the_stream_and_the_change_saturate(self, bitsliced):
        for low, high in ((32767, 32767), (-32768, 32767), (-32768, -32768)):
            gain = np.stack([np.full((3, 8), low), np.full((3, 8), high)], axis=1).astype(np.int16)
            offset = np.sign(gain) * np.int16(32000)
            tensors = {"body.gain": gain, "body.offset": offset.astype(np.int16)}
            same(bitsliced, reference.program(8, tensors=tensors), (9, 13))

    @pytest.mark.parametrize("cut", [-32768, -46, -45, 44, 45, 32767])
    def test_cuts_at_and_beyond_the_reach(self, bitsliced, cut):
        same(bitsliced, reference.program(5, tensors={"body.cut": np.full((3, 5), cut, np.int16)}), (9, 13))

    def test_thresholds_at_the_ends_of_the_range(self, bitsliced):
        for threshold in (-32768, 32767):
            tensors = {"body.threshold": np.full((3, 5), threshold, np.int16)}
            same(bitsliced, reference.program(5, tensors=tensors), (9, 13))

    @pytest.mark.parametrize("shift", [0, 1, 16])
    def test_the_head_rounds(self, bitsliced, shift):
        tensors = {"head.shift": np.array([shift], np.int16), "head.weight": np.full((5, 3, 3, 3), 3, np.int16)}
        same(bitsliced, reference.program(5, tensors=tensors), (9, 13))

    @pytest.mark.parametrize("channels", [5, 64, 120])
    @pytest.mark.parametrize("size", [32767, -32768])
    def test_tail_weights_too_large_for_one_sum_of_32_bits(self, bitsliced, channels, size):
        tensors = {"tail.weight": np.full((3, channels, 3, 3), size, np.int16)}
        same(bitsliced, reference.program(channels, 1, tensors=tensors), (9, 70))

    @pytest.mark.parametrize("offset", [-32768, 32767])
    def test_the_tail_carries_in_time(self, bitsliced, offset):
        """A stream at the end of its range under weights of the same sign: the largest sums there can be."""
        tensors = {"body.gain": np.zeros((1, 2, 9), np.int16), "body.offset": np.full((1, 2, 9), offset, np.int16),
                   "head.weight": np.zeros((9, 3, 3, 3), np.int16)}
        for size in (-32768, -32767, 32767, 7281, 7282, 3640, 3641, 1):
            weight = np.full((3, 9, 3, 3), size, np.int16)
            weight[1] //= 2
            same(bitsliced, reference.program(9, 1, tensors=tensors | {"tail.weight": weight}), (17, 66))

    def test_four_outputs_and_twelve(self, bitsliced):
        spec = {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 2, "upsampler": "direct", "head_relu": False}
        for image_channels in (1, 3):
            same(bitsliced, reference.program(6, 1, image_channels=image_channels, **spec), (9, 66), (1, 1))


class TestThreads:
    @pytest.mark.parametrize("threads", [1, 2, 3])
    def test_one_runner_from_several_threads(self, bitsliced, threads):
        program = reference.program(12)
        run, oracle = bitsliced.BACKEND.make_runner(program), popcount.BACKEND.make_runner(program)
        tiles = [reference.pixels(program, 20 + seed % 3, 70 + seed % 2, seed) for seed in range(12)]
        with ThreadPoolExecutor(threads) as pool:
            for tile, found in zip(tiles, pool.map(run, tiles), strict=True):
                assert np.array_equal(found, oracle(tile))

    def test_results_are_not_overwritten_by_the_next_tile(self, bitsliced):
        program = reference.program(5)
        run = bitsliced.BACKEND.make_runner(program)
        first = run(reference.pixels(program, 9, 13, 1))
        kept = first.copy()
        run(reference.pixels(program, 9, 13, 2))
        assert np.array_equal(first, kept)


def test_buffers_are_aligned(bitsliced):
    buffers = bitsliced.make_buffers(reference.program(5), 9, 70)
    for name in ("window", "counts", "sums", "pairs", "kept", "found"):
        assert getattr(buffers, name).ctypes.data % 64 == 0, name
    for level in buffers.levels:
        for name in ("stream", "planes", "valid"):
            assert getattr(level, name).ctypes.data % 64 == 0, name


def test_the_preferred_tile_fills_blocks_and_fits_the_cache(bitsliced):
    for program in (reference.program(64, 18), reference.program(32, 18, layout="4<3>4<3>4")):
        halo = 2 * program.spec.halo
        for cache in (1, 4 << 20, 16 << 20, 1 << 40):
            tile = bitsliced.fitting_tile(program, cache)
            blocks, rest = divmod(tile + halo, 64)
            assert rest == 0
            assert halo <= (tile + halo) / 8, "pixels computed twice cost more than a stream that leaves the cache"
            smallest = halo > (tile + halo - 64) / 8
            assert smallest or blocks * bitsliced.bytes_per_column(program) <= cache


class Wrong:
    """A runner that finds nothing."""

    def __init__(self, program):
        self.program = program

    def __call__(self, pixels, shown=(), rows=None):
        return np.zeros((self.program.spec.tail_channels, *pixels.shape[1:]))

    def finish(self, values, sums):
        return finished(self.program, values, sums)


@pytest.fixture
def discarded(bitsliced, monkeypatch):
    """How often the cache was thrown away; it is not, for the other tests use it."""
    times = []
    monkeypatch.setattr(bitsliced.entries, "discard", lambda: times.append(1))
    return times


def test_a_wrong_result_is_noticed(bitsliced, monkeypatch, discarded):
    backend = bitsliced.BitslicedBackend()
    monkeypatch.setattr(backend, "make_runner", Wrong)
    assert "wrong" in backend.problem()
    assert "wrong" in backend.problem()
    assert discarded == [1], "it is checked once"


def test_a_compiler_that_fails_is_reported(bitsliced, monkeypatch, discarded):
    def broken(program):
        raise RuntimeError("no such target")

    backend = bitsliced.BitslicedBackend()
    monkeypatch.setattr(backend, "make_runner", broken)
    assert backend.problem() == "RuntimeError: no such target"
    assert discarded


def run_script(code, **environment):
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | environment, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.timeout(900)  # half a minute of compiling each on a machine of one's own, minutes where others compile too
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.skipif(platform.machine().lower() not in ("x86_64", "amd64"), reason="names x86 processors")
def test_other_vector_widths(width, tmp_path):
    """The same numbers from 256-bit and from 128-bit instructions, each compiled in a process of its own."""
    code = """
from engine.backend.bitsliced import runner as bitsliced
from tests.engine.backend import reference
from tests.engine.backend.bitsliced import test_runner as test_bitsliced
test_bitsliced.same(bitsliced, reference.program(5), (1, 1), (9, 70))
test_bitsliced.same(bitsliced, reference.program(64, 2, level_map=True), (17, 66))
test_bitsliced.same(bitsliced, reference.program(120, 1), (5, 5))
test_bitsliced.same(bitsliced, reference.laid_out(6, "1<g2d>1d[g1<1>]"), (33, 129))
for name in ("v1", "x2 L"):
    network = test_bitsliced.tiny.network(test_bitsliced.tiny.spec(**test_bitsliced.EVERYTHING[name]))
    test_bitsliced.same(bitsliced, test_bitsliced.Program.of(network), (17, 66))
print(bitsliced.BACKEND.problem())
"""
    name, features = WIDTHS[width]
    environment = {"NUMBA_CPU_NAME": name, "NUMBA_CPU_FEATURES": features, "NUMBA_CACHE_DIR": str(tmp_path)}
    assert run_script(code, **environment) == "None"


class TestEveryPart:
    """Whatever a network may be made of, in the wave as far as it goes, and layer by layer."""

    @pytest.mark.parametrize("name", EVERYTHING)
    def test_every_part(self, bitsliced, name):
        program = Program.of(tiny.network(tiny.spec(**EVERYTHING[name])))
        oracle = popcount.BACKEND.make_runner(program)
        for make_runner in (bitsliced.BACKEND.make_runner, bitsliced.layer_by_layer):
            run = make_runner(program)
            for height, width in ((1, 1), (7, 5), (9, 70), (35, 130)):
                pixels = reference.pixels(program, height, width)
                shown = program.spec.shown(20)
                assert np.array_equal(run(pixels, shown), oracle(pixels, shown)), (height, width)

    @pytest.mark.parametrize("name", ["v1", "v3", "x2 L", "x3 M", "x4 M"])
    def test_what_runs_as_a_wave(self, bitsliced, name):
        program = Program.of(tiny.network(tiny.spec(**EVERYTHING[name])))
        assert isinstance(bitsliced.BACKEND.make_runner(program), bitsliced.WaveRunner)

    @pytest.mark.parametrize("channels", [5, 33])
    @pytest.mark.parametrize(("slope", "lift"), [(32767, 32767), (-32767, -32768), (32767, -32768), (-32768, 32767)])
    def test_rectifiers_at_the_ends_of_their_range(self, bitsliced, channels, slope, lift):
        network = tiny.network(tiny.spec(**EVERYTHING["v1"] | {"channels": channels}))
        body = {name: network.tensors[f"body.{name}"] for name in ("slope", "lift", "gain", "offset")}
        for sign in (-1, 1):
            tensors = {"body.slope": np.full_like(body["slope"], slope), "body.lift": np.full_like(body["lift"], lift),
                       "body.gain": np.full_like(body["gain"], 32767 * sign),
                       "body.offset": np.full_like(body["offset"], 32000 * sign)}
            program = Program.of(PackedNetwork(network.spec, network.tensors | tensors))
            same(bitsliced, program, (9, 70))
            in_wave = isinstance(bitsliced.BACKEND.make_runner(program), bitsliced.WaveRunner)
            assert in_wave == (slope > -32768), "two products of it may leave 32 bits"

    @pytest.mark.parametrize(("inputs", "outputs"), [(1, 1), (3, 5), (5, 3), (64, 12), (33, 70)])
    @pytest.mark.parametrize("shape", [(1, 1), (8, 64), (17, 66)])
    def test_one_unit_of_any_size(self, bitsliced, inputs, outputs, shape):
        random = np.random.default_rng(inputs + outputs)
        unit = Unit(
            random.integers(0, 2, (outputs, inputs, 3, 3)).astype(bool),
            random.integers(-9, 9, inputs).astype(np.int16), random.integers(-9, 9, outputs).astype(np.int16),
            random.integers(-9000, 9000, (2, outputs)).astype(np.int16),
            random.integers(-99, 99, (2, outputs)).astype(np.int16), 13,
        )
        stream = random.integers(-20, 20, (inputs, *shape)).astype(np.int16)
        assert np.array_equal(bitsliced.PIECES.binary(unit).change(stream), popcount.PackedUnit(unit).change(stream))

    @pytest.mark.parametrize("shift", [1, 2, 5, 7, 8, 12, 15])
    @pytest.mark.parametrize("name", ["v1", "v2 in blocks", "binary head", "binary tail", "x2 all"])
    def test_every_shift_that_a_model_may_have(self, bitsliced, name, shift):
        """Sums times 2**(15 - shift) leave 16 bits at small shifts and many channels, and must come out the same."""
        for channels in (5, 33):
            network = tiny.network(tiny.spec(**EVERYTHING[name] | {"channels": channels}))
            shifts = {key: np.full_like(value, shift) for key, value in network.tensors.items()
                      if key.endswith(".shift") and key.replace(".shift", ".threshold") in network.tensors}
            if network.spec.unit == "bbcu-v4":  # of which a model file may not have smaller ones
                shifts["body.shift"] = network.tensors["body.shift"]
            same(bitsliced, Program.of(PackedNetwork(network.spec, network.tensors | shifts)), (9, 70))

    @pytest.mark.parametrize("shift", [1, 6])
    def test_a_plain_program_beyond_16_bits_leaves_the_wave(self, bitsliced, shift):
        """No model file holds one, but a program may be made otherwise."""
        program = reference.program(33)
        program = replace(program, units=tuple(replace(unit, shift=shift) for unit in program.units))
        assert isinstance(bitsliced.BACKEND.make_runner(program), LayeredRunner)
        same(bitsliced, program, (9, 70))
