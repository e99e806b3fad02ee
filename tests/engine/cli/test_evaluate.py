import json

import pytest

from engine.cli import main


@pytest.mark.usefixtures("models_folder")
def test_evaluate_gives_one_json_object(noisy, capsys):
    assert main(["evaluate", "--level", "25", "--data", str(noisy.parent), "--backend", "popcount", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["images"] == len(report["per_image"]) == 1
    assert report["model"] == "tiny"
    assert 0 < report["psnr"] < 60
    assert -1 <= report["ssim"] <= 1


@pytest.mark.usefixtures("models_folder")
def test_evaluate_of_an_empty_folder(tmp_path, capsys):
    assert main(["evaluate", "--level", "25", "--data", str(tmp_path / "models")]) == 1
    assert "models" in capsys.readouterr().err


def test_the_command_prints_one_json_object(noisy, capsys):
    command = ["evaluate", "--task", "deblock", "--level", "20", "--protocol", "paper", "--model", "none", "--json"]
    assert main([*command, "--data", str(noisy.parent)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {"task", "level", "model", "protocol", "set", "psnr", "ssim", "images", "per_image"} == set(report)
    assert report["protocol"] == "paper"
