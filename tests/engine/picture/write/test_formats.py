"""Round trips through every format: what the picture carries arrives, as far as the format holds it."""

import io
import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.formats import FORMATS, WRITTEN
from engine.picture.colour import srgb_profile
from engine.picture.files import open_picture, save_picture
from engine.picture.meta.exif import upright_exif
from engine.picture.pixels import Picture
from engine.picture.write.fit import fitted
from engine.plan import SaveOptions
from tests.engine.picture.pictures import IPTC, XMP, exif_block, full_picture, random_pixels


def read_exif(picture):
    said = Image.Exif()
    said.load(picture.exif)
    return said


@pytest.mark.parametrize("clear", [False, True])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("kind", ["png", "tiff"])
def test_lossless_round_trip(tmp_path, kind, dtype, channels, clear):
    picture = full_picture(channels, dtype, clear)
    again = open_picture(save_picture(picture, tmp_path / "a", SaveOptions(format=kind)))
    assert again.pixels.dtype == dtype
    assert np.array_equal(again.pixels, picture.pixels)
    assert (again.alpha is None) == (not clear)
    if clear:
        assert np.array_equal(again.alpha, picture.alpha)


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "webp", "avif"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_everything_arrives(tmp_path, kind, dtype):
    again = open_picture(save_picture(full_picture(dtype=dtype), tmp_path / "a", SaveOptions(format=kind)))
    assert again.icc == srgb_profile()
    assert again.xmp == XMP
    said = read_exif(again)
    assert said[0x010F] == "Maker Comp"
    assert said.get(0x0112, 1) == 1
    assert (said.get_ifd(0x8769)[0xA002], said.get_ifd(0x8769)[0xA003]) == (53, 37), "the result's size"
    assert said.get_ifd(0x8769)[0x927C] == b"NOTE" * 9
    assert not said.get_ifd(1)
    assert again.dpi == pytest.approx((300, 200), abs=0.02)
    assert again.iptc == (IPTC if kind in ("jpeg", "tiff") else None)


def test_webp_says_dpi_in_exif_of_its_own(tmp_path):
    picture = replace(full_picture(), exif=None)
    assert open_picture(save_picture(picture, tmp_path / "a.webp")).dpi == (300, 200)


def test_bmp_keeps_dpi_and_colours_by_srgb(tmp_path):
    picture = full_picture()
    again = open_picture(save_picture(picture, tmp_path / "a.bmp"))
    assert np.abs(again.pixels.astype(int) - picture.pixels).max() <= 1
    assert again.dpi == pytest.approx((300, 200), abs=0.02)


@pytest.mark.parametrize("kind", WRITTEN)
def test_metadata_left_out_on_demand_but_never_colour(tmp_path, kind):
    options = SaveOptions(format=kind, keep_metadata=False)
    again = open_picture(save_picture(full_picture(clear=True), tmp_path / "a", options))
    assert (again.exif, again.xmp, again.iptc) == (None, None, None)
    assert kind == "bmp" or again.dpi is None
    assert (again.icc == srgb_profile()) == (kind != "bmp")
    assert (again.alpha is not None) == (FORMATS[kind].clear)


@pytest.mark.parametrize("kind", ["jpeg", "bmp"])
def test_alpha_is_laid_over_white_where_it_cannot_be_kept(tmp_path, kind):
    alpha = np.zeros((16, 16), np.uint8)
    alpha[:, 8:] = 255
    picture = Picture(np.full((16, 16, 3), 40, np.uint8), alpha)
    pixels = open_picture(save_picture(picture, tmp_path / "a", SaveOptions(format=kind, quality=100))).pixels
    assert np.abs(pixels[:, :8].astype(int) - 255).max() <= 1
    assert np.abs(pixels[:, 8:].astype(int) - 40).max() <= 1


@pytest.mark.parametrize("kind", ["jpeg", "webp", "avif", "bmp"])
def test_16_bits_are_rounded_where_they_cannot_be_kept(tmp_path, kind):
    picture = Picture(np.full((16, 16, 3), 100 * 257 + 129, np.uint16))
    pixels = open_picture(save_picture(picture, tmp_path / "a", SaveOptions(format=kind, quality=100))).pixels
    assert pixels.dtype == np.uint8
    assert np.abs(pixels.astype(int) - 101).max() <= (0 if kind == "bmp" else 1)


def test_jpeg_keeps_full_colour_resolution_and_the_quality_asked_for(tmp_path):
    save_picture(full_picture(), tmp_path / "a.jpg", SaveOptions(quality=88))
    with Image.open(tmp_path / "a.jpg") as image:
        assert {(h, v) for _, h, v, _ in image.layer} == {(1, 1)}
    assert open_picture(tmp_path / "a.jpg").jpeg_quality == 88


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("kind", WRITTEN)
def test_the_smallest_pictures(tmp_path, kind, dtype, size):
    picture = full_picture(dtype=dtype, clear=True, size=size)
    again = open_picture(save_picture(picture, tmp_path / "a", SaveOptions(format=kind)))
    assert again.pixels.shape[:2] == size


def test_metadata_too_long_for_jpeg_is_left_out(tmp_path):
    block, _ = upright_exif(exif_block(1, note=b"N" * 70000))
    picture = replace(full_picture(), exif=block, xmp=b"x" * 70000, iptc=b"\x1c" * 70000)
    again = open_picture(save_picture(picture, tmp_path / "a.jpg"))
    assert (again.exif, again.xmp, again.iptc) == (None, None, None)
    assert open_picture(save_picture(picture, tmp_path / "a.png")).exif == fitted(
        picture, SaveOptions(), "png").exif


@pytest.mark.parametrize("chroma", ["4:4:4", "4:2:2", "4:2:0"])
def test_chroma_of_jpeg(tmp_path, chroma):
    path = save_picture(full_picture(), tmp_path / "a.jpg", SaveOptions(chroma=chroma))
    with Image.open(path) as image:
        assert image.layer[0][1:3] == {"4:4:4": (1, 1), "4:2:2": (2, 1), "4:2:0": (2, 2)}[chroma]
    grey = Picture(random_pixels((16, 16, 1)))
    assert open_picture(save_picture(grey, tmp_path / "b.jpg", SaveOptions(chroma=chroma))).channels == 1


def test_chroma_and_quality_of_avif(tmp_path):
    picture = Picture(np.kron(random_pixels((20, 20, 3)), np.ones((3, 3, 1), np.uint8)))

    def error(**options):
        path = save_picture(picture, tmp_path / "a.avif", SaveOptions(overwrite=True, **options))
        return np.abs(open_picture(path).pixels.astype(int) - picture.pixels).mean(), path.stat().st_size

    fine, half, poor = error(quality=95), error(quality=95, chroma="4:2:0"), error(quality=20)
    assert fine[0] < half[0] < poor[0] and fine[1] > half[1] > poor[1]


@pytest.mark.parametrize("kind", ["png", "tiff"])
@pytest.mark.parametrize(("has", "wanted"), [(np.uint8, 16), (np.uint16, 8)])
def test_depth_as_wished(tmp_path, kind, has, wanted):
    picture = full_picture(dtype=has, clear=True)
    again = open_picture(save_picture(picture, tmp_path / "a", SaveOptions(format=kind, depth=wanted)))
    assert again.bit_depth == wanted
    expected = picture.pixels.astype(int) * 257 if wanted == 16 else np.rint(picture.pixels / 257)
    assert np.array_equal(again.pixels, expected)
    assert again.alpha is not None


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "webp", "avif", "bmp"])
def test_resolution_as_wished(tmp_path, kind):
    for name, keep in (("a", True), ("b", False)):
        options = SaveOptions(format=kind, dpi=150, keep_metadata=keep)
        again = open_picture(save_picture(full_picture(), tmp_path / name, options))
        assert again.dpi == pytest.approx((150, 150), abs=0.1)


def test_a_maker_s_note_is_where_it_was_in_every_format_that_keeps_the_block(tmp_path):
    picture = full_picture()
    for kind in ("jpeg", "png", "webp", "avif"):
        exif = open_picture(save_picture(picture, tmp_path / "a", SaveOptions(format=kind))).exif
        assert exif.index(b"NOTE" * 9) == picture.exif.index(b"NOTE" * 9)


SECRETS = {
    "EXIF:Artist": "Secret-Artist", "EXIF:Copyright": "Secret-Owner", "EXIF:SerialNumber": "Secret-1234",
    "EXIF:LensSerialNumber": "Secret-5678", "EXIF:OwnerName": "Secret-Camera", "EXIF:UserComment": "Secret-Comment",
    "EXIF:ImageDescription": "Secret-Text", "EXIF:GPSLatitude": "48.1372", "EXIF:GPSLatitudeRef": "N",
    "EXIF:GPSLongitude": "11.5756", "EXIF:GPSLongitudeRef": "E", "XMP-dc:Creator": "Secret-Creator",
    "XMP-exif:GPSLatitude": "48.1372", "XMP-aux:SerialNumber": "Secret-9", "XMP-photoshop:City": "Secret-City",
    "IPTC:By-line": "Secret-Byline", "IPTC:City": "Secret-Town", "IPTC:Keywords": "Secret-Key",
}  # fmt: skip
PERSONAL = ("secret", "gps", "serial", "artist", "creator", "by-line", "owner", "city", "keyword", "copyright")


def exiftool(*arguments):
    return subprocess.run(["exiftool", *map(str, arguments)], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs exiftool (Debian: libimage-exiftool-perl)")
@pytest.mark.parametrize("source", ["jpg", "tif", "png", "webp"])
def test_personal_data_are_gone_when_that_is_wished(tmp_path, source):
    """As exiftool sees it, and nowhere among the bytes; and they do arrive if it is not wished."""
    original = tmp_path / f"a.{source}"
    Image.fromarray(random_pixels((16, 16, 3))).save(original)
    exiftool("-q", "-overwrite_original", *(f"-{tag}={value}" for tag, value in SECRETS.items()), original)
    picture = open_picture(original)
    found = exiftool("-a", "-G1", "-s", original).lower()
    assert all(word in found for word in ("gps", "secret-1234", "secret-creator"))
    for kind in WRITTEN:
        kept = save_picture(picture, tmp_path / f"kept-{kind}", SaveOptions(format=kind))
        clean = save_picture(picture, tmp_path / f"clean-{kind}", SaveOptions(format=kind, keep_metadata=False))
        said = exiftool("-a", "-G1", "-s", "-ee", "-u", clean).lower()
        said = "\n".join(line for line in said.splitlines() if not line.startswith(("[system]", "[exiftool]", "[icc")))
        assert not [word for word in PERSONAL if word in said], said
        assert b"Secret" not in clean.read_bytes()
        if kind != "bmp":
            said = exiftool("-a", "-G1", "-s", kept).lower()
            assert all(word in said for word in ("gps", "secret-1234", "secret-creator"))
            assert "secret-byline" in said or kind not in ("jpeg", "tiff") or source not in ("jpg", "tif")
            assert "warning" not in said


def test_the_pictures_of_a_telephone_keep_everything_but_what_would_lie(tmp_path):
    """A JPEG through a file in memory, as cameras write it: turned, with a thumbnail."""
    file = io.BytesIO()
    Image.fromarray(random_pixels((16, 24, 3))).save(file, "JPEG", exif=exif_block(6, thumbnail=b"\xff\xd8old\xff\xd9"))
    (tmp_path / "a.jpg").write_bytes(file.getvalue())
    again = open_picture(save_picture(open_picture(tmp_path / "a.jpg"), tmp_path / "b.jpg"))
    assert (again.width, again.height) == (16, 24)
    assert b"old" not in again.exif
