import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bbcu_app.views.report_dialog import ReportDialog
from engine.run.job import Job, State
from engine.run.paths import Destination, Source

JOB = Job(1, Source(Path("a.png")), None, Destination(), State.DONE, 1.0, 12.0, output=Path("a_restored.png"))
BAD = replace(JOB, number=2, source=Source(Path("b.png")), state=State.FAILED, why="b.png: it is damaged. Copy it.")
JOBS = (JOB, BAD)


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = ReportDialog(JOBS, parent)
    made.show()
    yield made
    parent.close()


def test_what_failed_comes_first(dialog):
    assert dialog.table.item(0, 0).text() == "b.png" and "damaged" in dialog.table.item(0, 2).text()
    assert dialog.table.item(1, 2).text() == "a_restored.png in 12 s"


def test_it_is_copied_and_written(qtbot, dialog, tmp_path):
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert "b.png\tFailed" in QGuiApplication.clipboard().text()
    dialog.write(tmp_path / "report.json")
    assert [each["state"] for each in json.loads((tmp_path / "report.json").read_text())] == ["failed", "done"]


def test_a_folder_that_takes_no_report_is_said(qtbot, dialog, tmp_path):
    with qtbot.waitSignal(dialog.failed) as told:
        dialog.write(tmp_path / "gone" / "report.json")
    assert "report.json" in str(told.args[0])


def test_trying_again_is_offered_only_if_something_failed(qtbot, dialog):
    with qtbot.waitSignal(dialog.again):
        qtbot.mouseClick(dialog.retry, Qt.MouseButton.LeftButton)
    fine = ReportDialog(JOBS[:1])
    qtbot.addWidget(fine)
    assert not fine.retry.isEnabled()
