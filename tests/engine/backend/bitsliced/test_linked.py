"""Kernels from a library: a small one in C stands in; what is linked of the real ones is in tests/tools."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from engine.backend.bitsliced import linked, targets
from engine.backend.bitsliced.targets import all_here
from engine.errors import BackendError

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None or not all_here(), reason="there is no compiler")
SOURCE = """
const char *const scale_types = "<f8[2] float64 bool";
static int scale(const long long *words, double more)
{
    double *values = (double *)words[4], factor = *(const double *)&words[9];
    if (words[0] || words[1] || words[3] != 8 || words[7] != 8 * words[6] || words[8] != 8)
        return 1;
    for (long long i = 0; i < words[2]; i++)
        values[i] = words[10] ? values[i] * factor + more : 0;
    return -2;
}
int scale_0(const long long *words) { return scale(words, 0); }
int scale_1(const long long *words) { return scale(words, 1); }
const char *const fail_types = "int64";
int fail_0(const long long *words) { return words[0] == -7 ? -1 : 0; }
int fail_1(const long long *words) { return 0; }
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("linked")
    (folder / "some.c").write_text(SOURCE)
    subprocess.run(["gcc", "-shared", "-fPIC", "-fno-strict-aliasing", "-o", folder / "some.so", folder / "some.c"],
                   check=True)
    return folder / "some.so"


def test_arrays_and_numbers_arrive_as_numba_has_them(library):
    kernels = linked.load(library, ("scale", "fail"), 0)
    values = np.arange(6.0).reshape(2, 3)
    kernels["scale"]((values, 2.5), True)
    assert np.array_equal(values, np.arange(6.0).reshape(2, 3) * 2.5)
    kernels["scale"](values, 2.5, False)
    assert not values.any()
    kernels["fail"](np.int64(3))


def test_of_each_target_the_kernels_are_its_own(library):
    values = np.zeros((1, 1))
    linked.load(library, ["scale"], 1)["scale"](values, 1.0, True)
    assert values == 1


@pytest.mark.parametrize("arguments", [
    (np.zeros((2, 3), np.float32), 1.0, True), (np.zeros(6), 1.0, True), (np.zeros((3, 2)).T, 1.0, True),
    (np.zeros((2, 3)), 1, True), (np.zeros((2, 3)), 1.0), (np.zeros((2, 3)), 1.0, 1)])
def test_other_types_than_it_takes_never_reach_it(library, arguments):
    with pytest.raises(TypeError, match=r"scale takes .*<f8\[2\]"):
        linked.load(library, ["scale"], 0)["scale"](*arguments)


def test_a_kernel_that_gives_up_is_heard(library):
    with pytest.raises(MemoryError):
        linked.load(library, ["fail"], 0)["fail"](-7)


@pytest.mark.parametrize("place", [0, 1])
def test_the_most_capable_that_this_processor_runs_is_taken(library, monkeypatch, place):
    monkeypatch.setattr(targets.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(linked, "features_here", lambda: targets.X86[place].features)
    values = np.zeros((1, 1))
    linked.kernels(library, ["scale"])["scale"](values, 1.0, True)
    assert values == place


def test_an_older_processor_is_told(library, monkeypatch):
    monkeypatch.setattr(linked, "features_here", lambda: {"sse2"})
    with pytest.raises(BackendError, match="newer processors"):
        linked.kernels(library, ["scale"])


def test_with_a_library_nothing_asks_for_numba(tmp_path):
    """A small package has neither Numba nor LLVM, nor the modules that know them."""
    from engine.backend.bitsliced.entries import __all__ as names

    (tmp_path / "all.c").write_text("".join(
        f'const char *const {name}_types = "";\n' + "".join(f"int {name}_{place}(void) {{ return 0; }}\n"
                                                            for place in range(len(all_here()))) for name in names))
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", tmp_path / "all.so", tmp_path / "all.c"], check=True)
    code = f"""
import sys
sys.modules |= dict.fromkeys(("numba", "llvmlite"))
from pathlib import Path
from engine.backend.bitsliced import linked, targets
linked.LIBRARY, linked.features_here = Path({str(tmp_path / "all.so")!r}), lambda: targets.all_here()[-1].features
from engine.backend.bitsliced import entries, profile, runner
from engine.measure import bench, machine
entries.run_network()
print(entries.counts(), machine.machine()["features"] is not None)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == f"({len(names)}, 0) True", done.stderr
