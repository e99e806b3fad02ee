import pytest
from PySide6.QtCore import Qt

from bbcu_app.settings import ThemeChoice
from bbcu_app.views.settings_dialog import SettingsDialog


@pytest.fixture
def dialog(qtbot, settings):
    made = SettingsDialog(settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_chosen_takes_effect_at_once(qtbot, dialog, settings):
    dialog.theme.setFocus()
    qtbot.keyClick(dialog.theme, Qt.Key.Key_End)
    assert settings.theme is ThemeChoice.DARK
    dialog.threads.setValue(2)
    assert settings.threads == 2


def test_one_button_brings_back_every_default(qtbot, dialog, settings):
    settings.theme, settings.threads, settings.quality = ThemeChoice.DARK, 3, 20
    qtbot.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    assert (settings.theme, settings.threads, settings.quality) == (ThemeChoice.SYSTEM, 0, 95)
    assert dialog.threads.value() == 0
