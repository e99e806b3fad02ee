"""The README's pictures of the window, and the same in every size and theme to be looked at.

    python tools/screenshots.py                    writes docs/window-light.jpg and docs/window-dark.jpg
    python tools/screenshots.py --all build/look   light and dark, 100 % and 200 %, small screens, dialogs, languages
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"1280x800": (1280, 800), "1366x768": (1366, 732), "smallest": (800, 500)}
"""Of the window; on a screen of 1366x768, the bars of the desktop take the rest."""
LANGUAGES = ("de", "fr")
QUALITY = 90
"""Of the README's pictures, as JPEG with full colour: an eighth of the bytes of a PNG, and nobody sees it."""


def every(folder: Path) -> Iterator[list[str]]:
    """Arguments of ``tools/screenshot.py`` for all that is to be looked at."""
    for theme, scale, (name, size) in product(("light", "dark"), (1, 2), SIZES.items()):
        yield ["--theme", theme, "--scale", str(scale), "--size", *map(str, size), "--zoom", "0",
               "--output", str(folder / f"{name}-{theme}-{scale}.png")]
    for language in LANGUAGES:
        yield ["--language", language, "--theme", "light", "--mode", "side",
               "--output", str(folder / f"{language}.png"), "--dialogs"]


def take(arguments: list[str]) -> None:
    """One picture, in a process of its own: the scale of a screen is fixed when Qt starts."""
    subprocess.run([sys.executable, str(ROOT / "tools" / "screenshot.py"), *arguments], check=True)


def shrink(path: Path) -> None:
    """Put a JPEG in a PNG's place."""
    with Image.open(path) as image:
        image.convert("RGB").save(path.with_suffix(".jpg"), quality=QUALITY, subsampling=0, optimize=True)
    path.unlink()


def main() -> int:
    """Take them; returns the exit code."""
    parser = argparse.ArgumentParser(description="Take the README's pictures of the window.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="everything there is to be looked at")
    args = parser.parse_args()
    if args.all:
        for arguments in every(args.all):
            take(arguments)
        return 0
    for theme in ("light", "dark"):
        path = ROOT / "docs" / f"window-{theme}.png"
        take(["--theme", theme, "--output", str(path)])
        shrink(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
