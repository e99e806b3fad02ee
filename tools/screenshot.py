"""Take a picture of the window: open the samples, run the first with the real engine, wait, look closer, grab.

    python tools/screenshot.py --theme dark --scale 2 --output dark.png
    python tools/screenshot.py --output de.png --language de --dialogs      and de-save.png, de-about.png, ...

`tools/screenshots.py` takes those of the README, and all that are to be looked at.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bbcu_app.views.main_window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"
NAMES = ("astronaut-noisy.jpg", "cat-noisy.png", "coffee-phone.jpg", "rocket-small.png")
DIALOGS = ("save", "run-all", "try", "general", "saving", "models", "keys", "about")
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
    from engine import backend

    app = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        settings.theme, settings.mode = ThemeChoice(args.theme), ViewMode(args.mode)
        settings.language = args.language
        window = make_window(app, settings)
        document, view = window.document, window.compare
        clock = QElapsedTimer()
        clock.start()

        def wait(until) -> None:
            while not until() and not window.notices.isVisible():
                if clock.elapsed() > SECONDS * 1000:
                    raise TimeoutError(f"nothing came of it in {SECONDS} s")
                QCoreApplication.processEvents()

        def pause(milliseconds: int) -> None:
            end = clock.elapsed() + milliseconds
            wait(lambda: clock.elapsed() > end)

        window.resize(*args.size)
        window.show()
        backend.warm_up()  # or the time that is shown would be a compiler's
        window.open(args.pictures)
        wait(lambda: document.evidence is not None and not window.controller.opening)
        window.controller.run()
        wait(lambda: document.finished and not window.controller.running)
        near = view.viewport.zoomed(args.zoom * args.scale) if args.zoom else view.viewport.fit()
        view.look(near.centred(*args.centre) if args.zoom else near)
        pause(500)
        failed = window.notices.isVisible()
        args.output.parent.mkdir(parents=True, exist_ok=True)
        saved = window.grab().save(str(args.output))
        for name in DIALOGS if args.dialogs else ():
            show_dialog(window, name)
            pause(1500)
            dialog = app.activeModalWidget()
            dialog.grab().save(str(args.output.with_stem(f"{args.output.stem}-{name}")))
            dialog.close()
        document.mark_saved(document.result, document.plan.strength)
        window.close()
    sys.stdout.write(f"{args.output}\n" if saved else f"{args.output} cannot be written\n")
    return 1 if failed or not saved else 0


def show_dialog(window: MainWindow, name: str) -> None:
    """Open one of the dialogs."""
    if name in ("general", "saving", "models"):
        window.show_settings(name)
    elif name == "run-all":
        window.queue_requests.ask()
    else:
        window.actions_[name].trigger()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take a picture of the window.")
    parser.add_argument("pictures", nargs="*", type=Path, default=[SAMPLES / name for name in NAMES],
                        help="the first is run (default: the samples)")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--language", default="en")
    parser.add_argument("--dialogs", action="store_true", help="of every dialog, too")
    parser.add_argument("--theme", choices=("light", "dark"), default="dark")
    parser.add_argument("--mode", choices=("side", "divider", "single"), default="divider")
    parser.add_argument("--scale", type=float, default=1.0, help="of the screen, such as 2")
    parser.add_argument("--zoom", type=float, default=1.7, help="1 is 100 %%, 0 fits the picture (default: 1.7)")
    parser.add_argument("--centre", type=float, nargs=2, default=(0.5, 0.3), metavar=("X", "Y"),
                        help="of what is looked at, as shares of the picture")
    parser.add_argument("--size", type=int, nargs=2, default=(1280, 800), metavar=("WIDTH", "HEIGHT"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
