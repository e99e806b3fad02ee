"""16-bit PNG and JPEG 2000, sample by sample."""

import struct

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps

from engine.picture.colour import srgb_profile
from engine.picture.files import open_picture
from tests.engine.picture.pictures import box, chunk, exif_block, png_bytes, random_pixels


@pytest.mark.parametrize(("kind", "samples"), [(0, 1), (2, 3), (4, 2), (6, 4)])
def test_16_bit_png(tmp_path, kind, samples):
    values = random_pixels((9, 5, samples), np.uint16)
    (tmp_path / "a.png").write_bytes(png_bytes(values, kind, [chunk(b"gAMA", struct.pack(">I", 30000))]))
    picture = open_picture(tmp_path / "a.png")
    colours = 3 if samples > 2 else 1
    assert np.array_equal(picture.pixels, values[..., :colours])
    assert (picture.alpha is not None) == (samples in (2, 4))
    if picture.alpha is not None:
        assert np.array_equal(picture.alpha, values[..., -1])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_of_16_bit_png(tmp_path, orientation):
    shallow = random_pixels((4, 6, 3))
    values, path = shallow.astype(np.uint16) * 257, tmp_path / "a"
    path.write_bytes(png_bytes(values, 2, [chunk(b"eXIf", exif_block(orientation)[6:])]))
    turned = Image.fromarray(shallow)
    turned.getexif()[0x0112] = orientation
    expected = np.asarray(ImageOps.exif_transpose(turned)).astype(np.uint16) * 257
    assert np.array_equal(open_picture(path).pixels, expected)


def jp2(values):
    bgr = values if values.ndim == 2 else values[..., ::-1]
    return cv2.imencode(".jp2", bgr, [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000])[1].tobytes()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("shape", [(64, 48), (64, 48, 3)])
def test_jpeg_2000(tmp_path, dtype, shape):
    values = random_pixels(shape, dtype)
    (tmp_path / "a.jp2").write_bytes(jp2(values))
    picture = open_picture(tmp_path / "a.jp2")
    assert picture.pixels.dtype == dtype and picture.format == "jp2"
    assert np.array_equal(picture.pixels.squeeze(), values)


def test_what_stands_beside_the_pixels_of_jpeg_2000(tmp_path):
    values = random_pixels((64, 48, 3), np.uint16)
    data = jp2(values)
    exif = exif_block(6)[6:]
    extra = box(b"uuid", b"JpgTiffExif->JP2" + exif)
    extra += box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + b"<x/>")
    place = data.index(b"colr") - 4
    (length,) = struct.unpack_from(">I", data, place)
    colour = box(b"colr", b"\2\0\0" + srgb_profile())
    whole = data[:place] + colour + data[place + length :] + extra
    head = whole.index(b"jp2h") - 4
    size = struct.unpack_from(">I", whole, head)[0] + len(colour) - length
    (tmp_path / "a.jp2").write_bytes(whole[:head] + struct.pack(">I", size) + whole[head + 4 :])
    picture = open_picture(tmp_path / "a.jp2")
    assert (picture.icc, picture.xmp) == (srgb_profile(), b"<x/>")
    assert np.array_equal(picture.pixels, np.rot90(values, -1))
    assert b"Maker Comp" in picture.exif


def test_12_bits_of_jpeg_2000_become_16(tmp_path, monkeypatch):
    """No encoder here writes 12 bits; the depth that the file states is made to be 12, and its samples are small."""
    values = random_pixels((64, 48, 3), np.uint16) >> 4
    data = bytearray(jp2(values))
    place = data.index(b"\xff\x4f\xff\x51") + 4 + 36
    for channel in range(3):
        data[place + 2 + 3 * channel] = 11
    (tmp_path / "a.jp2").write_bytes(data)
    monkeypatch.setattr(cv2, "imdecode", lambda *_: values[..., ::-1].copy())
    assert np.array_equal(open_picture(tmp_path / "a.jp2").pixels, np.rint(values * (65535 / 4095)))
