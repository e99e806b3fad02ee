"""HEIC as telephones write it, where pillow-heif is installed."""

import numpy as np
import pytest
from PIL import Image

from engine.errors import PictureError
from engine.picture.colour import srgb_profile
from engine.picture.files import open_picture
from engine.picture.pixels import to_depth
from tests.engine.picture.pictures import exif_block, random_pixels

pillow_heif = pytest.importorskip("pillow_heif")
PIXELS = np.kron(random_pixels((6, 8, 3)), np.ones((16, 16, 1), np.uint8))


def heic(path, *images, **options):
    file = pillow_heif.HeifFile()
    for mode, values in images:
        file.add_frombytes(mode, values.shape[1::-1], values.tobytes())
    file.save(path, quality=-1, chroma=444, matrix_coefficients=0, **options)
    return path


def test_8_bits_with_all_they_carry(tmp_path):
    block = exif_block(1)
    picture = open_picture(heic(tmp_path / "a.heic", ("RGB", PIXELS), exif=block, xmp=b"<x/>"))
    assert np.abs(picture.pixels.astype(int) - PIXELS).max() <= 1
    assert (picture.format, picture.xmp, picture.pages, picture.notes) == ("heic", b"<x/>", 1, ())
    assert picture.exif.startswith(block[6:40])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_upright_once(tmp_path, orientation):
    """Whatever the encoder does with the tag, the picture comes as the same library's Pillow plugin shows it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a.heic"
    image = Image.fromarray(PIXELS)
    pillow_heif.from_pillow(image).save(path, quality=-1, chroma=444, exif=exif.tobytes())
    expected = pillow_heif.open_heif(path).to_pillow()
    picture = open_picture(path)
    assert np.array_equal(picture.pixels, np.asarray(expected))
    said = Image.Exif()
    said.load(picture.exif or b"")
    assert said.get(0x0112, 1) == 1


def test_10_bits_become_16_with_white_as_white(tmp_path):
    deep = PIXELS.astype(np.uint16) * 257
    deep[:16, :16] = 65535
    picture = open_picture(heic(tmp_path / "a.heic", ("RGB;16", deep)))
    assert picture.bit_depth == 16
    assert np.abs(picture.pixels.astype(int) - deep).max() < 200
    assert picture.pixels[4, 4].tolist() == [65535, 65535, 65535]


def test_alpha_grey_and_profile(tmp_path):
    alpha = random_pixels((96, 128), seed=3)
    picture = open_picture(heic(tmp_path / "a.heic", ("RGBA", np.dstack([PIXELS, alpha]))))
    assert np.abs(picture.alpha.astype(int) - alpha).max() <= 1
    file = pillow_heif.from_pillow(Image.fromarray(PIXELS))
    file.info["icc_profile"] = srgb_profile()
    file.save(tmp_path / "b.heic")
    assert open_picture(tmp_path / "b.heic").icc == srgb_profile()


def test_several_pictures_the_primary_one_first(tmp_path):
    images = [("RGB", np.full((64, 64, 3), value, np.uint8)) for value in (20, 120, 220)]
    path = heic(tmp_path / "a.heic", *images, primary_index=1)
    for page, value in enumerate((120, 20, 220)):
        picture = open_picture(path, page)
        assert abs(int(picture.pixels[9, 9, 0]) - value) <= 2
        assert (picture.page, picture.pages) == (page, 3) and picture.notes[0].endswith("pictures in this file.")
    with pytest.raises(PictureError, match="number 4"):
        open_picture(path, 3)


def test_cut_off_and_damaged(tmp_path):
    path = heic(tmp_path / "a.heic", ("RGB", PIXELS))
    data = path.read_bytes()
    for part in (0.3, 0.6, 0.95):
        path.write_bytes(data[: int(len(data) * part)])
        with pytest.raises(PictureError, match=r"a\.heic: "):
            open_picture(path)
    assert to_depth(PIXELS, np.uint8) is PIXELS
