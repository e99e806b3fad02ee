"""Any two files compared: the same view as for original and result, for files of any size."""

from __future__ import annotations

from PySide6.QtCore import QT_TR_NOOP, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QToolButton, QVBoxLayout, QWidget

from bbcu_app.i18n import tr
from bbcu_app.settings import ViewMode
from bbcu_app.tiles import TileStore
from bbcu_app.views import keys
from bbcu_app.views.compare_view import CompareView
from bbcu_app.views.widgets import IconButton, Segments, label, settle, tool_row
from bbcu_app.wording import MODES, size_text
from bbcu_app.workers.pair_worker import Pair

KEYS = {Qt.Key.Key_D: ViewMode.DIVIDER, Qt.Key.Key_B: ViewMode.SIDE, Qt.Key.Key_S: ViewMode.SINGLE}


class PairDialog(QDialog):
    """Two files side by side.

    Parameters
    ----------
    pair : Pair
    """

    def __init__(self, pair: Pair, parent: QWidget | None = None) -> None:
        super().__init__(parent, windowTitle=tr("Compare two files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(1000, 700)
        self.view = CompareView()
        words = MODES | {ViewMode.SINGLE: QT_TR_NOOP("Second only")}
        self.modes = Segments(tuple(tr(words[mode]) for mode in ViewMode))
        self.modes.name(tr("How to compare"))
        self.modes.setMinimumWidth(320)
        self.differing = QCheckBox(tr("Difference"))
        self.close_button = QPushButton(tr("Close"), autoDefault=False)
        self._lay_out()
        stores = [TileStore(levels) for levels in pair.levels]
        self.view.show_pictures(*stores)
        self.view.set_names(*(f"{name}  {size_text(levels.width, levels.height)}"
                              for name, levels in zip(pair.names, pair.levels, strict=True)))
        self.modes.chosen.connect(lambda place: self.set_mode(list(ViewMode)[place]))
        self.differing.toggled.connect(self.view.set_differing)
        self.close_button.clicked.connect(self.accept)
        self.set_mode(ViewMode.DIVIDER)
        settle(self)
        self.view.setFocus()

    def _lay_out(self) -> None:
        out, into = IconButton("mdi6.minus", tr("Zoom out (-)")), IconButton("mdi6.plus", tr("Zoom in (+)"))
        fit = IconButton("mdi6.fit-to-screen-outline", tr("Fit to the window (1)"))
        actual = QToolButton(toolTip=tr("100 % (2)"), accessibleName=tr("100 % (2)"))
        out.clicked.connect(lambda: self.view.look(self.view.viewport.stepped(-1)))
        into.clicked.connect(lambda: self.view.look(self.view.viewport.stepped(1)))
        fit.clicked.connect(lambda: self.view.look(self.view.viewport.fit()))
        actual.clicked.connect(lambda: self.view.look(self.view.viewport.actual()))
        self.view.set_zoom_buttons(out, actual, into, fit)
        column = QVBoxLayout(self, spacing=12)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(tool_row(self.modes, self.differing, None,
                                  label(tr("Hold space to see the first one."), "secondary")))
        column.addWidget(self.view, 1)
        column.addLayout(tool_row(None, self.close_button))

    def set_mode(self, mode: ViewMode) -> None:
        """Compare in another way."""
        self.modes.choose(list(ViewMode).index(mode))
        self.view.set_mode(mode)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view, key = self.view, event.key()
        if key == Qt.Key.Key_Space:
            view.set_flipped(True)
        elif key in KEYS:
            self.set_mode(KEYS[key])
        elif key == Qt.Key.Key_X:
            self.differing.toggle()
        elif key in keys.SIDEWAYS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            view.step_divider(keys.SIDEWAYS[key])
        elif wanted := keys.moved(view.viewport, key):
            view.look(wanted)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.view.set_flipped(False)
        else:
            super().keyReleaseEvent(event)
