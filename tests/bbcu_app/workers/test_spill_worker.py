import numpy as np
import pytest

from bbcu_app.workers.spill_worker import SpillRequest, is_mapped, mapped, spill
from engine.picture.pixels import Picture


def test_a_picture_is_the_same_in_a_file(tmp_path):
    random = np.random.default_rng(1)
    picture = Picture(random.integers(0, 65536, (40, 30, 3)).astype(np.uint16),
                      alpha=random.integers(0, 65536, (40, 30)).astype(np.uint16), icc=b"x", dpi=(300.0, 300.0))
    moved = spill(SpillRequest(picture, tmp_path / "new" / "folder"), None)
    assert np.array_equal(moved.pixels, picture.pixels) and np.array_equal(moved.alpha, picture.alpha)
    assert moved.icc == b"x" and moved.dpi == (300.0, 300.0)
    assert is_mapped(moved.pixels) and is_mapped(moved.alpha) and not is_mapped(picture.pixels)
    assert is_mapped(moved.pixels[3:5])


def test_what_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError):
        mapped(np.zeros(3), tmp_path)
    assert not list(tmp_path.iterdir())
