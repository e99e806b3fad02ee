"""What a person should know about a model before trusting it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.views.widgets import label
from bbcu_app.wording import file_size, number, title
from engine.run.catalog import Model

COLUMNS = ("set", "level", "psnr", "input", "opencv")
TAUGHT = ("set", "level", "psnr", "base", "gain")
"""Of a model that learned somebody's own pictures: beside the one that it began with."""


class ModelCard(QFrame):
    """The card of one model; empty until there is one to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="card")
        self._inside = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(self._inside)

    def show_model(self, model: Model | None) -> None:
        """Show a model's card."""
        made = QWidget()
        column = QVBoxLayout(made, spacing=theme.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        for part in self._parts(model) if model is not None else ():
            column.addWidget(part)
        column.addStretch(1)
        self.layout().replaceWidget(self._inside, made)
        self._inside.setParent(None)
        self._inside = made

    def _parts(self, model: Model) -> list[QWidget]:
        card = model.card
        parts: list[QWidget] = [label(model.name, "head"),
                                label("  ·  ".join(filter(None, (title(model.task), card.title))), "secondary")]
        if card.summary:
            parts.append(_text(card.summary))
        if card.measured:
            parts.append(self._figures(card.measured))
        facts = (tr("{name}: {value}").format(name=name, value=value) for name, value in self._facts(model))
        return parts + [_text(fact, "small") for fact in facts]

    def _facts(self, model: Model) -> list[tuple[str, str]]:
        card = model.card
        licence = tr("MIT, as the program") if model.bundled else tr("not known: ask where it comes from")
        facts = [(tr("Trained on"), card.data), (tr("Steps"), number(card.iterations) if card.iterations else ""),
                 (tr("Date"), card.date), (tr("Licence"), licence),
                 (tr("Size"), file_size(model.path.stat().st_size) if model.path.is_file() else "")]
        return [(name, value) for name, value in facts if value]

    def _figures(self, rows: tuple[dict, ...]) -> QWidget:
        """Measured figures in dB, beside the spoiled picture and the best classical filter."""
        box = QWidget()
        grid = QGridLayout(box, horizontalSpacing=16, verticalSpacing=2)
        grid.setContentsMargins(0, 4, 0, 4)
        taught = "base" in rows[0]
        columns = TAUGHT if taught else COLUMNS
        beside = (tr("Before"), tr("Gain")) if taught else (tr("Input"), "OpenCV")
        heads = (tr("Test set"), tr("Level"), tr("This model"), *beside)
        for column, head in enumerate(heads):
            grid.addWidget(label(head, "secondary"), 0, column)
        for place, row in enumerate(rows, 1):
            for column, key in enumerate(columns):
                value = row.get(key)
                shown = "–" if value is None else value if isinstance(value, str) else number(value)
                grid.addWidget(label(f"{shown} dB" if key == "psnr" and value is not None else shown,
                                     "strong" if key == "psnr" else ""), place, column)
        grid.setColumnStretch(len(heads), 1)
        return box


def _text(words: str, role: str = "") -> QLabel:
    made = label(words, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
