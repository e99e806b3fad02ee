"""``python -m engine.cli``: the same as ``bbcu``."""

from engine.cli import program

program()
