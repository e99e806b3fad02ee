"""``bbcu cost``: operations and parameters, beside the paper's."""

from __future__ import annotations

import argparse
import json
from math import isfinite
from typing import Any

from engine.cli.console import out
from engine.errors import ModelError, PlanError
from engine.network.cost import ARCHITECTURES, Cost, cost_of, values_of
from engine.network.packed import SUFFIX
from engine.network.paper_costs import TABLES, table
from engine.network.spec import PARTS, NetworkSpec
from engine.run import catalog


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu cost`` to the parser."""
    verb = verbs.add_parser("cost", help="count operations and parameters, beside the paper's")
    what = verb.add_mutually_exclusive_group(required=True)
    what.add_argument("--table", type=int, choices=sorted(TABLES), help="a table of the BBCU paper")
    what.add_argument("--model", help=f"a model, its file, or one of: {', '.join(ARCHITECTURES)}")
    verb.add_argument("--psnr-float", type=float, metavar="DB", help="for V_C and V_P: PSNR with every part float")
    verb.add_argument("--psnr-binary", nargs="+", default=[], metavar="PART=DB",
                      help="for V_C and V_P: PSNR with that part alone binary, such as body=28.3")
    verb.add_argument("--json", action="store_true", help="print one JSON object instead of text")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a table of the paper beside ours, or the costs of one model."""
    if args.table is not None:
        if args.psnr_float is not None or args.psnr_binary:
            raise PlanError("V_C and V_P are of one model", hint="Give --model instead of --table.")
        rows = table(args.table)
        out(json.dumps({"table": args.table, "rows": rows}) if args.json else _table_text(rows))
        return 0
    cost = cost_of(_spec(args.model))
    report = _report(args.model, cost, _values(args, cost))
    out(json.dumps(report) if args.json else _model_text(report))
    return 0


def _spec(name: str) -> NetworkSpec:
    """The description of an architecture of the paper, a model of the catalog, or a model file."""
    if name in ARCHITECTURES:
        return ARCHITECTURES[name]
    if not name.endswith(SUFFIX) and name not in {model.name for model in catalog.models()}:
        raise ModelError(f"no model or architecture is called {name!r}",
                         hint="See what there is with: bbcu models, bbcu cost --help.")
    return catalog.find(None, name).spec


def _values(args: argparse.Namespace, cost: Cost) -> dict[str, tuple[float, float]]:
    """V_C and V_P of the parts whose PSNR was given."""
    if not args.psnr_binary and args.psnr_float is None:
        return {}
    if not args.psnr_binary or args.psnr_float is None:
        raise PlanError("V_C and V_P need both PSNRs", hint="Give --psnr-float and --psnr-binary.")
    measured = {}
    for text in args.psnr_binary:
        part, _, psnr = text.partition("=")
        measured[part] = _decibels(psnr, f"--psnr-binary {text}", "Write it like body=28.3.")
    return values_of(cost, _decibels(args.psnr_float, "--psnr-float", "Write it like 28.6."), measured)


def _decibels(given: float | str, option: str, hint: str) -> float:
    try:
        value = float(given)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise PlanError(f"cannot read {option}", hint=hint)
    return value


def _report(name: str, cost: Cost, values: dict[str, tuple[float, float]]) -> dict[str, Any]:
    parts = []
    for part in cost.parts:
        v_c, v_p = values.get(part.name, (None, None))
        parts.append({
            "part": part.name, "binary": part.binary,
            "operations": part.operations / 1e9, "parameters": part.parameters / 1e3,
            "full_operations": part.full_operations / 1e9, "full_parameters": part.full_parameters / 1e3,
            "binary_operations": part.binary_operations / 1e9, "binary_parameters": part.binary_parameters / 1e3,
            "v_c": v_c, "v_p": v_p,
        })
    return {"model": name, "lq": [320, 180], "operations": cost.operations / 1e9, "parameters": cost.parameters / 1e3,
            "parts": parts}


def _table_text(rows: list[dict[str, Any]]) -> str:
    lines = [f"{'':18}{'operations, 10^9 at 320 x 180':>34}{'parameters, 10^3':>30}",
             f"{'':18}{'ours':>12}{'paper':>10}{'difference':>12}{'ours':>10}{'paper':>8}{'difference':>12}"]
    notes: list[str] = []
    for row in rows:
        mark = ""
        if row["note"]:
            if row["note"] not in notes:
                notes.append(row["note"])
            mark = f"  [{notes.index(row['note']) + 1}]"
        lines.append(f"{row['method']:18}{row['operations']:12.4f}{row['paper_operations']:10.2f}"
                     f"{row['operations_difference']:+12.4f}{row['parameters']:10.1f}{row['paper_parameters']:8.0f}"
                     f"{row['parameters_difference']:+12.2f}{mark}")
    lines += [f"[{number}] {note}." for number, note in enumerate(notes, 1)]
    return "\n".join(lines)


def _model_text(report: dict[str, Any]) -> str:
    width = max(map(len, PARTS)) + 2
    lines = [f"{report['model']}: {report['operations']:.4f} x 10^9 operations at 320 x 180, "
             f"{report['parameters']:.1f} x 10^3 parameters"]
    for part in report["parts"]:
        line = (f"    {part['part']:{width}}{'binary' if part['binary'] else 'float':8}"
                f"{part['operations']:10.4f} G{part['parameters']:10.1f} K")
        if part["v_c"] is not None:
            line += f"    V_C {part['v_c']:.3g} dB/G, V_P {part['v_p']:.3g} dB/K"
        lines.append(line)
    return "\n".join(lines)
