"""What a network is to learn: of which pictures, beginning with which model, for how long."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.models import Models
from bbcu_app.reports import headline, hint
from bbcu_app.teaching import Teaching
from bbcu_app.views.file_requests import local_paths
from bbcu_app.views.folder_row import FolderRow
from bbcu_app.views.widgets import ease, label, tool_row
from bbcu_app.wording import memory, title
from bbcu_app.workers.task import Failure
from engine.errors import RestoreError
from engine.run import catalog
from engine.tasks import Task
from engine.tuning import estimate
from engine.tuning.findings import GOOD, LEFT_OUT, SENTENCES, Finding
from engine.tuning.material import Material
from engine.tuning.order import Order
from engine.tuning.runs import Run

USUAL, LONGEST = 20, 24 * 60
"""Minutes."""
ROLES = {GOOD: "strong", LEFT_OUT: "secondary"}


def said(finding: Finding) -> str:
    """A finding in the language of the person."""
    return finding.filled(tr(SENTENCES[finding.kind][1]), tr(" and {count} more"))


class TeachForm(QWidget):
    """The wish, what was found in the pictures, and Start.

    Parameters
    ----------
    teaching : Teaching
    models : Models
    """

    def __init__(self, teaching: Teaching, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent, acceptDrops=True)
        self._teaching, self._models = teaching, models
        self.photos = FolderRow(tr("Good photos"), tr("Drop a folder here: 20 are a good number"))
        self.damaged = FolderRow(tr("Damaged pictures"), tr("Not needed: what a camera does is taken"))
        self.pairs = FolderRow(tr("Or pairs"), tr("X_lq beside X_hq, or folders lq and hq"))
        self.base = QComboBox(accessibleName=tr("Begin with"))
        self.task = label("", "secondary")
        self.minutes = ease(QSpinBox(minimum=1, maximum=LONGEST, value=USUAL, accessibleName=tr("Time"),
                                     suffix=tr(" min")))
        self.name = QLineEdit(accessibleName=tr("Name"))
        self.found = QVBoxLayout(spacing=2)
        self.needs = label("", "secondary")
        self.start = QPushButton(tr("Start"), autoDefault=False)
        self.start.setProperty("primary", True)
        self._lay_out()
        self.refresh()
        self._connect()

    def _lay_out(self) -> None:
        form = QFormLayout(horizontalSpacing=16, verticalSpacing=theme.GAP)
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.minutes.setFixedWidth(96)
        for text, widget in ((tr("Good photos"), self.photos), (tr("Damaged pictures"), self.damaged),
                             (tr("Or pairs"), self.pairs), (tr("Begin with"), self._with_task()),
                             (tr("Time"), self.minutes), (tr("Name"), self.name)):
            form.addRow(text, widget)
        inside = QWidget(objectName="panelBody")
        inside.setLayout(self.found)
        self.found.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self, spacing=theme.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("A model learns what is wrong with your pictures, and how yours should look."),
                               wrap=True))
        column.addLayout(form)
        column.addWidget(scroll, 1)
        column.addLayout(tool_row(self.needs, None, self.start))

    def _with_task(self) -> QWidget:
        made = QWidget()
        row = tool_row(self.base, self.task, None)
        row.setContentsMargins(0, 0, 0, 0)
        made.setLayout(row)
        return made

    def _connect(self) -> None:
        self.photos.changed.connect(lambda: self._only(self.photos))
        self.damaged.changed.connect(lambda: self._only(self.damaged))
        self.pairs.changed.connect(lambda: self._only(self.pairs))
        self.base.activated.connect(self._name_task)
        self.base.activated.connect(self._look)
        self.minutes.valueChanged.connect(lambda _: self._show_needs())
        self.name.textChanged.connect(lambda _: self._may_start())
        self.start.clicked.connect(self._begin)
        self._teaching.looking.connect(self._on_looking)
        self._teaching.looked.connect(self._on_looked)
        self._teaching.unfit.connect(self._on_unfit)
        self._models.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the models that there are now."""
        before = self.base.currentData()
        with QSignalBlocker(self.base):
            self.base.clear()
            for model in catalog.teachable():
                if model.spec.image_channels == 3:
                    self.base.addItem(model.name, model.name)
                    self.base.setItemData(self.base.count() - 1, title(model.task), Qt.ItemDataRole.ToolTipRole)
            usual = next((model.name for model in catalog.teachable(Task.DENOISE)), None)
            self.base.setCurrentIndex(max(0, self.base.findData(before or usual)))
            self._name_task()
        if not self.name.text() or self.name.text() in self._taken():
            self.name.setText(self._free(tr("my photos")))
        self._may_start()

    def _name_task(self, *_: object) -> None:
        self.task.setText(self.base.currentData(Qt.ItemDataRole.ToolTipRole) or "")

    def order(self) -> Order:
        """What is wanted; raises RestoreError for what cannot be."""
        pairs = self.pairs.folders[0] if self.pairs.folders else None
        return Order(self.name.text().strip(), self.base.currentData() or "", self.photos.folders,
                     self.damaged.folders, pairs, float(self.minutes.value()))

    def _only(self, row: FolderRow) -> None:
        """Pairs stand alone; then look at what there is."""
        others = (self.photos, self.damaged) if row is self.pairs else (self.pairs,)
        if row.folders:
            for other in others:
                with QSignalBlocker(other):
                    other.set_folders(())
        self._look()

    def _look(self, *_: object) -> None:
        self._say([])
        if self.photos.folders or self.pairs.folders:
            self._say([(tr("Looking at the pictures…"), "secondary")])
            try:
                self._teaching.look(self.order())
            except RestoreError as err:
                self._say([(str(err), "error")])
        else:
            self._teaching.look(None)
        self._may_start()

    def _on_looking(self, done: int, of: int) -> None:
        if of:
            self._say([(tr("Looking at the pictures… {done} of {of}").format(done=done, of=of), "secondary")])

    def _on_looked(self, material: Material) -> None:
        order = {GOOD: 0, LEFT_OUT: 2}
        findings = sorted(material.findings, key=lambda each: order.get(each.weight, 1))
        self._say([(said(each), ROLES.get(each.weight, "")) for each in findings])
        self._may_start()

    def _on_unfit(self, failure: Failure) -> None:
        self._say([(headline(failure.error), "error"), (hint(failure.error), "")])
        self._may_start()

    def _say(self, lines: list[tuple[str, str]]) -> None:
        while (item := self.found.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()  # at once, where it goes a little later
                item.widget().deleteLater()
        for text, role in lines:
            self.found.addWidget(label(text, role, wrap=True))
        self.found.addStretch(1)

    def _may_start(self) -> None:
        name = self.name.text().strip()
        free = bool(name) and name not in self._taken()
        self.start.setEnabled(self._teaching.material is not None and free and not self._teaching.busy)
        self._show_needs()

    def _show_needs(self) -> None:
        material, name = self._teaching.material, self.name.text().strip()
        if name in self._taken():
            self.needs.setText(tr("There is a model of this name."))
            return
        if material is None or self.base.currentData() is None:
            self.needs.setText("")
            return
        pixels = sum(sample.clean[..., 0].size for sample in (*material.train, *material.held))
        used, there = estimate.cores()
        size = memory(estimate.memory(catalog.find(None, self.base.currentData()).spec, pixels))
        self.needs.setText(tr("About {minutes} min and {memory}, on {used} of {there} cores").format(
            minutes=self.minutes.value() + 1, memory=size, used=used, there=there))

    def _begin(self) -> None:
        try:
            self._teaching.begin(self.order())
        except RestoreError as err:
            self._say([(headline(err), "error"), (hint(err), "")])

    def _taken(self) -> set[str]:
        runs: list[Run] = self._teaching.unfinished
        return {model.name for model in catalog.models()} | {run.order.name for run in runs}

    def _free(self, wanted: str) -> str:
        taken, name, number = self._taken(), wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted} {number}"
        return name

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.photos.set_folders(tuple(local_paths(event.mimeData())))
