"""Quality is measured once and kept by what was measured; times are measured in a process of its own."""

import json
from pathlib import Path

import pytest

from engine.errors import BackendError, ModelError, PictureError, SaveError
from engine.measure import curve, turns
from engine.measure.curve import KINDS, LEVELS, Processor
from engine.measure.peers import calibration
from tests.engine.measure.peers.tiny_peer import write_peer, write_pictures

HERE = Processor("here", "as it is", {}, "", True)


@pytest.fixture
def peers(tmp_path):
    pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    write_peer(tmp_path / "peers")
    return tmp_path / "peers"


@pytest.fixture
def test_set(tmp_path):
    write_pictures(tmp_path / "set", 2, 24)
    return tmp_path / "set"


@pytest.fixture
def ours(models_folder, monkeypatch):
    """One tiny denoiser, and no peers."""
    monkeypatch.setattr(curve, "load_peers", lambda folder: [])
    return curve.networks(models_folder)


@pytest.mark.usefixtures("models_folder")
def test_everything_that_can_be_run_is_there(peers, monkeypatch):
    without = {network.label for network in curve.networks(peers)}
    assert {"tiny", "peer-tiny, float32, onnxruntime"} <= without and not any("int8" in label for label in without)
    monkeypatch.setattr(calibration, "CALIBRATED", 2)
    monkeypatch.setattr(calibration, "CHOSEN", 1)
    monkeypatch.setattr(calibration, "PERCENTILES", (100.0,))
    write_pictures(peers / "photos", 6, calibration.SIDE)
    notes = []
    curve.calibrate(peers, peers / "photos", notes.append)
    found = curve.networks(peers)
    assert notes == ["calibrating peer-tiny"]
    assert {"peer-tiny, int8, onnxruntime", "peer-tiny, int8 products, float ends, onnxruntime"} <= {
        network.label for network in found}
    assert {network.kind for network in found} <= set(KINDS)
    assert len({network.key for network in found}) == len(found)
    assert {network.key for network in found} == {network.key for network in curve.networks(peers)}, "made again alike"


@pytest.mark.usefixtures("models_folder")
def test_a_peer_is_measured_as_the_denoisers_are(peers, test_set):
    found = [network for network in curve.networks(peers) if network.contestant.runtime in ("bitsliced", "onnxruntime")]
    known = curve.qualities(found, {}, test_set)
    assert len(known) == 2
    for about in known.values():
        assert about["set"] == "set" and len(about["psnr"]) == len(LEVELS)
        assert about["psnr"][0] > about["psnr"][-1] > 10


def test_quality_is_taken_from_what_was_kept(ours, test_set):
    kept = {ours[0].key: {"set": "set", "psnr": [1.0, 2.0, 3.0]}}
    for folder in (None, test_set):
        assert curve.qualities(ours, kept, folder) == kept
    other = test_set.rename(test_set.with_name("other"))
    assert curve.qualities(ours, kept, other)[ours[0].key]["set"] == "other"
    with pytest.raises(PictureError, match="not been measured"):
        curve.qualities(ours, {}, None)


def test_times_come_from_a_process_of_their_own(ours, monkeypatch):
    monkeypatch.setattr(curve.os, "cpu_count", lambda: 1)
    found = curve.timed(ours, HERE, 2)
    ((key, times),) = found["times"]["1"].items()
    assert key == ours[0].key and len(times) == 2 and all(1 < time < 1e6 for time in times)
    assert found["processor"] == "here" and found["machine"]["cores"]
    json.dumps(found)


def test_what_the_process_says_is_passed_on(ours, monkeypatch):
    monkeypatch.setattr(turns, "__name__", "engine.no_such_module")
    with pytest.raises(BackendError, match="no_such_module"):
        curve.timed(ours, HERE, 1)


def test_results_come_back(tmp_path):
    assert curve.load_results(tmp_path / "none.json") == {"networks": {}, "runs": []}
    results = {"networks": {"b": {"psnr": [1.0]}, "a": {}}, "runs": [{"times": {}}]}
    curve.save_results(tmp_path / "a.json", results)
    assert curve.load_results(tmp_path / "a.json") == results
    (tmp_path / "a.json").write_text('{"networks": []}')
    with pytest.raises(ModelError, match="earlier measurements"):
        curve.load_results(tmp_path / "a.json")
    with pytest.raises(SaveError, match="results"):
        curve.save_results(tmp_path / "no" / "a.json", results)


def test_results_that_cannot_be_written_leave_the_earlier_ones(tmp_path, monkeypatch):
    earlier, path = {"networks": {"a": {}}, "runs": []}, tmp_path / "a.json"
    curve.save_results(path, earlier)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(SaveError, match="No space left"):
            curve.save_results(path, {"networks": {"b": {}}, "runs": []})
    assert curve.load_results(path) == earlier and list(tmp_path.iterdir()) == [path]


def test_a_processor_is_not_taken_for_a_lesser_one_without_need(monkeypatch):
    monkeypatch.setattr(curve, "has", lambda feature: False)
    assert [processor.name for processor in curve.processors()] == ["this"]
    monkeypatch.setattr(curve, "has", lambda feature: True)
    assert [processor.name for processor in curve.processors()] == ["this", "avx512-vnni", "avx2-vnni"]
