"""Camera raw: a small DNG made here is developed; without a developer its preview is opened; either is said."""

import io
import struct

import numpy as np
import pytest
import tifffile
from PIL import Image

from engine.errors import PictureError
from engine.picture.colour import srgb_profile
from engine.picture.files import open_picture
from engine.picture.read import raw
from tests.engine.picture.pictures import exif_block, random_pixels, refusal_of


def jpeg(colour, size, orientation=0):
    file = io.BytesIO()
    image = Image.new("RGB", size, colour)
    image.save(file, "JPEG", quality=95, **({"exif": exif_block(orientation)} if orientation else {}))
    return file.getvalue()


def dng(path, level=0.5, orientation=1, preview=b""):
    """A grey card of a linear level, as a sensor with red, green, green and blue sees it through a neutral filter."""
    mosaic = np.full((64, 96), round(level * 4095), np.uint16)
    matrix = (32404542, -15371385, -4985314, -9692660, 18760108, 415560, 556434, -2040259, 10572252)
    ratios = tuple(part for value in matrix for part in (value, 10_000_000))
    tags = [
        (33421, "H", 2, (2, 2), True), (33422, "B", 4, (0, 1, 1, 2), True), (50706, "B", 4, (1, 4, 0, 0), True),
        (50707, "B", 4, (1, 1, 0, 0), True), (50708, "s", 0, "Test Camera", True), (50717, "H", 1, 4095, True),
        (50721, "2i", 9, ratios, True), (50728, "2I", 3, (1, 1, 1, 1, 1, 1), True), (50778, "H", 1, 21, True),
        (274, "H", 1, orientation, True), (271, "s", 0, "Maker Comp", True),
    ]  # fmt: skip
    tifffile.imwrite(path, mosaic, photometric="cfa", metadata=None, software=False, extratags=tags)
    path.write_bytes(path.read_bytes() + preview)
    return path


@pytest.mark.parametrize("name", ["a.dng", "a.tif"])
def test_a_grey_card_is_developed_to_its_grey(tmp_path, name):
    pytest.importorskip("rawpy")
    for level in (0.1, 0.5):
        picture = open_picture(dng(tmp_path / name, level))
        assert (picture.width, picture.height, picture.bit_depth, picture.format) == (96, 64, 16, "raw")
        expected = 1.055 * level ** (1 / 2.4) - 0.055
        middle = picture.pixels[20:40, 20:60] / 65535
        assert np.abs(middle - expected).max() < 0.02, "neither brightened nor tinted"
        assert picture.icc == srgb_profile()
        assert picture.notes[0].startswith("Developed from the raw data")
        assert b"Maker Comp" in picture.exif


def test_developed_pictures_are_upright(tmp_path):
    pytest.importorskip("rawpy")
    picture = open_picture(dng(tmp_path / "a.dng", orientation=6))
    assert (picture.width, picture.height) == (64, 96)


@pytest.fixture
def no_developer(monkeypatch):
    monkeypatch.setattr(raw, "DEVELOPER", "no_such_module_here")


@pytest.mark.usefixtures("no_developer")
def test_without_a_developer_the_largest_preview_is_opened_and_said(tmp_path):
    small, large = jpeg((200, 0, 0), (32, 16)), jpeg((0, 200, 0), (80, 60))
    for previews in (small + large, large + b"between" + small):
        picture = open_picture(dng(tmp_path / "a.dng", preview=previews))
        assert (picture.width, picture.height, picture.format) == (80, 60, "raw")
        assert np.abs(picture.pixels.astype(int) - (0, 200, 0)).max() < 8
        assert picture.notes == ("The camera's own preview, 80 x 60 pixels, not the raw data.",)
        assert b"Maker Comp" in picture.exif


@pytest.mark.usefixtures("no_developer")
def test_the_preview_is_upright_by_its_own_word_or_the_files(tmp_path):
    picture = open_picture(dng(tmp_path / "a.dng", orientation=6, preview=jpeg((9, 9, 9), (80, 60))))
    assert (picture.width, picture.height) == (60, 80)
    picture = open_picture(dng(tmp_path / "a.dng", orientation=6, preview=jpeg((9, 9, 9), (80, 60), 1)))
    assert (picture.width, picture.height) == (80, 60)


@pytest.mark.usefixtures("no_developer")
def test_without_a_preview_the_way_out_is_named(tmp_path):
    assert "bbcu-restore[raw]" in refusal_of(dng(tmp_path / "a.dng"))
    (tmp_path / "b.nef").write_bytes(b"II*\0" + struct.pack("<I", 8) + b"\xff\xd8\xff\xc0\0" * 300)
    assert "preview" in refusal_of(tmp_path / "b.nef")


def test_what_the_developer_does_not_know_gives_the_preview(tmp_path):
    pytest.importorskip("rawpy")
    (tmp_path / "a.cr2").write_bytes(b"II*\0" + bytes(200) + jpeg((0, 200, 0), (80, 60)))
    picture = open_picture(tmp_path / "a.cr2")
    assert picture.width == 80 and "cannot be developed" in picture.notes[0]
    (tmp_path / "b.cr2").write_bytes(b"II*\0" + random_pixels((3000,)).tobytes().replace(b"\xff", b""))
    with pytest.raises(PictureError, match="it cannot be developed"):
        open_picture(tmp_path / "b.cr2")
