"""The packaged command line: what it says, compiles, writes and asks the system for, wherever it lies."""

import json
import os
import re
import shutil
import stat

import numpy as np
import pytest

from engine.picture.files import open_picture
from tests.frozen.conftest import BUILT, Program, from_source
from tests.teaching import noisy, photo, write

pytestmark = pytest.mark.timeout(600)
LINKED = (BUILT / "_internal/resources/kernels/linked.so").is_file()
"""Whether kernels came as a library, and without Numba."""
SAMPLES = sorted(path.name for path in (BUILT / "_internal/resources/samples").iterdir() if path.suffix != ".md")


def test_it_says_what_it_is(program):
    done = program.run("--version")
    assert done.returncode == 0 and re.search(r"BBCU Restore \d+\.\d+\.\d+", done.stdout)
    assert program.run("--help").returncode == 0


def test_a_fresh_download_compiles_nothing_neither_first_nor_later_nor_elsewhere(program):
    first = program.kernels()
    again = program.kernels(cwd=program.home.parent)
    assert first[0] > 0 and first[1] == 0 and again == first


@pytest.mark.skipif(LINKED, reason="built without Numba")
def test_what_is_compiled_is_kept_wherever_it_is_started(program):
    """For a processor that no kernels came along for; Numba would compile anew in another working directory."""
    env = {"NUMBA_CPU_NAME": "generic"}
    loaded, compiled = program.kernels(env=env)
    assert loaded == 0 and compiled > 0
    assert program.kernels(env=env, cwd=program.home.parent)[1] == 0
    cache = program.home / ".cache" / "bbcu-restore"
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


def test_no_model_that_ships_needs_a_compiler(program):
    """What is kept after all of them ran is what came with the program; their results are the source tree's."""
    source, theirs = BUILT / "_internal/resources/samples/rocket-small.png", program.home / "theirs.png"
    for model in json.loads(program.run("models", "--json").stdout):
        mine = program.home / f"{model['name']}.png"
        done = program.run("restore", source, "-o", mine, "--model", model["name"], "--backend", "bitsliced")
        assert done.returncode == 0, done.stderr
        from_source("restore", source, "-o", theirs, "--model", model["name"], "--overwrite")
        assert np.array_equal(open_picture(mine).pixels, open_picture(theirs).pixels), model["name"]
    kept = {path.name for path in (program.home / ".cache" / "bbcu-restore").rglob("*.nb[ic]")}
    came = {path.name for path in (BUILT / "_internal/resources/kernels").rglob("*.nb[ic]")}
    assert kept <= came and bool(kept) != LINKED


@pytest.mark.parametrize("env", [{"HOME": None, "XDG_CACHE_HOME": "/proc/nowhere"}, {"XDG_CACHE_HOME": "/proc/nowhere"},
                                 {"HOME": "/proc/nowhere"}], ids=["no home", "no cache", "home that is not there"])
def test_without_a_folder_to_write_to_nothing_is_compiled_either(program, env):
    assert program.kernels(env=env)[1] == 0


def test_another_user_who_may_not_write_there(stranger, tmp_path):
    assert stranger.kernels(env={"HOME": None}, cwd="/")[1] == 0


def test_a_folder_with_spaces_and_letters_of_other_languages(program):
    folder = program.home / "Büro Фото 写真" / "BBCU"
    shutil.copytree(BUILT, folder, symlinks=True, copy_function=os.link)
    assert Program(folder, program.home).kernels()[1] == 0


@pytest.mark.parametrize("name", SAMPLES)
def test_results_are_those_of_the_source_tree(program, name):
    source = BUILT / "_internal/resources/samples" / name
    mine, theirs = program.home / "mïne é.png", program.home / "theirs.png"
    plan = "upscale=2" if "small" in name else "auto"
    done = program.run("restore", source, "-o", mine, "--plan", plan)
    assert done.returncode == 0, done.stderr
    from_source("restore", source, "-o", theirs, "--plan", plan)
    assert np.array_equal(open_picture(mine).pixels, open_picture(theirs).pixels)


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_network_is_never_asked_for(program, sample):
    log = program.home / "calls"
    watch = ("strace", "-f", "-e", "%network", "-o", log)
    done = program.run("restore", sample, "-o", program.home / "out.png", before=watch)
    assert done.returncode == 0, done.stderr
    assert "AF_INET" not in log.read_text()


def test_every_part_has_its_licence():
    parts = (BUILT / "licences" / "PARTS.txt").read_text()
    folders = {path.name.lower() for path in (BUILT / "licences").iterdir()}
    for name in ("numpy", "numba", "llvmlite", "pillow", "opencv-python-headless", "tifffile", "qtawesome"):
        assert re.search(rf"^{name} ", parts, re.MULTILINE | re.IGNORECASE) and name in folders, name
    assert {"bbcu-restore.txt", "qt-lgpl-3.0.txt", "python.txt"} <= folders


def test_nothing_that_is_left_out_came_in_another_way():
    names = {path.name for path in BUILT.rglob("*")}
    assert ("libllvmlite.so" in names) != LINKED
    assert not [name for name in names if re.match(r"libQt6(Qml|Quick|Sql|Test)|libssl|tkinter|_ssl", name)]


@pytest.mark.skipif(not (BUILT / "_internal" / "torch").is_dir(), reason="built without torch")
def test_a_network_learns_on(program):
    """Two steps and more; whether it gets better in so short a time is for it to say."""
    for number in range(8):
        write(program.home / "good" / f"{number}.png", photo(number, 240, 260))
        write(program.home / "noisy" / f"{number}.png", noisy(photo(60 + number, 240, 260), 30, number))
    folders = ("--photos", program.home / "good", "--damaged", program.home / "noisy")
    done = program.run("train", *folders, "--name", "mine", "--minutes", "2", "--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert max(event.get("step", 0) for event in told) >= 2, done.stderr
    assert told[-1]["event"] in ("made", "failed") and "Traceback" not in done.stderr
    if told[-1]["event"] == "made":
        assert "mine" in program.run("models").stdout


@pytest.mark.skipif((BUILT / "_internal" / "torch").is_dir(), reason="built with torch")
def test_without_torch_it_says_what_is_missing(program):
    done = program.run("train", "--photos", program.home, "--name", "mine")
    assert done.returncode == 1 and "torch" in done.stderr and "Traceback" not in done.stderr
