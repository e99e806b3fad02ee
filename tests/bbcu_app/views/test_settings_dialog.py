import pytest
from PySide6.QtCore import Qt

from bbcu_app.controller import Controller
from bbcu_app.offer import Offer
from bbcu_app.settings import ThemeChoice
from bbcu_app.views.settings_dialog import PAGES, SettingsDialog


@pytest.fixture
def dialog(qtbot, settings):
    controller = Controller(settings, Offer.now())
    made = SettingsDialog(controller)
    qtbot.addWidget(made)
    made.show()
    yield made
    assert controller.close()


def test_a_page_is_chosen_by_key(qtbot, dialog):
    dialog.list.setFocus()
    for name in list(PAGES)[1:]:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
        assert dialog.stack.currentWidget() is dialog.pages[name] and dialog.pages[name].isVisible()


def test_one_button_brings_back_every_default_on_every_page(qtbot, dialog, settings):
    settings.theme, settings.threads, settings.quality = ThemeChoice.DARK, 3, 20
    for page in dialog.pages.values():
        page.refresh()
    qtbot.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    assert (settings.theme, settings.threads, settings.quality) == (ThemeChoice.SYSTEM, 0, 95)
    assert dialog.pages["general"].threads.value() == 0 and dialog.pages["saving"].quality.value() == 95
