"""What is looked at before Qt starts."""

import ctypes
import subprocess
import sys

import pytest

from bbcu_app import early

LOADER = "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux")


@pytest.fixture
def on_x(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":97")
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_the_package_of_a_missing_library_is_named_in_one_command():
    said = early.missing_library(LOADER)
    lines = said.splitlines()
    assert "libxcb-cursor" in lines[0]
    assert lines[1].split()[:4] == ["sudo", "apt", "install", "libxcb-cursor0"]


def test_a_library_that_is_not_in_the_table_is_named_all_the_same():
    assert "libodd" in early.missing_library("libodd.so.3: cannot open shared object file: No such file")
    assert "no such thing" in early.missing_library("no such thing")


def test_a_plugin_that_cannot_be_loaded_is_a_problem(monkeypatch, on_x):
    def refuse(name):
        assert name.endswith("libqxcb.so")
        raise OSError(LOADER)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    assert "libxcb-cursor0" in early.problem()


def test_the_packaged_program_names_the_library_too(monkeypatch, on_x):
    """There the loader's own words are the cause of another error."""
    def refuse(name):
        raise OSError(f"Failed to load {name}") from OSError(LOADER)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    assert "libxcb-cursor0" in early.problem()


@pytest.mark.parametrize("chosen", ["offscreen", "wayland", "minimal"])
def test_another_platform_does_not_need_it(monkeypatch, on_x, chosen):
    monkeypatch.setenv("QT_QPA_PLATFORM", chosen)
    assert early.platform_plugin() is None and early.problem() == ""


def test_no_screen_is_said_in_words(monkeypatch):
    for name in ("DISPLAY", "QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "no screen" in early.problem()


def test_the_window_ends_with_one_message_and_no_core_dump(tmp_path):
    code = ("import sys\nfrom bbcu_app import early\n"
            f"early.problem = lambda: early.missing_library({LOADER!r})\n"
            "from bbcu_app.__main__ import main\nsys.exit(main([]))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "sudo apt install libxcb-cursor0" in done.stderr and "Traceback" not in done.stderr
