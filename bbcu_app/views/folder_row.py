"""A line that takes folders: chosen by a button, or dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from bbcu_app.i18n import tr
from bbcu_app.views.file_requests import local_paths
from bbcu_app.views.widgets import IconButton, label, repolish, tool_row


class FolderRow(QWidget):
    """Some folders, or none.

    Parameters
    ----------
    title : str
        What they are, for screen readers and the dialog that asks for one.
    empty : str
        What is shown without any.

    Signals
    -------
    changed :
    """

    changed = Signal()

    def __init__(self, title: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, acceptDrops=True)
        self._title, self._empty = title, empty
        self.folders: tuple[Path, ...] = ()
        self.shown = label(empty, "secondary")
        self.choose = QPushButton(tr("Choose…"), autoDefault=False, accessibleName=f"{title}: {tr('Choose…')}",
                                  toolTip=tr("Choose a folder; or drop it here"))
        self.clear = IconButton("mdi6.close", tr("None of them"))
        self.clear.setAccessibleName(f"{title}: {tr('None of them')}")
        row = tool_row(self.shown, None, self.clear, self.choose)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.choose.clicked.connect(self._ask)
        self.clear.clicked.connect(lambda: self.set_folders(()))
        self._show()

    def set_folders(self, folders: tuple[Path, ...]) -> None:
        """Take these in the place of those before."""
        if folders != self.folders:
            self.folders = folders
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        names = ", ".join(path.name or str(path) for path in self.folders)
        self.shown.setProperty("role", "" if self.folders else "secondary")
        repolish(self.shown)
        self.shown.setText(self.shown.fontMetrics().elidedText(names or self._empty, Qt.TextElideMode.ElideMiddle, 330))
        self.shown.setToolTip("\n".join(map(str, self.folders)))
        self.clear.setVisible(bool(self.folders))

    def _ask(self) -> None:
        start = self.folders[-1].parent if self.folders else Path.home()
        dialog = QFileDialog(self, self._title, str(start))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(lambda names: self.set_folders(tuple(Path(name) for name in names)))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.set_folders(tuple(local_paths(event.mimeData())))
