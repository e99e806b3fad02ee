import json

import pytest

from engine.cli import main


@pytest.mark.parametrize("number", [1, 2, 3])
def test_tables_as_text_and_json(number, capsys):
    assert main(["cost", "--table", str(number)]) == 0
    text = capsys.readouterr().out
    assert main(["cost", "--table", str(number), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert all(row["method"] in text for row in rows)
    assert all(row["agrees"] or row["note"] for row in rows)


def test_an_architecture_with_its_values(capsys):
    command = ["cost", "--model", "bbcu-m-x4", "--psnr-float", "28.6", "--psnr-binary", "body=28.3", "tail=28"]
    assert main([*command, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["operations"] == pytest.approx(3.948, abs=1e-3)
    assert [part["v_c"] is not None for part in report["parts"]] == [False, True, False, True]
    assert main(command) == 0
    assert "V_C" in capsys.readouterr().out


def test_a_model_of_the_catalog(models_folder, capsys):
    assert main(["cost", "--model", "tiny"]) == 0
    assert main(["cost", "--model", str(models_folder / "tiny.bbcu"), "--json"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("body") == 2


@pytest.mark.parametrize("wrong", [
    ["--model", "nosuch"], ["--model", "nosuch.bbcu"], ["--model", "dncnn", "--psnr-float", "30"],
    ["--model", "dncnn", "--psnr-float", "30", "--psnr-binary", "body"],
    ["--model", "dncnn", "--psnr-float", "nan", "--psnr-binary", "body=29"],
    ["--model", "dncnn", "--psnr-float", "30", "--psnr-binary", "upsampler=29"],
    ["--table", "1", "--psnr-float", "30"],
])
def test_wrong_options_are_one_line(wrong, capsys):
    assert main(["cost", *wrong]) == 1
    assert capsys.readouterr().err.count("\n") == 1
