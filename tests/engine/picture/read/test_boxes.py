"""Boxes of JPEG 2000 and AVIF, whole and broken."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.picture.read.boxes import boxes, depth_of_avif, depth_of_jp2, of_jp2
from tests.engine.picture.pictures import box

PROFILE, XMP = b"a profile", bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
COLOURS = box(b"colr", b"\1\0\0\0\0\0\x10") + box(b"colr", b"\2\0\0" + PROFILE)
FILE = (box(b"jP  ", b"\r\n\x87\n") + box(b"jp2h", COLOURS)
        + box(b"uuid", XMP + b"<x/>") + box(b"uuid", b"JpgTiffExif->JP2II*\0") + box(b"uuid", bytes(16) + b"other"))


def test_profile_exif_and_xmp():
    assert of_jp2(io.BytesIO(FILE)) == {"icc_profile": PROFILE, "xmp": b"<x/>", "exif": b"II*\0"}


def test_long_boxes_and_one_to_the_end():
    data = struct.pack(">I4sQ", 1, b"long", 16 + 3) + b"abc" + struct.pack(">I4s", 0, b"rest") + b"de"
    assert list(boxes(io.BytesIO(data), 0, len(data))) == [(b"long", 16, 19), (b"rest", 27, 29)]


@given(st.data())
def test_broken_boxes_end_the_search(data):
    broken = bytearray(FILE)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    broken = broken[: data.draw(st.integers(0, len(broken)))]
    assert set(of_jp2(io.BytesIO(broken))) <= {"icc_profile", "xmp", "exif"}


@pytest.mark.parametrize(("flags", "bits"), [(0, 8), (0x40, 10), (0x60, 12)])
def test_depth_of_avif(flags, bits):
    assert depth_of_avif(io.BytesIO(bytes(30) + b"av1C\x81\0" + bytes([flags, 0]))) == bits
    assert depth_of_avif(io.BytesIO(b"av1C")) == 8


def test_depth_of_jpeg_2000():
    assert depth_of_jp2(io.BytesIO(b"\xff\x4f\xff\x51" + bytes(38) + bytes([11]))) == 12
    assert depth_of_jp2(io.BytesIO(b"\xff\x4f\xff\x51")) == 8
    assert depth_of_jp2(io.BytesIO(b"")) == 8
