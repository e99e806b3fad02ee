import pytest
from PySide6.QtCore import Qt

from bbcu_app.views.saving_page import SavingPage


@pytest.fixture
def page(qtbot, settings):
    made = SavingPage(settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_chosen_is_remembered(qtbot, page, settings):
    page.quality.setValue(70)
    page.chroma.setFocus()
    qtbot.keyClick(page.chroma, Qt.Key.Key_End)
    qtbot.keyClick(page.private, Qt.Key.Key_Space)
    assert (settings.quality, settings.chroma, settings.keep_metadata) == (70, "4:2:0", False)


def test_names_of_results_are_checked_while_they_are_typed(qtbot, page, settings):
    page.pattern.selectAll()
    qtbot.keyClicks(page.pattern, "{name} {what")
    assert page.note.property("role") == "error" and settings.pattern_beside != "{name} {what"
    page.pattern.setText("{name}-{scale}x")
    assert settings.pattern_beside == "{name}-{scale}x" and page.note.property("role") == "secondary"
