"""``bbcu train``: what it refuses before an hour of training, and the whole way from folders to a model."""

import json
import os
import subprocess
import sys

import pytest

from engine import cli
from engine.cli import train as command
from engine.cli.stopping import STOPPED
from engine.run import catalog
from engine.tuning import runs
from engine.tuning.events import Left, Made, from_line
from tests.teaching import learn_fast, write_damaged


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    learn_fast(monkeypatch)
    monkeypatch.setattr("engine.system.step_back", lambda: None)


@pytest.fixture
def words(teachable, photos, tmp_path):
    write_damaged(tmp_path / "damaged")
    return ["train", "--photos", str(photos), "--damaged", str(tmp_path / "damaged"), "--name", "mine",
            "--minutes", "0.04", "--threads", "1"]


def test_a_model_is_made_and_found_by_name(words, capsys):
    assert cli.main(words) == 0
    told = capsys.readouterr()
    assert told.out.strip() == str(catalog.user_folder() / "mine.bbcu")
    assert "8 photos can be learned from" in told.err and "dB on your held-out pictures" in told.err
    assert "mine: +" in told.err
    assert cli.main(["models"]) == 0 and "mine  (Remove noise)" in capsys.readouterr().out


def test_json_is_a_line_an_event(words, capsys):
    assert cli.main([*words, "--json"]) == 0
    events = [from_line(line) for line in capsys.readouterr().out.splitlines()]
    assert None not in events and isinstance(events[-1], Made)


@pytest.mark.parametrize(("change", "said"), [
    (["--name", "a/b"], "cannot be called"), (["--name", "base"], "there is a model called 'base'"),
    (["--minutes", "-1"], "--minutes is -1"), (["--minutes", "nan"], "--minutes is nan"),
    (["--threads", "-1"], "--threads is -1"), (["--base", "other"], "no model is called"),
    (["--task", "deblock"], "no model for Repair JPEG that could learn on"), (["--resume"], "Leave the folders out"),
    (["--finish"], "Add --resume"), (["--pairs", "x"], "pairs need no other pictures"),
    (["--photos", "nowhere"], "nowhere: this folder is not there"),
])
def test_what_cannot_be_is_said_at_once(words, capsys, change, said):
    assert cli.main([*words, *change]) == 1
    assert said in capsys.readouterr().err
    assert runs.unfinished() == []


def test_no_pictures_no_run_no_torch(teachable, capsys, monkeypatch):
    assert cli.main(["train", "--name", "a"]) == 1 and "no pictures are named" in capsys.readouterr().err
    assert cli.main(["train", "--name", "a", "--resume"]) == 1 and "no run called 'a'" in capsys.readouterr().err
    monkeypatch.setattr(command.importlib.util, "find_spec", lambda name: None)
    assert cli.main(["train", "--name", "a", "--photos", "x"]) == 1
    assert "pip install 'bbcu-restore[train]'" in capsys.readouterr().err


def test_an_error_is_an_event_too(words, capsys):
    assert cli.main([*words, "--json", "--photos", "nowhere"]) == 1
    failed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert failed["event"] == "failed" and "not there" in failed["why"]


def test_a_model_without_latents_cannot_learn_on(words, capsys):
    catalog.latents_file(catalog.find(None, "base")).unlink()
    assert cli.main([*words, "--base", "base"]) == 1
    assert "latent weights are not here" in capsys.readouterr().err


SCRIPT = """
import sys
from pathlib import Path
from engine.run import catalog
shipped, user = map(Path, sys.argv[1:3])
catalog.bundled_folder = lambda: shipped
catalog.user_folder = lambda: user
from engine import system
from engine.cli import stopping, main
system.step_back = lambda: None
stopping.watch()
sys.argv = ["bbcu", *sys.argv[3:]]
sys.exit(main())
"""


def start(words, teachable, **options):
    return subprocess.Popen([sys.executable, "-c", SCRIPT, str(teachable), str(catalog.user_folder()), *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env=os.environ | {"OMP_NUM_THREADS": "1"}, **options)


def until(child, kind):
    return next(line for line in child.stdout if f'"{kind}"' in line)


@pytest.mark.timeout(240)
def test_steered_it_waits_goes_on_and_ends_with_who_steered_it(words, teachable, capsys):
    words[words.index("--minutes") + 1] = "60"
    child = start([*words, "--json", "--steered"], teachable, stdin=subprocess.PIPE)
    until(child, "learning")
    child.stdin.write("pause\n")
    child.stdin.flush()
    until(child, "paused")
    child.stdin.write("go on\n")
    child.stdin.flush()
    until(child, "learning")
    out, err = child.communicate(timeout=120)  # closes its input, as a window does that goes
    assert child.returncode == STOPPED, err
    assert isinstance(from_line(out.splitlines()[-1]), Left)
    assert cli.main(["train", "--name", "mine", "--resume", "--discard"]) == 0
    assert cli.main(["train", "--name", "mine", "--resume"]) == 1, "nothing is left of it"


def test_a_run_can_be_forgotten(words, capsys):
    run = runs.begin(runs.Order("mine", "base", (catalog.user_folder(),)))
    assert cli.main(["train", "--name", "mine", "--resume", "--discard"]) == 0
    assert not run.folder.exists()
