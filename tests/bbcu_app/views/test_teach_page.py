"""The whole story by real events: folders are dropped, Start is clicked, curves grow, a model is there."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from bbcu_app.models import Models
from bbcu_app.offer import Offer
from bbcu_app.teaching import Stage, Teaching
from bbcu_app.views import teach_page as module
from bbcu_app.views.teach_page import TeachPage
from bbcu_app.workers.task import close_pool, make_pool
from engine.tuning import runs
from engine.tuning.events import Made
from engine.tuning.order import Order
from tests.bbcu_app.test_teaching import CHILD, child
from tests.teaching import noisy, photo, write

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, teachable):
    pool = make_pool()
    teaching, models = Teaching(pool, start=child(CHILD)), Models(Offer.now(), pool)
    made = TeachPage(teaching, models)
    qtbot.addWidget(made)
    made.resize(620, 460)
    made.show()
    yield made
    teaching.close()
    models.close()
    assert close_pool(pool, 10)


def drop_on(widget, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = LEFT, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_from_a_dropped_folder_to_a_model(qtbot, page, photos):
    assert not page.form.start.isEnabled()
    drop_on(page.form, photos)
    qtbot.waitUntil(page.form.start.isEnabled, timeout=20000)
    qtbot.waitUntil(lambda: "8 photos can be learned from" in words(page.form), timeout=5000)
    assert "There are only 8" in words(page.form) and "Looking" not in words(page.form)
    assert "21 min" in page.form.needs.text() and "cores" in page.form.needs.text()
    qtbot.mouseClick(page.form.start, LEFT)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.progress, timeout=5000)
    assert page.progress.head.text() == "my photos is learning"
    qtbot.waitUntil(page.progress.keep.isEnabled, timeout=10000)
    assert "9 s left" in page.progress.line.text() and "+0.10 dB on held-out" in page.progress.line.text()
    assert "held out 0.1" in page.progress.gain.accessibleDescription()
    qtbot.mouseClick(page.progress.wait, LEFT)
    qtbot.waitUntil(lambda: page.progress.wait.text() == "Go on", timeout=5000)
    qtbot.mouseClick(page.progress.wait, LEFT)
    qtbot.waitUntil(lambda: page.progress.wait.text() == "Pause", timeout=5000)
    page.grab()
    qtbot.mouseClick(page.progress.keep, LEFT)
    qtbot.waitUntil(page.made.isVisible, timeout=5000)
    assert "+0.80 dB over base" in page.gains.text() and page.general.text() == "On general photographs: −0.02 dB."
    qtbot.mouseClick(page.another, LEFT)
    assert page.stack.currentWidget() is page.form and not page.made.isVisible()


def test_that_it_lost_elsewhere_is_said(qtbot, page, teachable, photos):
    page._teaching.run = runs.begin(Order("mine", "base", (photos,)))
    page._teaching.made = Made("mine", "/m", 0.8, -0.3, 30.0)
    page._teaching._enter(Stage.MADE)
    assert page.general.text() == "On general photographs: −0.30 dB. For those, better use base."


def test_pairs_and_photos_take_each_others_place(qtbot, page, photos, tmp_path):
    for number in range(6):
        write(tmp_path / "pairs" / f"{number}_lq.png", noisy(photo(number), 15))
        write(tmp_path / "pairs" / f"{number}_hq.png", photo(number))
    drop_on(page.form.photos, photos)
    drop_on(page.form.pairs, tmp_path / "pairs")
    assert page.form.photos.folders == () and page.form.pairs.folders == (tmp_path / "pairs",)
    qtbot.waitUntil(lambda: "6 pairs can be learned from" in words(page.form), timeout=20000)
    qtbot.mouseClick(page.form.pairs.clear, LEFT)
    assert not page.form.start.isEnabled() and page._teaching.material is None


def test_pictures_that_will_not_do_are_explained(qtbot, page, tmp_path):
    write(tmp_path / "few" / "a.png", photo(1))
    drop_on(page.form, tmp_path / "few")
    qtbot.waitUntil(lambda: "Only 1 photo can be learned from" in words(page.form), timeout=20000)
    qtbot.waitUntil(lambda: "Add photos" in words(page.form), timeout=5000)
    assert not page.form.start.isEnabled()


def test_a_name_that_is_taken_is_said_and_another_is_proposed(qtbot, page, photos):
    drop_on(page.form, photos)
    qtbot.waitUntil(page.form.start.isEnabled, timeout=20000)
    page.form.name.clear()
    qtbot.keyClicks(page.form.name, "base")
    assert "a model of this name" in page.form.needs.text() and not page.form.start.isEnabled()
    page.form.refresh()
    assert page.form.name.text() == "my photos" and page.form.start.isEnabled()


def test_one_that_was_left_can_go_on_or_be_forgotten(qtbot, page, photos):
    assert not page.left_over.isVisible()
    runs.begin(Order("of last week", "base", (photos,)))
    page.refresh()
    assert page.left_text.text() == "of last week has not learned to its end."
    qtbot.mouseClick(page.go_on, LEFT)
    assert page.stack.currentWidget() is page.progress and not page.left_over.isVisible()
    qtbot.waitUntil(lambda: bool(page._teaching.events), timeout=10000)
    qtbot.mouseClick(page.progress.forget, LEFT)
    assert page.stack.currentWidget() is page.form and runs.unfinished() == []


def test_trouble_is_said_and_the_form_comes_back(qtbot, page, photos, monkeypatch):
    monkeypatch.setattr(page._teaching, "_start", child("import os; os._exit(9)"))
    page._teaching.go_on(runs.begin(Order("mine", "base", (photos,))))
    qtbot.waitUntil(page.trouble.isVisible, timeout=10000)
    assert "ended without a word" in page.trouble.text() and "go on with it" in page.trouble.text()
    assert page.left_over.isVisible() and page.stack.currentWidget() is page.form


def test_without_torch_it_says_what_to_do_and_copies_the_command(qtbot, page, monkeypatch):
    monkeypatch.setattr(module, "possible", lambda: False)
    page.refresh()
    assert page.stack.currentWidget() is page.missing and "PyTorch" in words(page.missing)
    qtbot.mouseClick(page.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "pip install 'bbcu-restore[train]'" == page.command.text()
