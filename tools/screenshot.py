"""Take a picture of the window: open a sample, run it with the real engine, wait, look closer, grab.

    python tools/screenshot.py                          writes docs/screenshot.png
    python tools/screenshot.py --theme dark --scale 2 --output dark.png
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 300


def main() -> int:
    """Take it; returns the exit code."""
    args = _arguments()
    # Before Qt is imported: no screen is needed, and the scale is fixed from the start.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(args.scale)
    sys.path.insert(0, str(ROOT))
    from PySide6.QtCore import QCoreApplication, QElapsedTimer

    from bbcu_app.app import make_application, make_window
    from bbcu_app.settings import Settings, ThemeChoice, ViewMode

    app = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        settings.theme, settings.mode = ThemeChoice(args.theme), ViewMode(args.mode)
        window = make_window(app, settings)
        document, view = window.document, window.compare
        clock = QElapsedTimer()
        clock.start()

        def wait(until) -> None:
            while not until() and not window.notices.isVisible():
                if clock.elapsed() > SECONDS * 1000:
                    raise TimeoutError(f"nothing came of it in {SECONDS} s")
                QCoreApplication.processEvents()

        window.resize(*args.size)
        window.show()
        window.open([args.picture])
        wait(lambda: document.evidence is not None and not window.controller.opening)
        window.controller.run()
        wait(lambda: document.finished and not window.controller.running)
        view.look(view.viewport.zoomed(args.zoom * args.scale) if args.zoom else view.viewport.fit())
        rest = clock.elapsed() + 500
        wait(lambda: clock.elapsed() > rest)
        failed = window.notices.isVisible()
        args.output.parent.mkdir(parents=True, exist_ok=True)
        saved = window.grab().save(str(args.output))
        document.mark_saved(document.result, document.plan.strength)
        window.close()
    sys.stdout.write(f"{args.output}\n" if saved else f"{args.output} cannot be written\n")
    return 1 if failed or not saved else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take a picture of the window.")
    parser.add_argument("picture", nargs="?", type=Path, default=ROOT / "resources/samples/astronaut-noisy.jpg")
    parser.add_argument("--output", type=Path, default=ROOT / "docs/screenshot.png")
    parser.add_argument("--theme", choices=("light", "dark"), default="dark")
    parser.add_argument("--mode", choices=("side", "divider", "single"), default="divider")
    parser.add_argument("--scale", type=float, default=1.0, help="of the screen, such as 2")
    parser.add_argument("--zoom", type=float, default=1.7, help="1 is 100 %%, 0 fits the picture (default: 1.7)")
    parser.add_argument("--size", type=int, nargs=2, default=(1280, 800), metavar=("WIDTH", "HEIGHT"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
