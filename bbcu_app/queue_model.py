"""The pictures that are open, in order, and which of them is shown. Signals, no widgets, no threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, Signal

from bbcu_app.i18n import tr
from bbcu_app.sheet import Sheet
from engine.run.paths import Source


class QueueModel(QObject):
    """The list of open pictures.

    Attributes
    ----------
    sheets : list of Sheet
    current : Sheet or None
        The one that is shown, or that somebody tried to show last.

    Signals
    -------
    changed :
        Sheets came or went, or another one is current.
    """

    changed = Signal()

    def __init__(self, make: Callable[[Source | None, str], Sheet], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.sheets: list[Sheet] = []
        self.current: Sheet | None = None

    def __len__(self) -> int:
        return len(self.sheets)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    def add(self, sources: Iterable[Source]) -> list[Sheet]:
        """Add files; one that is in the list already keeps its place. Returns the sheets of all of them, in order."""
        known = {sheet.path: sheet for sheet in self.sheets if not sheet.page}
        added = []
        for source in sources:
            if source.path not in known:
                known[source.path] = self._make(source, source.path.name)
                self.sheets.append(known[source.path])
            added.append(known[source.path])
        self.changed.emit()
        return added

    def add_pages(self, sheet: Sheet, pages: int) -> list[Sheet]:
        """Add the other pages of a file right behind its first one; their sheets."""
        place = self.sheets.index(sheet) + 1
        added = []
        for page in range(1, pages):
            made = self._make(Source(sheet.path, sheet.base), tr("{name}, page {page}").format(
                name=sheet.name, page=page + 1))
            made.page = page
            added.append(made)
        self.sheets[place:place] = added
        self.changed.emit()
        return added

    def add_unnamed(self, name: str) -> Sheet:
        """Add a picture that has no file."""
        sheet = self._make(None, name)
        self.sheets.append(sheet)
        self.changed.emit()
        return sheet

    def remove(self, sheet: Sheet) -> None:
        """Take a picture out of the list; its neighbour becomes the current one."""
        place = self.sheets.index(sheet)
        del self.sheets[place]
        if sheet is self.current:
            self.current = self.sheets[min(place, len(self.sheets) - 1)] if self.sheets else None
        self.changed.emit()

    def select(self, sheet: Sheet) -> None:
        """Make a sheet the current one."""
        if sheet is not self.current:
            self.current = sheet
            self.changed.emit()

    def beside(self, step: int) -> Sheet | None:
        """The next (+1) or previous (-1) of the current one, if there is one."""
        if self.current is None:
            return None
        place = self.sheets.index(self.current) + step
        return self.sheets[place] if 0 <= place < len(self.sheets) else None

    @property
    def unsaved(self) -> list[Sheet]:
        """Those whose results would be lost."""
        return [sheet for sheet in self.sheets if sheet.unsaved]
