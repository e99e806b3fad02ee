"""EXIF is changed in place: orientation, size and resolution fit the result, the maker's note stays where it was."""

import pytest
from PIL import Image

from engine.picture.files import open_picture
from engine.picture.meta.exif import (
    dpi_of_exif,
    exif_with_dpi,
    exif_without_orientation,
    sized_exif,
    upright_exif,
)
from tests.engine.picture.pictures import exif_block, random_pixels

NOTE = b"NOTE" * 9
BLOCK, _ = upright_exif(exif_block(6, note=NOTE))


def said_by(exif):
    said = Image.Exif()
    said.load(exif)
    return said


def test_the_thumbnail_is_dropped_and_the_makers_note_stays_where_it_was(tmp_path):
    block = exif_block(6, thumbnail=b"\xff\xd8small picture\xff\xd9", note=b"NOTE" * 9)
    Image.fromarray(random_pixels((4, 6, 3))).save(tmp_path / "a.jpg", exif=block)
    exif = open_picture(tmp_path / "a.jpg").exif
    assert b"small picture" not in exif
    assert exif.index(b"NOTE" * 9) == block.index(b"NOTE" * 9) - 6
    said = Image.Exif()
    said.load(exif)
    assert said[0x0112] == 1 and not said.get_ifd(1)


@pytest.mark.parametrize("exif", [b"rubbish", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff"])
def test_broken_exif_does_not_stop_a_good_picture(tmp_path, exif):
    Image.fromarray(random_pixels((4, 6, 3))).save(tmp_path / "a.jpg", exif=b"Exif\0\0" + exif)
    assert open_picture(tmp_path / "a.jpg").exif is None


def test_resolution_is_added_and_everything_else_stays():
    exif = exif_with_dpi(BLOCK, (300.0, 200.5), add=True)
    said = said_by(exif)
    assert dpi_of_exif(exif) == (300, 200.5)
    assert (said[0x011A], said[0x011B], said[0x0128]) == (300, 200.5, 2)
    assert said[0x010F] == "Maker Comp" and said[0x0112] == 1
    assert said.get_ifd(0x8769)[0x927C] == NOTE and exif.index(NOTE) == BLOCK.index(NOTE)
    again = exif_with_dpi(exif, (72.0, 72.0))
    assert dpi_of_exif(again) == (72, 72) and said_by(again)[0x010F] == "Maker Comp"


def test_resolution_is_not_added_where_the_format_states_it_elsewhere():
    assert exif_with_dpi(BLOCK, (300.0, 200.0)) == BLOCK
    assert exif_with_dpi(None, (300.0, 200.0)) is None
    assert exif_with_dpi(BLOCK, None, add=True) == BLOCK


def test_a_block_of_its_own_for_the_resolution():
    exif = exif_with_dpi(None, (300.0, 200.0), add=True)
    assert dpi_of_exif(exif) == (300, 200)
    assert dict(said_by(exif)) == {0x011A: 300, 0x011B: 200, 0x0128: 2}


def test_resolution_in_centimetres_is_read():
    block = Image.Exif()
    block[0x011A], block[0x011B], block[0x0128] = 100.0, 50.0, 3
    assert dpi_of_exif(block.tobytes()[6:]) == pytest.approx((254, 127))


def test_without_orientation():
    said = said_by(exif_without_orientation(BLOCK))
    assert 0x0112 not in said and said[0x010F] == "Maker Comp" and said.get_ifd(0x8769)[0x927C] == NOTE
    assert exif_without_orientation(None) is None


def test_size():
    inner = said_by(sized_exif(BLOCK, 70000, 9)).get_ifd(0x8769)
    assert (inner[0xA002], inner[0xA003]) == (70000, 9)


@pytest.mark.parametrize("bad", [b"", b"rubbish", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff"])
def test_blocks_that_break_the_rules_do_no_harm(bad):
    assert dpi_of_exif(bad) is None
    assert sized_exif(bad, 3, 4) == bad
    assert exif_with_dpi(bad or None, (1.0, 1.0)) == (bad or None)
    assert exif_without_orientation(bad) == bad
    assert upright_exif(bad) == (None, 0)
