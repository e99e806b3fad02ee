"""What every backend promises beside its integers."""

import pytest

from engine import backend as backends
from engine.backend.contract import SMALLEST_TILE, TILE_BYTES, Backend
from engine.backend.program import Program
from engine.tasks import Task
from tests import tiny

ENLARGER = {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 4}


@pytest.fixture(params=[name for name in backends.NAMES if name != "auto"])
def backend(request):
    return backends.choose(request.param)


def test_it_is_a_backend_that_says_its_name(backend):
    assert isinstance(backend, Backend)
    assert isinstance(backend.backend, Backend)
    assert backend.name in backends.NAMES
    assert backend.backend.problem() is None


@pytest.mark.parametrize("changes", [{"channels": 32}, {"channels": 64}, ENLARGER | {"channels": 64}])
def test_a_tile_stays_within_its_memory(backend, changes):
    program = Program.of(tiny.network(tiny.spec(**changes)))
    tile, halos = backend.preferred_tile(program), 2 * program.spec.halo
    assert tile >= SMALLEST_TILE
    assert tile == SMALLEST_TILE or backend.tile_bytes(program, tile + halos, tile + halos) <= TILE_BYTES
    assert tile <= backend.fastest_tile(program)


def test_wide_enlargers_get_small_tiles(backend):
    large = Program.of(tiny.network(tiny.spec(**ENLARGER | {"channels": 64})))
    assert SMALLEST_TILE <= backend.preferred_tile(large) <= 256


def test_what_does_not_run_here_is_not_measured_by_what_does():
    """Torch does not run an enlarger's upsampler: the tile is the stand-in's, and so are the bytes."""
    chosen, stand_in = backends.choose("torch"), backends.choose("popcount")
    program = Program.of(tiny.network(tiny.spec(**ENLARGER)))
    assert chosen.unsupported(program)
    assert chosen.preferred_tile(program) == stand_in.preferred_tile(program)
    assert chosen.tile_bytes(program, 80, 90) == stand_in.tile_bytes(program, 80, 90)


def test_memory_of_the_wave_is_its_own():
    """A plain network's tile is as large as the fast backend likes it, whatever the others would take for it."""
    program = Program.of(tiny.network(tiny.spec(channels=32, units=12)))
    chosen = backends.choose("bitsliced")
    assert chosen.preferred_tile(program) == chosen.fastest_tile(program)
