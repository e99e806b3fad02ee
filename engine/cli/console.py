"""Where the verbs write: results to the standard output, everything else beside it."""

from __future__ import annotations

import sys


def out(text: str) -> None:
    """A line of the result."""
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """A line for the person who waits: progress, and what went wrong."""
    sys.stderr.write(text + "\n")
