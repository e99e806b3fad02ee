"""Ctrl-C and its like end the command at once: one line, exit code 130, nothing half-written left behind.

Python's own way, an exception that may be raised anywhere, can strike inside a compiler or an import, where it comes
out as a crash or another error. Here a thread waits for the signal and ends the process from outside, whatever the main
thread is doing. Results have their names only once they are whole (:mod:`engine.picture.place`), so nothing is lost
that was there.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from engine.unfinished import remove_all

STOPPED = 130
"""Exit code of a command that was stopped, by whichever signal."""

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_STDERR = 2
_patient: list[threading.Event] = []


def watch() -> None:
    """Begin, for as long as the process lives. Signals that it was started to ignore stay ignored."""
    with suppress(OSError):
        terminal = os.dup(_STDERR)  # a library may have the other one for a moment (engine.picture.quiet)
        inside, outside = socket.socketpair()
        outside.setblocking(False)
        for number in (getattr(signal, name, None) for name in _NAMES):
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _keep_quiet)
        signal.set_wakeup_fd(outside.detach(), warn_on_full_buffer=False)
        threading.Thread(target=_wait, args=(inside, terminal), name="stopping", daemon=True).start()


@contextmanager
def asked_first() -> Iterator[Callable[[], bool]]:
    """For work that ends well by itself when asked: the first signal is a wish, the second one ends the process.

    Yields
    ------
    callable
        Whether somebody wishes it to stop.
    """
    wish = threading.Event()
    _patient.append(wish)
    try:
        yield wish.is_set
    finally:
        _patient.remove(wish)


def _keep_quiet(*_: object) -> None:
    """In the place of the exception; the thread is woken all the same."""


def _wait(inside: socket.socket, terminal: int) -> None:
    while inside.recv(1):
        waiting = [wish for wish in _patient if not wish.is_set()]
        if not waiting:
            _end(terminal)
        for wish in waiting:
            wish.set()


def _end(terminal: int) -> NoReturn:
    remove_all()
    with suppress(OSError):
        os.write(terminal, (b"\n" if os.isatty(terminal) else b"") + b"bbcu: stopped\n")
    os._exit(STOPPED)
