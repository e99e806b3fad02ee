"""Where the verbs write: results to the standard output, everything else beside it."""

from __future__ import annotations

import sys
from typing import TextIO

from engine.errors import printable


def out(text: str) -> None:
    """Lines of the result."""
    _write(sys.stdout, text)


def say(text: str) -> None:
    """A line for the person who waits: progress, and what went wrong."""
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    """Whatever is in it, it moves no cursor; what the terminal cannot show is spelt out."""
    safe = "\n".join(map(printable, text.split("\n"))) + "\n"
    coding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(safe.encode(coding, "backslashreplace").decode(coding))
    stream.flush()  # a command that is stopped ends without doing so
