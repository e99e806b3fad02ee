"""Settings: the look, and how many threads run. Each takes effect at once; one button brings back the defaults."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.settings import Settings, ThemeChoice
from bbcu_app.views.widgets import label

THEMES = {ThemeChoice.SYSTEM: "As the system", ThemeChoice.LIGHT: "Light", ThemeChoice.DARK: "Dark"}


class SettingsDialog(QDialog):
    """The settings that people may want to change.

    Parameters
    ----------
    settings : Settings
    """

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, windowTitle="Settings", modal=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(400)
        self.settings = settings
        self.theme = QComboBox(accessibleName="Appearance")
        for choice, title in THEMES.items():
            self.theme.addItem(title, choice)
        cores = os.cpu_count() or 1
        self.threads = QSpinBox(minimum=0, maximum=max(cores, 64), specialValueText=f"All ({cores})",
                                accessibleName="Processor cores to use")
        self.reset = QPushButton("Reset all", toolTip="Bring back the defaults of everything", autoDefault=False)
        self.close_button = QPushButton("Close", default=True)
        self._lay_out()
        self._show()
        self.theme.activated.connect(lambda: setattr(settings, "theme", self.theme.currentData()))
        self.threads.valueChanged.connect(lambda value: setattr(settings, "threads", value))
        self.reset.clicked.connect(self._reset)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        form = QFormLayout(horizontalSpacing=12, verticalSpacing=theme.GAP)
        form.addRow("Appearance", self.theme)
        form.addRow("Processor cores", self.threads)
        form.addRow("", label("Fewer cores leave more of the computer for other work.", "secondary", wrap=True))
        buttons = QHBoxLayout(spacing=theme.GAP)
        buttons.addWidget(self.reset)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self, spacing=theme.GAP_GROUP)
        column.setContentsMargins(*(theme.MARGIN,) * 4)
        column.addLayout(form)
        column.addLayout(buttons)

    def _show(self) -> None:
        with QSignalBlocker(self.threads):
            self.threads.setValue(self.settings.threads)
        self.theme.setCurrentIndex(list(THEMES).index(self.settings.theme))

    def _reset(self) -> None:
        self.settings.reset()
        self._show()


def main() -> int:
    """Show it by itself."""
    from bbcu_app.views.widgets import run_alone

    return run_alone(lambda: SettingsDialog(Settings()))


if __name__ == "__main__":
    sys.exit(main())
