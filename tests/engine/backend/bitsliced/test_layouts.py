"""Bodies laid out over resolutions, with one sign of each channel or two: the wave against the popcount oracle."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backend import popcount
from engine.backend.bitsliced import tables as bitsliced_tables
from tests.engine.backend import reference
from tests.engine.backend.bitsliced.test_runner import EDGES, SMALL, same


def layouts():
    """Random layouts of up to three resolutions below."""
    units = st.sampled_from(["1", "2", "1d"])

    def group(inside):
        return st.builds(str.format, st.sampled_from(["<{}>", "<g{}>", "[{}]", "[g{}]"]), inside)

    body = units
    for _ in range(3):
        body = st.lists(units | group(body), min_size=1, max_size=3).map("".join).map(split_numbers)
    return body


def split_numbers(text):
    """Units that stand beside each other as one number: 1 and 2 are 3, not 12."""
    return re.sub(r"\d+", lambda found: str(sum(map(int, found[0]))), text)


class TestTwoSigns:
    @pytest.mark.parametrize("channels", [1, 3, 4, 5, 16, 29, 32, 33, 64, 90])
    def test_channels(self, bitsliced, channels):
        same(bitsliced, reference.laid_out(channels, "2d"), *SMALL)

    @pytest.mark.parametrize("layout", ["1d1", "1<1d>1d", "1d<1>1", "1d[1d]1", "1[g1d<g1d>1]2d", "[1d]", "1<<2d>>1d"])
    @pytest.mark.parametrize("shape", [*EDGES, (40, 70), (33, 129)])
    def test_beside_units_of_one(self, bitsliced, layout, shape):
        same(bitsliced, reference.laid_out(5, layout), shape)

    @pytest.mark.parametrize("channels", [6, 40, 70])
    def test_layer_by_layer(self, bitsliced, channels):
        program = reference.laid_out(channels, "1d<g1d>1")
        run, oracle = bitsliced.layer_by_layer(program), popcount.BACKEND.make_runner(program)
        pixels = reference.pixels(program, 19, 70)
        assert np.array_equal(run(pixels), oracle(pixels))


class TestHalfResolution:
    @pytest.mark.parametrize("layout", [
        "<1>5", "1<1>1", "<3>3", "1<1>1<1>2", "<g1>1<1>1<g1>1", "2<4>", "1[2]1", "[g1]1", "1<1<1>1>1", "1<<1>>",
        "1[g1<g1>1]1", "1<g1[g1<g1>]>1", "<[1][g1]>", "<[<1>]>1"])
    @pytest.mark.parametrize("shape", [*EDGES, (40, 70), (33, 129), (65, 300)])
    def test_groups_anywhere_in_the_body(self, bitsliced, layout, shape):
        same(bitsliced, reference.laid_out(5, layout), shape)

    def test_the_wave_keeps_enough_rows_of_a_tall_picture(self, bitsliced):
        for layout in ("1<5>1", "1<1>1<1>1<1>1", "4<3>4<3>", "1<1<2>1>1", "<2[<1>]>1", "1<<<1>>>1"):
            program = reference.laid_out(4, layout)
            kept = bitsliced.demands(program)[0].rows
            same(bitsliced, program, (8 * (2 * kept + 1) + 3, 5), (8 * kept, 66))

    @settings(max_examples=40, deadline=None)
    @given(st.integers(1, 9), layouts(), st.integers(1, 90), st.integers(1, 200), st.integers(0, 99))
    def test_anything(self, bitsliced, channels, layout, height, width, seed):
        same(bitsliced, reference.laid_out(channels, layout, seed), (height, width))

    def test_the_stream_and_the_change_saturate(self, bitsliced):
        gain = np.full((4, 2, 8), 32767, np.int16)
        for sign in (-1, 1):
            offset = np.full((4, 2, 8), sign * 32000, np.int16)
            tensors = {"body.gain": gain * np.int16(sign), "body.offset": offset}
            same(bitsliced, reference.program(8, 4, tensors=tensors, layout="1<2>1"), (19, 75))


def rows_of(draw, height):
    """Some rows of a tile: the first, and that behind the last."""
    first = draw(st.integers(0, height - 1))
    return first, draw(st.integers(first + 1, height))


class TestWantedRows:
    @settings(max_examples=60, deadline=None)
    @given(st.data(), st.integers(1, 6), layouts() | st.just("3"), st.integers(1, 150), st.integers(0, 99))
    def test_are_as_if_all_were(self, bitsliced, data, channels, layout, height, seed):
        program = reference.laid_out(channels, layout, seed)
        run, rows = bitsliced.BACKEND.make_runner(program), rows_of(data.draw, height)
        pixels = reference.pixels(program, height, 70)
        expected = run(pixels)
        run(255 - pixels)  # what this leaves behind must not come in
        found = run(pixels, rows=rows)
        assert np.array_equal(found[:, slice(*rows)], expected[:, slice(*rows)])

    def test_cost_no_more_than_what_they_need(self, bitsliced):
        nodes = bitsliced.make_body(reference.laid_out(4, "2[g1<g2>1]1")).nodes
        kinds = [bitsliced_tables.HEAD, *[bitsliced_tables.UNIT] * 2, bitsliced_tables.HALVE]
        assert list(nodes[:4, bitsliced_tables.KIND]) == kinds
        found = bitsliced_tables.wanted_rows(nodes, (400, 480), 1000)
        first, behind = 400 - 2, 480 + 2  # what the tail and the last unit see
        coarse, behind_coarse = first // 2 - 1, -(-behind // 2) + 1
        quarter, behind_quarter = coarse // 2 - 2, -(-behind_coarse // 2) + 2
        first, behind = 2 * (2 * quarter - 1) - 2, 2 * (2 * behind_quarter + 1) + 2
        assert list(found[0]) == [first // 8, -(-behind // 8)]
        assert list(found[-1]) == [399 // 8, -(-481 // 8)]
        assert (np.diff(found) > 0).all() and len(np.unique(found[nodes[:, bitsliced_tables.LEVEL] == 0], axis=0)) == 2

    def test_none_lie_outside_the_tile(self, bitsliced):
        nodes = bitsliced.make_body(reference.laid_out(4, "1<2[1]>1")).nodes
        for rows in ((0, 21), (0, 1), (20, 21)):
            found = bitsliced_tables.wanted_rows(nodes, rows, 21)
            lines = -(-21 // 2 ** nodes[:, bitsliced_tables.LEVEL])
            assert (found[:, 0] >= 0).all() and (found[:, 1] <= -(-lines // 8)).all()
        everything = bitsliced_tables.wanted_rows(nodes, (0, 21), 21)
        assert np.array_equal(everything, np.stack([0 * lines, -(-lines // 8)], axis=1))
