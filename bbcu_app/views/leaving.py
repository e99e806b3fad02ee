"""Before anything is lost: asks about results that are in no file and about runs under way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from bbcu_app.controller import Controller
from bbcu_app.sheet import Sheet
from bbcu_app.views.dialogs import Losing, ask_losing
from bbcu_app.views.file_requests import FileRequests
from engine.run.job import State


class Leaving(QObject):
    """Closing the window, and taking pictures out of it.

    Parameters
    ----------
    window : QWidget
        Is closed once that is agreed.
    controller : Controller
    files : FileRequests
        Asks where to save a result.

    Attributes
    ----------
    agreed : bool
        Whether nothing more has to be asked before the window closes.
    """

    def __init__(self, window: QWidget, controller: Controller, files: FileRequests) -> None:
        super().__init__(window)
        self._window, self._controller, self._files = window, controller, files
        self.agreed = False
        self._closing = False
        controller.failed.connect(lambda _: self.stay())  # what was to be saved before closing was not
        controller.saves_ended.connect(self._saved)

    def may_close(self) -> bool:
        """Whether the window may close now; if not, this asks, or waits for files being written, and closes it then."""
        if self.agreed:
            return True
        controller = self._controller
        under_way = controller.runs.under_way
        unsaved = controller.queue.unsaved
        if under_way is not None or unsaved or controller.batch.running:
            self._ask(unsaved, under_way, self._answered_closing, closing=True)
            return False
        if controller.saving:
            self._closing = True  # in a moment
            return False
        return True

    def remove(self, sheets: list[Sheet]) -> None:
        """Take pictures out of the list, after asking if results would go with them."""
        controller = self._controller
        unsaved = [sheet for sheet in sheets if sheet.unsaved]
        under_way = controller.runs.under_way if controller.runs.under_way in sheets else None

        def answered(button: int) -> None:
            if button == QMessageBox.StandardButton.Discard:
                self._remove(sheets)
            elif button == QMessageBox.StandardButton.Save:
                self._save(unsaved)

        if unsaved or under_way is not None:
            self._ask(unsaved, under_way, answered)
        else:
            self._remove(sheets)

    def stay(self) -> None:
        """Do not close after all."""
        self._closing = False

    def _remove(self, sheets: list[Sheet]) -> None:
        for sheet in sheets:
            self._controller.remove(sheet)

    def _ask(self, unsaved: list[Sheet], under_way: Sheet | None, answered: Callable[[int], None],
             closing: bool = False) -> None:
        progress, batch = self._controller.runs.progress, self._controller.batch
        losing = Losing([sheet.name for sheet in unsaved], under_way.name if under_way else "",
                        progress.done if progress else 0.0,
                        batch.counts[State.WAITING] + batch.counts[State.RUNNING] if closing and batch.running else 0)
        box = ask_losing(self._window, losing)
        box.finished.connect(answered)
        box.open()

    def _answered_closing(self, button: int) -> None:
        if button == QMessageBox.StandardButton.Discard:
            self.agreed = True
            self._window.close()
        elif button == QMessageBox.StandardButton.Save:
            self._closing = True
            self._save(self._controller.queue.unsaved)

    def _save(self, sheets: list[Sheet]) -> None:
        """One is asked for by name; several go beside their originals, under new names."""
        if len(sheets) == 1:
            self._files.ask_save(sheets[0])
            return
        for sheet in sheets:
            self._controller.save(self._files.name_for(sheet), self._files.options_for(sheet), sheet)

    def _saved(self) -> None:
        if self._closing:
            self._closing = False
            self._window.close()
