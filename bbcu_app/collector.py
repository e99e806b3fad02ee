"""Python's own tidying, at moments when nobody notices."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1000
"""Milliseconds between two looks at whether there is something to collect."""


class Collector(QObject):
    """Collects objects that refer to each other in a circle, on the GUI thread alone and in small portions.

    Left to itself Python does it on whatever thread makes objects just then. It holds every other thread still while it
    looks through all there are, 60 ms once the compiler is loaded, and it might take a QObject away from the GUI
    thread's side.

    Parameters
    ----------
    parent : QObject
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def settle(self) -> None:
        """All that is loaded stays loaded: it is not looked through again."""
        gc.freeze()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if counts[generation] > thresholds[generation]]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
