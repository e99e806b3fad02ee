"""Every action of the window with its words, its icon and its keys, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from bbcu_app.views.widgets import icon


@dataclass(frozen=True)
class Row:
    """One action.

    Attributes
    ----------
    name : str
        What the code calls it.
    text : str
        What people read.
    keys : tuple of str
        The first is shown.
    icon : str
        Of the Material Design set; empty for none.
    checkable : bool
    local : bool
        Whether the keys only count while the picture has the focus (sliders need arrows too).
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    local: bool = False


ROWS = (
    Row("open", "Open…", ("Ctrl+O",), "mdi6.folder-open-outline"),
    Row("paste", "Paste picture", ("Ctrl+V",), "mdi6.content-paste"),
    Row("save", "Save as…", ("Ctrl+S",), "mdi6.content-save-outline"),
    Row("copy", "Copy result", ("Ctrl+Shift+C",), "mdi6.content-copy"),
    Row("undo", "Undo", ("Ctrl+Z",), "mdi6.undo"),
    Row("redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "mdi6.redo"),
    Row("run", "Run", ("Ctrl+R", "Return", "Enter"), "mdi6.play-outline"),
    Row("stop", "Stop", ("Esc",), "mdi6.stop"),
    Row("fit", "Fit to the window", ("1",), "mdi6.fit-to-screen-outline"),
    Row("actual", "100 %: one image pixel on one screen pixel", ("2",), "mdi6.magnify"),
    Row("zoom_in", "Zoom in", ("+", "="), "mdi6.plus"),
    Row("zoom_out", "Zoom out", ("-",), "mdi6.minus"),
    Row("side", "Side by side", ("B",), "mdi6.view-split-vertical", checkable=True),
    Row("divider", "Divider", ("D",), "mdi6.compare", checkable=True),
    Row("single", "Result only (hold space to flip)", ("S",), "mdi6.image-outline", checkable=True),
    Row("previous", "Previous picture", ("Left",), "mdi6.chevron-left", local=True),
    Row("next", "Next picture", ("Right",), "mdi6.chevron-right", local=True),
    Row("full_screen", "Full screen", ("F11",), "mdi6.fullscreen", checkable=True),
    Row("settings", "Settings…", ("Ctrl+,",), "mdi6.cog-outline"),
    Row("keys", "Keys", ("?",), "mdi6.keyboard-outline"),
    Row("about", "About BBCU Restore", (), "mdi6.information-outline"),
    Row("quit", "Quit", ("Ctrl+Q",), "mdi6.exit-to-app"),
)

EXTRA_KEYS = (("Hold space", "Show the original in the result's place"), ("Up, Down", "Move the picture"))


class Actions:
    """All actions, by name: ``actions["open"]``.

    Parameters
    ----------
    window : QWidget
        Owns them and hears their keys.
    """

    def __init__(self, window: QWidget) -> None:
        self._made: dict[str, QAction] = {}
        self.modes = QActionGroup(window)
        for row in ROWS:
            action = QAction(row.text, window, checkable=row.checkable)
            action.setShortcuts([QKeySequence(key) for key in row.keys])
            keys = QKeySequence(row.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if row.keys else ""
            action.setToolTip(f"{row.text.rstrip('…')} ({keys})" if keys else row.text)
            action.setShortcutVisibleInContextMenu(True)
            if row.local:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            else:
                window.addAction(action)
            if row.name in ("side", "divider", "single"):
                self.modes.addAction(action)
            self._made[row.name] = action
        self.renew_icons()

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def renew_icons(self) -> None:
        """Draw the icons in the theme's colours."""
        for row in ROWS:
            if row.icon:
                self._made[row.name].setIcon(icon(row.icon))

    def enable(self, **names: bool) -> None:
        """Enable and disable by name."""
        for name, on in names.items():
            self._made[name].setEnabled(on)


def key_list() -> tuple[tuple[str, str], ...]:
    """Keys and what they do, for the list of keys."""
    native = QKeySequence.SequenceFormat.NativeText
    rows = [(", ".join(QKeySequence(key).toString(native) for key in row.keys), row.text.rstrip("…"))
            for row in ROWS if row.keys]
    return (*rows, *EXTRA_KEYS)
