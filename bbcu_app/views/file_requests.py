"""What people want from files: which to open, where to save; and what they paste or drop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.models import model_files
from bbcu_app.sheet import Sheet
from bbcu_app.views.notices import Notices
from bbcu_app.views.save_dialog import SaveDialog, Saving
from engine.formats import READABLE
from engine.plan import SaveOptions
from engine.run.paths import Destination, Source, free


class FileRequests(QObject):
    """The dialogs about files, and the clipboard.

    Parameters
    ----------
    window : QWidget
    controller : Controller
    notices : Notices
    """

    def __init__(self, window: QWidget, controller: Controller, notices: Notices) -> None:
        super().__init__(window)
        self._window, self._controller, self._notices = window, controller, notices

    def ask_open(self) -> None:
        """Let people choose files."""
        patterns = " ".join(f"*{ending}" for ending in sorted(READABLE))
        kinds = ";;".join((tr("Pictures ({patterns})").format(patterns=patterns), tr("All files (*)")))
        dialog = QFileDialog(self._window, tr("Open"), str(self._controller.settings.folder), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self._controller.open([Path(name) for name in names]))
        dialog.open()

    def ask_compare(self) -> None:
        """Let people choose two files to compare; one alone is compared with what is shown."""
        dialog = QFileDialog(self._window, tr("Choose two files to compare, or one beside the one that is open"),
                             str(self._controller.settings.folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self._compare([Path(name) for name in names]))
        dialog.open()

    def _compare(self, paths: list[Path]) -> None:
        sheet = self._controller.document.sheet
        if len(paths) == 1 and sheet is not None and sheet.path is not None:
            paths = [sheet.path, *paths]
        if len(paths) == 2:
            self._controller.compare(*paths)
        else:
            self._notices.show_warning(tr("Choose two files to compare."))

    def paste(self) -> None:
        """Open what is on the clipboard: files, else an image."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._notices.show_warning(tr("There is no picture on the clipboard."))

    def take(self, data: QMimeData | None) -> bool:
        """Open what was pasted or dropped; says whether there was something."""
        if paths := local_paths(data):
            models = model_files(paths)
            if models:
                self._controller.models.add(models)
            if len(models) < len(paths):
                self._controller.open([path for path in paths if path not in models])
        elif data is not None and data.hasImage():
            self._controller.paste(QImage(data.imageData()))
        else:
            return False
        return True

    def ask_save(self, sheet: Sheet | None = None) -> None:
        """Ask where and how to save a result (of what is shown, by default), then save it."""
        sheet = sheet or self._controller.document.sheet
        if sheet is None or not sheet.finished:
            return
        result = sheet.result.picture
        saving = Saving(self.name_for(sheet), self.options_for(sheet), sheet.path, (result.width, result.height),
                        result.dpi[0] if result.dpi else 0.0)
        dialog = SaveDialog(saving, self._window)
        saves = self._controller.saves
        dialog.wondered.connect(lambda options: saves.guess(sheet, options))
        saves.guessed.connect(dialog.show_guess)
        dialog.chosen.connect(lambda path, options: self._save(path, options, sheet))
        dialog.rejected.connect(self._window.leaving.stay)
        dialog.open()

    def name_for(self, sheet: Sheet) -> Path:
        """A free name for a result, by the pattern in the settings."""
        settings = self._controller.settings
        source = sheet.path or settings.folder / "picture.png"
        name = Destination(pattern=settings.pattern_beside).target(Source(source), sheet.result.plan)
        page = f"-{sheet.page + 1}" if sheet.page else ""
        return free(name.with_name(f"{name.stem}{page}{name.suffix}"))

    def options_for(self, sheet: Sheet) -> SaveOptions:
        """How results are written, as the settings say, with the size that was asked for."""
        settings = self._controller.settings
        return SaveOptions(quality=settings.quality, chroma=settings.chroma, keep_metadata=settings.keep_metadata,
                           size=sheet.plan.save.size)

    def _save(self, path: Path, options: SaveOptions, sheet: Sheet) -> None:
        settings = self._controller.settings
        settings.quality, settings.chroma = options.quality, options.chroma
        settings.keep_metadata = options.keep_metadata
        self._controller.save(path, options, sheet)


def local_paths(data: QMimeData | None) -> list[Path]:
    """The files and folders that were dropped or copied."""
    urls: list[QUrl] = data.urls() if data is not None and data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
