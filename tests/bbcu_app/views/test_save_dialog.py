"""Where and how a result is saved: the dialog by itself."""

import pytest

from bbcu_app.views.save_dialog import SaveDialog, state_of


@pytest.fixture
def dialog(qtbot, tmp_path):
    made = SaveDialog(tmp_path / "photo_restored.png", 90)
    qtbot.addWidget(made)
    made.show()
    return made


def type_name(qtbot, dialog, name):
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, name)


@pytest.mark.parametrize("name", ["x" * 300 + ".png", "nul\0.png"])
def test_a_name_that_no_file_can_have_is_said_at_every_keystroke(dialog, name):
    dialog.name.setText(name)
    assert not dialog.save.isEnabled()
    assert dialog.warning.text()
    dialog.name.setText("good.png")
    assert dialog.save.isEnabled()


@pytest.mark.parametrize("folder", ["~nobody-of-this-name/x", "x" * 5000, "/no/such/folder"])
def test_a_folder_that_cannot_be_is_said(dialog, folder):
    dialog.folder.setText(folder)
    assert not dialog.save.isEnabled()
    assert "does not exist" in dialog.warning.text()


def test_a_folder_of_the_same_name_is_said(qtbot, dialog, tmp_path):
    (tmp_path / "a.png").mkdir()
    type_name(qtbot, dialog, "a.png")
    assert not dialog.save.isEnabled()
    assert "folder" in dialog.warning.text()


def test_what_is_there_already(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    found = {name: state_of(tmp_path / name) for name in ("file", "dangling", "free", "y" * 300)}
    assert found == {"file": "file", "dangling": "file", "free": "free", "y" * 300: "no name"}
    assert state_of(tmp_path) == "folder"
