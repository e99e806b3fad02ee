from PySide6.QtWidgets import QLabel

from bbcu_app.views.model_card import ModelCard
from engine.run import catalog
from engine.tasks import Task


def test_one_card_after_another(qtbot, models_folder):
    card = ModelCard()
    qtbot.addWidget(card)
    card.show()
    model = catalog.find(Task.DENOISE)
    for shown in (model, None, model):
        card.show_model(shown)
        said = [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]
        assert ("tiny" in said) == (shown is not None)
