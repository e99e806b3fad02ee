"""What people want of the queue: run everything, look at the report, go on with what was left of the last time."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.sheet import Sheet
from bbcu_app.views.notices import Notices
from bbcu_app.views.report_dialog import ReportDialog
from bbcu_app.views.run_all_dialog import RunAllDialog
from bbcu_app.workers.task import Failure
from engine.run.job import State


class QueueRequests(QObject):
    """The dialogs about the queue.

    Parameters
    ----------
    window : QWidget
    controller : Controller
    notices : Notices
    """

    def __init__(self, window: QWidget, controller: Controller, notices: Notices) -> None:
        super().__init__(window)
        self._window, self._controller, self._notices = window, controller, notices
        controller.batch.ended.connect(self._on_ended)

    def to_do(self) -> list[Sheet]:
        """What running everything would run: every file that the queue has not done yet."""
        files = (sheet for sheet in self._controller.queue if sheet.path is not None and not sheet.page)
        return [sheet for sheet in files if sheet.failure is None
                and (sheet.job is None or sheet.job.state is not State.DONE)]

    def ask(self) -> None:
        """Ask how to run everything, then run it."""
        sheets = self.to_do()
        if not sheets:
            self._notices.show_info(tr("Every picture is done."))
            return
        dialog = RunAllDialog(sheets, self._controller.document.plan, self._controller.settings, self._window)
        dialog.chosen.connect(lambda plan, place: self._controller.batch.start(sheets, plan, place))
        dialog.open()

    def report(self) -> None:
        """Show what became of each picture."""
        batch = self._controller.batch
        dialog = ReportDialog(batch.jobs, self._window)
        dialog.again.connect(lambda: batch.retry(
            [sheet for sheet in self._controller.queue if sheet.job is not None and sheet.job.state is State.FAILED]))
        dialog.failed.connect(lambda error: self._notices.show_failure(Failure.of(error)))
        dialog.open()

    def offer_left_over(self) -> None:
        """At the start: open what an earlier queue had not finished, and say so; nothing runs unasked."""
        sheets = self._controller.batch.take_up()
        if sheets:
            self._controller.show(sheets[0])
            self._notices.show_choice(tr("%n picture(s) are still waiting from the last time.", "", len(sheets)),
                                      tr("Go on"), self._controller.batch.go_on)

    def _on_ended(self) -> None:
        counts = self._controller.batch.counts
        bad = counts[State.FAILED]
        if bad:
            text = tr("{done} done, {bad} failed.").format(done=counts[State.DONE], bad=bad)
            self._notices.show_choice(text, tr("Report"), self.report)
            return
        done = [job for job in self._controller.batch.jobs if job.state is State.DONE]
        if done:
            self._notices.show_success(tr("%n picture(s) restored and saved.", "", len(done)), done[-1].output)
