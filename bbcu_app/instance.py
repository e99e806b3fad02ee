"""One window a person and screen: a second start hands its files to the first and ends.

The two talk over a socket of the system (on Windows a named pipe) that only this person can reach.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 2000
"""Milliseconds after which the window that is there is taken for dead."""
MOST = 1 << 20
"""Bytes of a message; the names of thousands of files."""
ANSWER = b"opened\n"


def own_name() -> str | None:
    """The socket's name for this person and screen; None where the system has no place for one."""
    screen = os.environ.get("WAYLAND_DISPLAY", "") + os.environ.get("DISPLAY", "")
    mark = hashlib.sha256(f"{sys.prefix} {screen}".encode("utf-8", "surrogateescape")).hexdigest()[:12]
    if sys.platform == "win32":
        return f"bbcu-restore-{getpass.getuser()}-{mark}"
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return f"{folder}/bbcu-restore-{mark}" if folder else None


def hand_over(name: str, files: Sequence[Path]) -> bool:
    """Ask the window that is there to open files and to come forward; says whether there is one that did."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(json.dumps([str(path) for path in files]).encode("ascii") + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(PATIENCE):
            return False
    return socket.readLine().data() == ANSWER


class Instance(QObject):
    """This window, as others that start find it.

    Signals
    -------
    called : list of Path
        Another start brought these files; with none, it only wants the window to come forward.
    """

    called = Signal(list)

    @classmethod
    def claim(cls, name: str | None, files: Sequence[Path]) -> Instance | None:
        """Be the one window, or hand the files to the one that is there already and return None."""
        mine = cls()
        if name is None or mine._listen(name):
            return mine
        if hand_over(name, files):
            return None
        QLocalServer.removeServer(name)  # of a window that crashed
        mine._listen(name)
        return mine

    def __init__(self) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def _listen(self, name: str) -> bool:
        return not (os.path.lexists(name) and sys.platform != "win32") and self._server.listen(name)

    def _answer(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST:
                socket.abort()
            return
        try:
            names = json.loads(socket.readLine().data())
            paths = [Path(name) for name in names if isinstance(name, str)]
        except (ValueError, TypeError):  # not one of ours
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()
        self.called.emit(paths)
