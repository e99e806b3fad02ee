"""The bit-sliced backend, imported late so that its cache lands in the tests' own folder."""

import importlib

import pytest


@pytest.fixture(scope="session")
def bitsliced(own_folders):
    """The module, compiled and checked."""
    module = importlib.import_module("engine.backend.bitsliced.runner")
    assert module.BACKEND.problem() is None
    return module
