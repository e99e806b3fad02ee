import pytest

from bbcu_app.workers.pair_worker import PairRequest, open_pair
from engine.errors import PictureError
from tests.bbcu_app.conftest import save_noise
from tests.bbcu_app.workers.test_open_worker import Recorder


def test_both_are_opened(tmp_path):
    request = PairRequest(save_noise(tmp_path / "a.png", 20, 10), save_noise(tmp_path / "b.png", 40, 30))
    pair = open_pair(request, Recorder())
    assert pair.names == ("a.png", "b.png")
    assert [(levels.width, levels.height) for levels in pair.levels] == [(20, 10), (40, 30)]


def test_a_missing_one_is_an_error_and_a_cancelled_pair_is_none(tmp_path):
    path = save_noise(tmp_path / "a.png", 20, 10)
    with pytest.raises(PictureError):
        open_pair(PairRequest(path, tmp_path / "gone.png"), Recorder())
    state = Recorder()
    state.cancelled = True
    assert open_pair(PairRequest(path, path), state) is None
