"""Everything of 8 bits arrives upright and whole, with all it carries."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from engine.errors import PictureError
from engine.picture.colour import srgb_profile
from engine.picture.files import open_picture
from tests.engine.picture.pictures import exif_block, random_pixels


def modes():
    grey, colour = random_pixels((11, 7)), random_pixels((11, 7, 3))
    palette = Image.fromarray(colour).quantize(16)
    clear = palette.copy()
    clear.info["transparency"] = 3
    yield "L", Image.fromarray(grey), 1, False
    yield "1", Image.fromarray(grey).convert("1"), 1, False
    yield "LA", Image.merge("LA", [Image.fromarray(grey), Image.fromarray(grey[::-1].copy())]), 1, True
    yield "RGB", Image.fromarray(colour), 3, False
    yield "RGBA", Image.fromarray(np.dstack([colour, grey])), 3, True
    yield "P", palette, 3, False
    yield "P clear", clear, 3, True


@pytest.mark.parametrize(("image", "channels", "clear"), [m[1:] for m in modes()], ids=[m[0] for m in modes()])
def test_every_mode_of_png(tmp_path, image, channels, clear):
    image.save(tmp_path / "a.png")
    picture = open_picture(tmp_path / "a.png")
    expected = np.asarray(Image.open(tmp_path / "a.png").convert("RGBA"))
    assert (picture.channels, picture.alpha is not None) == (channels, clear)
    assert np.array_equal(np.broadcast_to(picture.pixels, (11, 7, 3)), expected[..., :3])
    if clear:
        assert np.array_equal(picture.alpha, expected[..., 3])
    assert (picture.format, picture.bit_depth, picture.path) == ("png", 8, tmp_path / "a.png")


def test_clear_colours_without_alpha_become_alpha(tmp_path):
    pixels = random_pixels((4, 4, 3))
    Image.fromarray(pixels).save(tmp_path / "a.png", transparency=tuple(map(int, pixels[2, 1])))
    picture = open_picture(tmp_path / "a.png")
    assert picture.alpha[2, 1] == 0 and (picture.alpha == 0).sum() == 1


def test_cmyk_jpeg_becomes_srgb(tmp_path):
    colour = Image.new("RGB", (32, 24), (200, 60, 30))
    colour.convert("CMYK").save(tmp_path / "a.jpg", quality=100)
    picture = open_picture(tmp_path / "a.jpg")
    assert picture.channels == 3
    assert np.abs(picture.pixels.astype(int) - (200, 60, 30)).max() <= 4
    assert "sRGB" in ImageCms.getProfileName(io.BytesIO(picture.icc))


def test_a_cmyk_profile_that_is_none_does_no_harm(tmp_path):
    Image.new("CMYK", (8, 8), (10, 20, 30, 40)).save(tmp_path / "a.jpg", icc_profile=b"rubbish" * 30)
    assert open_picture(tmp_path / "a.jpg").icc == srgb_profile()


def test_lab_tiff_becomes_srgb(tmp_path):
    Image.new("LAB", (8, 8), (128, 128, 128)).save(tmp_path / "a.tif")
    picture = open_picture(tmp_path / "a.tif")
    assert np.ptp(picture.pixels.astype(int), axis=2).max() <= 2, "grey stays grey"
    assert picture.icc == srgb_profile()


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1)])
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "bmp"])
def test_the_smallest_pictures(tmp_path, suffix, size):
    Image.new("RGB", size, (9, 8, 7)).save(tmp_path / f"a.{suffix}")
    picture = open_picture(tmp_path / f"a.{suffix}")
    assert (picture.width, picture.height) == size


def test_a_picture_higher_than_one_strip(tmp_path):
    pixels = random_pixels((700, 3, 3))
    Image.fromarray(pixels).save(tmp_path / "a.png", exif=exif_block(8))
    assert np.array_equal(open_picture(tmp_path / "a.png").pixels, np.rot90(pixels))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["png", "tif", "jpg", "webp"])
def test_orientation_is_applied_once(tmp_path, suffix, orientation):
    image = Image.fromarray(np.kron(random_pixels((4, 6, 3)), np.ones((8, 8, 1), np.uint8)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(tmp_path / f"a.{suffix}", exif=exif, **({"lossless": True} if suffix == "webp" else {}))
    expected = np.asarray(ImageOps.exif_transpose(Image.open(tmp_path / f"a.{suffix}")))
    picture = open_picture(tmp_path / f"a.{suffix}")
    assert np.array_equal(picture.pixels, expected)
    if picture.exif is not None:
        said = Image.Exif()
        said.load(picture.exif)
        assert said.get(0x0112, 1) == 1


def test_orientation_said_by_xmp_alone(tmp_path):
    pixels = random_pixels((4, 6, 3))
    Image.fromarray(pixels).save(tmp_path / "a.webp", lossless=True, xmp=b'<x tiff:Orientation="6"/>')
    picture = open_picture(tmp_path / "a.webp")
    assert np.array_equal(picture.pixels, np.rot90(pixels, -1))
    assert picture.xmp == b'<x tiff:Orientation="1"/>'


@pytest.mark.parametrize("suffix", ["gif", "png", "webp", "avif"])
def test_of_an_animation_one_picture_is_opened_and_said_to_be_one_of_several(tmp_path, suffix):
    frames = [Image.new("RGB", (8, 8), (60 * i, 0, 0)) for i in range(3)]
    path = tmp_path / f"a.{suffix}"
    frames[0].save(path, save_all=True, append_images=frames[1:], **({"lossless": True} if suffix == "webp" else {}))
    for page, word in enumerate(("first", "second", "third")):
        picture = open_picture(path, page)
        assert (picture.page, picture.pages) == (page, 3)
        assert picture.notes == (f"This is the {word} of the 3 pictures in this animation.",)
        assert abs(int(picture.pixels[0, 0, 0]) - 60 * page) <= 2
    with pytest.raises(PictureError, match="it has 3 pictures, and number 4 is wanted"):
        open_picture(path, 3)


def test_gif_of_one_picture(tmp_path):
    pixels = random_pixels((11, 7))
    Image.fromarray(pixels).save(tmp_path / "a.gif")
    picture = open_picture(tmp_path / "a.gif")
    assert np.array_equal(picture.pixels[..., 0], pixels)
    assert (picture.format, picture.pages, picture.notes) == ("gif", 1, ())


def test_a_gif_with_a_clear_colour_has_alpha(tmp_path):
    image = Image.fromarray(random_pixels((11, 7, 3))).quantize(8)
    image.save(tmp_path / "a.gif", transparency=3)
    assert np.array_equal(open_picture(tmp_path / "a.gif").alpha == 0, np.asarray(image) == 3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_avif_is_upright_and_carries_everything(tmp_path, orientation):
    image = Image.fromarray(np.kron(random_pixels((4, 6, 3)), np.ones((8, 8, 1), np.uint8)))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x011A], exif[0x011B], exif[0x0128] = orientation, "Maker", 240.0, 240.0, 2
    image.save(tmp_path / "a.avif", exif=exif, xmp=b"<x/>", icc_profile=srgb_profile(), quality=100)
    with Image.open(tmp_path / "a.avif") as there:
        expected = np.asarray(ImageOps.exif_transpose(there))
    picture = open_picture(tmp_path / "a.avif")
    assert np.array_equal(picture.pixels, expected)
    assert (picture.xmp, picture.icc, picture.dpi, picture.format) == (b"<x/>", srgb_profile(), (240, 240), "avif")
    said = Image.Exif()
    said.load(picture.exif)
    assert said[0x010F] == "Maker" and said.get(0x0112, 1) == 1


def test_avif_of_more_than_8_bits_says_that_8_were_read(tmp_path):
    import cv2

    values = np.kron(random_pixels((4, 6, 3), np.uint16) // 64, np.ones((8, 8, 1), np.uint16))
    options = [cv2.IMWRITE_AVIF_DEPTH, 10, cv2.IMWRITE_AVIF_QUALITY, 100]
    (tmp_path / "a.avif").write_bytes(cv2.imencode(".avif", values[..., ::-1], options)[1].tobytes())
    picture = open_picture(tmp_path / "a.avif")
    assert picture.notes == ("Of its 10 bits per channel, 8 were read.",)
    assert np.abs(picture.pixels - values / 1023 * 255).mean() < 3
