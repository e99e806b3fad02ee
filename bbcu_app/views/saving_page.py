"""Settings: how results are written, unless something else is chosen when they are."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from bbcu_app import theme
from bbcu_app.i18n import tr
from bbcu_app.settings import Settings
from bbcu_app.views.widgets import ease, label, repolish
from engine.errors import PlanError
from engine.plan import CHROMA
from engine.run.paths import FIELDS, Destination


class SavingPage(QWidget):
    """Quality, colours, metadata, names.

    Parameters
    ----------
    settings : Settings
    """

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.quality = QSpinBox(minimum=1, maximum=100, accessibleName=tr("Quality"))
        ease(self.quality)
        self.chroma = QComboBox(accessibleName=tr("Colour detail"))
        for name in CHROMA:
            self.chroma.addItem(name)
        self.private = QCheckBox(tr("Remove personal data"))
        self.pattern = QLineEdit(accessibleName=tr("Names of results"))
        self.note = label("", "secondary", wrap=True)
        self._lay_out()
        self.refresh()
        self.quality.valueChanged.connect(lambda value: setattr(settings, "quality", value))
        self.chroma.activated.connect(lambda: setattr(settings, "chroma", self.chroma.currentText()))
        self.private.toggled.connect(lambda on: setattr(settings, "keep_metadata", not on))
        self.pattern.textChanged.connect(self._name)

    def _lay_out(self) -> None:
        form = QFormLayout(self, horizontalSpacing=16, verticalSpacing=theme.GAP)
        form.setContentsMargins(0, 0, 0, 0)
        self.quality.setFixedWidth(64)
        self.chroma.setFixedWidth(104)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(tr("Quality"), self.quality)
        form.addRow("", label(tr("Of JPEG, WebP and AVIF. 90 to 95 suits photos."), "secondary"))
        form.addRow(tr("Colour detail"), self.chroma)
        form.addRow("", label(tr("4:4:4 keeps all of it; 4:2:0 makes smaller files."), "secondary"))
        form.addRow(tr("Privacy"), self.private)
        form.addRow("", label(tr("Place, time, camera, serial numbers, names"), "secondary"))
        form.addRow(tr("Names of results"), self.pattern)
        form.addRow("", self.note)

    def refresh(self) -> None:
        """Show the settings as they are."""
        settings = self._settings
        with QSignalBlocker(self.quality), QSignalBlocker(self.private), QSignalBlocker(self.pattern):
            self.quality.setValue(settings.quality)
            self.private.setChecked(not settings.keep_metadata)
            self.pattern.setText(settings.pattern_beside)
        self.chroma.setCurrentIndex(CHROMA.index(settings.chroma))
        self._say("")

    def _name(self, text: str) -> None:
        try:
            Destination(pattern=text.strip())
        except PlanError:
            self._say(tr("This name cannot be: use letters, and {fields} for what changes.").format(
                fields=", ".join(f"{{{field}}}" for field in FIELDS)))
            return
        self._settings.pattern_beside = text.strip()
        self._say("")

    def _say(self, problem: str) -> None:
        self.note.setProperty("role", "error" if problem else "secondary")
        repolish(self.note)
        self.note.setText(problem or tr("{name} stands for the name of the original.").format(name="{name}"))
