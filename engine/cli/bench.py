"""``bbcu bench``: how fast the backends are here, beside other engines; and how good for it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from engine.cli.console import out
from engine.errors import SaveError
from engine.measure import bench, curve, curve_report
from engine.measure.peers import files as peer_files

RESULTS = Path("docs/studies/equal-quality.json")


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu bench`` to the parser."""
    verb = verbs.add_parser("bench", help="measure how fast the backends are here, beside other engines")
    verb.add_argument("--quick", action="store_true",
                      help=f"fewer and smaller runs: at most {bench.QUICK_SECONDS:.0f} s; with --equal-quality, fewer")
    verb.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    verb.add_argument("--update", type=Path, metavar="FILE", action="append", default=[],
                      help="replace the tables between their marks in a file; may be given several times")
    better = verb.add_argument_group("quality against cost")
    better.add_argument("--equal-quality", action="store_true",
                        help="the denoisers beside small float networks, in float and in 8 bits, by other engines")
    better.add_argument("--data", type=Path, metavar="FOLDER", help="test set; needed for what is new since last time")
    better.add_argument("--model", type=Path, metavar="FILE", action="append", default=[],
                        help="another denoiser to be measured; may be given several times")
    better.add_argument("--peers", type=Path, metavar="FOLDER", default=peer_files.FOLDER,
                        help=f"weights of the float networks; default: {peer_files.FOLDER}")
    better.add_argument("--calibrate", type=Path, metavar="PHOTOS",
                        help="photographs by which to quantize the peers anew, before anything is measured")
    better.add_argument("--results", type=Path, metavar="FILE", default=RESULTS,
                        help=f"where results are kept, and qualities taken from; default: {RESULTS}")
    better.add_argument("--plot", type=Path, metavar="FILE", help="draw the curve (PNG); needs matplotlib")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print; returns the exit code."""
    if args.equal_quality:
        return _equal_quality(args)
    report = bench.measure(args.quick)
    for path in args.update:
        update(path, {"bench": bench.as_table(report)})
    out(json.dumps(report, indent=1) if args.json else bench.as_text(report))
    return 0


def _equal_quality(args: argparse.Namespace) -> int:
    def note(text: str) -> None:
        if not args.json:
            out(text)

    if args.calibrate is not None:
        curve.calibrate(args.peers, args.calibrate, note)
    before = curve.load_results(args.results)
    found = curve.networks(args.peers, args.model)
    known = curve.qualities(found, before["networks"], args.data, note)
    results = {"networks": {network.key: network.about | known[network.key] for network in found}, "runs": []}
    for processor in curve.processors():
        note(f"times, {processor.title}")
        results["runs"].append(curve.timed(found, processor, 3 if args.quick else curve.ROUNDS))
    curve.save_results(args.results, results)
    for path in args.update:
        update(path, {"curve": curve_report.as_table(results), "points": curve_report.as_points(results)})
    if args.plot is not None:
        curve_report.plot(results, args.plot)
    out(json.dumps(results) if args.json else curve_report.as_text(results))
    return 0


def update(path: Path, tables: dict[str, str]) -> None:
    """Replace what stands between the marks of some tables, of those that the file has.

    Raises
    ------
    SaveError
        If it has none, or cannot be written.
    """
    try:
        text = path.read_text(encoding="utf-8")
        there = {name: table for name, table in tables.items() if f"<!-- {name}:start -->" in text}
        if not there:
            raise ValueError("no marks")
        for name, table in there.items():
            start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
            before, rest = text.split(start, 1)
            text = f"{before}{start}\n{table}\n{end}{rest.split(end, 1)[1]}"
        path.write_text(text, encoding="utf-8")
    except (OSError, ValueError, IndexError) as err:
        marks = " or ".join(f"<!-- {name}:start --> and <!-- {name}:end -->" for name in tables)
        raise SaveError(f"the table cannot be put there: {err}", file=path,
                        hint=f"The file needs the two lines {marks}.") from err
