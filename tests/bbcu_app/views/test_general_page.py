import pytest
from PySide6.QtCore import Qt

from bbcu_app.settings import Motion, ThemeChoice
from bbcu_app.views.general_page import GeneralPage


@pytest.fixture
def page(qtbot, settings):
    made = GeneralPage(settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_chosen_takes_effect_at_once(qtbot, page, settings):
    page.theme.setFocus()
    qtbot.keyClick(page.theme, Qt.Key.Key_End)
    assert settings.theme is ThemeChoice.DARK
    page.threads.setValue(2)
    assert settings.threads == 2
    qtbot.keyClick(page.still, Qt.Key.Key_Space)
    assert settings.motion is Motion.NONE


def test_a_language_is_chosen_for_the_next_start(qtbot, page, settings):
    page.language.setFocus()
    qtbot.keyClick(page.language, Qt.Key.Key_Down)
    assert settings.language == "en" and "next start" in page.language_note.text()


def test_the_screens_profile_is_chosen_and_forgotten(qtbot, page, settings):
    page.use_screen("/profiles/Wide gamut.icc")
    assert settings.screen_profile == "/profiles/Wide gamut.icc" and page.screen_name.text() == "Wide gamut"
    qtbot.mouseClick(page.screen_reset, Qt.MouseButton.LeftButton)
    assert settings.screen_profile == "" and page.screen_name.text() == "As the system"
    assert not page.screen_reset.isEnabled()
