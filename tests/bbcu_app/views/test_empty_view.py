from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from bbcu_app.views.empty_view import SAMPLES, samples, thumbnail
from tests.bbcu_app.conftest import wait_open


def test_every_sample_has_words():
    assert {path.name for path in samples()} == set(SAMPLES)


def test_a_sample_is_one_click_away(qtbot, window):
    button = window.empty.sample_buttons[0]
    qtbot.waitUntil(lambda: not button.icon().isNull(), timeout=5000)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_open(qtbot, window, samples()[0].name)


def test_a_file_that_is_no_picture_has_no_thumbnail(qapp, tmp_path):
    (tmp_path / "x.png").write_text("x")
    assert isinstance(thumbnail(tmp_path / "x.png", 1.0), QPixmap) and thumbnail(tmp_path / "x.png", 1.0).isNull()
