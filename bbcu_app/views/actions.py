"""Every action of the window with its words, its icon and its keys, in one table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TR_NOOP
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from bbcu_app.i18n import tr
from bbcu_app.views.widgets import icon


@dataclass(frozen=True)
class Row:
    """One action.

    Attributes
    ----------
    name : str
        What the code calls it.
    text : str
        What people read, in English.
    keys : tuple of str
        Heard everywhere in the window; the first is shown.
    icon : str
        Of the Material Design set; empty for none.
    checkable : bool
    heard : tuple of str
        Keys that controls need for themselves: the window acts on them when no control with the focus has used them.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    heard: tuple[str, ...] = ()


ROWS = (
    Row("open", QT_TR_NOOP("Open…"), ("Ctrl+O",), "mdi6.folder-open-outline"),
    Row("paste", QT_TR_NOOP("Paste picture"), ("Ctrl+V",), "mdi6.content-paste"),
    Row("save", QT_TR_NOOP("Save as…"), ("Ctrl+S",), "mdi6.content-save-outline"),
    Row("copy", QT_TR_NOOP("Copy result"), ("Ctrl+Shift+C",), "mdi6.content-copy"),
    Row("undo", QT_TR_NOOP("Undo"), ("Ctrl+Z",), "mdi6.undo"),
    Row("redo", QT_TR_NOOP("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "mdi6.redo"),
    Row("run", QT_TR_NOOP("Run"), ("Ctrl+R",), "mdi6.play-outline", heard=("Return", "Enter")),
    Row("stop", QT_TR_NOOP("Stop"), ("Esc",), "mdi6.stop"),
    Row("fit", QT_TR_NOOP("Fit to the window"), ("1",), "mdi6.fit-to-screen-outline"),
    Row("actual", QT_TR_NOOP("100 %: one pixel of the result on one of the screen"), ("2",), "mdi6.magnify"),
    Row("zoom_in", QT_TR_NOOP("Zoom in"), ("+", "="), "mdi6.plus"),
    Row("zoom_out", QT_TR_NOOP("Zoom out"), ("-",), "mdi6.minus"),
    Row("side", QT_TR_NOOP("Side by side"), ("B",), "mdi6.view-split-vertical", checkable=True),
    Row("divider", QT_TR_NOOP("Divider"), ("D",), "mdi6.compare", checkable=True),
    Row("single", QT_TR_NOOP("Result only"), ("S",), "mdi6.image-outline", checkable=True),
    Row("difference", QT_TR_NOOP("Show the difference"), ("X",), "mdi6.vector-difference", checkable=True),
    Row("navigator", QT_TR_NOOP("Overview"), ("N",), "mdi6.picture-in-picture-bottom-right-outline", checkable=True),
    Row("try", QT_TR_NOOP("Try settings…"), ("T",), "mdi6.view-grid-outline"),
    Row("compare", QT_TR_NOOP("Compare two files…"), ("Ctrl+D",), "mdi6.file-compare"),
    Row("previous", QT_TR_NOOP("Previous picture"), (), "mdi6.chevron-left", heard=("Left",)),
    Row("next", QT_TR_NOOP("Next picture"), (), "mdi6.chevron-right", heard=("Right",)),
    Row("full_screen", QT_TR_NOOP("Full screen"), ("F11",), "mdi6.fullscreen", checkable=True),
    Row("settings", QT_TR_NOOP("Settings…"), ("Ctrl+,",), "mdi6.cog-outline"),
    Row("keys", QT_TR_NOOP("Keys"), ("?",), "mdi6.keyboard-outline"),
    Row("about", QT_TR_NOOP("About BBCU Restore"), (), "mdi6.information-outline"),
    Row("quit", QT_TR_NOOP("Quit"), ("Ctrl+Q",), "mdi6.exit-to-app"),
)

EXTRA_KEYS = (
    (("Space",), QT_TR_NOOP("Hold to see the original")),
    (("Up", "Down"), QT_TR_NOOP("Move the picture")),
    (("Ctrl+Left", "Ctrl+Right"), QT_TR_NOOP("Move the picture sideways")),
    (("Shift+Left", "Shift+Right"), QT_TR_NOOP("Move the divider")),
)


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


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
            text = tr(row.text)
            action = QAction(text, window, checkable=row.checkable)
            action.setShortcuts([QKeySequence(key) for key in row.keys])
            keys = [native(key) for key in (*row.keys, *row.heard)]
            action.setToolTip(f"{text.rstrip('…')} ({keys[0]})" if keys else text)
            action.setShortcutVisibleInContextMenu(True)
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
    rows = [((*row.keys, *row.heard), row.text) for row in ROWS if row.keys or row.heard]
    return tuple((", ".join(map(native, keys)), tr(text).rstrip("…")) for keys, text in (*rows, *EXTRA_KEYS))
