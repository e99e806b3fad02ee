"""Folders are dropped, chosen and taken away."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from bbcu_app.views.folder_row import FolderRow
from tests.bbcu_app.views.test_teach_page import drop_on


@pytest.fixture
def row(qtbot):
    made = FolderRow("Good photos", "none yet")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_takes_what_is_dropped_and_lets_go_of_it(qtbot, row, tmp_path):
    heard = []
    row.changed.connect(lambda: heard.append(row.folders))
    assert row.shown.text() == "none yet" and not row.clear.isVisible()
    (tmp_path / "summer").mkdir()
    drop_on(row, tmp_path / "summer", tmp_path)
    assert row.folders == (tmp_path / "summer", tmp_path) and row.shown.text().startswith("summer, ")
    assert str(tmp_path) in row.shown.toolTip()
    qtbot.mouseClick(row.clear, Qt.MouseButton.LeftButton)
    assert row.folders == () and row.shown.text() == "none yet"
    row.set_folders(())
    assert heard == [(tmp_path / "summer", tmp_path), ()]


def test_a_folder_is_asked_for(qtbot, row, tmp_path):
    qtbot.mouseClick(row.choose, Qt.MouseButton.LeftButton)
    dialog = row.findChild(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.filesSelected.emit([str(tmp_path)])
    assert row.folders == (Path(tmp_path),)
    dialog.close()


def test_it_has_names_for_who_hears(row):
    assert row.choose.accessibleName() == "Good photos: Choose…"
    assert row.clear.accessibleName().startswith("Good photos")
