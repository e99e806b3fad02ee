import json

import numpy as np
import pytest
from PIL import Image

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


@pytest.fixture
def pairs(tmp_path):
    """A pair, and one whose sizes do not fit."""
    folder = tmp_path / "pairs"
    folder.mkdir()
    random = np.random.default_rng(0)
    for name, height in (("a_real", 40), ("a_mean", 40), ("b_real", 40), ("b_mean", 39)):
        Image.fromarray(random.integers(90, 160, (height, 30, 3), dtype=np.uint8)).save(folder / f"{name}.png")
    return folder


@pytest.mark.usefixtures("models_folder")
def test_pairs_give_one_json_object_and_name_what_is_skipped(pairs, capsys):
    assert main(["evaluate", "--task", "denoise", "--pairs", str(pairs), "--levels", "4,20", "--backend", "popcount",
                 "--json"]) == 0
    printed = capsys.readouterr()
    report = json.loads(printed.out)
    assert {"psnr_input", "psnr_auto", "psnr_best", "regret", "worst_gain", "sweep", "per_image"} <= set(report)
    assert [row["level"] for row in report["sweep"]] == [4, 20]
    assert "skipped b:" in printed.err and "30 x 39" in printed.err


@pytest.mark.usefixtures("models_folder")
def test_pairs_as_text(pairs, capsys):
    assert main(["evaluate", "--pairs", str(pairs), "--levels", "4,20", "--backend", "popcount"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("a ") and " dB" in lines[1]
    assert any(line.startswith("level 20") for line in lines) and "regret" in lines[-1]


@pytest.mark.parametrize("command", [["--data", "x"], ["--pairs", "x", "--level", "4"]])
def test_a_level_belongs_to_data_and_not_to_pairs(command, capsys):
    assert main(["evaluate", *command]) == 1
    assert "level" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["--data", "x", "--pairs", "x"], ["--pairs", "x", "--levels", "much"]])
def test_a_command_that_is_wrong(command):
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", *command])
    assert ended.value.code == 2
