from pathlib import Path

import pytest

from bbcu_app.models import Models, model_files
from bbcu_app.offer import Offer
from bbcu_app.workers.task import close_pool, make_pool
from engine.network.packed import save_packed
from engine.run import catalog
from engine.tasks import Task
from tests import tiny


@pytest.fixture
def models(qtbot, models_folder):
    pool = make_pool()
    made = Models(Offer.now(), pool)
    yield made
    made.close()
    assert close_pool(pool, 10)
    for path in catalog.user_folder().glob("*"):
        path.unlink()


def test_a_model_is_added_named_and_on_offer(qtbot, models, tmp_path):
    save_packed(tiny.network(), tmp_path / "mine.bbcu")
    added = []
    models.added.connect(added.append)
    with qtbot.waitSignal(models.changed, timeout=5000):
        models.add([tmp_path / "mine.bbcu"])
    assert added == [("mine",)]
    assert {model.name for model in models.offer.of(Task.DENOISE)} == {"tiny", "mine"}
    mine = next(model for model in models.offer.models if model.name == "mine")
    with qtbot.waitSignal(models.changed, timeout=5000):
        models.remove(mine)
    assert [model.name for model in models.offer.models] == ["tiny"]


def test_what_is_no_model_is_said(qtbot, models, tmp_path):
    (tmp_path / "bad.bbcu").write_bytes(b"no")
    with qtbot.waitSignal(models.failed, timeout=5000) as told:
        models.add([tmp_path / "bad.bbcu"])
    assert "bad.bbcu" in str(told.args[0].error)


def test_model_files_are_known_by_their_names():
    paths = [Path("a.bbcu"), Path("b.BBCU"), Path("c.png")]
    assert model_files(paths) == paths[:2]
