"""Keeping to themselves what libraries say about odd files; the pixels decide whether a file is good."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

_log = logging.getLogger(__name__)
_STDERR = 2

_lock = threading.Lock()
_inside = 0
_silence = ExitStack()


@contextmanager
def quiet() -> Iterator[None]:
    """Hold back Python's warnings, and what libraries in C write to the standard error; that goes to the log.

    Both belong to the whole process. Threads may overlap: the first one in silences and the last one out restores.
    """
    global _inside, _silence  # noqa: PLW0603
    with _lock:
        if _inside == 0:
            with ExitStack() as stack:
                stack.enter_context(warnings.catch_warnings(action="ignore"))
                stack.enter_context(_descriptor_to_log())
                _silence = stack.pop_all()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0:
                _silence.close()


@contextmanager
def _descriptor_to_log() -> Iterator[None]:
    try:
        stderr = os.dup(_STDERR)
    except OSError:  # a program without a console has none
        yield
        return
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), _STDERR)
        try:
            yield
        finally:
            with suppress(OSError, ValueError, AttributeError):
                sys.stderr.flush()
            os.dup2(stderr, _STDERR)
            os.close(stderr)
            said.seek(0)
            for line in said.read(1 << 16).decode(errors="replace").splitlines():
                _log.info("%s", line)
