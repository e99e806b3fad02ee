import json
import re

import numpy as np
import pytest

from engine.cli import main
from engine.network.packed import save_packed
from engine.picture.files import open_picture
from engine.tasks import Task
from tests import tiny


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

    def test_a_chain_runs_in_its_order_and_enlarges(self, noisy, models_folder, tmp_path, capsys):
        enlarger = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=3)
        save_packed(tiny.network(enlarger), models_folder / "x3.bbcu")
        save_packed(tiny.network(tiny.spec(task=Task.DEBLOCK)), models_folder / "repair.bbcu")
        target = tmp_path / "large.png"
        options = ["--upscale", "3", "--denoise", "5", "--deblock", "auto", "--model", "x3", "--model", "tiny"]
        assert main(["restore", str(noisy), "-o", str(target), *options, "--json"]) == 0
        report = json.loads(capsys.readouterr().out)["files"][0]
        assert (report["width"], report["height"]) == (90, 120)
        assert re.fullmatch(r"deblock=\d+,denoise=5@tiny,upscale=3@x3;strength=100", report["plan"])
        assert open_picture(target).pixels.shape == (120, 90, 3)
        assert main(["restore", str(noisy), "-o", str(target), "--upscale", "2"]) == 1
        assert "by 3, not by 2" in capsys.readouterr().err

    def test_a_model_alone_says_what_to_do(self, noisy, models_folder, tmp_path, capsys):
        enlarger = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=3)
        path = save_packed(tiny.network(enlarger), tmp_path / "elsewhere.bbcu")
        assert main(["restore", str(noisy), "-o", str(tmp_path / "a.png"), "--model", str(path)]) == 0
        assert "upscale=3" in capsys.readouterr().out

    def test_a_model_for_something_else_is_refused(self, noisy, models_folder, capsys):
        save_packed(tiny.network(tiny.spec(task=Task.DEBLOCK)), models_folder / "repair.bbcu")
        assert main(["restore", str(noisy), "--denoise", "5", "--model", "repair"]) == 1
        assert "not asked for" in capsys.readouterr().err
        assert main(["restore", str(noisy), "--model", "repair", "--model", "repair"]) == 1
        assert "two models" in capsys.readouterr().err

    @pytest.mark.parametrize("wrong", [
        ["--upscale", "5"], ["--upscale", "2"], ["--deblock", "1"], ["--denoise", "900"], ["--strength", "101"],
        ["--tile", "1"], ["--backend", "gpu"], ["--model", "nosuch"], ["--quality", "0"],
    ])
    def test_a_wrong_option_is_one_line_and_exit_code_1(self, noisy, wrong, capsys):
        assert main(["restore", str(noisy), *wrong]) == 1
        message = capsys.readouterr().err
        assert message.startswith("bbcu: ")
        assert message.count("\n") == 1
