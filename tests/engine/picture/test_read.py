"""Opening: every kind of file arrives upright and whole, with all it carries; bad ones give one clear sentence."""

import io
import os
import struct
import warnings
import zlib

import numpy as np
import pytest
import tifffile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from engine.errors import PictureError
from engine.picture import read
from engine.picture.files import open_picture
from engine.picture.pixels import Picture
from engine.picture.read import srgb_profile
from tests.engine.picture.pictures import chunk, exif_block, png_bytes, random_pixels

# ---- kinds of files -------------------------------------------------------------------------------------------------


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
    import cv2

    values = random_pixels((9, 5, 3), np.uint16)
    (tmp_path / "a.tif").write_bytes(cv2.imencode(".tif", values[..., ::-1])[1].tobytes())
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert file.pages[0].compression.name == "LZW"
    assert np.array_equal(open_picture(tmp_path / "a.tif").pixels, values)


def test_grey_16_bit_tiff_stored_as_negative(tmp_path):
    values = random_pixels((9, 5), np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="miniswhite")
    assert np.array_equal(open_picture(tmp_path / "a.tif").pixels[..., 0], 65535 - values)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.uint32, np.int16])
def test_tiff_of_other_numbers_is_refused_in_words(tmp_path, dtype):
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 4, 3), dtype), photometric="rgb")
    with pytest.raises(PictureError, match=r"a\.tif: it holds \d\d-bit .* numbers\. Export"):
        open_picture(tmp_path / "a.tif")


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


@pytest.mark.parametrize("quality", [5, 15, 30, 49, 50, 51, 75, 90, 95, 100])
def test_jpeg_quality_is_read_from_the_tables(tmp_path, quality):
    Image.fromarray(random_pixels((16, 16, 3))).save(tmp_path / "a.jpg", quality=quality)
    assert open_picture(tmp_path / "a.jpg").jpeg_quality == quality


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1)])
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "bmp"])
def test_the_smallest_pictures(tmp_path, suffix, size):
    Image.new("RGB", size, (9, 8, 7)).save(tmp_path / f"a.{suffix}")
    picture = open_picture(tmp_path / f"a.{suffix}")
    assert (picture.width, picture.height) == size


def test_contents_decide_not_the_name(tmp_path):
    Image.new("RGB", (3, 2)).save(tmp_path / "a.jpg", "PNG")
    assert open_picture(tmp_path / "a.jpg").format == "png"


def test_a_picture_higher_than_one_strip(tmp_path):
    pixels = random_pixels((700, 3, 3))
    Image.fromarray(pixels).save(tmp_path / "a.png", exif=exif_block(8))
    assert np.array_equal(open_picture(tmp_path / "a.png").pixels, np.rot90(pixels))


# ---- orientation and metadata ---------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["png", "tiff", "tiff by lzw"])
def test_orientation_of_16_bits(tmp_path, kind, orientation):
    import cv2

    shallow = random_pixels((4, 6, 3))
    values, path = shallow.astype(np.uint16) * 257, tmp_path / "a"
    if kind == "png":
        path.write_bytes(png_bytes(values, 2, [chunk(b"eXIf", exif_block(orientation)[6:])]))
    elif kind == "tiff":
        tifffile.imwrite(path, values, photometric="rgb", extratags=[(274, "H", 1, orientation, True)])
    else:
        path.write_bytes(_lzw_tiff(cv2.imencode(".tif", values[..., ::-1])[1].tobytes(), orientation))
    turned = Image.fromarray(shallow)
    turned.getexif()[0x0112] = orientation
    expected = np.asarray(ImageOps.exif_transpose(turned)).astype(np.uint16) * 257
    assert np.array_equal(open_picture(path).pixels, expected)


def _lzw_tiff(data, orientation):
    """The TIFF with an orientation tag added: its directory is moved to the end."""
    start = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, start)[0]
    entries = [data[start + 2 + 12 * i : start + 14 + 12 * i] for i in range(count)]
    entries = [entry for entry in entries if entry[:2] != struct.pack("<H", 274)]
    entries.append(struct.pack("<HHIHH", 274, 3, 1, orientation, 0))
    entries.sort(key=lambda entry: struct.unpack_from("<H", entry))
    directory = struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)
    return data[:4] + struct.pack("<I", len(data)) + data[8:] + directory


def test_orientation_said_by_xmp_alone(tmp_path):
    pixels = random_pixels((4, 6, 3))
    Image.fromarray(pixels).save(tmp_path / "a.webp", lossless=True, xmp=b'<x tiff:Orientation="6"/>')
    picture = open_picture(tmp_path / "a.webp")
    assert np.array_equal(picture.pixels, np.rot90(pixels, -1))
    assert picture.xmp == b'<x tiff:Orientation="1"/>'


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


def test_warnings_of_the_libraries_stay_inside(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "a.jpg", exif=b"Exif\0\0II*\0\x08\0\0\0\x05\0" + b"\x12\x01\x03" * 9)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        open_picture(tmp_path / "a.jpg")
        assert warnings.filters[0][0] == "always", "the filters are as they were"
    assert caught == []


# ---- bad input ------------------------------------------------------------------------------------------------------


def refusal(path):
    with pytest.raises(PictureError) as caught:
        open_picture(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path.name}: ") and "\n" not in sentence
    assert caught.value.hint.endswith(".") and sentence.count(". ") == 1
    return sentence


def test_a_text_file_named_jpg(tmp_path):
    (tmp_path / "notes.jpg").write_text("Dear diary, " * 50)
    assert "is not a picture" in refusal(tmp_path / "notes.jpg")


def test_missing_empty_and_folder(tmp_path):
    (tmp_path / "empty.png").touch()
    (tmp_path / "folder.png").mkdir()
    assert "no such file" in refusal(tmp_path / "gone.jpg")
    assert "empty" in refusal(tmp_path / "empty.png")
    assert "a folder" in refusal(tmp_path / "folder.png")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    (tmp_path / "a.png").chmod(0)
    assert "may not be read" in refusal(tmp_path / "a.png")


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "bmp"])
@pytest.mark.parametrize("part", [0.4, 0.7, 0.95])
def test_cut_off(tmp_path, suffix, part):
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(random_pixels((80, 90, 3))).save(path, exif=b"")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    assert "cut off" in refusal(path)


def test_progressive_jpeg_cut_off(tmp_path):
    Image.fromarray(random_pixels((80, 90, 3))).save(tmp_path / "a.jpg", progressive=True)
    data = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(data[: len(data) // 2])
    assert "cut off" in refusal(tmp_path / "a.jpg")


@pytest.mark.parametrize("options", [{}, {"compression": "zlib"}])
def test_16_bit_files_cut_off(tmp_path, options):
    tifffile.imwrite(tmp_path / "a.tif", random_pixels((80, 90, 3), np.uint16), photometric="rgb", **options)
    (tmp_path / "b.png").write_bytes(png_bytes(random_pixels((80, 90, 3), np.uint16), 2))
    for name in ("a.tif", "b.png"):
        data = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(data[: len(data) // 2])
        assert "cut off" in refusal(tmp_path / name)


@pytest.mark.parametrize("depth", [8, 16])
def test_a_declared_giant_is_refused_before_decoding(tmp_path, depth):
    header = struct.pack(">IIBBBBB", 60000, 60000, depth, 2, 0, 0, 0)
    (tmp_path / "giant.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    assert "60000 x 60000" in refusal(tmp_path / "giant.png")


@pytest.mark.parametrize("bits", [8, 16])
def test_a_giant_tiff(tmp_path, bits):
    tags = ((256, 60000), (257, 60000), (258, bits), (259, 1), (262, 1), (273, 8), (277, 1), (278, 60000), (279, 4))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    (tmp_path / "giant.tif").write_bytes(b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + bytes(4))
    assert "60000 x 60000" in refusal(tmp_path / "giant.tif")


def test_a_picture_that_memory_cannot_hold(tmp_path, monkeypatch):
    Image.new("RGB", (100, 100)).save(tmp_path / "a.jpg")
    monkeypatch.setattr(read, "available_memory", lambda: 1000)
    assert "memory" in refusal(tmp_path / "a.jpg")


def test_running_out_of_memory_on_the_way(tmp_path, monkeypatch):
    def fail(*_):
        raise MemoryError

    Image.new("RGB", (100, 100)).save(tmp_path / "a.jpg")
    monkeypatch.setattr(read, "read", fail)
    assert "not enough memory" in refusal(tmp_path / "a.jpg")


@pytest.mark.parametrize(("name", "head", "said"), [
    ("a.gif", b"GIF89a", "GIF"), ("a.heic", b"\0\0\0\x18ftypheic", "HEIC"), ("a.avif", b"\0\0\0\x18ftypavif", "AVIF"),
    ("a.psd", b"8BPS", "Photoshop"), ("a.CR2", b"II*\0\x10\0\0\0CR", "raw"), ("a.dng", b"II*\0", "raw"),
    ("a.jxl", b"\xff\x0a\x00", "JPEG XL"), ("a.pdf", b"%PDF-1.7", "PDF"),
])  # fmt: skip
def test_formats_that_are_not_supported_are_named(tmp_path, name, head, said):
    (tmp_path / name).write_bytes(head + bytes(100))
    assert said in refusal(tmp_path / name)


@pytest.mark.parametrize("suffix", ["png", "webp"])
def test_animations_are_refused(tmp_path, suffix):
    frames = [Image.new("RGB", (8, 8), (60 * i, 0, 0)) for i in range(3)]
    frames[0].save(tmp_path / f"a.{suffix}", save_all=True, append_images=frames[1:])
    assert "animation" in refusal(tmp_path / f"a.{suffix}")


def originals():
    block = exif_block(6, thumbnail=b"thumb", note=b"note" * 5)
    image = Image.fromarray(random_pixels((12, 10, 3)))
    for name, options in (("JPEG", {}), ("PNG", {}), ("TIFF", {}), ("WEBP", {}), ("BMP", {})):
        file = io.BytesIO()
        image.save(file, name, **({} if name == "BMP" else {"exif": block}), **options)
        yield file.getvalue()
    yield png_bytes(random_pixels((12, 10, 4), np.uint16), 6)
    file = io.BytesIO()
    tifffile.imwrite(file, random_pixels((12, 10, 3), np.uint16), photometric="rgb", compression="zlib")
    yield file.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.sampled_from(list(originals())))
def test_a_damaged_file_opens_or_is_refused_but_never_breaks_out(tmp_path, data, original):
    broken = bytearray(original)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, min(len(broken) - 1, 600)))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        broken = broken[: data.draw(st.integers(0, len(broken)))]
    path = tmp_path / "a.jpg"
    path.write_bytes(broken)
    try:
        assert isinstance(open_picture(path), Picture)
    except PictureError as err:
        assert str(err).startswith("a.jpg: ")
