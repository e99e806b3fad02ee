import numpy as np
import pytest
from PIL import Image

from bbcu_app.workers.task import Failure
from bbcu_app.workers.thumbnail_worker import ThumbnailRequest, make_thumbnails, of_picture, thumbnail
from engine.picture.pixels import Picture
from tests.bbcu_app.conftest import save_noise
from tests.bbcu_app.workers.test_open_worker import Recorder


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.tif", "a.bmp"])
def test_every_format_has_one(qapp, tmp_path, name):
    image = thumbnail(save_noise(tmp_path / name, 200, 100), 50)
    assert (image.width(), image.height()) == (50, 25)
    assert abs(image.pixelColor(25, 12).red() - 120) < 20


def test_it_is_upright(qapp, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save_noise(tmp_path / "a.jpg", 200, 100, exif=exif)
    image = thumbnail(path, 50)
    assert image.height() > image.width()


def test_sixteen_bits_grey(qapp):
    image = of_picture(Picture(np.full((10, 40, 1), 32896, np.uint16)), 20)
    assert (image.width(), image.height()) == (20, 5) and image.pixelColor(3, 3).red() == 128


def test_a_line_of_pixels(qapp, tmp_path):
    assert thumbnail(save_noise(tmp_path / "a.png", 900, 1), 50).height() == 1


def test_good_and_bad_ones_are_told_one_by_one(qapp, tmp_path):
    (tmp_path / "bad.png").write_bytes(b"")
    state = Recorder()
    make_thumbnails(ThumbnailRequest((save_noise(tmp_path / "a.png", 9, 9), tmp_path / "bad.png"), 8), state)
    assert state.parts[0].image is not None and state.parts[0].failure is None
    assert state.parts[1].image is None and isinstance(state.parts[1].failure, Failure)
