"""The command line: the same verbs as the window, the same plans, the same errors. One file a verb.

Exit codes: 0 all done; 1 something failed, a value that cannot be among it (the rest was done); 2 the command could not
be understood, and nothing was begun; 130 it was stopped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from engine.cli import stopping

# Everything else is imported in `main`, when signals are already watched for.


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    from engine.cli.console import say
    from engine.cli.parsing import parser
    from engine.errors import RestoreError

    args = parser().parse_args(argv)
    try:
        return args.run(args)
    except RestoreError as err:
        say(f"bbcu: {err}")
        return 1
    except KeyboardInterrupt:
        say("bbcu: stopped")
        return stopping.STOPPED


def program() -> NoReturn:
    """What ``bbcu`` runs: `main`, with a process of its own around it."""
    stopping.watch()
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough; what is still to be flushed must not complain either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
