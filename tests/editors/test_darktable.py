"""The script for darktable, run by darktable itself where that is installed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.picture.files import open_picture

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "packaging" / "editors" / "bbcu_restore.lua"
DRIVER = """
io.open("{notes}.begun", "w"):close()
local dt = require "darktable"
local ours = dofile("{script}")
dt.preferences.write("bbcu_restore", "command", "string", "{command}")
dt.preferences.write("bbcu_restore", "options", "string", "--denoise 25")
local image = dt.database.import("{photo}")
local made, why = ours.restore(image)
local again = ours.restore(image)
local said = io.open("{notes}.part", "w")
said:write(made and made.filename or why, "\\n", again.filename, "\\n",
           tostring(made.group_leader.id == image.group_leader.id), "\\n")
said:close()
os.rename("{notes}.part", "{notes}")
"""

PATIENCE = 60.0
"""Seconds in which darktable starts; on a busy machine it now and then waits for itself there, for ever."""

pytestmark = [pytest.mark.timeout(600), pytest.mark.skipif(
    not all(map(shutil.which, ("darktable", "Xvfb"))), reason="needs darktable and Xvfb")]


@pytest.fixture
def command(tmp_path):
    """The command line of the source tree, in a folder whose name the shell would take apart."""
    path = tmp_path / "it's here" / "bbcu"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m engine.cli "$@"\n')
    path.chmod(0o755)
    return path


def told(words, environment, notes):
    """Run darktable until the driver has written its notes; False if it never comes to run the driver."""
    begun, until = notes.with_name("notes.begun"), time.monotonic() + PATIENCE
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as editor:
        try:
            while not notes.exists():
                if not begun.exists() and time.monotonic() > until:
                    return False
                with pytest.raises(subprocess.TimeoutExpired):
                    editor.wait(0.2)
            return True
        finally:
            editor.kill()


def test_the_result_comes_beside_the_photo(command, tmp_path):
    photo, notes, driver = tmp_path / "phöto one.png", tmp_path / "notes", tmp_path / "driver.lua"
    shutil.copy(ROOT / "resources" / "samples" / "cat-noisy.png", photo)
    before = photo.read_bytes()
    driver.write_text(DRIVER.format(script=SCRIPT, command=command, photo=photo, notes=notes))
    words = ["darktable", "--library", ":memory:", "--configdir", tmp_path / "config", "--cachedir", tmp_path / "cache",
             "--disable-opencl", "--luacmd", f'dofile("{driver}")']
    read, write = os.pipe()
    with subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24"], pass_fds=[write],
                          stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as pipe:
            environment = os.environ | {"DISPLAY": f":{pipe.readline().strip()}", "HOME": str(tmp_path)}
        try:
            assert any(told(words, environment, notes) for _ in range(5))
        finally:
            server.terminate()
    first, second, grouped = notes.read_text().splitlines()
    assert (first, second, grouped) == ("phöto one-restored.tif", "phöto one-restored-2.tif", "true")
    assert photo.read_bytes() == before
    made, source = open_picture(tmp_path / first), open_picture(photo)
    assert made.pixels.dtype == np.uint16 and made.pixels.shape == source.pixels.shape
    assert np.array_equal(made.pixels, open_picture(tmp_path / second).pixels)
    change = np.abs(made.pixels / 257.0 - source.pixels).mean()
    assert 1 < change < 20, "less noise, the same picture"
