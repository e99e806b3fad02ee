"""What surrounds the backends: tables, inputs and one tile."""

import numpy as np
import pytest

from engine.backend import popcount
from engine.backend.contract import run_tile
from engine.backend.program import (
    PIXEL_LIMIT,
    PIXEL_STEPS,
    Program,
    activation_table,
    bias_shown,
    round_shift,
    saturate,
    to_input,
)
from tests import tiny
from tests.engine.backend import reference


def test_round_shift_rounds_halves_up():
    values = np.arange(-9, 10)
    assert np.array_equal(round_shift(values, 1), np.floor(values / 2 + 0.5))
    assert np.array_equal(round_shift(values, 0), values)


def test_saturate_clips_to_int16():
    assert saturate(np.array([-40000, -32768, 0, 32767, 40000])).tolist() == [-32768, -32768, 0, 32767, 32767]


def test_the_activation_table_is_the_formula():
    unit = reference.program(4).units[1]
    table = activation_table(unit)
    for channel in range(4):
        for total in range(-unit.reach, unit.reach + 1):
            piece = int(total > unit.cut[channel])
            product = int(total) * int(unit.gain[piece, channel])
            value = (product + (1 << unit.shift - 1) >> unit.shift) + int(unit.offset[piece, channel])
            assert table[channel, unit.reach + total] == max(-32768, min(32767, value))


def test_signs_are_read_in_the_order_input_row_column():
    weight = np.zeros((3, 5, 6), np.uint8)
    weight[1, 2, 3] = 1 << 4  # unit 1, output 2, place 28 = input 3, row 0, column 1
    sign = reference.program(tensors={"body.weight": weight}).units[1].sign
    assert np.argwhere(sign).tolist() == [[2, 3, 0, 1]]


def test_pixels_become_sixteenths_of_a_grey_level():
    values = np.array([[[0.0], [1.0], [-1.0], [9.0], [-9.0]]], np.float32)
    steps = to_input(values, tiny.spec(image_channels=1), ())
    assert steps.tolist() == [[[0, PIXEL_STEPS, -PIXEL_STEPS, PIXEL_LIMIT, -PIXEL_LIMIT]]]


@pytest.mark.parametrize(("task", "level", "value"), [("denoise", 51, 0.2), ("deblock", 30, 0.7)])
def test_the_level_is_one_more_channel(task, level, value):
    from engine.tasks import Task

    spec = tiny.spec(task=Task(task), level_map=True)
    assert spec.shown(level) == pytest.approx((value,))
    steps = to_input(np.zeros((2, 2, 3), np.float32), spec, spec.shown(level))
    assert steps.shape == (4, 2, 2)
    assert (steps[3] == round(value * PIXEL_STEPS)).all()


def test_numbers_of_a_level_bias_move_the_head():
    spec = tiny.spec(level_bias=("luma", "quality"))
    program = Program.of(tiny.network(spec))
    shown = spec.shown(51, quality=70)
    assert shown == pytest.approx((0.6685 * 0.2, 0.3), abs=1e-4)
    steps = [round(value * PIXEL_STEPS) for value in shown]
    assert bias_shown(program, shown).tolist() == (program.head.bias + program.head_level @ steps).tolist()
    assert to_input(np.zeros((2, 2, 3), np.float32), spec, shown).shape == (3, 2, 2)


def test_a_tile_is_the_picture_less_what_was_found():
    program = reference.program()
    values = np.random.default_rng(0).random((6, 7, 3), dtype=np.float32)
    found = reference.run(program, to_input(values, program.spec, ())) * program.tail_scale
    restored = run_tile(program, popcount.BACKEND.make_runner(program), values, ())
    assert restored.dtype == np.float32
    assert np.array_equal(restored, values - np.moveaxis(found.astype(np.float32), 0, -1))
