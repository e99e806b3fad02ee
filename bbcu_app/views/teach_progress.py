"""A run that is under way: how much it has gained, what that looks like, and how long it still takes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.teaching import Stage, Teaching
from bbcu_app.views.teach_plot import TeachPlot, smoothed
from bbcu_app.views.widgets import label, tool_row
from bbcu_app.wording import duration
from engine.tuning.events import Event, Learning, Measured
from engine.tuning.runs import PREVIEWS

PICTURE = 128
"""Side of the small pictures."""


def decibels(value: float) -> str:
    """A gain: ``"+0.84 dB"``."""
    sign = "+" if value >= 0 else "−"
    return f"{sign}{QLocale().toString(abs(value), 'f', 2)} dB"


class TeachProgress(QWidget):
    """Curves, pictures, and what can be done.

    Parameters
    ----------
    teaching : Teaching
    """

    def __init__(self, teaching: Teaching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._teaching = teaching
        self.head = label("", "head")
        self.bar = QProgressBar(objectName="progress", textVisible=False, accessibleName=tr("Progress"), maximum=1000)
        self.line = label("", "secondary", wrap=True)
        self.gain = TeachPlot(tr("Gain in dB"), 2)
        self.loss = TeachPlot(tr("Error while learning"), 4)
        self.pictures = {which: QLabel(alignment=Qt.AlignmentFlag.AlignCenter) for which in PREVIEWS}
        self.names = {which: label("", "secondary") for which in PREVIEWS}
        self.wait = QPushButton(tr("Pause"), autoDefault=False)
        self.keep = QPushButton(tr("Stop and keep the best"), autoDefault=False)
        self.forget = QPushButton(tr("Forget it"), autoDefault=False, toolTip=tr("End it, and keep nothing"))
        self._lay_out()
        self.wait.clicked.connect(lambda: teaching.resume() if teaching.stage is Stage.PAUSED else teaching.pause())
        self.keep.clicked.connect(teaching.keep)
        self.forget.clicked.connect(lambda: teaching.run is not None and teaching.discard(teaching.run))
        teaching.changed.connect(self.refresh)
        teaching.told.connect(self._on_told)
        self.refresh()

    def _lay_out(self) -> None:
        plots = QHBoxLayout(spacing=theme.GAP_GROUP)
        plots.addWidget(self.gain, 1)
        plots.addWidget(self.loss, 1)
        grid = QGridLayout(horizontalSpacing=theme.GAP, verticalSpacing=2)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, which in enumerate(PREVIEWS):
            self.pictures[which].setFixedSize(PICTURE, PICTURE)
            self.pictures[which].setStyleSheet(f"background: {theme.current().canvas}; border-radius: 4px;")
            grid.addWidget(self.pictures[which], 0, column)
            grid.addWidget(self.names[which], 1, column)
        grid.setColumnStretch(len(PREVIEWS), 1)
        column = QVBoxLayout(self, spacing=theme.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.bar)
        column.addWidget(self.line)
        column.addLayout(plots)
        column.addLayout(grid)
        column.addStretch(1)
        column.addLayout(tool_row(self.forget, None, self.wait, self.keep))

    def refresh(self) -> None:
        """Show the run as it is now."""
        teaching, run = self._teaching, self._teaching.run
        if run is None:
            return
        stage = teaching.stage
        names = {Stage.LEARNING: tr("{name} is learning"), Stage.PAUSED: tr("{name} waits"),
                 Stage.PACKING: tr("{name} is being packed")}
        self.head.setText(names.get(stage, "{name}").format(name=run.order.name))
        for widget in (self.bar, self.line, self.wait, self.keep, self.forget):
            widget.setVisible(stage is not Stage.MADE)
        self.wait.setText(tr("Go on") if stage is Stage.PAUSED else tr("Pause"))
        self.wait.setEnabled(stage in (Stage.LEARNING, Stage.PAUSED))
        self.keep.setEnabled(stage in (Stage.LEARNING, Stage.PAUSED)
                             and any(isinstance(event, Measured) for event in teaching.events))
        self.forget.setEnabled(stage is not Stage.PACKING)
        said = {"seen": tr("As it is"), "base": tr("By {model}").format(model=run.order.base), "now": tr("Learned"),
                "clean": tr("As it should be")}
        for which, text in said.items():
            self.names[which].setText(text)
        self._show_curves()
        self._show_pictures()
        self._show_line()

    def _on_told(self, event: Event) -> None:
        if isinstance(event, Learning):
            self._show_line()
            if event.loss is not None and self.isVisible():
                self._show_curves()
        elif isinstance(event, Measured):
            self.refresh()

    def _show_line(self) -> None:
        steps = [event for event in self._teaching.events if isinstance(event, Learning)]
        if not steps:
            self.line.setText(tr("Getting ready…"))
            self.bar.setValue(0)
            return
        latest = steps[-1]
        self.bar.setValue(round(1000 * latest.seconds / max(latest.seconds + latest.left, 1e-6)))
        words = [tr("{time} left").format(time=duration(latest.left)), tr("step {number}").format(number=latest.step)]
        best = [event for event in self._teaching.events if isinstance(event, Measured) and event.best]
        if best:
            words.append(tr("best so far {own} on held-out pictures, {general} on general ones").format(
                own=decibels(best[-1].own), general=decibels(best[-1].general)))
        self.line.setText("  ·  ".join(words))

    def _show_curves(self) -> None:
        events, run = self._teaching.events, self._teaching.run
        if run is None:
            return
        measured = [event for event in events if isinstance(event, Measured)]
        own, general = ([(0.0, 0.0), *((event.seconds / 60, getattr(event, kind)) for event in measured)]
                        for kind in ("own", "general"))
        self.gain.show_curves([(tr("held out"), own), (tr("general"), general)], run.order.minutes)
        losses = [(event.seconds / 60, event.loss) for event in events
                  if isinstance(event, Learning) and event.loss is not None]
        self.loss.show_curves([("", smoothed(losses))], run.order.minutes)

    def _show_pictures(self) -> None:
        for which, place in self.pictures.items():
            pixmap = _small(self._teaching.run.preview(which), self.devicePixelRatioF())
            if not pixmap.isNull() or self._teaching.stage is not Stage.MADE:  # what was seen last stays
                place.setPixmap(pixmap)


def _small(path: Path, ratio: float) -> QPixmap:
    """The middle of a picture, pixel by pixel."""
    pixmap = QPixmap(str(path)) if path.is_file() else QPixmap()
    if pixmap.isNull():
        return pixmap
    side = min(round(PICTURE * ratio), pixmap.width(), pixmap.height())
    cut = pixmap.copy((pixmap.width() - side) // 2, (pixmap.height() - side) // 2, side, side)
    cut.setDevicePixelRatio(ratio)
    return cut
