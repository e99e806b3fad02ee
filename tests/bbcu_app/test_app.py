"""What is wired together, and in which order."""

import sys

import pytest
from PySide6.QtWidgets import QToolButton, QWidget

from bbcu_app import app, theme
from bbcu_app.settings import Motion, ThemeChoice
from bbcu_app.views import widgets
from engine.measure import machine
from engine.run import catalog
from engine.tasks import Task
from tests.bbcu_app.conftest import FakeRestore


@pytest.fixture
def made(qtbot, qapp, settings):
    settings.language = "en"
    window = app.make_window(qapp, settings, FakeRestore())
    qtbot.addWidget(window)
    yield window
    window.close()


def test_the_window_follows_the_theme_and_the_wish_for_stillness_at_once(qapp, settings, made):
    for choice in (ThemeChoice.DARK, ThemeChoice.LIGHT):
        settings.theme = choice
        assert theme.current().dark == (choice is ThemeChoice.DARK)
    settings.motion = Motion.NONE
    assert not theme.moves(made)
    settings.reset()
    assert not qapp.property("still")


def test_it_offers_what_there_are_models_for(made):
    there = {model.task for model in catalog.models()}
    assert [box.task for box in made.panel.boxes] == [task for task in Task if task in there]
    assert len(there) >= 3


def test_something_is_done_once_after_the_first_frame(qtbot):
    widget, done = QWidget(), []
    qtbot.addWidget(widget)
    app.FirstFrame(widget, lambda: done.append(widget.isVisible()))
    qtbot.wait(20)
    assert not done
    widget.show()
    qtbot.waitUntil(lambda: done == [True])
    widget.repaint()
    qtbot.wait(20)
    assert done == [True]


def test_icons_are_drawn_after_the_first_frame(qtbot, qapp, settings):
    widgets.defer_icons()
    try:
        window = app.make_window(qapp, settings, FakeRestore())
        qtbot.addWidget(window)
        buttons = [button for button in window.toolbar.findChildren(QToolButton) if button.icon().isNull()]
        assert buttons
    finally:
        widgets.draw_icons(qapp)
    qtbot.waitUntil(lambda: not any(button.icon().isNull() for button in buttons), timeout=5000)
    window.close()


def test_facts_for_the_about_box_name_what_runs(monkeypatch):
    choose = app.backend.choose
    monkeypatch.setattr(app.backend, "choose", lambda _: choose("popcount"))  # the fastest one would be compiled first
    facts = dict(app.describe())
    assert "Qt" in facts["Versions"] and "core" in facts["Processor"]
    assert any(feature in facts["Processor"] for feature in machine.KNOWN)
    assert any("denoise-fine" in text for text in facts.values()) and all(facts.values())


def test_who_starts_it_again_gets_the_window_with_their_files(made, photo, qtbot):
    made.showMinimized()
    app.come_forward(made, [photo])
    assert not made.isMinimized()
    qtbot.waitUntil(lambda: made.document.picture is not None)
    app.come_forward(made, [])
    assert made.document.picture is not None


def test_an_error_nobody_expected_is_shown_and_the_window_lives_on(made, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app.catch_errors(made)
    made.show()
    error = ZeroDivisionError("oh")
    sys.excepthook(ZeroDivisionError, error, None)
    assert made.notices.isVisible() and "should not have" in made.notices.title.text()


def test_the_screen_has_the_colours_of_the_file_that_was_chosen_or_as_the_system_says(made, monkeypatch, tmp_path):
    told, (wide, other) = [], (b"wide", b"other")
    (tmp_path / "wide.icc").write_bytes(wide)
    monkeypatch.setattr(app.display, "set_screen", told.append)
    monkeypatch.setattr(app, "of_system", lambda platform: other if platform == "offscreen" else None)
    settings = made.settings
    settings.screen_profile = str(tmp_path / "wide.icc")
    settings.screen_profile = ""
    settings.screen_profile = str(tmp_path / "gone.icc")
    assert told == [wide, other, None]
    settings.screen_profile = ""
