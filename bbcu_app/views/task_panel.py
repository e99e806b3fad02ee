"""The right panel: what was found, what to do, how strongly; Run, Save, and what it will take."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.views.preset_menu import PresetMenu
from bbcu_app.views.size_box import SizeBox
from bbcu_app.views.task_box import NUMBER_WIDTH, LevelTaskBox, make_slider
from bbcu_app.views.widgets import IconLabel, Segments, label, line, mono_digits, repolish, settle, tool_row
from bbcu_app.wording import duration, found, needs, purpose, result_line

QUALITIES = (1, 8)
"""How many passes *Fast* and *Best* are."""


class TaskPanel(QFrame):
    """The right panel.

    Parameters
    ----------
    controller : Controller
    run, stop, save : QAction

    Signals
    -------
    about_models : str
        Somebody wants to know more about the models of this task.
    """

    about_models = Signal(str)

    def __init__(self, controller: Controller, run: QAction, stop: QAction, save: QAction) -> None:
        super().__init__(objectName="panel")
        self.setFixedWidth(theme.PANEL)
        self.controller, self.document = controller, controller.document
        self._actions = {"run": run, "stop": stop, "save": save}
        self.found = label("", wrap=True)
        self.boxes = [SizeBox(controller) if task.info.enlarges else LevelTaskBox(task, controller)
                      for task in controller.offer.tasks]
        for box in self.boxes:
            box.about.connect(self.about_models)
        self.presets = PresetMenu(controller)
        self.strength = make_slider(tr("Strength"), 0, 100)
        self.strength_text = label("100 %")
        self.strength_text.setFixedWidth(NUMBER_WIDTH)
        self.strength_text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mono_digits(self.strength_text)
        self.quality = Segments((tr("Fast"), tr("Best")))
        self.intention = label("", "strong", wrap=True)
        self.progress = QProgressBar(objectName="progress", textVisible=False, minimum=0, maximum=1000,
                                     accessibleName=tr("Progress"))
        self.go = QPushButton()
        self.save = QPushButton(save.text())
        self.state = label("", "secondary", wrap=True)
        self._lay_out()
        self._connect()
        settle(self)
        self.refresh()

    def _lay_out(self) -> None:
        body = QWidget(objectName="panelBody")
        column = QVBoxLayout(body, spacing=theme.GAP_GROUP)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(tool_row(label(tr("Restore"), "head"), None, self.presets))
        column.addWidget(self._found_box())
        for box in self.boxes:
            column.addWidget(box)
        column.addWidget(line())
        column.addLayout(self._strength_group())
        column.addLayout(self._quality_row())
        column.addStretch(1)
        self.scroll = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidget(body)
        whole = QVBoxLayout(self, spacing=0)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(self.scroll, 1)
        whole.addWidget(line())
        whole.addLayout(self._foot())

    def _found_box(self) -> QFrame:
        box = QFrame(objectName="found")
        box.setMinimumHeight(56)  # two lines: nothing below jumps when the words change
        row = QHBoxLayout(box, spacing=theme.GAP)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(IconLabel("mdi6.information-outline", "secondary"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.found, 1, Qt.AlignmentFlag.AlignTop)
        return box

    def _strength_group(self) -> QVBoxLayout:
        group = QVBoxLayout(spacing=theme.GAP_INSIDE)
        title = label(tr("Strength"))
        title.setBuddy(self.strength)
        tip = tr("How much of the result to use. Works at once, without running again.")
        self.strength.setToolTip(tip)
        title.setToolTip(tip)
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(self.strength, 1)
        row.addWidget(self.strength_text)
        group.addWidget(title)
        group.addLayout(row)
        return group

    def _quality_row(self) -> QHBoxLayout:
        title = label(tr("Quality"))
        self.quality.name(tr("Quality"))
        self.quality.buttons[0].setToolTip(tr("One pass over the picture"))
        self.quality.buttons[1].setToolTip(
            tr("The picture and its seven mirror images, averaged: a little better, and eight times slower"))
        self.quality.setFixedWidth(150)
        row = QHBoxLayout(spacing=theme.GAP)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.quality)
        return row

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout(spacing=theme.GAP)
        foot.setContentsMargins(16, 12, 16, 12)
        room = self.progress.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(room)
        self.state.setMinimumHeight(30)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.save.setToolTip(self._actions["save"].toolTip())
        self.go.setProperty("primary", True)
        self.go.setProperty("big", True)
        for widget in (self.intention, self.progress, self.go, self.save, self.state):
            foot.addWidget(widget)
        return foot

    def _connect(self) -> None:
        self.strength.valueChanged.connect(self.document.set_strength)
        self.quality.chosen.connect(lambda place: self.controller.set_passes(QUALITIES[place]))
        self.go.clicked.connect(self._go)
        self.save.clicked.connect(self._actions["save"].trigger)
        for signal in (self.document.opened, self.document.measured, self.document.result_changed,
                       self.controller.run_changed):
            signal.connect(self.refresh)

    def _go(self) -> None:
        self._actions["stop" if self.controller.running else "run"].trigger()

    def refresh(self) -> None:
        """Show the document as it is."""
        document, controller = self.document, self.controller
        self.found.setText(found(document.picture, document.evidence, document.proposed))
        for box in self.boxes:
            box.refresh()
        with QSignalBlocker(self.strength):
            self.strength.setValue(document.plan.strength)
        self.strength_text.setText(f"{document.plan.strength} %")
        passes = document.plan.passes
        self.quality.choose(QUALITIES.index(passes) if passes in QUALITIES else None)
        self.quality.setEnabled(not controller.running)
        self._refresh_foot(controller.running)

    def _refresh_foot(self, running: bool) -> None:
        document, runs = self.document, self.controller.runs
        under_way = document.sheet is not None and runs.is_under_way(document.sheet)
        progress = runs.progress if under_way else None
        self.progress.setVisible(running)
        self.progress.setValue(round(1000 * progress.done) if progress else 0)
        self.intention.setText(purpose(document))
        if running:
            left = progress.seconds_left if progress else None
            text = tr("Stop ({time} left)").format(time=duration(left)) if left is not None else tr("Stop")
            action = "stop"
        else:
            again = document.finished and not document.outdated
            estimate = document.estimate
            text = (tr("Run again") if again else tr("Run ({time})").format(time=duration(estimate.seconds))
                    if estimate else tr("Run"))
            action = "run"
        self.go.setText(text)
        self.go.setToolTip(self._actions[action].toolTip())
        self.go.setEnabled(running or self.controller.can_run)
        # The next obvious step is the coloured one: Run, and once there is a fresh result, Save.
        done = document.finished and not document.outdated and not running
        self._make_primary(self.save if done else self.go)
        self.save.setEnabled(document.finished and not running)
        self.state.setText(self._state(running, under_way))
        short = document.short_of_memory and not running
        if self.state.property("role") != (role := "error" if short else "secondary"):
            self.state.setProperty("role", role)
            repolish(self.state)

    def _state(self, running: bool, under_way: bool) -> str:
        document = self.document
        if running and not under_way:
            return tr("Waits for another picture to be finished")
        if running:
            return document.result.backend if document.result is not None else ""
        return result_line(document) if document.finished and not document.short_of_memory else needs(document)

    def _make_primary(self, button: QPushButton) -> None:
        for each in (self.go, self.save):
            wanted = each is button
            if bool(each.property("primary")) != wanted:
                each.setProperty("primary", wanted)
                repolish(each)


def main() -> int:
    """Show the panel by itself."""
    from bbcu_app.offer import Offer
    from bbcu_app.settings import Settings
    from bbcu_app.views.widgets import run_alone

    def make() -> QWidget:
        controller = Controller(Settings(), Offer.now())
        return TaskPanel(controller, *(QAction(text) for text in ("Run", "Stop", "Save as…")))

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
