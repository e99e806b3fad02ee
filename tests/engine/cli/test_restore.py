import io
import json
import re
import sys

import numpy as np
import pytest
from PIL import Image
from tqdm import tqdm

from engine.cli import main
from engine.network.packed import save_packed
from engine.picture.files import open_picture
from engine.tasks import Task
from tests import scenes, tiny


@pytest.mark.usefixtures("models_folder")
class TestRestore:
    def test_one_picture_to_a_named_file(self, noisy, tmp_path, capsys):
        target = tmp_path / "out.png"
        assert main(["restore", str(noisy), "-o", str(target), "--denoise", "20"]) == 0
        assert open_picture(target).pixels.shape == (40, 30, 3)
        assert "denoise=20" in capsys.readouterr().out

    def test_the_size_of_a_result_is_chosen(self, noisy, tmp_path, capsys):
        target = tmp_path / "out.png"
        assert main(["restore", str(noisy), "-o", str(target), "--denoise", "20", "--size", "longest:90"]) == 0
        assert open_picture(target).pixels.shape == (90, 68, 3)
        assert main(["restore", str(noisy), "-o", str(target), "--size", "90"]) == 1
        assert "longest:3000" in capsys.readouterr().err

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
        assert "bad.jpg" in report["files"][0]["why"]
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

    @pytest.mark.parametrize("several", [False, True])
    def test_a_name_that_ends_in_a_slash_is_a_folder_and_is_made(self, noisy, tmp_path, several, capsys):
        copy = tmp_path / "copy.png"
        copy.write_bytes(noisy.read_bytes())
        out = tmp_path / "new" / "folder"
        files = [str(noisy), str(copy)] if several else [str(noisy)]
        assert main(["restore", *files, "-o", f"{out}/", "--denoise", "20"]) == 0
        assert sorted(path.name for path in out.iterdir()) == (["copy.png", "noisy.png"] if several else ["noisy.png"])
        assert ("2 restored, 0 failed" in capsys.readouterr().out) == several

    def test_several_need_a_folder_which_is_made(self, noisy, tmp_path, capsys):
        files = ["restore", str(noisy), str(noisy.parent / "nosuch.png"), "--denoise", "20"]
        assert main([*files, "-o", str(tmp_path / "new")]) == 1
        assert [path.name for path in (tmp_path / "new").iterdir()] == ["noisy.png"]
        assert main([*files, "-o", str(noisy)]) == 1
        assert "is not a folder" in capsys.readouterr().err

    def test_a_folder_with_its_folders(self, noisy, tmp_path, capsys):
        deep = tmp_path / "photos" / "deep"
        deep.mkdir(parents=True)
        for path in (deep.parent / "a.png", deep / "b.png"):
            path.write_bytes(noisy.read_bytes())
        (deep / "notes.txt").write_text("not a picture")
        command = ["restore", str(deep.parent), "--denoise", "20"]
        assert main([*command, "-o", str(tmp_path / "out")]) == 0
        assert sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.png")) == \
            ["a.png", "deep/b.png"]
        assert main([*command, "-o", str(tmp_path / "out"), "--skip-done"]) == 0
        printed = capsys.readouterr()
        assert "0 restored, 2 skipped, 0 failed" in printed.out and "already" in printed.err
        assert main([*command, "--name", "{name}-{task}", "--skip-done"]) == 0
        assert (deep / "b-denoise.png").exists()
        assert main([*command, "--name", "{name}-{task}", "--skip-done"]) == 0
        assert "0 restored, 2 skipped" in capsys.readouterr().out, "results are not taken for sources"
        assert main(["restore", str(deep.parent / "**" / "?.png"), "-o", str(tmp_path / "flat"), "--json"]) == 0
        assert sorted(path.name for path in (tmp_path / "flat").iterdir()) == ["a.png", "b.png"]
        (tmp_path / "empty").mkdir()
        assert main(["restore", str(tmp_path / "empty")]) == 1
        assert "no pictures" in capsys.readouterr().err

    def test_a_name_that_is_taken_gets_a_number_in_a_folder(self, noisy, tmp_path):
        out = tmp_path / "out"
        for _ in range(2):
            assert main(["restore", str(noisy), "-o", f"{out}/", "--denoise", "20"]) == 0
        assert sorted(path.name for path in out.iterdir()) == ["noisy-2.png", "noisy.png"]

    def test_the_report_says_why(self, noisy, tmp_path, capsys):
        bad, report = tmp_path / "bad.jpg", tmp_path / "report.json"
        bad.write_text("words")
        command = ["restore", str(bad), str(noisy), "-o", str(tmp_path / "out"), "--denoise", "20"]
        for _ in range(2):  # an older report is replaced
            assert main([*command, "--report", str(report)]) == 1
        written = json.loads(report.read_text())
        assert (written["done"], written["skipped"], written["failed"]) == (1, 0, 1)
        assert [row["state"] for row in written["files"]] == ["failed", "done"]
        assert written["files"][0]["why"].startswith("bad.jpg: ")
        row = written["files"][1]
        timed = {name: row.pop(name) for name in ("seconds", "run_seconds", "memory", "peak_memory", "backend")}
        assert all(timed.values())
        assert row == {"file": str(noisy), "state": "done", "plan": "denoise=20;strength=100", "why": "", "tiles": 1,
                       "output": str(tmp_path / "out" / "noisy-2.png"), "width": 30, "height": 40}
        capsys.readouterr()
        assert main([*command, "--report", str(noisy)]) == 1
        assert "is no report" in capsys.readouterr().err
        assert open_picture(noisy).width == 30
        assert main([*command, "--report", str(tmp_path / "nosuch" / "r.json")]) == 1

    @pytest.mark.parametrize("asked", [["--plan", "auto"], []])
    def test_what_is_measured_is_done_and_what_needs_nothing_is_copied(self, noisy, tmp_path, asked, capsys):
        calm = tmp_path / "calm.png"
        Image.fromarray(np.full((40, 30, 3), 90, np.uint8)).save(calm)
        command = ["restore", str(noisy), str(calm), "-o", str(tmp_path / "out"), *asked, "--strength", "50"]
        assert main([*command, "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert [row["state"] for row in report["files"]] == ["done", "done"]
        assert re.fullmatch(r"denoise=[\d.+=a-z]+;strength=50", report["files"][0]["plan"])
        assert [row["measured"][:5] for row in report["files"]] == ["Noise", "Noise"]
        assert "cannot be told" in report["files"][1]["why"]
        assert (tmp_path / "out" / "calm.png").read_bytes() == calm.read_bytes()
        assert main([*command, "--overwrite"]) == 0
        printed = capsys.readouterr()
        assert "calm.png: Noise: cannot tell" in printed.out and "copied unchanged" in printed.out
        assert not printed.err

    def test_noise_in_the_colours_may_have_a_strength_of_its_own(self, noisy, tmp_path, capsys):
        command = ["restore", str(noisy), "-o", f"{tmp_path}/out/"]
        assert main([*command, "--denoise", "8", "--colour", "12"]) == 0
        assert "denoise=8+colour=12" in capsys.readouterr().out
        assert main([*command, "--denoise", "8", "--colour", "many"]) == 1
        assert main([*command, "--colour", "12"]) == 1
        assert "name a level" in capsys.readouterr().err
        assert main([*command, "--plan", "denoise=8", "--colour", "12"]) == 1

    def test_enlarging_and_what_is_measured(self, models_folder, tmp_path, capsys):
        save_packed(tiny.network(tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=2)), models_folder / "x2.bbcu")
        save_packed(tiny.network(tiny.spec(task=Task.DEBLOCK)), models_folder / "repair.bbcu")
        source = tmp_path / "a.jpg"
        Image.fromarray(scenes.photo(60, 80)).save(source, quality=40)
        for asked in (["--plan", "auto", "--upscale", "2"], ["--plan", "auto,upscale=2"]):
            assert main(["restore", str(source), "-o", f"{tmp_path}/out/", *asked]) == 0
            assert re.search(r"\[deblock=40,.*upscale=2;strength=100\]", capsys.readouterr().out)

    def test_a_plan_as_text(self, noisy, tmp_path, capsys):
        plan = "denoise=12.5;strength=80;format=tiff"
        assert main(["restore", str(noisy), "--plan", plan, "--passes", "2", "-o", f"{tmp_path}/out/"]) == 0
        assert "denoise=12.5;strength=80;passes=2;format=tiff" in capsys.readouterr().out
        assert (tmp_path / "out" / "noisy.tif").exists()
        assert main(["restore", str(noisy), "--plan", plan, "--denoise", "3"]) == 1
        assert "says which steps" in capsys.readouterr().err

    def test_a_missing_model_is_said_once(self, noisy, tmp_path, capsys):
        assert main(["restore", str(noisy), str(noisy.parent / "b.png"), "--upscale", "2"]) == 1
        assert capsys.readouterr().err.count("\n") == 1

    def test_the_bar_shows_them_all(self, noisy, tmp_path, monkeypatch, capsys):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setattr(tqdm, "mininterval", 0, raising=False)
        copy = tmp_path / "copy.png"
        copy.write_bytes(noisy.read_bytes())
        assert main(["restore", str(noisy), str(copy), "-o", f"{tmp_path}/out/", "--denoise", "20"]) == 0
        assert re.search(r"2/2 copy\.png 100% .* gone, .*left", capsys.readouterr().err)

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

    def test_results_as_wished(self, noisy, tmp_path, capsys):
        options = ["--format", "tiff", "--depth", "16", "--dpi", "150", "--no-metadata", "--denoise", "9"]
        assert main(["restore", str(noisy), "-o", f"{tmp_path}/out/", *options, "--json"]) == 0
        result = open_picture(tmp_path / "out" / "noisy.tif")
        assert (result.bit_depth, result.dpi, result.exif) == (16, (150, 150), None)
        assert main(["restore", str(noisy), "--format", "jpeg", "--chroma", "4:2:0", "--depth", "16"]) == 1
        assert "does not hold 16 bits" in capsys.readouterr().err

    def test_of_several_pages_one_is_restored_and_that_is_said(self, tmp_path, capsys):
        pages = [Image.new("RGB", (20, 20), (60 * page, 0, 0)) for page in range(3)]
        pages[0].save(tmp_path / "scan.tif", save_all=True, append_images=pages[1:])
        arguments = ["restore", str(tmp_path / "scan.tif"), "--denoise", "0", "--strength", "0"]
        assert main([*arguments, "-o", str(tmp_path / "a.png")]) == 0
        assert "scan.tif: This is the first of the 3 pictures" in capsys.readouterr().err
        assert main([*arguments, "-o", str(tmp_path / "b.png"), "--json"]) == 0
        assert "the first" in json.loads(capsys.readouterr().out)["files"][0]["notes"][0]

    def test_names_do_not_move_the_cursor_in_the_bar_either(self, noisy, tmp_path, monkeypatch):
        class Terminal(io.StringIO):
            def isatty(self):
                return True

        odd = noisy.rename(tmp_path / "odd\x1b[2J\n.png")
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        assert main(["restore", str(odd), "-o", str(tmp_path / "a.png")]) == 0
        shown = terminal.getvalue()
        assert "odd\\x1b[2J\\n.png" in shown and "\x1b[2J" not in shown

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
        ["--tile", "1"], ["--plan", "paint=3"], ["--name", "{nome}"], ["--plan", "denoise=3;power=1"],
        ["--backend", "gpu"], ["--model", "nosuch"], ["--quality", "0"],
    ])
    def test_a_wrong_option_is_one_line_and_exit_code_1(self, noisy, wrong, capsys):
        assert main(["restore", str(noisy), *wrong]) == 1
        message = capsys.readouterr().err
        assert message.startswith("bbcu: ")
        assert message.count("\n") == 1
