"""Ctrl-C and SIGTERM, sent to real processes at every moment: always 130, one line, nothing half-written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.cli import stopping

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc to see when a process watches")


def started(arguments, folder, **options):
    """A process of the command line, as soon as it watches for signals."""
    child = subprocess.Popen([sys.executable, "-m", "engine.cli", *map(str, arguments)], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, env=os.environ | {"NUMBA_CACHE_DIR": str(folder)}, text=True,
                             **options)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.poll() is None:
        status = Path(f"/proc/{child.pid}/status").read_text()
        caught = int(next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16)
        if caught >> (signal.SIGTERM - 1) & 1:
            return child
        time.sleep(0.002)
    raise AssertionError(f"it never watched: {child.communicate()}")


@pytest.fixture
def photo(tmp_path):
    """Large enough that no run ends before it is stopped."""
    noise = np.random.default_rng(0).integers(0, 256, (3000, 4000, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "photo.bmp")
    return tmp_path / "photo.bmp"


@pytest.mark.parametrize(("seconds", "number"), [
    (0.0, signal.SIGINT), (0.2, signal.SIGTERM), (0.6, signal.SIGINT), (1.2, signal.SIGTERM), (2.5, signal.SIGINT),
    (4.0, signal.SIGTERM),
])  # fmt: skip
def test_stopped_while_it_starts_and_compiles(photo, tmp_path, seconds, number):
    """The kernels are compiled anew, in an empty cache: the moments fall into imports, compilation, the run."""
    out = tmp_path / "out"
    out.mkdir()
    with started(["restore", photo, "-o", out, "--denoise", "25"], tmp_path / "cache") as child:
        time.sleep(seconds)
        child.send_signal(number)
        printed = child.communicate(timeout=30)
    assert (child.returncode, *printed) == (stopping.STOPPED, "", "bbcu: stopped\n")
    assert not list(out.iterdir())


def test_stopped_while_it_saves(tmp_path):
    """A process that writes an unfinished file as long as it lives, as `save_picture` does."""
    program = f"""
from pathlib import Path
from engine.cli import stopping
from engine.unfinished import unfinished
stopping.watch()
with unfinished(Path({str(tmp_path / "half")!r})) as path, path.open("wb") as file:
    file.write(b"half")
    file.flush()
    print("begun", flush=True)
    while True:
        sum(range(10**7))
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"begun\n" and (tmp_path / "half").exists()
        child.send_signal(signal.SIGTERM)
        assert child.wait(10) == stopping.STOPPED
        assert child.stderr.read() == b"bbcu: stopped\n"
    assert not list(tmp_path.iterdir())


def test_work_that_is_asked_first_ends_by_itself_and_the_second_time_at_once():
    program = """
import sys, time
from engine.cli import stopping
stopping.watch()
with stopping.asked_first() as stop:
    print("begun", flush=True)
    while not stop():
        time.sleep(0.01)
    print("asked", flush=True)
    time.sleep(float(sys.argv[1]))
print("ended well", flush=True)
sys.exit(7)
"""
    for wait, code, last in ((0, 7, b"ended well\n"), (60, stopping.STOPPED, b"")):
        with subprocess.Popen([sys.executable, "-c", program, str(wait)], stdout=subprocess.PIPE) as child:
            assert child.stdout.readline() == b"begun\n"
            child.send_signal(signal.SIGINT)
            assert child.stdout.readline() == b"asked\n"
            if wait:
                child.send_signal(signal.SIGINT)
            assert child.stdout.read() == last
            assert child.wait(10) == code


def test_a_signal_that_is_ignored_stays_ignored():
    """As under nohup, and for commands that a script puts into the background."""
    program = """
import os, signal, time
from engine.cli import stopping
signal.signal(signal.SIGHUP, signal.SIG_IGN)
stopping.watch()
os.kill(os.getpid(), signal.SIGHUP)
time.sleep(0.3)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=30).returncode == 0


def test_whoever_reads_may_stop_reading():
    """`bbcu models | head -1`"""
    command = [sys.executable, "-m", "engine.cli", "models"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        reading.stdout.close()
        assert reading.stderr.read() == b""
        assert reading.wait(60) == 1
