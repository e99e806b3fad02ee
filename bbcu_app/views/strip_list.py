"""The thumbnails of the open pictures, each with how it stands. Made for hundreds: only what is seen is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QIcon, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.reports import headline, hint
from bbcu_app.said import said
from bbcu_app.sheet import Sheet
from bbcu_app.views.widgets import icon
from bbcu_app.wording import percent
from engine.run.job import State

PICTURE = QSize(96, 64)
ITEM = QSize(112, 96)
NAME = 18

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Standing:
    """How a picture stands: a sign (empty for none), its colour, words, and how far it is while it runs."""

    sign: str = ""
    colour: str = "text"
    words: str = ""
    done: float | None = None


def standing(sheet: Sheet, controller: Controller) -> Standing:
    """How a picture stands, the most pressing first."""
    if sheet.failure is not None:
        return Standing("mdi6.alert-circle", "error", f"{headline(sheet.failure)} {hint(sheet.failure)}")
    if controller.runs.is_under_way(sheet):
        progress = controller.runs.progress
        done = progress.done if progress else 0.0
        return Standing(words=tr("{done} done").format(done=percent(done)), done=done)
    if controller.runs.holds(sheet):
        return Standing("mdi6.clock-outline", words=tr("Waits"))
    if sheet.unsaved:
        return Standing("mdi6.content-save-alert", words=tr("Restored, not saved yet"))
    return _of_job(sheet) if sheet.job is not None else Standing(
        *(("mdi6.check-circle", "accent_text", tr("Saved")) if sheet.finished else ()))


def _of_job(sheet: Sheet) -> Standing:
    job = sheet.job
    match job.state:
        case State.WAITING:
            return Standing("mdi6.clock-outline", words=tr("Waits"))
        case State.RUNNING:
            return Standing(words=tr("{done} done").format(done=percent(job.done)), done=job.done)
        case State.DONE:
            name = job.output.name if job.output is not None else ""
            return Standing("mdi6.check-circle", "accent_text", tr("Saved as {name}").format(name=name))
        case State.FAILED:
            return Standing("mdi6.alert-circle", "error", said(job.why))
        case State.SKIPPED:
            return Standing("mdi6.skip-next-circle", words=said(job.why))
        case _:
            return Standing("mdi6.stop-circle", words=tr("Stopped"))


class StripModel(QAbstractListModel):
    """The sheets as rows.

    Parameters
    ----------
    controller : Controller
    """

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller, self._queue = controller, controller.queue
        self._sheets: list[Sheet] = []
        self._rows: dict[int, int] = {}
        controller.queue.changed.connect(self._renew)
        controller.batch.sheet_changed.connect(self.tell)
        controller.run_changed.connect(self._tell_run)
        controller.document.result_changed.connect(lambda: self.tell(controller.document.sheet))
        controller.thumbnails.arrived.connect(self._tell_path)
        self._under_way: Sheet | None = None

    def _renew(self) -> None:
        if self._sheets == self._queue.sheets:
            return
        self.beginResetModel()
        self._sheets = list(self._queue.sheets)
        self._rows = {id(sheet): row for row, sheet in enumerate(self._sheets)}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._sheets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        sheet = self._sheets[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return sheet.name
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnail(sheet)
        if role == Qt.ItemDataRole.UserRole:
            return sheet
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = standing(sheet, self._controller).words
            joint = "\n" if role == Qt.ItemDataRole.ToolTipRole else ", "
            return joint.join(filter(None, (sheet.name, words)))
        return None

    def _thumbnail(self, sheet: Sheet) -> QImage | None:
        if sheet.path is None or sheet.page:
            return sheet.thumbnail
        return self._controller.thumbnails.get(sheet.path)

    def row(self, sheet: Sheet | None) -> int | None:
        """In which row a sheet stands."""
        return self._rows.get(id(sheet))

    def tell(self, sheet: Sheet | None) -> None:
        """A sheet has changed."""
        row = self.row(sheet)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _tell_run(self) -> None:
        before, self._under_way = self._under_way, self._controller.runs.under_way
        for sheet in {id(each): each for each in (before, self._under_way, self._controller.document.sheet)}.values():
            self.tell(sheet)

    def _tell_path(self, path: Path) -> None:
        for sheet in self._sheets:
            if sheet.path == path:
                self.tell(sheet)
                return


class StripDelegate(QStyledItemDelegate):
    """Draws a thumbnail with its name, its sign and its progress."""

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return ITEM

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sheet: Sheet = index.data(Qt.ItemDataRole.UserRole)
        shown = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        current = sheet is self._controller.queue.current
        box = QRect(option.rect.topLeft(), ITEM).adjusted(2, 2, -2, -2)
        if current or option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.sunken if not current else shown.line))
            painter.drawRoundedRect(box, 6, 6)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused or current:
            painter.setPen(QPen(QColor(shown.text if focused else shown.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        place = QRect(option.rect.x() + (ITEM.width() - PICTURE.width()) // 2, option.rect.y() + 7,
                      PICTURE.width(), PICTURE.height())
        self._paint_picture(painter, place, index.data(Qt.ItemDataRole.DecorationRole))
        self._paint_standing(painter, place, standing(sheet, self._controller))
        font = QFont(option.font)
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(shown.text))
        below = QRect(place.x(), place.bottom() + 1, place.width(), NAME)
        name = painter.fontMetrics().elidedText(sheet.name, Qt.TextElideMode.ElideMiddle, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, image: QImage | None) -> None:
        if image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.current().sunken))
            painter.drawRoundedRect(place, 4, 4)
            return
        size = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(place.x() + (place.width() - size.width()) // 2,
                                place.y() + (place.height() - size.height()) // 2, size.width(), size.height()), image)

    def _paint_standing(self, painter: QPainter, place: QRect, stands: Standing) -> None:
        shown = theme.current()
        if stands.done is not None:
            groove = QRect(place.x() + 4, place.bottom() - 8, place.width() - 8, 4)
            painter.setPen(QPen(QColor(0, 0, 0, 140), 2))
            painter.setBrush(QColor(shown.panel))
            painter.drawRoundedRect(groove, 2, 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.accent))
            painter.drawRoundedRect(QRect(groove.x(), groove.y(), round(groove.width() * stands.done), 4), 2, 2)
        if stands.sign:
            chip = QRect(place.right() - 19, place.y() - 3, 22, 22)
            painter.setPen(QPen(QColor(shown.line), 1))
            painter.setBrush(QColor(shown.panel))
            painter.drawEllipse(chip)
            drawn: QIcon = icon(stands.sign, stands.colour)
            drawn.paint(painter, chip.adjusted(2, 2, -2, -2))


class StripList(QListView):
    """The row of thumbnails.

    Signals
    -------
    unwanted : list of Sheet
        Somebody wants these out of the list.
    """

    unwanted = Signal(object)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="strip", flow=QListView.Flow.LeftToRight, uniformItemSizes=True,
                         movement=QListView.Movement.Static, viewMode=QListView.ViewMode.ListMode, mouseTracking=True)
        self._controller = controller
        self.rows = StripModel(controller, self)
        self.setModel(self.rows)
        self.setItemDelegate(StripDelegate(controller, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Open pictures"))
        self.setFixedHeight(ITEM.height() + 10)  # and the scroll bar
        self.clicked.connect(lambda index: controller.show(index.data(Qt.ItemDataRole.UserRole)))
        controller.queue.changed.connect(self._follow)

    def _follow(self) -> None:
        row = self.rows.row(self._controller.queue.current)
        if row is not None:
            self.scrollTo(self.rows.index(row))
        self.viewport().update()

    @property
    def chosen(self) -> list[Sheet]:
        """What is selected, or else the one that is shown."""
        found = [index.data(Qt.ItemDataRole.UserRole) for index in self.selectedIndexes()]
        current = self._controller.queue.current
        return found or ([current] if current is not None else [])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys begin at the picture that is shown."""
        row = self.rows.row(self._controller.queue.current)
        if row is not None and not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(self.rows.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)
        super().focusInEvent(event)

    def wheelEvent(self, event) -> None:
        """A wheel turns the row sideways."""
        bar = self.horizontalScrollBar()
        turned = event.angleDelta().y() or event.angleDelta().x()
        bar.setValue(bar.value() - turned)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unwanted.emit(self.chosen)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._controller.show(self.currentIndex().data(Qt.ItemDataRole.UserRole))
        else:
            super().keyPressEvent(event)
