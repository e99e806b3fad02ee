"""Calibrating a peer: photographs for the ranges, others to choose, and the best chosen."""

import numpy as np
import pytest

from engine.errors import ModelError, PictureError
from engine.measure.peers import calibration
from engine.measure.peers.calibration import SIDE, calibrated, photographs
from engine.measure.peers.files import load_peers
from engine.measure.peers.int8 import FORMS
from tests.engine.measure.peers.tiny_peer import write_peer, write_pictures


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(calibration, "CALIBRATED", 2)
    monkeypatch.setattr(calibration, "CHOSEN", 1)


@pytest.mark.usefixtures("few")
def test_squares_come_from_the_middle_of_photographs(tmp_path):
    write_pictures(tmp_path / "photos", 6, SIDE + 10)
    squares = photographs(tmp_path)
    assert len(squares) == 3
    assert all(square.shape == (SIDE, SIDE, 3) and square.dtype == np.uint8 for square in squares)
    assert len({square.tobytes() for square in squares}) == 3


@pytest.mark.usefixtures("few")
def test_too_few_photographs_are_an_error(tmp_path):
    write_pictures(tmp_path, 6, SIDE - 10)
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(PictureError, match="only 0 photographs"):
            photographs(folder)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("first", "second"), [(30.0, 31.0), (31.0, 30.0)])
def test_each_form_gets_the_ranges_that_do_best(tmp_path, monkeypatch, first, second):
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    write_peer(tmp_path)
    (peer,) = load_peers(tmp_path)
    monkeypatch.setattr(calibration, "PERCENTILES", (90.0, 100.0))
    squares = [np.random.default_rng(seed).integers(0, 256, (SIDE, SIDE, 3), np.uint8) for seed in range(3)]
    seen, measured = [], calibration._psnr

    def quality(restore, others):  # each form's two in turn
        assert np.isfinite(measured(restore, others)) and np.array_equal(others[0], squares[2])
        seen.append((first, second)[len(seen) % 2])
        return seen[-1]

    monkeypatch.setattr(calibration, "_psnr", quality)
    found = calibrated(peer, squares)
    assert set(found) == {form.name for form in FORMS} and len(seen) == 2 * len(FORMS)
    assert {ranges["picture"][1] > 1.1 for ranges in found.values()} == {second > first}


def test_without_a_runtime_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(calibration, "runtimes", dict)
    with pytest.raises(ModelError, match="quantize"):
        calibrated(None, [])
