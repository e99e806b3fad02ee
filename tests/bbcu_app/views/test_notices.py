import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from bbcu_app.views import notices as module
from bbcu_app.views.notices import Notices
from bbcu_app.workers.task import Failure
from engine.errors import PictureError


@pytest.fixture
def stage(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.notices = Notices(made)
    made.show()
    return made


def failure(name="a.png"):
    return Failure.of(PictureError("it is damaged", file=f"/some/where/{name}", hint="Copy it again."))


def test_an_error_lies_over_the_upper_edge_with_a_report(qtbot, stage):
    said = stage.notices
    with qtbot.waitSignal(said.covered) as covered:
        said.show_failure(failure())
    assert covered.args[0] == said.height() and said.y() == 0 and said.width() == stage.width()
    assert said.title.text() == "a.png: it is damaged." and said.hint.text() == "Copy it again."
    qtbot.mouseClick(said.fold, Qt.MouseButton.LeftButton)
    assert said.details.isVisible()
    qtbot.mouseClick(said.copy, Qt.MouseButton.LeftButton)
    assert "PictureError" in QGuiApplication.clipboard().text()
    qtbot.mouseClick(said.dismiss, Qt.MouseButton.LeftButton)
    assert not said.isVisible()


def test_several_bad_files_are_listed(stage):
    stage.notices.show_unreadable([failure("a.png"), failure("b.png"), failure("c.png")], 9)
    assert stage.notices.title.text() == "3 of 9 files could not be opened."
    assert len(stage.notices.details.toPlainText().splitlines()) == 3


@pytest.mark.parametrize("kind", ["info", "warning", "success"])
def test_what_asks_for_nothing_lies_below_and_goes_by_itself(qtbot, stage, monkeypatch, kind):
    said = stage.notices
    said._timer.setInterval(20)
    getattr(said, f"show_{kind}")("Something happened")
    assert said.kind == kind and said.y() > stage.height() / 2
    assert not said.fold.isVisible() and not said.folder.isVisible()
    qtbot.waitUntil(lambda: not said.isVisible(), timeout=2000)


def test_an_error_stays(qtbot, stage):
    stage.notices._timer.setInterval(10)
    stage.notices.show_success("Saved")
    stage.notices.show_failure(failure())
    qtbot.wait(40)
    assert stage.notices.isVisible()


def test_the_folder_of_a_file_that_was_written_can_be_opened(qtbot, stage, monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr(module.QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    stage.notices.show_success("Saved a.png", tmp_path / "a.png")
    qtbot.mouseClick(stage.notices.folder, Qt.MouseButton.LeftButton)
    assert shown == [str(tmp_path)]
    assert QDesktopServices is module.QDesktopServices


def test_it_keeps_inside_a_parent_that_shrinks(qtbot, stage):
    stage.notices.show_success("A rather long message about something that went well, " * 2)
    stage.resize(320, 240)
    assert stage.rect().contains(stage.notices.geometry())


def test_a_message_is_as_wide_as_its_words(qtbot, stage, tmp_path):
    stage.setStyleSheet("QPushButton { padding: 4px 30px; font-weight: bold; }")
    said = stage.notices
    said.show_success("Saved night_restored.jpg", tmp_path / "night_restored.jpg")
    assert said.folder.isVisible() and not said.title.wordWrap()
    qtbot.waitUntil(lambda: said.title.width() >= said.title.fontMetrics().horizontalAdvance(said.title.text()))
