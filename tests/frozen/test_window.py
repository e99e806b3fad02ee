"""The packaged window on an X server of its own, by keys, as people use it; times are printed by ``pytest -rP``."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageGrab

from engine.picture.files import open_picture
from tests.frozen.conftest import Program, from_source

pytestmark = [pytest.mark.timeout(300), pytest.mark.skipif(
    not all(map(shutil.which, ("Xvfb", "xdotool"))), reason="needs Xvfb and xdotool")]
COLD, WARM, FIRST_TILE = 6.0, 2.5, 3.0
"""Seconds, on an idle machine: from the start to the window, from Run to the first change of the picture."""
SLOW = float(os.environ.get("BBCU_SLOW", "1"))
"""How many times slower this machine may be; a shared one is."""


@pytest.fixture
def screen():
    """An X server's name."""
    read, write = os.pipe()
    with subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                          pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as pipe:
            yield f":{pipe.readline().strip()}"
        server.terminate()


@dataclass(frozen=True)
class Window:
    """The program's window on a screen.

    Attributes
    ----------
    process : subprocess.Popen
    screen : str
    seconds : float
        From the start until something was to be seen.
    """

    process: subprocess.Popen
    screen: str
    seconds: float

    def seen(self) -> np.ndarray:
        """What the screen shows: uint8 (height, width, 3)."""
        return seen(self.screen)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        environment = os.environ | {"DISPLAY": self.screen}
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "bbcu"], env=environment, check=True,
                               capture_output=True, text=True).stdout.split()
        subprocess.run(["xdotool", "windowfocus", "--sync", found[-1], "key", "--delay", "100", *keys], env=environment,
                       check=True)

    def settle(self, seconds: float = 1.0) -> np.ndarray:
        """Wait until what is shown stays as it is for a while; returns it."""
        before, since = self.seen(), time.monotonic()
        while time.monotonic() - since < seconds:
            time.sleep(0.1)
            now = self.seen()
            if not np.array_equal(now, before):
                before, since = now, time.monotonic()
        return before


def seen(screen: str) -> np.ndarray:
    """What a screen shows."""
    return np.asarray(ImageGrab.grab(xdisplay=screen).convert("RGB"))


def opened(program: Program, screen: str, *words: object, **changes: object) -> Window:
    """Start the window and wait until it is to be seen."""
    began = time.monotonic()
    env = {"DISPLAY": screen, "XDG_RUNTIME_DIR": str(program.home), **changes.pop("env", {})}
    process = program.start("bbcu-restore", *words, env=env, **changes)
    while seen(screen).max() == 0:
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() - began < 60
        time.sleep(0.02)
    return Window(process, screen, time.monotonic() - began)


def until(condition, seconds: float = 60.0):
    """Wait for something; returns it."""
    began = time.monotonic()
    while not (found := condition()):
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return found


def changed(window: Window, before: np.ndarray) -> bool:
    """Whether a good part of the picture area looks other than before."""
    height, width = before.shape[:2]
    area = np.s_[height // 6 : -height // 5, : width * 2 // 3]
    return (window.seen()[area] != before[area]).any(-1).mean() > 0.01


def test_the_first_minute(program, sample, screen):
    """Open, run, save, close: what a person gets from a fresh download is what the source tree makes."""
    window = opened(program, screen, sample)
    before = window.settle()
    began = time.monotonic()
    window.press("ctrl+r")
    until(lambda: changed(window, before))
    first_tile = time.monotonic() - began
    window.settle()
    window.press("ctrl+s")
    window.settle()
    window.press("Return")
    made = until(lambda: [path for path in program.home.glob("*.png") if path != sample])
    window.settle()
    window.press("ctrl+q")
    assert window.process.wait(30) == 0, window.process.communicate()[1]
    print(f"window after {window.seconds:.1f} s, first tile {first_tile:.1f} s after Run")  # noqa: T201
    assert window.seconds < COLD * SLOW and first_tile < FIRST_TILE * SLOW
    theirs = program.home / "theirs.png"
    from_source("restore", sample, "-o", theirs, "--plan", "auto")
    assert np.array_equal(open_picture(made[0]).pixels, open_picture(theirs).pixels)
    assert not list(program.home.rglob("crash.log")) or not max(
        path.stat().st_size for path in program.home.rglob("crash.log"))


def test_it_opens_quickly_the_second_time(program, screen):
    opened(program, screen).process.kill()
    until(lambda: seen(screen).max() == 0)
    window = opened(program, screen)
    window.process.kill()
    print(f"window after {window.seconds:.1f} s")  # noqa: T201
    assert window.seconds < WARM * SLOW


def test_a_second_start_hands_its_files_over(program, sample, screen):
    first = opened(program, screen)
    empty = first.settle()
    second = program.start("bbcu-restore", sample, env={"DISPLAY": screen, "XDG_RUNTIME_DIR": str(program.home)})
    assert second.wait(30) == 0, second.communicate()[1]
    until(lambda: changed(first, empty))
    assert first.process.poll() is None
    first.process.kill()


def test_somebody_else_without_a_home(stranger, screen):
    """The program's folder cannot be written, nor can any of their own: the window opens all the same."""
    sample = stranger.folder / "_internal/resources/samples/cat-noisy.png"
    window = opened(stranger, screen, sample, env={"HOME": None, "XDG_RUNTIME_DIR": None}, cwd=Path("/"))
    before = window.settle()
    window.press("ctrl+r")
    until(lambda: changed(window, before))
    window.process.kill()


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_network_is_never_asked_for(program, sample, screen):
    log = program.home / "calls"
    watch = ("strace", "-f", "-e", "%network", "-o", log)
    window = opened(program, screen, sample, before=watch)
    before = window.settle()
    window.press("ctrl+r")
    until(lambda: changed(window, before))
    window.process.terminate()
    window.process.wait(30)
    calls = log.read_text()
    assert "AF_UNIX" in calls and "AF_INET" not in calls


def test_without_a_screen_it_says_so(program):
    with program.start("bbcu-restore") as process:
        assert process.wait(60) == 1
        assert "no screen" in process.stderr.read()
