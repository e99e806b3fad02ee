"""The only place that knows all parts; wires them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.document import Document
from bbcu_app.settings import APPLICATION, Settings
from bbcu_app.views.main_window import MainWindow
from bbcu_app.views.task_box import Offer
from bbcu_app.workers.restore_worker import RestoreFunction
from bbcu_app.workers.task import Failure
from engine import backend
from engine.errors import RestoreError
from engine.run import catalog
from engine.run.restore import restore
from engine.tasks import Task

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


def make_window(app: QApplication, settings: Settings, function: RestoreFunction = restore) -> MainWindow:
    """The window with everything behind it.

    Parameters
    ----------
    app : QApplication
    settings : Settings
    function : callable
        What runs a plan.
    """
    theme.apply(app, settings.theme)
    controller = Controller(Document(settings.plan), settings, function, describe)
    window = MainWindow(controller, offered())

    def restyle(*_: object) -> None:
        theme.apply(app, settings.theme)

    settings.changed.connect(lambda name: restyle() if name in ("", "theme") else None)
    app.styleHints().colorSchemeChanged.connect(restyle)
    return window


def offered() -> Offer:
    """The tasks that there is a model for; without any, removing noise, so that Run can say what is missing."""
    models = catalog.models()
    scales = tuple(sorted({float(model.spec.scale) for model in models if model.task.info.enlarges}))
    there = {model.task for model in models} or {Task.DENOISE}
    return {task: scales if task.info.enlarges else () for task in Task if task in there}


def describe() -> tuple[tuple[str, str], ...]:
    """For the about box: which backend runs and why, and the models. May load a compiler, so not at the start."""
    try:
        runs = str(backend.choose("auto"))
    except RestoreError as err:
        runs = str(err)
    names = ", ".join(f"{model.name} ({model.task.title})" for model in catalog.models())
    return ("Runs on", runs), ("Models", names or "none")


def run(files: Sequence[Path], settings: Settings | None = None) -> int:
    """Open the window, with files in it, and stay until it is closed."""
    app = make_application(sys.argv[:1])
    window = make_window(app, settings or Settings())
    catch_errors(window)
    sys.setswitchinterval(SWITCH)
    window.show()
    QTimer.singleShot(0, window, window.controller.warm_up)
    if files:
        QTimer.singleShot(0, window, lambda: window.open(list(files)))
    return app.exec()


def catch_errors(window: MainWindow) -> None:
    """Errors nobody expected are written to the log and shown like all others; the window lives on."""

    def caught(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)  # type: ignore[arg-type]
            return
        _log.error("unexpected", exc_info=error)
        window.notices.show_failure(Failure.of(error))

    sys.excepthook = caught
