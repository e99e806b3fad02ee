"""The one window: puts the views together, and every action to its verb."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from bbcu_app.controller import Controller
from bbcu_app.settings import ViewMode
from bbcu_app.views.actions import Actions
from bbcu_app.views.compare_view import CompareView
from bbcu_app.views.dialogs import about_dialog, ask_unsaved, keys_dialog
from bbcu_app.views.drop_hint import DropHint
from bbcu_app.views.empty_view import EmptyView
from bbcu_app.views.notices import Notices
from bbcu_app.views.save_dialog import SaveDialog
from bbcu_app.views.settings_dialog import SettingsDialog
from bbcu_app.views.task_box import Offer
from bbcu_app.views.task_panel import TaskPanel
from bbcu_app.views.toolbar import Toolbar
from bbcu_app.views.widgets import text_button, tool_button
from bbcu_app.wording import about_picture
from bbcu_app.workers.task import Failure
from engine.picture.files import READABLE, default_target
from engine.plan import SaveOptions

SMALLEST = (900, 600)
FIRST_SIZE = (1280, 820)
TITLE = "BBCU Restore"


class MainWindow(QMainWindow):
    """The window.

    Parameters
    ----------
    controller : Controller
    offer : dict of Task to tuple of float
        The tasks that there is a model for; of enlarging, the scales.

    Attributes
    ----------
    compare : CompareView
    panel : TaskPanel
    notices : Notices
    """

    def __init__(self, controller: Controller, offer: Offer) -> None:
        super().__init__(acceptDrops=True)
        self.controller, self.document, self.settings = controller, controller.document, controller.settings
        self.actions_ = Actions(self)
        self.toolbar = Toolbar(self.actions_)
        self.empty = EmptyView(self.actions_["open"])
        self.compare = CompareView()
        self.panel = TaskPanel(controller, *(self.actions_[name] for name in ("run", "stop", "save")), offer)
        self.stage = QStackedWidget()
        self.notices = Notices(self.stage)
        self.drop_hint = DropHint(self)
        self._closing = False
        self._lay_out()
        self._wire()
        self._connect()
        self._restore_look()
        self._refresh()
        self.setFocus()  # nothing is marked before somebody uses the keys

    def _lay_out(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.stage.addWidget(self.empty)
        self.stage.addWidget(self.compare)
        out, into, fit = (tool_button(self.actions_[name]) for name in ("zoom_out", "zoom_in", "fit"))
        self.compare.set_zoom_buttons(out, text_button(self.actions_["actual"]), into, fit)
        for name in ("previous", "next"):
            self.compare.addAction(self.actions_[name])
        row = QHBoxLayout(spacing=0)
        row.addWidget(self.stage, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(spacing=0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.toolbar)
        column.addLayout(row, 1)
        central = QWidget()
        central.setLayout(column)
        self.setCentralWidget(central)

    def _wire(self) -> None:
        """Every action to its verb."""
        compare = self.compare
        verbs: dict[str, Callable[[], object]] = {
            "open": self.ask_open, "paste": self.paste, "save": self.ask_save, "copy": self.controller.copy,
            "undo": self.document.undo, "redo": self.document.redo,
            "run": self.controller.run, "stop": self._escape,
            "fit": lambda: compare.look(compare.viewport.fit()),
            "actual": lambda: compare.look(compare.viewport.zoomed(1.0)),
            "zoom_in": lambda: compare.look(compare.viewport.stepped(1)),
            "zoom_out": lambda: compare.look(compare.viewport.stepped(-1)),
            "previous": lambda: self._if_saved(lambda: self.controller.go(-1)),
            "next": lambda: self._if_saved(lambda: self.controller.go(1)),
            "full_screen": self._toggle_full_screen,
            "settings": lambda: SettingsDialog(self.settings, self).open(),
            "keys": lambda: keys_dialog(self).open(),
            "about": self.controller.about,
            "quit": self.close,
        }
        for name, verb in verbs.items():
            self.actions_[name].triggered.connect(lambda _=False, do=verb: do())
        for mode in ViewMode:
            self.actions_[mode.value].triggered.connect(lambda _=False, chosen=mode: self._set_mode(chosen))

    def _connect(self) -> None:
        self.empty.chosen.connect(lambda path: self.open([path]))
        self.document.opened.connect(self._opened)
        self.document.planned.connect(self._refresh)
        self.document.result_changed.connect(self._refresh)
        self.document.tile_arrived.connect(self.compare.tile_arrived)
        self.controller.run_changed.connect(self._refresh)
        self.controller.failed.connect(self._failed)
        self.controller.busy.connect(self._show_busy)
        self.controller.saved.connect(self._saved)
        self.controller.copied.connect(self._copied)
        self.controller.described.connect(lambda facts: about_dialog(self, facts).open())
        self.compare.moved.connect(self._moved)

    def _restore_look(self) -> None:
        if not (self.settings.geometry and self.restoreGeometry(self.settings.geometry)):
            self.resize(*FIRST_SIZE)
        self._set_mode(self.settings.mode)

    # -- what is shown

    def _opened(self) -> None:
        self.notices.clear()
        self.compare.setFocus()
        document = self.document
        if document.picture is not None and document.source is not None:
            profile = document.source.levels.profile.name
            self.toolbar.show_picture(document.name, about_picture(document.picture, profile))

    def _refresh(self) -> None:
        document, controller = self.document, self.controller
        there = document.picture is not None
        self.stage.setCurrentWidget(self.compare if there else self.empty)
        self.panel.setVisible(there)
        if not there:
            self.toolbar.show_picture("", "")
        result = document.result
        self.compare.show_pictures(document.source, result.store if result else None)
        self.compare.set_strength(document.plan.strength)
        self.compare.set_labels("Original", self._result_label())
        many = len(document.files) > 1 and not controller.running
        self.actions_.enable(
            run=controller.can_run, save=document.finished and not controller.running, copy=document.finished,
            undo=document.can_undo, redo=document.can_redo,
            previous=many and document.index > 0, next=many and document.index < len(document.files) - 1,
            **dict.fromkeys(("fit", "actual", "zoom_in", "zoom_out", "side", "divider", "single"), there),
        )
        self.setWindowTitle(f"{document.name}[*] – {TITLE}" if there else TITLE)
        self.setWindowModified(document.unsaved)

    def _result_label(self) -> str:
        if self.controller.running and not self.document.finished:
            progress = self.controller.progress
            return f"Restored, {progress.done:.0%} done".replace("%", " %") if progress else "Restored"
        return "Restored, settings changed" if self.document.outdated else "Restored"

    def _moved(self) -> None:
        self.controller.focus.place = self.compare.focus_place

    def _set_mode(self, mode: ViewMode) -> None:
        self.settings.mode = mode
        self.actions_[mode.value].setChecked(True)
        self.toolbar.show_mode(mode)
        self.compare.set_mode(mode)

    def _show_busy(self, text: str) -> None:
        self.toolbar.about.setVisible(True)
        if text:
            self.toolbar.about.setText(f"{text}…")
            self.toolbar.about.setVisible(True)
        elif self.document.picture is not None and self.document.source is not None:
            self.toolbar.about.setText(about_picture(self.document.picture, self.document.source.levels.profile.name))
        else:
            self.toolbar.about.setText("")

    def _saved(self, path: Path) -> None:
        self.notices.show_info(f"Saved {path.name}")
        if self._closing:
            self.close()

    def _failed(self, failure: Failure) -> None:
        self._closing = False  # what was to be saved before closing was not
        self.notices.show_failure(failure)

    def _copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self.notices.show_info("Copied the restored picture")

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _escape(self) -> None:
        """Stop; else dismiss what is said; else leave full screen."""
        if self.controller.running:
            self.controller.stop()
        elif self.notices.isVisible():
            self.notices.clear()
        elif self.isFullScreen():
            self.actions_["full_screen"].setChecked(False)
            self._toggle_full_screen()

    # -- opening and saving

    def open(self, paths: list[Path]) -> None:
        """Open files or folders, after asking about an unsaved result."""
        self._if_saved(lambda: self.controller.open(paths))

    def ask_open(self) -> None:
        """Let people choose files."""
        patterns = " ".join(f"*{ending}" for ending in sorted(READABLE))
        dialog = QFileDialog(self, "Open", str(self.settings.folder), f"Pictures ({patterns});;All files (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.open([Path(name) for name in names]))
        dialog.open()

    def paste(self) -> None:
        """Open what is on the clipboard: files, else an image."""
        data = QGuiApplication.clipboard().mimeData()
        if paths := local_paths(data):
            self.open(paths)
        elif data is not None and data.hasImage():
            image = QImage(QGuiApplication.clipboard().image())
            self._if_saved(lambda: self.controller.paste(image))
        else:
            self.notices.show_info("There is no picture on the clipboard.")

    def ask_save(self) -> None:
        """Ask where and how, then save."""
        document = self.document
        if not document.finished or document.picture is None:
            return
        path = document.picture.path
        source = path or self.settings.folder / "picture.png"
        dialog = SaveDialog(default_target(source), self.settings.quality, self)
        dialog.chosen.connect(self._save)
        dialog.rejected.connect(self._not_closing)
        dialog.open()

    def _save(self, path: Path, options: SaveOptions) -> None:
        self.settings.quality = options.quality
        self.controller.save(path, options)

    def _not_closing(self) -> None:
        self._closing = False

    def _if_saved(self, go_on: Callable[[], object]) -> None:
        """Go on, but ask first if that would lose a result."""
        if not self.document.unsaved:
            go_on()
            return
        box = ask_unsaved(self, self.document.name)

        def answered(button: int) -> None:
            if button == QMessageBox.StandardButton.Discard:
                go_on()
            elif button == QMessageBox.StandardButton.Save:
                self.ask_save()

        box.finished.connect(answered)
        box.open()

    # -- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()
            self.drop_hint.cover()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_hint.hide()
        data = event.mimeData()
        event.acceptProposedAction()
        if paths := local_paths(data):
            self.open(paths)
        elif data.hasImage():
            image = QImage(data.imageData())
            self._if_saved(lambda: self.controller.paste(image))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.document.picture is not None:
            self.compare.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.document.picture is not None:
            self.compare.keyReleaseEvent(event)
        else:
            super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "toolbar"):
            self.actions_.renew_icons()
            self.toolbar.renew_icons()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.document.unsaved and not self._closing:
            event.ignore()
            box = ask_unsaved(self, self.document.name)
            box.finished.connect(self._close_answered)
            box.open()
            return
        self.settings.geometry = bytes(self.saveGeometry().data())
        self.hide()  # what is under way may need a moment to end; nobody has to watch that
        self.controller.close()
        self.settings.flush()
        super().closeEvent(event)

    def _close_answered(self, button: int) -> None:
        if button == QMessageBox.StandardButton.Discard:
            self._closing = True
            self.close()
        elif button == QMessageBox.StandardButton.Save:
            self._closing = True  # closes once it is saved
            self.ask_save()


def local_paths(data: QMimeData | None) -> list[Path]:
    """The files and folders that were dropped or copied."""
    urls: list[QUrl] = data.urls() if data is not None and data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


