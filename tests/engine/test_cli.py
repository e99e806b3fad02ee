import json

import numpy as np
import pytest
from PIL import Image

from engine.cli import main
from engine.picture_io import open_picture


@pytest.fixture
def noisy(tmp_path):
    path = tmp_path / "noisy.png"
    random = np.random.default_rng(0)
    Image.fromarray(random.integers(90, 160, (40, 30, 3), dtype=np.uint8)).save(path, dpi=(300, 300))
    return path


@pytest.mark.usefixtures("models_folder")
class TestRestore:
    def test_one_picture_to_a_named_file(self, noisy, tmp_path, capsys):
        target = tmp_path / "out.png"
        assert main(["restore", str(noisy), "-o", str(target), "--denoise", "20"]) == 0
        assert open_picture(target).pixels.shape == (40, 30, 3)
        assert "denoise=20" in capsys.readouterr().out

    def test_strength_zero_gives_the_source(self, noisy, tmp_path):
        target = tmp_path / "same.png"
        assert main(["restore", str(noisy), "-o", str(target), "--strength", "0"]) == 0
        assert np.array_equal(open_picture(target).pixels, open_picture(noisy).pixels)

    def test_a_bad_file_is_reported_and_the_rest_done(self, noisy, tmp_path, capsys):
        bad = tmp_path / "bad.jpg"
        bad.write_text("words")
        out = tmp_path / "out"
        out.mkdir()
        code = main(["restore", str(bad), str(noisy), "-o", str(out), "--json", "--denoise", "auto"])
        printed = capsys.readouterr()
        report = json.loads(printed.out)
        assert code == 1
        assert report["failed"] == 1
        assert "bad.jpg" in report["files"][0]["error"]
        assert "bad.jpg" in printed.err
        assert (out / "noisy.png").exists()
        assert sorted(p.name for p in out.iterdir()) == ["noisy.png"]

    def test_nothing_is_overwritten_unless_asked(self, noisy, tmp_path, capsys):
        target = tmp_path / "out.png"
        target.write_bytes(b"precious")
        assert main(["restore", str(noisy), "-o", str(target)]) == 1
        assert target.read_bytes() == b"precious"
        assert main(["restore", str(noisy), "-o", str(target), "--overwrite"]) == 0
        assert target.read_bytes() != b"precious"
        capsys.readouterr()

    def test_without_a_target_the_result_lies_beside_the_source(self, noisy, capsys):
        assert main(["restore", str(noisy), "--json"]) == 0
        written = json.loads(capsys.readouterr().out)["files"][0]["output"]
        assert written != str(noisy)
        assert open_picture(written).width == 30

    @pytest.mark.parametrize("wrong", [["--denoise", "900"], ["--strength", "101"], ["--tile", "1"],
                                       ["--backend", "gpu"], ["--model", "nosuch"], ["--quality", "0"]])
    def test_a_wrong_option_is_one_line_and_exit_code_1(self, noisy, wrong, capsys):
        assert main(["restore", str(noisy), *wrong]) == 1
        message = capsys.readouterr().err
        assert message.startswith("bbcu: ")
        assert message.count("\n") == 1

    def test_evaluate_gives_one_json_object(self, noisy, capsys):
        assert main(["evaluate", "--level", "25", "--data", str(noisy.parent), "--backend", "popcount", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert report["images"] == len(report["per_image"]) == 1
        assert report["model"] == "tiny"
        assert 0 < report["psnr"] < 60
        assert -1 <= report["ssim"] <= 1

    def test_evaluate_of_an_empty_folder(self, tmp_path, capsys):
        assert main(["evaluate", "--level", "25", "--data", str(tmp_path / "models")]) == 1
        assert "models" in capsys.readouterr().err

    def test_models_are_listed(self, capsys):
        assert main(["models"]) == 0
        assert "tiny" in capsys.readouterr().out
        assert main(["models", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["name"] == "tiny"


def test_unknown_commands_are_refused():
    with pytest.raises(SystemExit) as stop:
        main(["paint"])
    assert stop.value.code == 2
