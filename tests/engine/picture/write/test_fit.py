import numpy as np
import pytest
from PIL import Image

from engine.errors import SaveError
from engine.picture.files import save_picture
from engine.picture.pixels import Picture
from engine.picture.write.fit import refuse_unfit, sized
from engine.plan import SaveOptions
from engine.size import By, OutputSize


def picture(dtype=np.uint8, channels=3):
    ramp = np.linspace(0, np.iinfo(dtype).max, 40).astype(dtype)
    return Picture(np.repeat(np.repeat(ramp[None, :, None], 30, 0), channels, 2), alpha=np.full((30, 40), 9, dtype))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("longest", [20, 40, 90])
def test_a_picture_of_any_kind_gets_its_size(dtype, channels, longest):
    made = sized(picture(dtype, channels), OutputSize(By.LONGEST, longest))
    assert made.pixels.shape == (longest * 3 // 4 + (longest == 90), longest, channels)
    assert made.pixels.dtype == dtype and made.alpha.shape == made.pixels.shape[:2]
    assert abs(made.pixels.mean() / picture(dtype, channels).pixels.mean() - 1) < 0.01


def test_its_own_size_changes_nothing():
    original = picture()
    assert sized(original, OutputSize(By.WIDTH, 40)) is original is sized(original, None)


def test_a_print_is_written_with_its_pixels_and_dots(tmp_path):
    target = save_picture(picture(), tmp_path / "a.png", SaveOptions(size=OutputSize(By.PRINT, 2.54, 200)))
    with Image.open(target) as image:
        assert image.size == (200, 150)
        assert image.info["dpi"] == pytest.approx((200, 200), abs=0.1)


def test_what_a_format_cannot_hold_is_refused_before_it_is_made():
    with pytest.raises(SaveError, match="at most"):
        refuse_unfit((10, 10), SaveOptions(size=OutputSize(By.WIDTH, 70000)), "jpeg")
    refuse_unfit((70000, 10), SaveOptions(size=OutputSize(By.WIDTH, 700)), "jpeg")
