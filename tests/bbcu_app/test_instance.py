"""A second start hands its files to the first: real sockets, the second one in a process of its own."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from bbcu_app import instance
from bbcu_app.instance import Instance, own_name

SECOND = """
import sys
from pathlib import Path
from bbcu_app.instance import Instance
mine = Instance.claim(sys.argv[1], [Path(name) for name in sys.argv[2:]])
print("handed over" if mine is None else "first")
"""


@pytest.fixture
def name(tmp_path):
    return str(tmp_path / "socket")


def second(qtbot, name, *files):
    """Start again, while the first one's event loop runs; gives what the second one says."""
    with subprocess.Popen([sys.executable, "-c", SECOND, name, *files], stdout=subprocess.PIPE, text=True) as process:
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=60000)
        return process.communicate()[0]


def test_the_first_listens_and_the_second_hands_its_files_over(qtbot, name):
    first, brought = Instance.claim(name, []), []
    first.called.connect(brought.append)
    for files in (["/a/ä b.png", "/c.jpg"], []):
        assert second(qtbot, name, *files) == "handed over\n"
        assert brought.pop() == [Path(file) for file in files]


def test_a_crashed_window_is_no_obstacle(qtbot, name):
    process = subprocess.run([sys.executable, "-c", SECOND + "\nimport os; sys.stdout.flush(); os._exit(1)", name],
                             capture_output=True, text=True, check=False, timeout=60)
    assert process.stdout == "first\n"
    assert Path(name).exists() or sys.platform == "win32", "its socket is still there"
    mine = Instance.claim(name, [])
    assert mine is not None
    assert second(qtbot, name) == "handed over\n"


def test_a_window_that_does_not_answer_is_taken_for_dead(name, monkeypatch):
    monkeypatch.setattr(instance, "PATIENCE", 50)
    first = Instance.claim(name, [])
    assert Instance.claim(name, []) is not None, "the first one's event loop does not run"
    del first


@pytest.mark.parametrize("message", [b"\n", b"5\n", b"{\n", b"\xff\n"])
def test_nonsense_opens_nothing(qtbot, name, message):
    first, brought = Instance.claim(name, []), []
    first.called.connect(brought.append)
    socket = QLocalSocket()
    socket.connectToServer(name)
    socket.write(message)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert not brought


def test_without_a_place_for_a_socket_everyone_is_the_first():
    assert Instance.claim(None, []) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="access is by mode bits")
def test_nobody_else_can_reach_it(name):
    mine = Instance.claim(name, [])
    assert not stat.S_IMODE(Path(name).stat().st_mode) & 0o077
    del mine


def test_each_screen_has_its_own(monkeypatch, tmp_path):
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    names = set()
    for display in (":0", ":1"):
        monkeypatch.setenv("DISPLAY", display)
        names.add(own_name())
    assert len(names) == 2
