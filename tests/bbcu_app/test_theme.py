import pytest
from PySide6.QtGui import QColor

from bbcu_app import theme
from bbcu_app.settings import ThemeChoice


@pytest.mark.parametrize("accent", ["#ffd000", "#2f6fd0", "#000000", "#ffffff", "#888888", "#00ff40"])
@pytest.mark.parametrize("plain", [theme.LIGHT, theme.DARK])
def test_text_can_be_read_whatever_the_systems_accent(qapp, plain, accent):
    shown = theme.with_accent(plain, QColor(accent))
    for back in (shown.panel, shown.raised, shown.sunken):
        for text in (shown.text, shown.secondary):
            assert theme.contrast(text, back) >= 4.5
    for back in (shown.error_back, shown.panel):
        assert theme.contrast(shown.error, back) >= 4.5
    assert theme.contrast(shown.text, shown.error_back) >= 4.5
    assert theme.contrast(shown.on_accent, shown.accent) >= 4.5
    assert theme.contrast(shown.on_accent, shown.accent_hover) >= 4.5
    assert theme.contrast(shown.edge, shown.panel) >= 3
    assert theme.contrast(shown.accent_text, shown.panel) >= 4.5


def test_contrast_is_that_of_the_guidelines():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("choice", list(ThemeChoice))
def test_every_choice_can_be_applied(qapp, choice):
    assert theme.apply(qapp, choice) is theme.current()
    if choice is not ThemeChoice.SYSTEM:
        assert theme.current().dark == (choice is ThemeChoice.DARK)
    theme.apply(qapp, ThemeChoice.LIGHT)
