import json

import pytest

from engine.cli import main
from engine.plan import Plan
from engine.tasks import Task


def test_each_picture_is_one_line_of_json(noisy, capsys):
    bad = noisy.parent / "bad.jpg"
    bad.write_text("words")
    assert main(["detect", str(noisy.parent), "--json"]) == 1
    printed = capsys.readouterr()
    failed, found = map(json.loads, printed.out.splitlines())
    assert found["file"] == str(noisy) and (found["width"], found["height"], found["bits"]) == (30, 40, 8)
    assert found["noise_sigma"] == pytest.approx(20, abs=4) and found["jpeg_quality"] is None
    assert [step.task for step in Plan.parse(found["plan"]).steps] == [Task.DENOISE]
    assert failed["file"] == str(bad) and "not a picture" in failed["why"]
    assert printed.err.startswith("bbcu: bad.jpg: ") and printed.err.count("\n") == 1


def test_in_words(noisy, capsys):
    assert main(["detect", str(noisy)]) == 0
    assert "Noise: medium, sigma about" in (text := capsys.readouterr().out)
    assert "Plan: denoise=" in text
    assert main(["detect", str(noisy.parent / "nosuch.png")]) == 1
    (noisy.parent / "empty").mkdir()
    assert main(["detect", str(noisy.parent / "empty")]) == 1
    assert "no pictures" in capsys.readouterr().err
