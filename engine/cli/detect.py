"""``bbcu detect``: what is wrong with pictures, and what would be done about it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from engine.cli.console import out, say
from engine.errors import PictureError, RestoreError
from engine.run.paths import Source, gather


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu detect`` to the parser."""
    verb = verbs.add_parser("detect", help="measure what pictures need, and change nothing")
    verb.add_argument("files", nargs="+", metavar="IN", help="pictures, folders with pictures, or patterns")
    verb.add_argument("--json", action="store_true", help="print one JSON object a picture, each on its line")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure each picture; one that cannot be opened does not stop the others."""
    sources, failed = gather(args.files), 0
    if not sources:
        raise PictureError("there are no pictures", file=args.files[0], hint="Name pictures, or a folder with some.")
    for source in sources:
        try:
            found = _measured(source)
        except RestoreError as err:
            failed += 1
            say(f"bbcu: {err}")
            found = {"file": str(source.path), "why": str(err)}
        if args.json:
            out(json.dumps(found))
        elif "why" not in found:
            steps = found["plan"].partition(";")[0] or "leave it as it is"
            out(f"{source.path}: {found['sentence']}. Plan: {steps}")
    return 1 if failed else 0


def _measured(source: Source) -> dict[str, Any]:
    """What was measured in a picture, under the names of :class:`engine.tasks.Evidence`, and the plan that fits."""
    from engine.picture.files import open_picture
    from engine.run.detect import propose

    picture = open_picture(source.path)
    plan, evidence = propose(picture)
    seen = asdict(evidence)
    del seen["is_enlarged"]  # it is of the plan
    return {"file": str(source.path), "width": picture.width, "height": picture.height, "channels": picture.channels,
            "bits": picture.bit_depth, **seen, "sentence": evidence.sentence, "plan": str(plan)}
