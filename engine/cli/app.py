"""``bbcu app``: open the window."""

from __future__ import annotations

import argparse


def add(verbs: argparse._SubParsersAction) -> None:
    """Describe ``bbcu app`` to the parser."""
    verb = verbs.add_parser("app", help="open the window")
    verb.add_argument("files", nargs="*", metavar="FILE", help="pictures or folders to open")
    verb.add_argument("--reset-settings", action="store_true", help="forget all settings first")
    verb.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Hand over to the window, which needs its own libraries."""
    from bbcu_app.__main__ import main as open_window

    return open_window([*args.files, *(["--reset-settings"] if args.reset_settings else [])])
