"""Kernels in a library give what Numba's own give: two small ones, with memory, numbers and a loop of their own."""

import os
import pickle
import shutil
import subprocess
import sys
from itertools import product

import numpy as np
import pytest

from engine.backend.bitsliced import linked
from engine.backend.bitsliced.targets import all_here, features_here, fitting
from tools import link_kernels

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None or not fitting(features_here()),
                                reason="there is no compiler, or not Linux")


def test_types_are_told_as_they_are_checked():
    from numba import float64, int16, types

    three = types.Array(int16, 3, "C")
    kinds = (types.UniTuple(three, 2), types.boolean, types.Tuple((float64, types.int64)))
    assert list(link_kernels.leaves(kinds)) == ["<i2[3]", "<i2[3]", "bool", "float64", "int64"]
    assert list(link_kernels.leaves((types.Array(int16, 1, "A"),))) == ["scattered"]


def test_a_kernel_that_is_called_in_two_ways_is_none_that_can_be_linked():
    from numba import float64, int64, types

    read_only = types.Array(int64, 1, "C", readonly=True)
    assert link_kernels.one_of("k", [(read_only,), (int64[::1],)]) == (int64[::1],)
    for some in ([], [(int64,), (float64,)]):
        with pytest.raises(SystemExit, match="more than one way"):
            link_kernels.one_of("k", some)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """For the least of the targets, compiled in a process of its own, as a build does."""
    from numba import bool_, float32, float64, int16, int64

    stream = int16[:, :, ::1]
    seen = {"join": (stream, stream, bool_, int16[::1], int16[::1], stream),
            "add_found": (float32[:, :, ::1], float64[:, :, ::1], float64, int64, float32[:, :, ::1])}
    folder, target = tmp_path_factory.mktemp("link"), all_here()[-1]
    (folder / "signatures").write_bytes(pickle.dumps(seen))
    environment = os.environ | {"NUMBA_CPU_NAME": target.cpu, "NUMBA_CPU_FEATURES": target.flags,
                                "NUMBA_CACHE_DIR": str(folder / "cache"), "PYTHONPATH": str(link_kernels.ROOT)}
    subprocess.run([sys.executable, link_kernels.__file__, folder, "--signatures", folder / "signatures",
                    "--target", "0"], env=environment, check=True)
    link_kernels.link(folder, seen, 1, folder / "linked.so")
    return linked.load(folder / "linked.so", seen, 0)


@pytest.mark.parametrize(("adds", "rectified"), list(product((False, True), repeat=2)))
def test_integers_are_the_same(library, adds, rectified):
    from engine.backend.bitsliced.entries import join

    random = np.random.default_rng(3)
    kept, change = random.integers(-32768, 32768, (2, 3, 5, 67)).astype(np.int16)
    after = random.integers(-9000, 9000, (2, 3 if rectified else 0)).astype(np.int16)
    found = np.empty_like(kept), np.empty_like(kept)
    for kernel, out in zip((library["join"], join), found, strict=True):
        kernel(kept, change, adds, *after, out)
    assert np.array_equal(*found)


def test_fractions_are_the_same(library):
    from engine.backend.bitsliced.entries import add_found

    random = np.random.default_rng(4)
    values, sums = random.random((7, 9, 3), np.float32), random.normal(0, 1e6, (3, 14, 18))
    found = np.empty((14, 18, 3), np.float32), np.empty((14, 18, 3), np.float32)
    for kernel, out in zip((library["add_found"], add_found), found, strict=True):
        kernel(values, sums, 1e-7, 2, out)
    assert np.array_equal(*found)
