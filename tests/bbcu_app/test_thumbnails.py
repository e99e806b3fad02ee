import pytest
from PySide6.QtGui import QImage

from bbcu_app import thumbnails
from bbcu_app.thumbnails import Thumbnails
from bbcu_app.workers.task import close_pool, make_pool
from tests.bbcu_app.conftest import save_noise


@pytest.fixture
def small(qtbot):
    pool = make_pool()
    made = Thumbnails(pool, 32)
    yield made
    made.close()
    assert close_pool(pool, 10)


def test_a_small_picture_arrives_and_stays(qtbot, small, tmp_path):
    path = save_noise(tmp_path / "a.png", 100, 50)
    with qtbot.waitSignal(small.arrived, timeout=5000):
        assert small.get(path) is None
    image = small.get(path)
    assert (image.width(), image.height()) == (32, 16)


def test_the_latest_wish_comes_first(qtbot, small, tmp_path, monkeypatch):
    monkeypatch.setattr(thumbnails, "AT_ONCE", 1)
    paths = [save_noise(tmp_path / f"{number}.png", 8, 8) for number in range(6)]
    order = []
    small.arrived.connect(order.append)
    for path in paths:
        small.get(path)
    qtbot.waitUntil(lambda: len(order) == 6, timeout=5000)
    assert order[0] == paths[0], "it had begun"
    assert order[1:] == paths[:0:-1]


def test_what_cannot_be_opened_is_told_once(qtbot, small, tmp_path):
    (tmp_path / "x.jpg").write_text("no picture")
    with qtbot.waitSignal(small.unreadable, timeout=5000) as told:
        small.get(tmp_path / "x.jpg")
    assert "x.jpg" in str(told.args[1].error)
    assert small.get(tmp_path / "x.jpg") is None
    assert not small._wanted, "nobody tries again"


def test_memory_is_bounded(small, tmp_path, monkeypatch):
    monkeypatch.setattr(thumbnails, "KEPT", 3)
    for number in range(9):
        small.put(tmp_path / str(number), QImage(4, 4, QImage.Format.Format_RGB32))
    assert len(small._kept) == 3
