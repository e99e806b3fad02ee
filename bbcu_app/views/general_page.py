"""Settings: the look, the language, and how much of the machine is used."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QT_TR_NOOP, QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFormLayout, QPushButton, QSpinBox, QWidget

from bbcu_app import theme
from bbcu_app.i18n import LANGUAGES, tr
from bbcu_app.settings import Motion, Settings, ThemeChoice
from bbcu_app.views.widgets import ease, label, tool_row

THEMES = {ThemeChoice.SYSTEM: QT_TR_NOOP("As the system"), ThemeChoice.LIGHT: QT_TR_NOOP("Light theme"),
          ThemeChoice.DARK: QT_TR_NOOP("Dark theme")}


class GeneralPage(QWidget):
    """Appearance, language, motion, screen, processor.

    Parameters
    ----------
    settings : Settings
    """

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.theme = QComboBox(accessibleName=tr("Appearance"))
        for choice, title in THEMES.items():
            self.theme.addItem(tr(title), choice)
        self.language = QComboBox(accessibleName=tr("Language"))
        self.language.addItem(tr("As the system"), "")
        for code, own in LANGUAGES.items():
            self.language.addItem(own, code)
        self.language_note = label("", "secondary", wrap=True)
        self.still = QCheckBox(tr("Nothing moves"))
        self.still.setToolTip(tr("Tiles of a result appear at once instead of brightening"))
        self.screen = QPushButton(tr("Choose…"), toolTip=tr("An ICC file that describes your screen"))
        self.screen_name = label("")
        self.screen_reset = QPushButton(tr("System"), autoDefault=False, toolTip=tr(
            "As the system says, or the usual colours if it says nothing"))
        cores = os.cpu_count() or 1
        self.threads = QSpinBox(minimum=0, maximum=max(cores, 64), accessibleName=tr("Processor cores"),
                                specialValueText=tr("All ({number})").format(number=cores))
        ease(self.threads)
        self._lay_out()
        self.refresh()
        self._connect()

    def _lay_out(self) -> None:
        form = QFormLayout(self, horizontalSpacing=16, verticalSpacing=theme.GAP)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(tr("Appearance"), self.theme)
        form.addRow(tr("Language"), self.language)
        form.addRow("", self.language_note)
        form.addRow(tr("Motion"), self.still)
        form.addRow(tr("Colours of the screen"), tool_row(self.screen_name, self.screen, self.screen_reset, None))
        form.addRow("", label(tr("Pictures are turned into these colours to be shown; saved files keep their own."),
                              "secondary", wrap=True))
        form.addRow(tr("Processor cores"), self.threads)
        form.addRow("", label(tr("Fewer cores leave more of the computer for other work."), "secondary", wrap=True))

    def _connect(self) -> None:
        settings = self._settings
        self.theme.activated.connect(lambda: setattr(settings, "theme", ThemeChoice(self.theme.currentData())))
        self.language.activated.connect(self._speak)
        self.still.toggled.connect(lambda on: setattr(settings, "motion", Motion.NONE if on else Motion.SYSTEM))
        self.threads.valueChanged.connect(lambda value: setattr(settings, "threads", value))
        self.screen.clicked.connect(self._ask_screen)
        self.screen_reset.clicked.connect(lambda: self.use_screen(""))

    def refresh(self) -> None:
        """Show the settings as they are."""
        settings = self._settings
        with QSignalBlocker(self.threads), QSignalBlocker(self.still):
            self.threads.setValue(settings.threads)
            self.still.setChecked(settings.motion is Motion.NONE)
        self.theme.setCurrentIndex(list(THEMES).index(settings.theme))
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        name = Path(settings.screen_profile).stem if settings.screen_profile else tr("As the system")
        self.screen_name.setText(name)
        self.screen_reset.setEnabled(bool(settings.screen_profile))

    def use_screen(self, profile: str) -> None:
        """Take an ICC file for the screen's, or with an empty name what the system says."""
        self._settings.screen_profile = profile
        self.refresh()

    def _speak(self) -> None:
        self._settings.language = self.language.currentData()
        self.language_note.setText(tr("Spoken from the next start on."))

    def _ask_screen(self) -> None:
        dialog = QFileDialog(self, tr("Colours of the screen"), str(Path.home()), tr("Profiles ({patterns})").format(
            patterns="*.icc *.icm"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.use_screen)
        dialog.open()
