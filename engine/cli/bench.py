"""``bbcu bench``: how fast the backends are here, beside other engines."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.cli.console import out
from engine.errors import SaveError
from engine.measure.bench import QUICK_SECONDS, as_table, as_text, measure

START, END = "<!-- bench:start -->", "<!-- bench:end -->"


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu bench`` to the parser."""
    verb = verbs.add_parser("bench", help="measure how fast the backends are here, beside other engines")
    verb.add_argument("--quick", action="store_true", help=f"fewer and smaller runs: at most {QUICK_SECONDS:.0f} s")
    verb.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    verb.add_argument("--update", type=Path, metavar="FILE", help="replace the table between the marks in a file")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print; returns the exit code."""
    report = measure(args.quick)
    if args.update is not None:
        _update(args.update, as_table(report))
    out(json.dumps(report, indent=1) if args.json else as_text(report))
    return 0


def _update(path: Path, table: str) -> None:
    """Replace what stands between the marks."""
    try:
        text = path.read_text(encoding="utf-8")
        before, rest = text.split(START, 1)
        after = rest.split(END, 1)[1]
        path.write_text(f"{before}{START}\n{table}\n{END}{after}", encoding="utf-8")
    except (OSError, ValueError, IndexError) as err:
        raise SaveError(f"the table cannot be put there: {err}", file=path,
                        hint=f"The file needs the two lines {START} and {END}.") from err
