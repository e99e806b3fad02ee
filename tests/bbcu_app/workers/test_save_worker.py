import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColorSpace

from bbcu_app.workers.save_worker import SaveRequest, copy_result, save_result
from engine.picture.pixels import Picture
from engine.plan import SaveOptions

ORIGINAL = Picture(np.full((6, 8, 3), 100, np.uint8))
RESTORED = Picture(np.full((6, 8, 3), 200, np.uint8))


@pytest.mark.parametrize(("strength", "value"), [(0, 100), (50, 150), (100, 200)])
def test_it_is_written_at_its_strength(tmp_path, strength, value):
    request = SaveRequest(ORIGINAL, RESTORED, strength, tmp_path / "out.png", SaveOptions())
    assert save_result(request, None).path == tmp_path / "out.png"
    assert (np.asarray(Image.open(tmp_path / "out.png")) == value).all()


def test_an_original_that_is_only_a_file_is_read_when_it_is_needed(tmp_path):
    Image.fromarray(ORIGINAL.pixels).save(tmp_path / "in.png")
    for strength, value in ((50, 150), (100, 200)):
        request = SaveRequest(tmp_path / "in.png", RESTORED, strength, tmp_path / f"{strength}.png", SaveOptions())
        save_result(request, None)
        assert (np.asarray(Image.open(tmp_path / f"{strength}.png")) == value).all()
        (tmp_path / "in.png").unlink(missing_ok=strength == 100)


def test_the_clipboard_gets_screen_colours(qapp):
    icc = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    restored = Picture(np.full((6, 8, 3), (40, 200, 40), np.uint8), icc=icc)
    image = copy_result(SaveRequest(ORIGINAL, restored, 100, None, SaveOptions()), None)
    assert image.pixelColor(0, 0).red() == 0 and image.width() == 8


def test_grey_goes_to_the_clipboard_too(qapp):
    grey = Picture(np.full((6, 8, 1), 7, np.uint8))
    image = copy_result(SaveRequest(grey, grey, 100, None, SaveOptions()), None)
    assert image.pixelColor(1, 1).getRgb()[:3] == (7, 7, 7)
