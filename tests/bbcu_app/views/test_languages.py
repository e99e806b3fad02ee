"""Longer words than English: nothing is cut off in any language, in the window or its dialogs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget

from bbcu_app import i18n
from bbcu_app.controller import Controller
from bbcu_app.offer import Offer
from bbcu_app.views.dialogs import about_dialog, keys_dialog
from bbcu_app.views.main_window import MainWindow
from bbcu_app.views.run_all_dialog import RunAllDialog
from bbcu_app.views.save_dialog import SaveDialog, Saving
from bbcu_app.views.settings_dialog import PAGES, SettingsDialog
from engine.plan import Plan, Step
from engine.tasks import Task
from tests.bbcu_app.conftest import wait_open


@pytest.fixture(params=sorted(i18n.LANGUAGES))
def language(qapp, request):
    yield i18n.install(qapp, request.param)
    i18n.install(qapp, "en")


@pytest.fixture
def shown(qtbot, language, settings, fake, photo):
    """The window in its smallest size that shows all of the panel, with every task there is."""
    controller = Controller(settings, Offer.now(), fake, fake.preview)
    window = MainWindow(controller)
    qtbot.addWidget(window, before_close_func=lambda each: setattr(each.leaving, "agreed", True))
    window.resize(900, 860)
    window.show()
    window.open([photo])
    wait_open(qtbot, window, "photo.png")
    for task in Task:
        window.document.set_step(task, Step(task, 2.0 if task.info.enlarges else None))
    yield window
    assert controller.close()


def cut_off(parent: QWidget) -> list[str]:
    """The texts below a widget that have less room than they need."""
    found = [(widget, widget.width(), needed(widget)) for widget in parent.findChildren(QWidget)
             if isinstance(widget, QLabel | QAbstractButton) and widget.isVisible()]
    return [f"{widget.text()!r}: {has} px of {needs}" for widget, has, needs in found if has < needs]


def needed(widget: QLabel | QAbstractButton) -> int:
    """Pixels across that its words take; 0 where they wrap, are shortened with dots, or do not show."""
    policy = widget.sizePolicy()
    if isinstance(widget, QLabel):
        whole = not widget.wordWrap() and policy.horizontalPolicy() != policy.Policy.Ignored
        return widget.fontMetrics().horizontalAdvance(widget.text()) if whole else 0
    style, icon = Qt.ToolButtonStyle, 0 if widget.icon().isNull() else widget.iconSize().width()
    if isinstance(widget, QToolButton) and icon and widget.toolButtonStyle() == style.ToolButtonIconOnly:
        return icon
    return widget.fontMetrics().horizontalAdvance(widget.text().replace("&", "")) + icon


def dialogs(window):
    sheets = list(window.controller.queue)
    yield "keys", keys_dialog(window)
    yield "about", about_dialog(window, (("Runs on", "bitsliced (fastest here)"),))
    yield "save", SaveDialog(Saving(sheets[0].path.with_name("new.jpg"), dpi=240), window)
    yield "run all", RunAllDialog(sheets, Plan(), window.settings, window)
    for page in PAGES:
        yield page, SettingsDialog(window.controller, page, window)


def test_no_text_is_cut_off(qtbot, shown):
    bad = {"window": cut_off(shown)}
    for name, dialog in dialogs(shown):
        dialog.show()
        QApplication.processEvents()
        bad[name] = cut_off(dialog)
        dialog.close()
    assert not any(bad.values()), bad
