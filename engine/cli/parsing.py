"""What the command line understands: the verbs, one file each."""

from __future__ import annotations

import argparse
from typing import IO

from engine import about
from engine.cli import app, bench, cost, detect, evaluate, models, restore, selftest, study, train
from engine.errors import printable

VERBS = (restore, detect, models, train, evaluate, cost, study, bench, app)
"""In the order of the help. Each has ``add(verbs)``, which describes it to the parser, and ``run(args)``."""


class _Parser(argparse.ArgumentParser):
    """Repeats what was typed, in complaints, without moving the terminal's cursor."""

    def _print_message(self, message: str, file: IO[str] | None = None) -> None:
        super()._print_message("\n".join(map(printable, message.split("\n"))), file)


class _SelfTest(argparse.Action):
    """Like ``--version``: done at once, whatever else is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        parser.exit(selftest.run())


def parser() -> argparse.ArgumentParser:
    """The parser of every verb."""
    made = _Parser("bbcu", description="Restore photos with one-bit networks.")
    made.add_argument("--version", action="version", version=f"BBCU Restore {about.program()}")
    made.add_argument("--self-test", action=_SelfTest, nargs=0,
                      help="try whether everything that the program brings works here, and exit")
    verbs = made.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for verb in VERBS:
        verb.add(verbs)
    return made
