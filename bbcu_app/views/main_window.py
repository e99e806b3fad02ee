"""The one window: puts the views together, and every action to its verb."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.said import said
from bbcu_app.settings import APPLICATION, ViewMode
from bbcu_app.teaching import possible
from bbcu_app.tiles import Layer, TileStore
from bbcu_app.viewport import Rect, Viewport
from bbcu_app.views import keys
from bbcu_app.views.actions import Actions
from bbcu_app.views.compare_view import CompareView
from bbcu_app.views.dialogs import about_dialog, keys_dialog
from bbcu_app.views.drop_hint import DropHint
from bbcu_app.views.empty_view import EmptyView
from bbcu_app.views.file_requests import FileRequests, local_paths
from bbcu_app.views.leaving import Leaving
from bbcu_app.views.notices import Notices
from bbcu_app.views.pair_dialog import PairDialog
from bbcu_app.views.placing import SMALLEST, Anchor, place_first, place_inside
from bbcu_app.views.queue_requests import QueueRequests
from bbcu_app.views.queue_strip import QueueStrip
from bbcu_app.views.settings_dialog import SettingsDialog
from bbcu_app.views.task_panel import TaskPanel
from bbcu_app.views.toolbar import Toolbar
from bbcu_app.views.try_dialog import TryDialog
from bbcu_app.views.widgets import text_button, tool_button
from bbcu_app.wording import about_picture, intention, original_label, percent, result_label
from bbcu_app.workers.preview_worker import Preview
from engine.run.catalog import Model


class MainWindow(QMainWindow):
    """The window.

    Parameters
    ----------
    controller : Controller

    Attributes
    ----------
    compare : CompareView
    panel : TaskPanel
    notices : Notices
    leaving : Leaving
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__(acceptDrops=True)
        self.controller, self.document, self.settings = controller, controller.document, controller.settings
        self.actions_ = Actions(self)
        self.toolbar = Toolbar(self.actions_, self.settings)
        self.empty = EmptyView(self.actions_["open"])
        self.compare = CompareView()
        self.panel = self._make_panel()
        self.strip = QueueStrip(controller)
        self.stage = QStackedWidget()
        self.notices = Notices(self.stage)
        self.files = FileRequests(self, controller, self.notices)
        self.leaving = Leaving(self, controller, self.files)
        self.queue_requests = QueueRequests(self, controller, self.notices)
        self.drop_hint = DropHint(self)
        self._lay_out()
        self._wire()
        self._connect()
        self._restore_look()
        self._refresh()
        self.setFocus()  # nothing is marked before somebody uses the keys

    def _make_panel(self) -> TaskPanel:
        panel = TaskPanel(self.controller, *(self.actions_[name] for name in ("run", "stop", "save")))
        panel.about_models.connect(self._about_models)
        return panel

    def _renew_panel(self) -> None:
        """Models came or went: the panel offers what there is now."""
        old, self.panel = self.panel, self._make_panel()
        self._row.replaceWidget(old, self.panel)
        old.deleteLater()
        self._refresh()

    def _lay_out(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.stage.addWidget(self.empty)
        self.stage.addWidget(self.compare)
        out, into, fit = (tool_button(self.actions_[name]) for name in ("zoom_out", "zoom_in", "fit"))
        self.compare.set_zoom_buttons(out, text_button(self.actions_["actual"]), into, fit)
        left = QVBoxLayout(spacing=0)
        left.addWidget(self.stage, 1)
        left.addWidget(self.strip)
        self._row = QHBoxLayout(spacing=0)
        self._row.addLayout(left, 1)
        self._row.addWidget(self.panel)
        column = QVBoxLayout(spacing=0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.toolbar)
        column.addLayout(self._row, 1)
        central = QWidget()
        central.setLayout(column)
        self.setCentralWidget(central)

    def _wire(self) -> None:
        """Every action to its verb."""
        compare = self.compare
        verbs: dict[str, Callable[[], object]] = {
            "open": self.files.ask_open, "paste": self.files.paste, "save": self.files.ask_save,
            "copy": self.controller.copy,
            "undo": self.document.undo, "redo": self.document.redo,
            "run": self._run, "stop": self._escape,
            "fit": lambda: compare.look(compare.viewport.fit()),
            "actual": lambda: compare.look(compare.viewport.actual()),
            "zoom_in": lambda: compare.look(compare.viewport.stepped(1)),
            "zoom_out": lambda: compare.look(compare.viewport.stepped(-1)),
            "previous": lambda: self.controller.go(-1),
            "next": lambda: self.controller.go(1),
            "try": lambda: TryDialog(self.controller, self.compare.viewport, self).open(),
            "compare": self.files.ask_compare,
            "full_screen": self._toggle_full_screen,
            "settings": self.show_settings,
            "keys": lambda: keys_dialog(self).open(),
            "about": self.controller.about,
            "quit": self.close,
        }
        for name, verb in verbs.items():
            self.actions_[name].triggered.connect(lambda _=False, do=verb: do())
        for mode in ViewMode:
            self.actions_[mode.value].triggered.connect(lambda _=False, chosen=mode: self._set_mode(chosen))
        self.actions_["difference"].toggled.connect(compare.set_differing)
        self.actions_["navigator"].toggled.connect(self._set_navigator)

    def _connect(self) -> None:
        self.empty.chosen.connect(lambda path: self.open([path]))
        self.strip.run_all.connect(self.queue_requests.ask)
        self.strip.report.connect(self.queue_requests.report)
        self.strip.add.connect(self.actions_["open"].trigger)
        self.strip.compare.connect(self.controller.compare)
        self.strip.unwanted.connect(self.leaving.remove)
        self.toolbar.notes_wanted.connect(self._say_notes)
        self.toolbar.recent_chosen.connect(lambda path: self.open([path]))
        self.document.opened.connect(self._opened)
        self.document.planned.connect(self._refresh)
        self.document.measured.connect(self._refresh)
        self.document.result_changed.connect(self._refresh)
        self.document.tile_arrived.connect(self.compare.tile_arrived)
        self.controller.queue.changed.connect(self._refresh)
        self.controller.run_changed.connect(self._refresh)
        self.controller.failed.connect(self.notices.show_failure)
        self.controller.unreadable.connect(self.notices.show_unreadable)
        self.controller.busy.connect(self._show_busy)
        self.controller.saved.connect(self._saved)
        self.controller.copied.connect(self._copied)
        self.controller.models.changed.connect(self._renew_panel)
        self.controller.models.added.connect(
            lambda names: self.notices.show_success(tr("Added {names}").format(names=", ".join(names))))
        self.controller.paired.connect(lambda pair: PairDialog(pair, self).show())
        self.controller.described.connect(lambda facts: about_dialog(self, facts).open())
        self.compare.moved.connect(self._moved)
        self.controller.previews.changed.connect(self._show_preview)
        self.notices.covered.connect(self.compare.set_cover)

    def _restore_look(self) -> None:
        if self.settings.geometry and self.restoreGeometry(self.settings.geometry):
            place_inside(self)
        else:
            place_first(self)
        self._anchor = Anchor(self)
        self._set_mode(self.settings.mode)
        self.actions_["navigator"].setChecked(self.settings.navigator)

    # -- what is shown

    def _opened(self) -> None:
        self.notices.pass_on()
        self.actions_["difference"].setChecked(False)
        document = self.document
        if document.picture is not None and document.source is not None:
            if document.fresh:
                self.compare.viewport = self.compare.viewport.fit()
            picture = document.picture
            self.toolbar.show_picture(document.name, self._about(), bool(picture.notes))
            if document.fresh:
                self._offer_pages() or self._say_notes()
        else:
            self.toolbar.show_picture("", "")

    def _offer_pages(self) -> bool:
        """Of a file with several pictures, offer the others; says whether there was something to offer."""
        picture, sheet = self.document.picture, self.document.sheet
        if picture.pages == 1 or sheet.path is None or sheet.page:
            return False
        text = tr("This file holds %n picture(s); the first one is shown.", "", picture.pages)
        self.notices.show_choice(text, tr("Open all of them"),
                                 lambda: self.controller.queue.add_pages(sheet, picture.pages))
        return True

    def _say_notes(self) -> None:
        """What is to be known about how the file was read."""
        if self.document.picture is not None and self.document.picture.notes:
            self.notices.show_info(" ".join(map(said, self.document.picture.notes)))

    def _about(self) -> str:
        document = self.document
        if document.picture is None or document.source is None:
            return ""
        return about_picture(document.picture, document.source.levels.profile.name)

    def _refresh(self) -> None:
        document, controller = self.document, self.controller
        there = document.picture is not None
        if there and self.stage.currentWidget() is self.empty:
            self.stage.setCurrentWidget(self.compare)
            self.compare.setFocus()
        elif not there:
            self.stage.setCurrentWidget(self.empty)
        self.panel.setVisible(there)
        result = document.result
        self.compare.show_pictures(document.source, result.store if result else None)
        self.compare.set_strength(document.sheet.shown_strength if document.sheet is not None else 100)
        self._name_panes()
        queue = controller.queue
        self.actions_.enable(
            run=controller.can_run, save=document.finished and not controller.running, copy=document.finished,
            undo=document.history.can_undo, redo=document.history.can_redo,
            previous=queue.beside(-1) is not None, next=queue.beside(1) is not None,
            **dict.fromkeys(("fit", "actual", "zoom_in", "zoom_out", "side", "divider", "single"), there),
            difference=result is not None, **{"try": there and document.evidence is not None},
        )
        self.setWindowTitle(f"{document.name}[*] – {APPLICATION}" if there else APPLICATION)
        self.setWindowModified(document.unsaved)

    def _name_panes(self) -> None:
        document, runs = self.document, self.controller.runs
        original = original_label(document.picture) if document.picture is not None else ""
        result, words = document.result, ""
        if self.controller.previews.shown is not None:
            words = tr("Preview: {what}").format(what=intention(document.plan))
        elif result is not None and result.store is not None:
            words = result_label(result, result.store.levels.width, result.store.levels.height)
            if not document.finished and runs.progress is not None:
                words = tr("Restored, {done} done").format(done=percent(runs.progress.done))
            elif document.outdated:
                words = tr("Restored, settings changed")
        self.compare.set_names(original, words)

    def _moved(self, view: Viewport) -> None:
        self.controller.runs.look(view.centre)
        self.controller.batch.look(view.centre)
        self.controller.previews.look(view)

    def _show_preview(self, made: Preview | None) -> None:
        layer = None
        if made is not None:
            box = made.box
            layer = Layer(TileStore(made.levels), place=Rect(box.x, box.y, box.right, box.bottom))
        self.compare.show_preview(layer)
        self._name_panes()

    def _set_mode(self, mode: ViewMode) -> None:
        self.settings.mode = mode
        self.actions_[mode.value].setChecked(True)
        self.toolbar.show_mode(mode)
        self.compare.set_mode(mode)

    def _set_navigator(self, shown: bool) -> None:
        self.settings.navigator = shown
        self.compare.navigator.allowed = shown
        self.compare.navigator.show_view(self.compare.viewport)

    def _show_busy(self, text: str) -> None:
        self.toolbar.say(text or self._about())

    def _saved(self, path: Path) -> None:
        self.notices.show_success(tr("Saved {name}").format(name=path.name), path)

    def _copied(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self.notices.show_success(tr("Copied the restored picture"))

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _run(self) -> None:
        self.compare.setFocus()  # the keys are the picture's now, and space flips it
        self.controller.run()

    def _escape(self) -> None:
        """Stop; else dismiss what is said; else leave full screen; else leave a field."""
        if self.controller.running:
            self.controller.stop()
        elif self.notices.isVisible():
            self.notices.clear()
        elif self.isFullScreen():
            self.actions_["full_screen"].setChecked(False)
            self._toggle_full_screen()
        elif self.document.picture is not None:
            self.compare.setFocus()

    def show_settings(self, page: str = "general") -> SettingsDialog:
        """Open the settings at one of their pages."""
        dialog = SettingsDialog(self.controller, page, self)
        dialog.pages["models"].comparison.connect(lambda *models: self._compare_models(models, dialog))
        dialog.open()
        return dialog

    def _compare_models(self, models: tuple[Model, ...], settings: SettingsDialog) -> None:
        """Over the settings, where people come back to; unless they use one, and want to see what it does."""
        dialog = TryDialog(self.controller, self.compare.viewport, settings, models)
        dialog.accepted.connect(settings.accept)
        dialog.open()

    def offer_to_learn_on(self) -> None:
        """At the start: a model that has not learned to its end may go on; nothing begins unasked."""
        left = self.controller.teaching.unfinished
        if left and possible():
            def go_on() -> None:
                self.controller.teaching.go_on(left[0])
                self.show_settings("teach")

            self.notices.show_choice(tr("{name} has not learned to its end.").format(name=left[0].order.name),
                                     tr("Go on"), go_on)

    def _about_models(self, task: str) -> None:
        self.show_settings("models").pages["models"].show_task(task)

    def open(self, paths: list[Path]) -> None:
        """Add files and folders to what is open, and show the first of them."""
        self.controller.open(paths)

    # -- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()
            self.drop_hint.cover()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_hint.hide()
        event.acceptProposedAction()
        self.files.take(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.press(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not keys.release(self, event):
            super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "toolbar"):
            self.actions_.renew_icons()
            self.toolbar.renew_icons()
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.controller.estimates.look_again()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_close():
            event.ignore()
            return
        self.settings.geometry = bytes(self.saveGeometry().data())
        self.hide()  # what is under way may need a moment to end; nobody has to watch that
        self.controller.close()
        self.settings.flush()
        super().closeEvent(event)
