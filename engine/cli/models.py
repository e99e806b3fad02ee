"""``bbcu models``: what ships, what the user added, and what each measures."""

from __future__ import annotations

import argparse
import json

from engine.cli.console import out
from engine.run import catalog


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu models`` to the parser."""
    verb = verbs.add_parser("models", help="list the models and their measured figures")
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the catalog."""
    found = catalog.models()
    if args.json:
        out(json.dumps([{"name": m.name, "task": m.task, "bundled": m.bundled, "spec": json.loads(m.spec.to_json()),
                          "card": json.loads(m.card.to_json())} for m in found]))
        return 0
    for model in found:
        out(f"{model.name}  ({model.task.title})  {model.card.summary}")
        for row in model.card.measured:
            others = ", ".join(f"{name} {value}" for name, value in row.items()
                               if name not in ("set", "level", "psnr", "ssim"))
            out(f"    {row.get('set')} {row.get('level')}: {row.get('psnr')} dB" + (f"  ({others})" if others else ""))
    if not found:
        out("There are no models.")
    return 0
