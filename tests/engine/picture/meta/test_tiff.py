"""EXIF among a TIFF's own tags: every byte of it arrives in a block, and from there in every other format."""

import io
import struct
from dataclasses import replace

import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.picture.files import open_picture, save_picture
from engine.picture.meta.tiff import exif_of_tiff, iptc_of_tiff, orientation_of_tiff
from engine.plan import SaveOptions
from tests.engine.picture.pictures import exif_block, full_picture, moved_directory, random_pixels

NAME = "Zoë Müller".encode()
IPTC = b"\x1c\x02\x50\0\x03Zoe"


def tiff_file(path, order="<", big=False):
    """A small TIFF with a copyright that is no ASCII, IPTC and a resolution."""
    tags = [(0x8298, 2, len(NAME) + 1, NAME + b"\0", True), (33723, 7, len(IPTC), IPTC, True),
            (0x0112, 3, 1, 1, True)]
    tifffile.imwrite(path, random_pixels((9, 8, 3)), photometric="rgb", metadata=None, software=False, byteorder=order,
                     bigtiff=big, resolution=(300, 200), resolutionunit=2, extratags=tags)
    return path


@pytest.mark.parametrize(("order", "big"), [("<", False), (">", False), ("<", True)])
def test_texts_arrive_byte_for_byte(tmp_path, order, big):
    picture = open_picture(tiff_file(tmp_path / "a.tif", order, big))
    assert NAME + b"\0" in picture.exif
    assert picture.iptc == IPTC
    assert picture.dpi == (300, 200)


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("kind", ["jpg", "png", "tif", "webp", "avif"])
def test_the_copyright_of_zoe_arrives_in_every_format(tmp_path, kind, order):
    picture = open_picture(tiff_file(tmp_path / "a.tif", order))
    again = open_picture(save_picture(picture, tmp_path / f"b.{kind}"))
    assert NAME in again.exif
    assert again.dpi == pytest.approx((300, 200), abs=0.02)
    assert again.iptc == (IPTC if kind in ("jpg", "tif") else None)


def test_directories_of_exif_and_gps_arrive(tmp_path):
    """A JPEG's block, grafted into a TIFF when that was saved."""
    gps = Image.Exif()
    gps[0x8825] = {1: "N", 29: "2020:02:03"}
    for block in (exif_block(1, note=b"NOTE" * 9)[6:], gps.tobytes()[6:]):
        path = save_picture(replace(full_picture(), exif=block), tmp_path / "a.tif", SaveOptions(overwrite=True))
        said, before = Image.Exif(), Image.Exif()
        said.load(open_picture(path).exif)
        before.load(block)
        for tag in (0x8769, 0x8825):
            inner = before.get_ifd(tag)
            inner |= {0xA002: 53, 0xA003: 37} if 0xA002 in inner else {}
            assert said.get_ifd(tag) == inner


def test_a_directory_that_leads_to_itself(tmp_path):
    data = tiff_file(tmp_path / "a.tif").read_bytes()
    data += bytes(len(data) % 2)
    there = len(data) + 2 + 12 * struct.unpack_from("<H", data, struct.unpack_from("<I", data, 4)[0])[0]
    for target in (there, len(data), 10**9, 0):
        loop = moved_directory(data, {0x8769: struct.pack("<HHII", 0x8769, 4, 1, target)})
        (tmp_path / "b.tif").write_bytes(loop)
        picture = open_picture(tmp_path / "b.tif")
        assert NAME in picture.exif
        save_picture(picture, tmp_path / f"{target}.tif")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_broken_files_give_none_or_a_block(tmp_path_factory, data):
    original = tiff_file(tmp_path_factory.mktemp("t") / "a.tif").read_bytes()
    broken = bytearray(original)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    file = io.BytesIO(broken)
    exif = exif_of_tiff(file)
    assert exif is None or exif[:2] in (b"II", b"MM")
    assert 1 <= orientation_of_tiff(file) <= 8
    iptc_of_tiff(file)
    assert exif_of_tiff(io.BytesIO(b"")) is None


def test_orientation(tmp_path):
    for orientation in range(1, 9):
        tifffile.imwrite(tmp_path / "a.tif", np.zeros((3, 3), np.uint8), extratags=[(274, "H", 1, orientation, True)])
        with (tmp_path / "a.tif").open("rb") as file:
            assert orientation_of_tiff(file) == orientation



