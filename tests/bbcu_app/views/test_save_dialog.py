"""Where and how a result is saved: the dialog by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bbcu_app.views.save_dialog import SaveDialog, Saving
from engine.plan import SaveOptions
from engine.size import By, OutputSize


@pytest.fixture
def dialog(qtbot, tmp_path):
    original = tmp_path / "photo.png"
    parent = QWidget()
    qtbot.addWidget(parent)
    saving = Saving(tmp_path / "photo_restored.png", SaveOptions(quality=90), original, (400, 300))
    made = SaveDialog(saving, parent)
    made.show()
    yield made
    parent.close()


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


def accepted(qtbot, dialog):
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    return chosen.args


def test_enter_saves_under_a_free_name(qtbot, dialog, tmp_path):
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    target, options = chosen.args
    assert target == tmp_path / "photo_restored.png" and options.format == "png" and not options.overwrite


@pytest.mark.parametrize(("name", "wanted"), [("holiday", "holiday.jpg"), ("IMG.2041 v1.2", "IMG.2041 v1.2.jpg"),
                                              ("a.doc", "a.doc.jpg"), ("end.", "end.jpg"), ("b.png", "b.png")])
def test_a_name_without_an_ending_gets_that_of_the_format(qtbot, dialog, tmp_path, name, wanted):
    dialog.name.setText("x.jpg")
    type_name(qtbot, dialog, name)
    if wanted != name:
        assert wanted in dialog.warning.text()
    assert accepted(qtbot, dialog)[0] == tmp_path / wanted


def test_the_ending_and_the_format_follow_each_other(dialog):
    assert not dialog.form.quality.isEnabled()
    dialog.name.setText("a.jpeg")
    assert dialog.form.kind == "jpeg" and dialog.form.quality.isEnabled()
    dialog.form.choose("tiff")
    dialog.form.format_chosen.emit("tiff")
    assert dialog.name.text() == "a.tif"


def test_a_file_that_is_there_is_replaced_by_a_click_and_not_by_enter(qtbot, dialog, tmp_path):
    (tmp_path / "there.png").write_bytes(b"x")
    type_name(qtbot, dialog, "there.png")
    assert dialog.save.text() == "Replace" and "replaced" in dialog.warning.text()
    with qtbot.assertNotEmitted(dialog.chosen):
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert accepted(qtbot, dialog)[1].overwrite


def test_the_original_needs_a_second_choice(qtbot, dialog, tmp_path):
    (tmp_path / "photo.png").write_bytes(b"x")
    (tmp_path / "link.png").symlink_to(tmp_path / "photo.png")
    for name in ("photo.png", "link.png"):
        type_name(qtbot, dialog, name)
        assert "This is the original" in dialog.warning.text()
        assert dialog.replace_original.isVisible() and not dialog.save.isEnabled()
    dialog.replace_original.setChecked(True)
    assert accepted(qtbot, dialog)[1].overwrite


def test_the_size_is_shown_in_pixels_and_in_print(dialog):
    assert dialog.size.text() == "400 × 300 pixels"
    dialog.form.dpi.setValue(100)
    assert dialog.size.text() == "400 × 300 pixels, 10.2 × 7.6 cm in print"


def test_the_size_that_was_asked_for_is_said_and_kept(qtbot, tmp_path):
    size = OutputSize(By.LONGEST, 800)
    parent = QWidget()
    qtbot.addWidget(parent)
    made = SaveDialog(Saving(tmp_path / "a.png", SaveOptions(size=size), None, (400, 300)), parent)
    assert made.size.text() == "800 × 600 pixels"
    assert accepted(qtbot, made)[1].size == size


def test_how_large_the_file_will_be_is_said_and_follows_the_options(qtbot, dialog):
    with qtbot.waitSignal(dialog.wondered) as wondered:
        pass
    assert wondered.args[0].format == "png"
    dialog.show_guess(9_340_000)
    assert dialog.size.text() == "400 × 300 pixels, about 9.3 MB"
    type_name(qtbot, dialog, "a.jpg")
    with qtbot.waitSignal(dialog.wondered) as wondered:
        qtbot.keyClick(dialog.form.quality, Qt.Key.Key_Left)
    assert (wondered.args[0].format, wondered.args[0].quality) == ("jpeg", 89)
