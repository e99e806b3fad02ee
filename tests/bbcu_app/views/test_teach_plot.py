"""Curves are drawn where they belong, and said to those who hear."""

import pytest
from PySide6.QtGui import QColor

from bbcu_app import theme
from bbcu_app.settings import ThemeChoice
from bbcu_app.views.teach_plot import TeachPlot, smoothed


@pytest.fixture
def plot(qtbot, qapp):
    theme.apply(qapp, ThemeChoice.LIGHT)
    made = TeachPlot("Gain in dB", 2)
    qtbot.addWidget(made)
    made.resize(300, 132)
    made.show()
    return made


def colours(plot):
    image = plot.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_curve_is_drawn_in_the_accent_and_its_last_value_is_said(plot):
    accent = QColor(theme.current().accent_text).name()
    assert accent not in colours(plot)
    plot.show_curves([("held out", [(0.0, 0.0), (5.0, 0.4), (10.0, 0.83)]), ("general", [(0.0, 0.0)])], 20.0)
    assert accent in colours(plot)
    assert plot.accessibleDescription() == "held out 0.83; general 0" and plot.accessibleName() == "Gain in dB"


def test_nothing_yet_and_odd_values_are_drawn_too(plot):
    for curves in ([], [("", [])], [("", [(0.0, 0.0)])], [("a", [(0.0, -1.0), (99.0, -1.0)]), ("b", [])]):
        plot.show_curves(curves, 0.0)
        assert not plot.grab().isNull()


def test_a_noisy_curve_becomes_smooth():
    assert smoothed([]) == []
    made = smoothed([(0.0, 1.0), (1.0, 0.0), (2.0, 0.0)], 0.5)
    assert made == [(0.0, 1.0), (1.0, 0.5), (2.0, 0.25)]
