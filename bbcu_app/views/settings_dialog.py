"""Settings, a page each. What is chosen takes effect at once; one button brings back the defaults.

A page is a widget with `refresh`; to add one, write it in a file of its own and give it a line in :data:`PAGES`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QT_TR_NOOP, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from bbcu_app import theme
from bbcu_app.controller import Controller
from bbcu_app.i18n import tr
from bbcu_app.views.general_page import GeneralPage
from bbcu_app.views.models_page import ModelsPage
from bbcu_app.views.saving_page import SavingPage
from bbcu_app.views.teach_page import TeachPage
from bbcu_app.views.widgets import tool_row

PAGES: dict[str, tuple[str, Callable[[Controller], QWidget]]] = {
    "general": (QT_TR_NOOP("General"), lambda controller: GeneralPage(controller.settings)),
    "saving": (QT_TR_NOOP("Saving"), lambda controller: SavingPage(controller.settings)),
    "models": (QT_TR_NOOP("Models"), lambda controller: ModelsPage(controller.models, controller.document)),
    "teach": (QT_TR_NOOP("Your photos"), lambda controller: TeachPage(controller.teaching, controller.models)),
}
"""Name, title, and how a page is made."""


class SettingsDialog(QDialog):
    """The pages and the list of them.

    Parameters
    ----------
    controller : Controller
    page : str
        Which of :data:`PAGES` to begin with.
    """

    def __init__(self, controller: Controller, page: str = "general", parent: QWidget | None = None) -> None:
        super().__init__(parent, windowTitle=tr("Settings"), modal=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 560)
        self._settings = controller.settings
        self.list = QListWidget(objectName="pages")
        self.list.setAccessibleName(tr("Pages"))
        self.list.setFixedWidth(132)
        self.stack = QStackedWidget()
        self.pages = {name: make(controller) for name, (_, make) in PAGES.items()}
        for name, (title, _) in PAGES.items():
            self.list.addItem(tr(title))
            self.stack.addWidget(self.pages[name])
        self.reset = QPushButton(tr("Reset all"), toolTip=tr("Bring back all defaults"), autoDefault=False)
        self.close_button = QPushButton(tr("Close"), default=True)
        self._lay_out()
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.pages["models"].teach.clicked.connect(lambda: self.list.setCurrentRow(list(PAGES).index("teach")))
        self.list.setCurrentRow(list(PAGES).index(page))
        self.reset.clicked.connect(self._reset)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        row = QHBoxLayout(spacing=theme.GAP_GROUP)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        column = QVBoxLayout(self, spacing=theme.GAP_GROUP)
        column.setContentsMargins(16, 16, 16, 16)
        column.addLayout(row, 1)
        column.addLayout(tool_row(self.reset, None, self.close_button))

    def _reset(self) -> None:
        self._settings.reset()
        for page in self.pages.values():
            page.refresh()


def main() -> int:
    """Show it by itself."""
    from bbcu_app.offer import Offer
    from bbcu_app.settings import Settings
    from bbcu_app.views.widgets import run_alone

    return run_alone(lambda: SettingsDialog(Controller(Settings(), Offer.now())))


if __name__ == "__main__":
    sys.exit(main())
