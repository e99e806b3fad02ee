"""The packaged window on an X server of its own, by keys, as people use it; times are printed by ``pytest -rP``."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageGrab

from engine.picture.files import open_picture
from tests.frozen.conftest import BUILT, Program, from_source

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
    with subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp",
                           "-noreset"], pass_fds=[write], stderr=subprocess.DEVNULL) as server:
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
        subprocess.run(["xdotool", "windowfocus", found[-1], "sleep", "0.2", "key", "--delay", "100", *keys],
                       env=environment, check=True)

    def settle(self, seconds: float = 1.0) -> np.ndarray:
        """Wait until what is shown stays as it is for a while; returns it. A cursor that blinks does not count."""
        before, since, began = self.seen(), time.monotonic(), time.monotonic()
        while time.monotonic() - since < seconds and time.monotonic() - began < 30:
            time.sleep(0.1)
            now = self.seen()
            if (now != before).any(-1).sum() > 100:
                before, since = now, time.monotonic()
        return before


def seen(screen: str) -> np.ndarray:
    """What a screen shows."""
    return np.asarray(ImageGrab.grab(xdisplay=screen).convert("RGB"))


@contextmanager
def opened(program: Program, screen: str, *words: object, **changes: object) -> Iterator[Window]:
    """Start the window and wait until it is to be seen; it is gone at the end."""
    began = time.monotonic()
    env = {"DISPLAY": screen, "XDG_RUNTIME_DIR": str(program.home), **changes.pop("env", {})}
    with program.start("bbcu-restore", *words, env=env, **changes) as process:
        try:
            while seen(screen).max() == 0:
                assert process.poll() is None, process.communicate()[1]
                assert time.monotonic() - began < 60
                time.sleep(0.02)
            yield Window(process, screen, time.monotonic() - began)
        finally:
            process.kill()


def until(condition, seconds: float = 60.0):
    """Wait for something; returns it."""
    began = time.monotonic()
    while not (found := condition()):
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return found


AREA = np.s_[150:600, 100:900]
"""Of the screen: where the window shows the picture."""


def shows_picture(window: Window) -> bool:
    """Whether there is a photo in the picture area: more colours than any control has."""
    return len(np.unique(window.seen()[AREA].reshape(-1, 3), axis=0)) > 1000


def changed(window: Window, before: np.ndarray) -> bool:
    """Whether a good part of the picture area looks other than before."""
    return (window.seen()[AREA] != before[AREA]).any(-1).mean() > 0.01


def forget(folder: Path) -> None:
    """Have the system read a folder's files from the disk the next time, as when the machine has just been started."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def run(window: Window) -> float:
    """Press the key of Run when the photo has been measured; returns the seconds until it begins to change."""
    until(lambda: shows_picture(window))
    before = window.settle(2.0 * SLOW)
    began = time.monotonic()
    window.press("ctrl+r")
    until(lambda: changed(window, before))
    return time.monotonic() - began


def test_the_first_minute(program, sample, screen):
    """Open, run, save, close: what a person gets from a fresh download is what the source tree makes."""
    forget(BUILT)
    with opened(program, screen, sample) as window:
        first_tile = run(window)
        window.settle()
        window.press("ctrl+s")
        window.settle()
        window.press("Return")
        made = until(lambda: [path for path in program.home.glob("*.png") if path != sample])
        window.settle()
        window.press("ctrl+q")
        assert window.process.wait(30) == 0, window.process.communicate()[1]
    print(f"window after {window.seconds:.1f} s, first tile {first_tile:.1f} s after Run")  # noqa: T201
    theirs = program.home / "theirs.png"
    from_source("restore", sample, "-o", theirs, "--plan", "auto")
    assert np.array_equal(open_picture(made[0]).pixels, open_picture(theirs).pixels)
    assert sum(path.stat().st_size for path in program.home.rglob("*.log")) == 0, "no crash, no warning"
    assert window.seconds < COLD * SLOW and first_tile < FIRST_TILE * SLOW


def test_it_opens_quickly_the_second_time(program, screen):
    with opened(program, screen):
        pass
    until(lambda: seen(screen).max() == 0)
    with opened(program, screen) as window:
        print(f"window after {window.seconds:.1f} s")  # noqa: T201
    assert window.seconds < WARM * SLOW


def test_a_second_start_hands_its_files_over(program, sample, screen):
    with opened(program, screen) as first:
        first.settle()
        again = {"DISPLAY": screen, "XDG_RUNTIME_DIR": str(program.home)}
        with program.start("bbcu-restore", sample, env=again) as second:
            assert second.wait(30) == 0, second.communicate()[1]
        until(lambda: shows_picture(first))
        assert first.process.poll() is None


def test_somebody_else_without_a_home(stranger, screen):
    """The program's folder cannot be written, nor can any of their own: the window opens all the same."""
    sample = stranger.folder / "_internal/resources/samples/cat-noisy.png"
    with opened(stranger, screen, sample, env={"HOME": None, "XDG_RUNTIME_DIR": None}, cwd=Path("/")) as window:
        run(window)


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_network_is_never_asked_for(program, sample, screen):
    log = program.home / "calls"
    watch = ("strace", "-f", "-e", "%network", "-o", log)
    with opened(program, screen, sample, before=watch) as window:
        run(window)
        window.settle()
        window.press("ctrl+q")
    calls = log.read_text()
    assert "AF_UNIX" in calls and "AF_INET" not in calls


def test_without_a_screen_it_says_so(program):
    with program.start("bbcu-restore") as process:
        assert process.wait(60) == 1
        assert "no screen" in process.stderr.read()
