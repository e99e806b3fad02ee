"""JPEG XL, where pillow-jxl-plugin is installed: its pixels, and the header that is read before them."""

import base64
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PictureError
from engine.picture.files import open_picture
from engine.picture.read.jxl import codestream, header
from tests.engine.picture.pictures import exif_block, random_pixels, refusal_of

pillow_jxl = pytest.importorskip("pillow_jxl")


def jxl(mode, values, **metadata):
    encoder = pillow_jxl.Encoder(mode=mode, lossless=True, use_container=bool(metadata))
    return encoder(values.tobytes(), values.shape[1], values.shape[0], jpeg_encode=False, **metadata)


@pytest.mark.parametrize(("mode", "channels", "dtype"), [
    ("L", 1, np.uint8), ("LA", 2, np.uint8), ("RGB", 3, np.uint8), ("RGBA", 4, np.uint8), ("I;16", 1, np.uint16),
])
def test_every_mode(tmp_path, mode, channels, dtype):
    values = random_pixels((21, 34, channels), dtype)
    (tmp_path / "a.jxl").write_bytes(jxl(mode, values))
    picture = open_picture(tmp_path / "a.jxl")
    colours = 3 if channels > 2 else 1
    assert picture.format == "jxl" and picture.notes == ()
    assert np.array_equal(picture.pixels, values[..., :colours])
    assert (picture.alpha is None) == (channels in (1, 3))
    if picture.alpha is not None:
        assert np.array_equal(picture.alpha, values[..., -1])


def test_what_it_carries_and_that_it_is_not_turned_twice(tmp_path):
    values = random_pixels((21, 34, 3))
    for before in (b"", bytes(4), b"\0\0\0\2ab"):
        extras = {"exif": before + exif_block(6)[6:], "xmp": b"<x/>", "jumb": None, "compress": False}
        (tmp_path / "a.jxl").write_bytes(jxl("RGB", values, **extras))
        picture = open_picture(tmp_path / "a.jxl")
        assert np.array_equal(picture.pixels, values), "its pixels stand upright; EXIF has no say"
        assert b"Maker Comp" in picture.exif and picture.xmp == b"<x/>"


FROM_JPEG = base64.b85decode(
    "0000CN?1%F4GM<}0000KW^{RQYItlQ00000YItlQ0000KYItmL00000{|W;w5EQor0000$YGQI^!EgfzLd$>vkO%+>0Vx3h06<p%pM(Mc0HE"
    "NIVg3jB0RR9C2!P-K5K2Z#MgRc;000310RR940000hVsdX{MR;ju8yx@u1axB?2QgcsslO8mWt3R7fFuvlmj8<$DH#9&006*hcx-Th0005tT"
    "L2IMv;q!p4sH%^{{IdD02lxW009610001hfF+ceZt~T{q{Qh701zM+qF+XgF-8y(5foz#zLGH*Waj#j0D$zV1Kie*#0*j1aUlZ%*sOyncLIp"
    "nt!><2#r@_kq*hrFv|>BS6?x4<*jbSjv{4&J)aAZBDjZC!NJ5Oa=#GIYSNCy3=W7q;95g_`0RR91005MeX&K|12LJ%~AB@m{Fhc*q2>k~m^d"
    "F4Se=q_"
)
"""What cjxl --lossless_jpeg=1 makes of a JPEG: 24 x 16 pixels, grey ramps, quality 77, orientation 6. (The encoder of
the plugin loses half of each side.)"""


def test_made_of_a_jpeg_without_loss(tmp_path):
    (tmp_path / "a.jxl").write_bytes(FROM_JPEG)
    picture = open_picture(tmp_path / "a.jxl")
    ramps = np.add.outer(np.arange(16) * 8, np.arange(24) * 5)
    assert np.abs(picture.pixels[..., 0].astype(int) - np.rot90(ramps, -1)).max() < 12
    assert (picture.jpeg_quality, picture.format, picture.channels) == (77, "jxl", 1)


@pytest.mark.parametrize("size", [
    (1, 1), (8, 8), (256, 256), (16, 9), (160, 90), (1920, 1080), (3, 700), (700, 3), (257, 9),
])  # fmt: skip
def test_the_header_says_what_the_encoder_was_told(size):
    head = header(codestream(jxl("L", np.zeros((size[1], size[0]), np.uint8))))
    assert (head.width, head.height, head.bits) == (*size, 8)
    assert header(codestream(jxl("I;16", np.zeros((size[1], size[0]), np.uint16)))).bits == 16


@given(st.binary(max_size=64))
def test_any_header_is_read_or_refused(data):
    with suppress(EOFError):
        found = header(b"\xff\x0a" + data)
        assert found.width >= 0 and found.height >= 1 and found.bits >= 1


def test_cut_off(tmp_path):
    data = jxl("RGB", random_pixels((80, 90, 3)))
    for part in (0.2, 0.6, 0.95):
        (tmp_path / "a.jxl").write_bytes(data[: int(len(data) * part)])
        refusal_of(tmp_path / "a.jxl")
    with pytest.raises(PictureError):
        open_picture(tmp_path / "a.jxl")
