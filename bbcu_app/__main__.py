"""Start of the window: arguments and the crash log first, then Qt.

Qt is imported last, so that ``--help`` is instant, a missing library is explained in words, and a crash while Qt
loads is in the log too.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from platformdirs import user_log_path

from bbcu_app import early

_crash_file: IO[str] | None = None  # faulthandler writes to it for as long as the program runs


def main(argv: Sequence[str | Path] | None = None) -> int:
    """Open the window.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; those of the process by default.

    Returns
    -------
    int
        Exit code.
    """
    args = _parser().parse_args(None if argv is None else [str(each) for each in argv])
    _start_logs()
    try:
        from bbcu_app.app import run
        from bbcu_app.settings import Settings
    except ImportError as err:
        if ".so" in str(err):
            sys.stderr.write(early.missing_library(str(err)))
            return 1
        if (err.name or "").split(".")[0] not in ("PySide6", "shiboken6"):
            raise
        sys.stderr.write(f"The window needs {err.name}, which cannot be loaded ({err}).\n"
                         "Install it with: python -m pip install PySide6-Essentials qtawesome\n"
                         "Everything else works without it: see bbcu restore --help\n")
        return 1
    problem = early.problem()
    if problem:
        sys.stderr.write(problem)
        return 1
    settings = Settings()
    if args.reset_settings:
        settings.reset()
    return run([path.absolute() for path in args.files], settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("bbcu app", description="Open the window of BBCU Restore.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="pictures or folders to open")
    parser.add_argument("--reset-settings", action="store_true", help="forget all settings first")
    return parser


def _start_logs() -> None:
    """Crashes and warnings go to the user's log folder; without one the window opens all the same."""
    global _crash_file  # noqa: PLW0603
    try:
        folder = user_log_path("BBCU Restore", appauthor=False, ensure_exists=True)
        _crash_file = (folder / "crash.log").open("a", encoding="utf-8")
        handler = RotatingFileHandler(folder / "window.log", maxBytes=1 << 20, backupCount=1, encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(_crash_file)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")


if __name__ == "__main__":
    sys.exit(main())
