from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from bbcu_app.document import Document
from bbcu_app.models import Models
from bbcu_app.offer import Offer
from bbcu_app.views.models_page import ModelsPage
from bbcu_app.views.try_dialog import TryDialog
from bbcu_app.workers.task import close_pool, make_pool
from engine.network.packed import save_packed
from engine.plan import Plan, Step
from engine.run import catalog
from engine.tasks import Task
from tests import tiny
from tests.bbcu_app.conftest import drop


@pytest.fixture
def own_models(own_folders):
    yield catalog.user_folder()
    for path in catalog.user_folder().glob("*"):
        path.unlink()


@pytest.fixture
def page(qtbot, own_models):
    pool = make_pool()
    models = Models(Offer.now(), pool)
    made = ModelsPage(models, Document(pool))
    qtbot.addWidget(made)
    made.show()
    yield made
    models.close()
    assert close_pool(pool, 10)


def words(page):
    return [label.text() for label in page.card.findChildren(QLabel) if not label.isHidden()]


def test_a_card_says_what_it_measures_and_its_licence(page):
    page.show_task("denoise")
    said = words(page)
    assert page.current.name == "denoise-photo" == said[0]
    assert any("CBSD68" in text for text in said) and any(text.endswith(" dB") for text in said)
    assert any("MIT" in text for text in said)
    assert not page.remove.isEnabled()


def test_a_dropped_model_is_shown_at_once_and_can_be_removed(qtbot, page, tmp_path):
    save_packed(tiny.network(), tmp_path / "mine.bbcu")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "mine.bbcu"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    qtbot.waitUntil(lambda: page.current is not None and page.current.name == "mine", timeout=5000)
    assert page.remove.isEnabled()
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.current is not None and page.current.name != "mine", timeout=5000)


def test_a_model_dropped_on_the_window_joins_the_panel(qtbot, opened, tmp_path, own_models):
    from PySide6.QtWidgets import QMenu

    save_packed(tiny.network(), tmp_path / "mine.bbcu")
    drop(opened, tmp_path / "mine.bbcu")
    qtbot.waitUntil(lambda: len(opened.controller.offer.models) > 1, timeout=5000)
    assert "Added mine" in opened.notices.title.text() and opened.document.name == "photo.png"
    assert [str(box.task) for box in opened.panel.boxes] == ["deblock", "denoise", "upscale"]
    menu = QMenu()
    box = opened.panel.boxes[1]
    box.offer_models(menu)
    entry = next(action for action in menu.actions() if action.text() == "mine")
    entry.trigger()
    assert opened.document.plan.steps[0].model == "mine"
    menu.clear()
    box.offer_models(menu)
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["mine"]
    menu.actions()[0].trigger()
    assert opened.document.plan.steps[0].model is None, "the usual one has no name in the plan"


def test_what_is_no_model_is_explained(qtbot, opened, tmp_path, own_models):
    (tmp_path / "bad.bbcu").write_bytes(b"no")
    drop(opened, tmp_path / "bad.bbcu")
    qtbot.waitUntil(lambda: opened.notices.isVisible() and opened.notices.kind == "error", timeout=5000)
    assert "bad.bbcu" in opened.notices.title.text()
    opened.panel.boxes[0].about.emit("denoise")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5000)
    QApplication.activeModalWidget().close()


def test_an_own_model_is_renamed_and_exported(qtbot, page, tmp_path):
    from PySide6.QtWidgets import QFileDialog, QInputDialog

    assert not page.rename.isEnabled() and page.export.isEnabled(), "those that ship keep their names"
    save_packed(tiny.network(), tmp_path / "mine.bbcu")
    page._models.add([tmp_path / "mine.bbcu"])
    qtbot.waitUntil(lambda: page.current is not None and page.current.name == "mine", timeout=5000)
    qtbot.mouseClick(page.rename, Qt.MouseButton.LeftButton)
    dialog = page.findChild(QInputDialog)
    assert dialog.textValue() == "mine"
    dialog.setTextValue("prints of 1968")
    dialog.accept()
    qtbot.waitUntil(lambda: page.current is not None and page.current.name == "prints of 1968", timeout=5000)
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    page.findChild(QFileDialog).fileSelected.emit(str(tmp_path / "given away.bbcu"))
    qtbot.waitUntil((tmp_path / "given away.bbcu").is_file, timeout=5000)
    page.findChild(QFileDialog).close()


def add_taught(qtbot, window, place, base="denoise-photo"):
    """Drop a model that began with another on the window."""
    network = tiny.network()
    save_packed(replace(network, card=replace(network.card, base=base)), place / "prints.bbcu")
    drop(window, place / "prints.bbcu")
    qtbot.waitUntil(lambda: any(model.name == "prints" for model in window.controller.offer.models), timeout=5000)


def shown_card(window, name):
    """The page of models in the settings, at one of them."""
    page = window.show_settings("models").pages["models"]
    names = [page.list.item(row).text().strip() for row in range(page.list.count())]
    page.list.setCurrentRow(names.index(name))
    return page


@pytest.fixture
def taught(qtbot, opened, tmp_path, own_models):
    """The page at a model that was taught, with a picture open."""
    add_taught(qtbot, opened, tmp_path)
    opened.document.set_plan(Plan((Step(Task.DEBLOCK, 40), Step(Task.DENOISE, 30))))
    return shown_card(opened, "prints")


def test_one_click_shows_a_taught_model_beside_its_base(qtbot, opened, fake, taught):
    fake.previewed.clear()
    assert taught.beside.isEnabled() and "side by side" in taught.beside.toolTip()
    qtbot.mouseClick(taught.beside, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TryDialog)
    panes = [pane for pane in dialog.panes if pane.isVisible()]
    assert [pane.choice.currentText() for pane in panes] == ["denoise-photo", "prints"]
    qtbot.waitUntil(lambda: all(len(pane.canvas._result) == 2 for pane in panes), timeout=5000)
    ran = {plan.steps[1].model: plan for _, plan in fake.previewed if plan.steps[1].model}
    assert ran.keys() == {"denoise-photo", "prints"}
    assert {plan.steps[0] for plan in ran.values()} == {Step(Task.DEBLOCK, 40)}, "the other steps are those of the plan"
    assert {plan.steps[1].level for plan in ran.values()} == {30}, "and so is the level"
    dialog.close()
    assert QApplication.activeModalWidget() is taught.window(), "back where it was asked for"


def test_by_key_too_and_what_is_used_is_in_the_plan(qtbot, opened, taught):
    taught.beside.setFocus()
    qtbot.keyClick(taught.beside, Qt.Key.Key_Space)
    dialog = QApplication.activeModalWidget()
    qtbot.mouseClick(dialog.panes[1].use, Qt.MouseButton.LeftButton)
    assert opened.document.plan.steps[1] == Step(Task.DENOISE, 30, "prints")
    assert QApplication.activeModalWidget() is None, "to see what it does"


def test_where_there_is_nothing_to_compare_that_is_said(qtbot, window, photo, tmp_path, own_models):
    add_taught(qtbot, window, tmp_path)
    page = shown_card(window, "prints")
    assert not page.beside.isEnabled() and "Open a picture" in page.beside.toolTip()
    page.show_task("denoise")
    assert not page.beside.isEnabled() and "no base" in page.beside.toolTip(), "it ships"
    page = shown_card(window, "prints")
    window.open([photo])
    qtbot.waitUntil(page.beside.isEnabled, timeout=10000)


def test_a_base_that_has_gone_is_named(qtbot, opened, tmp_path, own_models):
    add_taught(qtbot, opened, tmp_path, base="archive")
    page = shown_card(opened, "prints")
    assert not page.beside.isEnabled() and page.beside.toolTip().startswith("archive, which it began with")
