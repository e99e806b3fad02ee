"""``bbcu study``: what it offers, what it refuses before an hour of training."""

import importlib.util
import json
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import torch

from engine import cli
from engine.cli import study as command
from engine.errors import RestoreError
from engine.training.studies import run as running
from engine.training.studies.catalog import STUDIES
from engine.training.studies.run import Places
from tests.engine.training.studies.conftest import draws


@pytest.fixture
def places(tmp_path):
    """Pictures to learn from, one to measure on, and a folder for the study."""
    for kind, count in (("data", 6), ("test", 1)):
        (tmp_path / kind).mkdir()
        for index in range(count):
            coarse = np.random.default_rng(index).integers(0, 256, (5, 6, 3), dtype=np.uint8)
            assert cv2.imwrite(str(tmp_path / kind / f"{index}.png"), cv2.resize(coarse, (52, 40)))
    threads = torch.get_num_threads()
    yield Places(tmp_path / "data", tmp_path / "test", tmp_path / "study")
    torch.set_num_threads(threads)


def test_the_command_offers_every_study():
    assert tuple(STUDIES) == command.NAMES


@draws
def test_the_command_runs_a_study(places, capsys):
    arguments = ["study", "units", "--data", str(places.data), "--test", str(places.test), "--out", str(places.out),
                 "--task", "denoise", "--steps", "1", "--channels", "4", "--units", "2", "--threads", "1"]
    assert cli.main(arguments) == 0
    assert "units.md" in capsys.readouterr().out
    assert ("bbcu study units --data PHOTOS --test test --out OUT --task denoise --level 25 --steps 1 "
            "--channels 4 --units 2\n") in (places.out / "units.md").read_text()
    assert json.loads((places.out / running.DESCRIPTION).read_text())["budget"] == {"minutes": None, "steps": 1}
    assert cli.main([*arguments[:-2], "--threads", "-1"]) == 1
    assert "--threads is -1" in capsys.readouterr().err


@draws
@pytest.mark.parametrize(("option", "value", "said"), [
    ("--steps", "0", "--steps is 0"), ("--minutes", "-1", "--minutes is -1"), ("--seed", "-1", "--seed is -1"),
    ("--tail-start", "0", "--tail-start is 0"),
    ("--channels", "0", "channels is 0"), ("--units", "1", "two units"), ("--level", "5", "level 5"),
    ("--test", "nowhere", "does not exist"), ("--data", "nowhere", "does not exist"),
])
def test_wrong_options_are_one_line(option, value, said, places, capsys):
    arguments = ["study", "units", "--data", str(places.data), "--test", str(places.test), "--out", str(places.out),
                 "--threads", "1", option, value]
    assert cli.main(arguments) == 1
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


@pytest.mark.parametrize("package", ["torch", "matplotlib"])
def test_a_missing_package_is_named_with_what_to_install(package, monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == package else there(name))
    args = SimpleNamespace(steps=1, minutes=None, threads=0, seed=0, tail_start=1.0)
    with pytest.raises(RestoreError, match=rf"{package}.*bbcu-restore\[study\]"):
        command._refuse(args)
