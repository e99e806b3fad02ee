"""The self-test says ok where all is well, and what is wrong where it is not."""

import pytest

from engine.run import catalog, selftest
from engine.run.selftest import checks


@pytest.mark.timeout(600)  # compiles
def test_everything_works_here():
    found = {check.name: check for check in checks()}
    assert list(found) == ["models", "bitsliced", "torch", "a picture"]
    assert not any(check.problem for check in found.values()), [*map(str, found.values())]
    assert "loaded" in found["bitsliced"].note
    assert all(str(check).startswith("ok  ") for check in found.values())


@pytest.fixture
def none_but(monkeypatch):
    """Try one thing alone."""
    def choose(name):
        for each in ("_models", "_bitsliced", "_torch", "_picture"):
            if each != name:
                monkeypatch.setattr(selftest, each, lambda: "")
        return lambda: next(check for check in checks() if check.problem)

    return choose


def test_missing_models_are_named(none_but, tmp_path, monkeypatch):
    monkeypatch.setattr(catalog, "bundled_folder", lambda: tmp_path)
    check = none_but("_models")()
    assert check.name == "models" and "there is no model" in check.problem
    assert str(check).startswith("FAILED  models")


def test_kernels_that_cannot_run_are_a_failure(none_but, monkeypatch):
    monkeypatch.setattr(selftest.backend, "warm_up", lambda: "its results are wrong here")
    assert "results are wrong" in none_but("_bitsliced")().problem


def test_torch_that_computes_something_else_is_a_failure(none_but, monkeypatch):
    monkeypatch.setattr(selftest, "agrees_with_popcount", lambda _make, _specs: False)
    assert "other integers" in none_but("_torch")().problem


@pytest.mark.timeout(600)
def test_a_picture_that_two_paths_restore_differently_is_a_failure(none_but, monkeypatch):
    original = selftest._restored

    def other(picture, plan, name):
        return picture if name == "popcount" else original(picture, plan, name)

    monkeypatch.setattr(selftest, "_restored", other)
    assert "different pictures" in none_but("_picture")().problem


def test_what_nobody_expected_is_a_failure_too(none_but, monkeypatch):
    monkeypatch.setattr(selftest, "SAMPLE", "gone.png")
    check = none_but("_picture")()
    assert "gone.png" in check.problem
