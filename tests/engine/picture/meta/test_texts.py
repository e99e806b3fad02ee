"""XMP, IPTC and resolution, in the forms that files give them."""

import pytest

from engine.picture.meta.texts import as_bytes, iptc_of_photoshop, photoshop_of_iptc, sane_dpi, upright_xmp

IPTC = b"\x1c\x02\x50\0\x03Zoe"


@pytest.mark.parametrize(("value", "expected"), [
    (b"a", b"a"), ("a", b"a"), ((97, 98), b"ab"), ((700, 800), None), (b"", None), (None, None), (7, None), (1.5, None),
    ("\ud800", b"?"),
])
def test_as_bytes(value, expected):
    assert as_bytes(value) == expected


@pytest.mark.parametrize(("said", "expected"), [
    ((300, 200), (300, 200)), (None, None), ((0, 1), None), ((1,), None), ((float("nan"), 1), None), ((1e9, 1), None),
])
def test_sane_dpi(said, expected):
    assert sane_dpi(said) == expected


@pytest.mark.parametrize(("packet", "orientation"), [
    (b'<x tiff:Orientation="6"/>', 6), (b"<tiff:Orientation>8</tiff:Orientation>", 8), (b"<x/>", 0),
    (b'<x tiff:Orientation="77"/>', 0), (b'<x tiff:Orientation="' + b"9" * 5000 + b'"/>', 0),
])
def test_upright_xmp(packet, orientation):
    upright, said = upright_xmp(packet)
    assert said == orientation
    assert upright_xmp(upright)[1] in (0, 1)


def test_iptc_goes_into_photoshops_block_and_comes_out():
    other = b"8BIM\x03\xed\x03abc\0\0\0\x03xyz\0"
    assert iptc_of_photoshop(photoshop_of_iptc(IPTC)) == IPTC
    assert iptc_of_photoshop(other + photoshop_of_iptc(IPTC)) == IPTC
    assert iptc_of_photoshop(other) is None
    for end in range(len(other) + 12):
        assert iptc_of_photoshop((other + photoshop_of_iptc(IPTC))[:end]) is None



