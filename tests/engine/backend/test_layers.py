"""The frame: that it shows what runs, and asks the pieces for everything that is counted or multiplied."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.backend import popcount
from engine.backend.layers import LayeredRunner
from engine.backend.program import Program, Unit
from tests import tiny
from tests.engine.backend import reference
from tests.engine.backend.test_parts import EVERYTHING


def test_a_watcher_sees_every_unit_and_the_stream_in_front_of_it():
    program = reference.program(5, units=4)
    seen = []
    run = LayeredRunner(program, popcount.PIECES, lambda unit, stream: seen.append((unit, stream.copy())))
    pixels = reference.pixels(program, 6, 7)
    sums = run(pixels)
    assert [unit for unit, _ in seen] == list(program.units)
    for (unit, before), (_, after) in pairwise(seen):
        popcount.PackedUnit(unit).apply(before)
        assert np.array_equal(before, after)
    assert np.array_equal(sums, reference.run(program, pixels))


@pytest.mark.parametrize("name", EVERYTHING)
def test_pieces_are_made_once_for_every_operation(name):
    program = Program.of(tiny.network(tiny.spec(**EVERYTHING[name])))
    made = []

    def noted(make):
        return lambda operation: made.append(operation) or make(operation)

    pieces = replace(popcount.PIECES, binary=noted(popcount.PackedUnit), convolution=noted(popcount.PlainConvolution))
    run = LayeredRunner(program, pieces)
    units = [unit if isinstance(unit, Unit) else unit.convolution for unit in program.units]
    wanted = [program.head, *(stage.operation for stage in program.stages), program.tail, *units]
    assert [id(operation) for operation in made] == [id(operation) for operation in wanted]
    for _ in range(2):
        run(reference.pixels(program, 4, 5), program.spec.shown(20))
    assert len(made) == len(wanted) + bool(program.spec.level_bias), "a head that is told something is made for it once"
