"""The chooser: the fastest backend that works, said aloud; never a wrong one, never a wait in the window."""

import sys
import threading

import pytest

from engine import backend
from engine.backend import popcount
from engine.errors import BackendError


def test_the_fastest_is_the_default():
    chosen = backend.choose()
    assert chosen.name == "bitsliced"
    assert "fastest" in str(chosen)


def test_what_is_asked_for_is_given():
    assert backend.choose("popcount").backend is popcount.BACKEND


def test_an_unknown_name_is_refused():
    with pytest.raises(BackendError, match="gpu"):
        backend.choose("gpu")


@pytest.fixture
def no_numba(monkeypatch):
    """Numba is not installed, as far as an import can tell."""
    monkeypatch.setitem(sys.modules, "engine.backend.bitsliced.runner", None)


@pytest.mark.usefixtures("no_numba")
def test_without_numba_popcount_runs_and_says_why(caplog):
    chosen = backend.choose()
    assert chosen.name == "popcount"
    assert "cannot run" in chosen.why
    assert "slower popcount" in caplog.text


@pytest.mark.usefixtures("no_numba")
def test_without_numba_asking_for_the_fast_one_is_an_error():
    with pytest.raises(BackendError, match="popcount"):
        backend.choose("bitsliced")


def test_a_backend_whose_results_are_wrong_is_not_used(monkeypatch):
    from engine.backend.bitsliced import runner as bitsliced

    monkeypatch.setattr(bitsliced.BACKEND, "problem", lambda: "its results are wrong here")
    assert backend.choose().name == "popcount"


def test_while_the_kernels_compile_nobody_waits(monkeypatch):
    from engine.backend.bitsliced import runner as bitsliced

    compiling, done = threading.Event(), threading.Event()

    def slow():
        compiling.set()
        done.wait(10)

    monkeypatch.setattr(bitsliced.BACKEND, "problem", slow)
    background = threading.Thread(target=backend.warm_up)
    background.start()
    try:
        assert compiling.wait(10)
        chosen = backend.choose()
        assert chosen.name == "popcount"
        assert "being compiled" in chosen.why
        assert backend.settled(chosen) is chosen
    finally:
        done.set()
        background.join()
    assert backend.settled(chosen).name == "bitsliced"
    asked = backend.choose("popcount")
    assert backend.settled(asked) is asked


@pytest.mark.usefixtures("no_numba")
def test_without_torch_asking_for_it_is_an_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "engine.backend.torch_runner", None)
    with pytest.raises(BackendError, match="install torch"):
        backend.choose("torch")
