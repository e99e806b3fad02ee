"""Settings: the models, with their cards; own ones are added by a button or by dropping their files."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bbcu_app import theme
from bbcu_app.document import Document
from bbcu_app.i18n import tr
from bbcu_app.models import PATTERN, SUFFIX, Models, model_files
from bbcu_app.trials import base_of, why_not_beside_base
from bbcu_app.views.file_requests import local_paths
from bbcu_app.views.model_card import ModelCard
from bbcu_app.views.widgets import label, tool_row
from bbcu_app.wording import title
from engine.run import catalog
from engine.run.catalog import Model


class ModelsPage(QWidget):
    """The list on the left, the card on the right.

    Parameters
    ----------
    models : Models
    document : Document
        The picture that models are compared on.

    Signals
    -------
    comparison : Model, Model
        A base, and the model to be seen beside it.
    """

    comparison = Signal(object, object)

    def __init__(self, models: Models, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent, acceptDrops=True)
        self._models, self._document = models, document
        self.list = QListWidget(objectName="models")
        self.list.setAccessibleName(tr("Models"))
        self.list.setFixedWidth(200)
        self.card = ModelCard()
        self.add = QPushButton(tr("Add…"), toolTip=tr("Add a model file; or drop it here"), autoDefault=False)
        self.remove = QPushButton(tr("Remove"), toolTip=tr("Take this model away"), autoDefault=False)
        self.rename = QPushButton(tr("Rename…"), toolTip=tr("Give this model another name"), autoDefault=False)
        self.export = QPushButton(tr("Export…"), toolTip=tr("Save this model as a file, to give it away"),
                                  autoDefault=False)
        self.beside = QPushButton(tr("Compare with its base"), autoDefault=False)
        self.teach = QPushButton(tr("Teach it your photos…"), autoDefault=False,
                                 toolTip=tr("A model that learns what is wrong with your own pictures"))
        self.folder = QPushButton(tr("Open folder"), toolTip=tr("Where your own models lie"), autoDefault=False)
        self._lay_out()
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.add.clicked.connect(self._ask)
        self.remove.clicked.connect(self._remove)
        self.rename.clicked.connect(self._ask_name)
        self.export.clicked.connect(self._ask_file)
        self.beside.clicked.connect(self._compare)
        self.folder.clicked.connect(self._open_folder)
        models.changed.connect(self.refresh)
        models.added.connect(self._choose)
        for moment in (document.opened, document.measured):
            moment.connect(self._offer_comparison)
        self._wanted = ""
        self.refresh()

    def _lay_out(self) -> None:
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.card)
        row = QHBoxLayout(spacing=12)
        row.addWidget(self.list)
        row.addWidget(scroll, 1)
        column = QVBoxLayout(self, spacing=theme.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        column.addLayout(tool_row(self.beside, None, self.export, self.rename, self.remove))
        column.addLayout(tool_row(self.teach, None, self.add, self.folder))
        column.addWidget(label(tr("A model file is data: nothing in it is ever run."), "secondary"))

    @property
    def current(self) -> Model | None:
        """The model whose card is shown."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def refresh(self) -> None:
        """Show the models that there are now."""
        wanted = self._wanted or (self.current.name if self.current is not None else "")
        self._wanted = ""
        self.list.clear()
        for task in self._models.offer.tasks:
            for place, model in enumerate(self._models.offer.of(task)):
                if place == 0:
                    head = QListWidgetItem(title(task))
                    head.setFlags(Qt.ItemFlag.NoItemFlags)
                    self.list.addItem(head)
                item = QListWidgetItem(f"  {model.name}")
                item.setData(Qt.ItemDataRole.UserRole, model)
                self.list.addItem(item)
                if model.name == wanted:
                    self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and self.list.count() > 1:
            self.list.setCurrentRow(1)  # behind the first task's title
        self._show()

    def show_task(self, task: str) -> None:
        """Show the first model of a task."""
        for row in range(self.list.count()):
            model = self.list.item(row).data(Qt.ItemDataRole.UserRole)
            if model is not None and model.task == task:
                self.list.setCurrentRow(row)
                return

    def _show(self) -> None:
        model = self.current
        self.card.show_model(model)
        for button in (self.remove, self.rename):
            button.setEnabled(model is not None and not model.bundled)
        self.export.setEnabled(model is not None)
        self._offer_comparison()

    def _offer_comparison(self) -> None:
        """Say why, where a model cannot be compared."""
        model = self.current
        hindrance = why_not_beside_base(model, self._models.offer, self._document) if model is not None else ""
        self.beside.setEnabled(model is not None and not hindrance)
        self.beside.setToolTip(hindrance or tr("See both side by side on the open picture"))

    def _compare(self) -> None:
        self.comparison.emit(base_of(self.current, self._models.offer), self.current)

    def _choose(self, names: tuple[str, ...]) -> None:
        self._wanted = names[0]

    def _ask(self) -> None:
        dialog = QFileDialog(self, tr("Add a model"), str(Path.home()), tr("Models ({pattern})").format(
            pattern=PATTERN))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self._models.add([Path(name) for name in names]))
        dialog.open()

    def _remove(self) -> None:
        if self.current is not None:
            self._models.remove(self.current)

    def _ask_name(self) -> None:
        model = self.current
        dialog = QInputDialog(self, windowTitle=tr("Rename"), labelText=tr("Name"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setTextValue(model.name)
        dialog.textValueSelected.connect(lambda name: name.strip() != model.name
                                         and self._models.rename(model, name.strip()))
        dialog.open()

    def _ask_file(self) -> None:
        model = self.current
        dialog = QFileDialog(self, tr("Export a model"), str(Path.home() / f"{model.name}{SUFFIX}"),
                             tr("Models ({pattern})").format(pattern=PATTERN))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.fileSelected.connect(lambda name: self._models.export(model, Path(name)))
        dialog.open()

    def _open_folder(self) -> None:
        catalog.user_folder().mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(catalog.user_folder())))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if model_files(local_paths(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._models.add(model_files(local_paths(event.mimeData())))


def main() -> int:
    """Show it by itself."""
    from bbcu_app.offer import Offer
    from bbcu_app.views.widgets import run_alone
    from bbcu_app.workers.task import make_pool

    def make() -> QWidget:
        pool = make_pool()
        page = ModelsPage(Models(Offer.now(), pool), Document(pool))
        pool.setParent(page)
        return page

    return run_alone(make)


if __name__ == "__main__":
    sys.exit(main())
