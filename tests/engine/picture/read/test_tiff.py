"""TIFF: every kind of number, every orientation, every page; and no hole is ever taken for black."""

import struct

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image

from engine.errors import PictureError
from engine.picture.files import open_picture
from tests.engine.picture.pictures import moved_directory, random_pixels, refusal_of


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("options", [{}, {"compression": "zlib", "predictor": True}, {"planarconfig": "separate"}],
                         ids=["plain", "deflate", "planes"])
def test_16_bit_tiff_in_both_byte_orders(tmp_path, order, options):
    values = random_pixels((9, 5, 3), np.uint16)
    stored = np.moveaxis(values, 2, 0) if "planarconfig" in options else values
    tifffile.imwrite(tmp_path / "a.tif", stored, byteorder=order, photometric="rgb", resolution=(120, 60),
                     resolutionunit="INCH", iccprofile=b"a profile", **options)
    picture = open_picture(tmp_path / "a.tif")
    assert np.array_equal(picture.pixels, values)
    assert (picture.icc, picture.dpi) == (b"a profile", (120, 60))


@pytest.mark.parametrize("extra", ["unassalpha", "assocalpha", "unspecified"])
def test_extra_samples_of_16_bit_tiff(tmp_path, extra):
    values = random_pixels((9, 5, 4), np.uint16)
    values[..., 3] = np.maximum(values[..., 3], values[..., :3].max(axis=2))
    values[0, 0] = 0
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb", extrasamples=[extra])
    picture = open_picture(tmp_path / "a.tif")
    if extra == "unspecified":
        assert picture.alpha is None
        return
    assert np.array_equal(picture.alpha, values[..., 3])
    if extra == "assocalpha":
        again = np.rint(picture.pixels * (picture.alpha[..., None] / 65535))
        assert np.abs(again - values[..., :3]).max() <= 1
    else:
        assert np.array_equal(picture.pixels, values[..., :3])


def test_16_bit_tiff_by_lzw(tmp_path):
    values = random_pixels((9, 5, 3), np.uint16)
    (tmp_path / "a.tif").write_bytes(cv2.imencode(".tif", values[..., ::-1])[1].tobytes())
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert file.pages[0].compression.name == "LZW"
    assert np.array_equal(open_picture(tmp_path / "a.tif").pixels, values)


def test_grey_16_bit_tiff_stored_as_negative(tmp_path):
    values = random_pixels((9, 5), np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="miniswhite")
    assert np.array_equal(open_picture(tmp_path / "a.tif").pixels[..., 0], 65535 - values)


@pytest.mark.parametrize("dtype", [np.uint32, np.int16])
def test_tiff_of_other_numbers_is_refused_in_words(tmp_path, dtype):
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 4, 3), dtype), photometric="rgb")
    with pytest.raises(PictureError, match=r"a\.tif: it holds \d\d-bit .* numbers\. Export"):
        open_picture(tmp_path / "a.tif")


TURNED = {
    1: lambda a: a, 2: lambda a: a[:, ::-1], 3: lambda a: a[::-1, ::-1], 4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1), 6: lambda a: np.rot90(a, -1), 7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: np.rot90,
}  # fmt: skip
"""What a reader does to a file of each orientation, by the standard."""
MAP = random_pixels((3, 256), np.uint16, 5)
KINDS = {
    "grey": ((21, 34), {}), "negative": ((21, 34), {"photometric": "miniswhite"}),
    "rgb": ((21, 34, 3), {"photometric": "rgb"}),
    "rgba": ((21, 34, 4), {"photometric": "rgb", "extrasamples": ["unassalpha"]}),
    "cmyk": ((21, 34, 4), {"photometric": "separated"}),
    "palette": ((21, 34), {"photometric": "palette", "colormap": MAP}),
}  # fmt: skip


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("compression", [None, "zlib"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("kind", KINDS)
def test_orientation_of_every_kind(tmp_path, kind, dtype, compression, orientation):
    """Beside tifffile's reading of the same file, which never turns."""
    shape, options = KINDS[kind]
    if dtype == np.uint16 and kind in ("palette", "cmyk"):
        pytest.skip("16-bit palettes are not read; CMYK ends as 8 bits, where rounding differs")
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, random_pixels(shape, dtype), metadata=None, compression=compression, rowsperstrip=5,
                     extratags=[(274, "H", 1, orientation, True)], **options)
    stored = TURNED[orientation](tifffile.imread(path))
    if kind == "negative":
        stored = np.iinfo(dtype).max - stored
    elif kind == "palette":
        stored = (MAP.T[stored] >> 8).astype(np.uint8)
    elif kind == "cmyk":
        stored = np.asarray(Image.fromarray(np.ascontiguousarray(stored), "CMYK").convert("RGB"))
    picture = open_picture(path)
    colours = stored[..., None] if stored.ndim == 2 else stored[..., :3]
    assert np.array_equal(picture.pixels, colours)
    if kind == "rgba":
        assert np.array_equal(picture.alpha, stored[..., 3])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_of_16_bits_by_lzw(tmp_path, orientation):
    values = random_pixels((4, 6, 3), np.uint16)
    data = cv2.imencode(".tif", values[..., ::-1])[1].tobytes()
    entry = struct.pack("<HHIHH", 274, 3, 1, orientation, 0)
    (tmp_path / "a.tif").write_bytes(moved_directory(data, {274: entry}))
    assert np.array_equal(open_picture(tmp_path / "a.tif").pixels, TURNED[orientation](values))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("white", [1, 255, 65535])
def test_floating_point_becomes_16_bits(tmp_path, dtype, white):
    if dtype == np.float16 and white == 65535:
        pytest.skip("half precision ends before")
    values = (random_pixels((9, 5, 3)) / 255 * white).astype(dtype)
    values[0, 0] = white
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb")
    picture = open_picture(tmp_path / "a.tif")
    assert np.array_equal(picture.pixels, np.rint(values.astype(np.float64) / white * 65535).astype(np.uint16))
    assert picture.notes == (f"Its floating-point numbers were read as 16 bits, {white} as white.",)


def test_light_beyond_white_is_cut_off_and_said(tmp_path):
    values = np.full((4, 5, 3), 0.5, np.float32)
    values[0, 0], values[0, 1], values[0, 2] = 1.5, -0.1, np.nan
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb", compression="zlib")
    picture = open_picture(tmp_path / "a.tif")
    assert picture.pixels[0, :4, 0].tolist() == [65535, 0, 0, 32768]
    assert "10.0% of its values" in picture.notes[2] and "no numbers" in picture.notes[1]


def test_floating_point_by_lzw(tmp_path):
    values = random_pixels((9, 5, 3)).astype(np.float32) / 255
    options = [cv2.IMWRITE_TIFF_COMPRESSION, 5, cv2.IMWRITE_TIFF_PREDICTOR, 3]
    (tmp_path / "a.tif").write_bytes(cv2.imencode(".tif", values[..., ::-1], options)[1].tobytes())
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert (file.pages[0].compression.name, file.pages[0].predictor) == ("LZW", 3)
    assert np.array_equal(open_picture(tmp_path / "a.tif").pixels, np.rint(values.astype(float) * 65535))


def test_big_tiff_of_8_bits_in_motorolas_order_is_refused_in_words(tmp_path):
    values = random_pixels((9, 5, 3))
    for deep in (False, True):
        tifffile.imwrite(tmp_path / "a.tif", values.astype(np.uint16) if deep else values, photometric="rgb",
                         byteorder=">", bigtiff=True)
        if deep:
            assert np.array_equal(open_picture(tmp_path / "a.tif").pixels, values)
        else:
            assert "Motorola" in refusal_of(tmp_path / "a.tif")


def test_pages_are_counted_and_chosen_and_thumbnails_are_none(tmp_path):
    path, shapes = tmp_path / "a.tif", [(8, 9, 3), (3, 4, 3), (6, 5), (7, 7)]
    with tifffile.TiffWriter(path) as file:
        for number, shape in enumerate(shapes):
            deep = np.uint16 if number == 2 else np.uint8
            file.write(random_pixels(shape, deep, number), subfiletype=int(number == 1), metadata=None,
                       photometric="rgb" if len(shape) == 3 else "minisblack",
                       extratags=[(33432, "s", 0, f"page {number}", True)])
    for page, number in enumerate((0, 2, 3)):
        picture = open_picture(path, page)
        assert np.array_equal(picture.pixels.squeeze(), random_pixels(shapes[number], picture.pixels.dtype, number))
        assert (picture.page, picture.pages) == (page, 3)
        assert picture.notes[-1].endswith("of the 3 pictures in this file.")
        assert f"page {number}".encode() in picture.exif
    with pytest.raises(PictureError, match="number 4 is wanted"):
        open_picture(path, 3)


@pytest.mark.parametrize("compression", [None, "zlib", "lzw"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("harm", [
    "no size", "no place", "twice as high", "half the list", "one strip for all", "shared",
])  # fmt: skip
def test_missing_strips_are_never_black(tmp_path, dtype, compression, harm):
    values = random_pixels((60, 20, 3), dtype)
    path = tmp_path / "a.tif"
    if compression == "lzw":
        Image.fromarray(values.astype(np.uint8)).save(path, compression="tiff_lzw", strip_size=600)
    else:
        tifffile.imwrite(path, values, photometric="rgb", compression=compression, rowsperstrip=10, metadata=None)
    data = path.read_bytes()
    with tifffile.TiffFile(path) as file:
        page, order = file.pages[0], "<"
        strips = len(page.dataoffsets)
        places, sizes = list(page.dataoffsets), list(page.databytecounts)

    def row(tag, numbers):
        return tag, struct.pack(f"{order}HHI", tag, 4, len(numbers)), struct.pack(f"{order}{len(numbers)}I", *numbers)

    assert strips > 3
    rows = {
        "no size": [row(279, [*sizes[:2], 0, *sizes[3:]])],
        "no place": [row(273, [*places[:2], 0, *places[3:]])],
        "twice as high": [row(257, [120])],
        "half the list": [row(273, places[: strips // 2]), row(279, sizes[: strips // 2])],
        "one strip for all": [row(278, [60]), row(273, places[:1]), row(279, sizes[:1])],
        "shared": [row(273, [places[0]] * strips), row(279, [sum(sizes)] * strips)],
    }[harm]
    entries, tail = {}, b""
    for tag, head, numbers in rows:
        entries[tag] = head + (numbers if len(numbers) == 4 else struct.pack("<I", len(data) + len(tail)))
        tail += b"" if len(numbers) == 4 else numbers
    path.write_bytes(moved_directory(data + tail, entries))
    said = refusal_of(path)
    assert "damaged" in said or "cut off" in said


def test_plain_colours_with_a_profile_tag_of_the_wrong_type_can_be_saved(tmp_path):
    from engine.picture.files import save_picture

    for number, dtype in enumerate((np.uint8, np.uint16)):
        path = tmp_path / f"{number}.tif"
        tifffile.imwrite(path, random_pixels((9, 5, 3), dtype), photometric="rgb", metadata=None,
                         extratags=[(34675, "H", 3, (700, 800, 900), True), (700, "I", 1, 7, True)])
        picture = open_picture(path)
        assert (picture.icc, picture.xmp) == (None, None)
        save_picture(picture, tmp_path / f"{number}.jpg")
