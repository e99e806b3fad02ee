"""The only place that knows all parts; wires them."""

from __future__ import annotations

import logging
import platform
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from platformdirs import user_data_path
from PySide6.QtCore import QEvent, QObject, QTimer, qVersion
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from bbcu_app import display, i18n, theme
from bbcu_app.collector import Collector
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.instance import Instance, own_name
from bbcu_app.offer import Offer
from bbcu_app.said import said
from bbcu_app.screen_profile import of_system
from bbcu_app.settings import APPLICATION, Motion, Settings
from bbcu_app.views import widgets
from bbcu_app.views.main_window import MainWindow
from bbcu_app.wording import title
from bbcu_app.workers.restore_worker import RestoreFunction
from bbcu_app.workers.task import Failure
from engine import backend
from engine.errors import RestoreError
from engine.measure.machine import machine
from engine.run import catalog
from engine.run.restore import restore

SWITCH = 0.001
"""Seconds after which a thread that runs Python hands over to one that waits: the window waits less than by default."""

_log = logging.getLogger(__name__)


def make_application(argv: Sequence[str]) -> QApplication:
    """The application object, named and with its icon."""
    app = QApplication(list(argv))
    app.setApplicationName(APPLICATION)
    app.setApplicationDisplayName(APPLICATION)
    app.setDesktopFileName("bbcu-restore")
    app.setWindowIcon(QIcon(theme.icon_file("app.svg")))
    return app


def make_window(app: QApplication, settings: Settings, function: RestoreFunction = restore,
                journal: Path | None = None) -> MainWindow:
    """The window with everything behind it.

    Parameters
    ----------
    app : QApplication
    settings : Settings
    function : callable
        What runs a plan.
    journal : Path, optional
        Where the queue is written down.
    """
    i18n.install(app, settings.language)
    restyle(app, settings)
    controller = Controller(settings, Offer.now(), function, describe=describe, journal=journal)
    use_screen(controller)
    window = MainWindow(controller)
    settings.changed.connect(lambda name: use_screen(controller) if name in ("", "screen_profile") else None)
    settings.changed.connect(lambda name: restyle(app, settings) if name in ("", "theme", "motion") else None)
    app.styleHints().colorSchemeChanged.connect(lambda *_: restyle(app, settings))
    return window


def restyle(app: QApplication, settings: Settings) -> None:
    """Look as the settings say."""
    app.setProperty("still", settings.motion is Motion.NONE)
    theme.apply(app, settings.theme)


def use_screen(controller: Controller) -> None:
    """Show colours as the screen needs them, by the file that was chosen or as the system says; what is shown is made
    ready again."""
    chosen, profile = controller.settings.screen_profile, None
    with suppress(OSError):  # a file that has gone: sRGB
        profile = Path(chosen).read_bytes() if chosen else of_system(QGuiApplication.platformName())
    display.set_screen(profile)
    controller.show_again()


def describe() -> tuple[tuple[str, str], ...]:
    """For the about box: which backend runs and why, and the models. May load a compiler, so not at the start."""
    try:
        chosen = backend.choose("auto")
        runs = f"{chosen.name} ({said(chosen.why)})"
    except RestoreError as err:
        runs = said(str(err))
    names = ", ".join(f"{model.name} ({title(model.task)})" for model in catalog.models())
    here = machine()
    processor = ", ".join((here["processor"], tr("%n core(s)", "", here["cores"] or 1), *here["features"]))
    versions = f"Python {platform.python_version()}, Qt {qVersion()}, NumPy {np.__version__}"
    return ((tr("Runs on"), runs), (tr("Processor"), processor), (tr("Versions"), versions),
            (tr("Models"), names or tr("none")))


class FirstFrame(QObject):
    """Does something once, right after a window has drawn its first frame."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False


def run(files: Sequence[Path], settings: Settings | None = None) -> int:
    """Open the window, with files in it, and stay until it is closed; where one is open, it takes the files."""
    app = make_application(sys.argv[:1])
    instance = Instance.claim(own_name(), files)
    if instance is None:
        return 0
    collector = Collector(app)
    widgets.defer_icons()
    journal = user_data_path(APPLICATION, appauthor=False) / "queue.jsonl"
    window = make_window(app, settings or Settings(), journal=journal)
    instance.called.connect(lambda paths: come_forward(window, paths))
    catch_errors(window)
    sys.setswitchinterval(SWITCH)

    def go_on() -> None:
        window.queue_requests.offer_left_over()
        window.offer_to_learn_on()
        if files:
            window.open(list(files))
        window.controller.load_icons()
        window.controller.warm_up()

    window.controller.icons_loaded.connect(lambda: widgets.draw_icons(app))
    window.controller.warmed.connect(collector.settle)
    FirstFrame(window, go_on)
    window.show()
    try:
        return app.exec()
    finally:
        collector.close()


def come_forward(window: MainWindow, files: Sequence[Path]) -> None:
    """Show the window to who started the program again, with the files that they brought."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
    if files:
        window.open(list(files))


def catch_errors(window: MainWindow) -> None:
    """Errors nobody expected are written to the log and shown like all others; the window lives on."""

    def caught(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)  # type: ignore[arg-type]
            return
        _log.error("unexpected", exc_info=error)
        window.notices.show_failure(Failure.of(error))

    sys.excepthook = caught
