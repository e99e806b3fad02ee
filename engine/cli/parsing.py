"""What the command line understands: the verbs, one file each."""

from __future__ import annotations

import argparse
from typing import IO

from engine.cli import app, bench, cost, detect, evaluate, models, restore, study
from engine.errors import printable

VERBS = (restore, detect, models, evaluate, cost, study, bench, app)
"""In the order of the help. Each has ``add(verbs)``, which describes it to the parser, and ``run(args)``."""


class _Parser(argparse.ArgumentParser):
    """Repeats what was typed, in complaints, without moving the terminal's cursor."""

    def _print_message(self, message: str, file: IO[str] | None = None) -> None:
        super()._print_message("\n".join(map(printable, message.split("\n"))), file)


def parser() -> argparse.ArgumentParser:
    """The parser of every verb."""
    made = _Parser("bbcu", description="Restore photos with one-bit networks.")
    verbs = made.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for verb in VERBS:
        verb.add(verbs)
    return made
