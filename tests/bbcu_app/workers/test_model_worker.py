import pytest

from bbcu_app.workers.model_worker import add_models, look_again, remove_model
from engine.errors import ModelError
from engine.network.packed import save_packed
from engine.run import catalog
from tests import tiny


def test_models_come_and_go(models_folder, tmp_path):
    save_packed(tiny.network(), tmp_path / "mine.bbcu")
    assert add_models((tmp_path / "mine.bbcu",), None) == ("mine",)
    mine = next(model for model in look_again(None, None).models if model.name == "mine")
    assert remove_model(mine, None) == ()
    assert [model.name for model in look_again(None, None).models] == ["tiny"]
    with pytest.raises(ModelError):
        remove_model(catalog.models()[0], None)
