"""What bench's children measure."""

import sys
import time

import numpy as np
import pytest

from engine.measure import probes
from engine.network.packed import save_packed
from tests import tiny


@pytest.mark.usefixtures("own_folders")
def test_the_kernels_are_timed_until_they_are_there(capsys):
    probes.main(["start"])
    assert float(capsys.readouterr().out) > 0


def test_a_picture_is_timed(tmp_path, capsys):
    model = save_packed(tiny.network(tiny.spec(level_map=True)), tmp_path / "tiny.bbcu")
    probes.main(["restore", "0.06", "1", str(model)])
    seconds, busy, _ = map(float, capsys.readouterr().out.split())
    assert 0 < seconds < 1
    assert 0 < busy < 1


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_that_is_let_go_of_again_counts():
    with probes.PeakMemory() as memory:
        filled = np.ones(1 << 25)
        while memory.grown < filled.nbytes / 2:
            time.sleep(probes.PERIOD)
        del filled
    assert memory.grown < 1 << 30
