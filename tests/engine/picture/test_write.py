"""Saving: what the picture carries arrives, nothing is replaced or left half-written."""

import errno
import os
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import SaveError
from engine.picture import files, write
from engine.picture.files import SUFFIXES, can_write, default_target, open_picture, save_picture
from engine.picture.meta import upright_exif
from engine.picture.pixels import Picture
from engine.picture.read import srgb_profile
from engine.plan import FORMATS, SaveOptions
from tests.engine.picture.pictures import exif_block, random_pixels

EXIF, _ = upright_exif(exif_block(6, thumbnail=b"thumb", note=b"NOTE" * 9))
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'


def full_picture(channels=3, dtype=np.uint8, clear=False, size=(37, 53)):
    alpha = random_pixels(size, dtype, 1) if clear else None
    icc = srgb_profile() if channels == 3 else None
    return Picture(random_pixels((*size, channels), dtype), alpha, icc, EXIF, XMP, (300.0, 200.0), None, "png")


def read_exif(picture):
    said = Image.Exif()
    said.load(picture.exif)
    return said


# ---- round trips ----------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff", "webp"])
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
    if kind != "webp":
        assert again.dpi == pytest.approx((300, 200), abs=0.02)


def test_webp_says_dpi_in_exif_of_its_own(tmp_path):
    picture = replace(full_picture(), exif=None)
    assert open_picture(save_picture(picture, tmp_path / "a.webp")).dpi == (300, 200)


def test_bmp_keeps_dpi_and_colours_by_srgb(tmp_path):
    picture = full_picture()
    again = open_picture(save_picture(picture, tmp_path / "a.bmp"))
    assert np.abs(again.pixels.astype(int) - picture.pixels).max() <= 1
    assert again.dpi == pytest.approx((300, 200), abs=0.02)


@pytest.mark.parametrize("kind", FORMATS)
def test_metadata_left_out_on_demand_but_never_colour(tmp_path, kind):
    options = SaveOptions(format=kind, keep_metadata=False)
    again = open_picture(save_picture(full_picture(clear=True), tmp_path / "a", options))
    assert (again.exif, again.xmp) == (None, None)
    assert (again.icc == srgb_profile()) == (kind != "bmp")
    assert (again.alpha is not None) == (kind in ("png", "tiff", "webp"))


@pytest.mark.parametrize("kind", ["jpeg", "bmp"])
def test_alpha_is_laid_over_white_where_it_cannot_be_kept(tmp_path, kind):
    alpha = np.zeros((16, 16), np.uint8)
    alpha[:, 8:] = 255
    picture = Picture(np.full((16, 16, 3), 40, np.uint8), alpha)
    pixels = open_picture(save_picture(picture, tmp_path / "a", SaveOptions(format=kind, quality=100))).pixels
    assert np.abs(pixels[:, :8].astype(int) - 255).max() <= 1
    assert np.abs(pixels[:, 8:].astype(int) - 40).max() <= 1


@pytest.mark.parametrize("kind", ["jpeg", "webp", "bmp"])
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
@pytest.mark.parametrize("kind", FORMATS)
def test_the_smallest_pictures(tmp_path, kind, dtype, size):
    picture = full_picture(dtype=dtype, clear=True, size=size)
    again = open_picture(save_picture(picture, tmp_path / "a", SaveOptions(format=kind)))
    assert again.pixels.shape[:2] == size


def test_metadata_too_long_for_jpeg_is_left_out(tmp_path):
    block, _ = upright_exif(exif_block(1, note=b"N" * 70000))
    picture = replace(full_picture(), exif=block, xmp=b"x" * 70000)
    again = open_picture(save_picture(picture, tmp_path / "a.jpg"))
    assert (again.exif, again.xmp) == (None, None)
    assert open_picture(save_picture(picture, tmp_path / "a.png")).exif == write.fitted(
        picture, SaveOptions(), "png").exif


# ---- names ----------------------------------------------------------------------------------------------------------


def test_default_target_never_names_what_exists(tmp_path):
    source = tmp_path / "IMG.JPG"
    assert default_target(source) == tmp_path / "IMG_restored.JPG"
    (tmp_path / "IMG_restored.JPG").touch()
    assert default_target(source) == tmp_path / "IMG_restored-2.JPG"
    (tmp_path / "IMG_restored-2.JPG").symlink_to(tmp_path / "nowhere")
    assert default_target(source) == tmp_path / "IMG_restored-3.JPG"
    assert default_target(source, "clean", "png") == tmp_path / "IMG_clean.png"
    assert default_target(source, fmt="jpeg") == tmp_path / "IMG_restored-3.JPG"
    assert default_target(tmp_path / "a.b.heic").name == "a.b_restored.png"


def test_endings():
    assert can_write("a.JPG") and can_write(Path("x/a.tiff")) and not can_write("a.gif") and not can_write("a")
    assert set(SUFFIXES) == set(FORMATS)


def test_the_name_decides_the_format_and_may_lack_an_ending(tmp_path):
    picture = full_picture()
    assert open_picture(save_picture(picture, tmp_path / "a.TIF")).format == "tiff"
    assert save_picture(picture, tmp_path / "b") == tmp_path / "b.png"
    assert save_picture(picture, tmp_path / "c", SaveOptions(format="jpeg")) == tmp_path / "c.jpg"


# ---- what must not happen -------------------------------------------------------------------------------------------


def contents(folder):
    return {file: file.read_bytes() for file in folder.glob("*") if file.is_file()}


def refusal(picture, path, options=None):
    before = contents(path.parent)
    with pytest.raises(SaveError) as caught:
        save_picture(picture, path, options)
    assert before == contents(path.parent), "nothing new and nothing changed"
    assert str(caught.value).startswith(f"{path.name}: ") and caught.value.hint.endswith(".")
    return str(caught.value)


def test_an_existing_file_is_replaced_only_on_demand(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"mine")
    assert "exists" in refusal(full_picture(), path)
    path.chmod(0o640)
    save_picture(full_picture(), path, SaveOptions(overwrite=True))
    assert open_picture(path).width == 53
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    check = files._check_part
    monkeypatch.setattr(files, "_check_part", lambda *args: (check(*args), path.write_bytes(b"mine")))
    with pytest.raises(SaveError, match="exists"):
        save_picture(full_picture(), path)
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows renames without replacing")
def test_folders_without_hard_links(tmp_path, monkeypatch):
    def no_links(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = save_picture(full_picture(), tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == [path]
    assert "exists" in refusal(full_picture(), path)


def test_several_at_once_give_one_file(tmp_path):
    saved, refused = [], []

    def save(seed):
        picture = Picture(np.full((40, 40, 3), seed, np.uint8))
        try:
            saved.append((seed, save_picture(picture, tmp_path / "a.png")))
        except SaveError:
            refused.append(seed)

    threads = [threading.Thread(target=save, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(saved) == 1 and len(refused) == 5
    assert open_picture(tmp_path / "a.png").pixels[0, 0, 0] == saved[0][0]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_full_disk(tmp_path, monkeypatch, kind, dtype):
    class Full(files._PythonFile):
        def __init__(self, file):
            super().__init__(file)
            self.room, self.write = 1500, self.put

        def put(self, data):
            self.room -= memoryview(data).nbytes
            if self.room < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return self.file.write(data)

    path = tmp_path / f"a{SUFFIXES[kind][0]}"
    path.write_bytes(b"the old one")
    monkeypatch.setattr(files, "_PythonFile", Full)
    assert "the disk is full" in refusal(full_picture(dtype=dtype), path, SaveOptions(overwrite=True))


def test_a_disk_that_is_full_when_the_file_is_flushed(tmp_path, monkeypatch):
    def fail(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    assert "the disk is full" in refusal(full_picture(), tmp_path / "a.png")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    assert "may not be written" in refusal(full_picture(), folder / "a.png")


@pytest.mark.parametrize(("code", "said"), [(errno.EACCES, "may not be written"), (errno.EROFS, "may not be written"),
                                            (errno.EFBIG, "this large"), (errno.EIO, "input/output")])
def test_what_the_system_says_is_put_in_words(tmp_path, monkeypatch, code, said):
    def fail(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(files, "_write_part", fail)
    assert said in refusal(full_picture(), tmp_path / "a.png")


def test_a_file_that_cannot_be_read_back_gets_no_name(tmp_path, monkeypatch):
    for kind in FORMATS:
        def half(picture, file, kind, quality, whole=write.write):
            whole(picture, file, kind, quality)
            end = file.seek(0, 2)
            file.file.truncate(end // 2)

        with monkeypatch.context() as patch:
            patch.setattr(write, "write", half)
            assert "could not be written" in refusal(full_picture(), tmp_path / f"a{SUFFIXES[kind][0]}")


def test_names_that_cannot_be(tmp_path):
    picture = full_picture()
    (tmp_path / "folder.png").mkdir()
    assert "folder" in refusal(picture, tmp_path / "folder.png", SaveOptions(overwrite=True))
    assert ".gif" in refusal(picture, tmp_path / "a.gif")
    assert "does not exist" in refusal(picture, tmp_path / "nowhere" / "a.png")
    assert "too long" in refusal(picture, tmp_path / ("a" * 400 + ".png"))
    assert "format" in refusal(picture, tmp_path / "a.png", SaveOptions(format="jpeg"))


@pytest.mark.parametrize(("kind", "side"), [("webp", 16384), ("jpeg", 65536)])
def test_pictures_too_large_for_a_format(tmp_path, kind, side):
    picture = Picture(np.zeros((1, side, 1), np.uint8))
    assert "pixels per side" in refusal(picture, tmp_path / f"a{SUFFIXES[kind][0]}")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    path, real = tmp_path / "a.png", tmp_path / "real" / "b.png"
    real.write_bytes(b"old")
    path.symlink_to(real)
    save_picture(full_picture(), path, SaveOptions(overwrite=True))
    assert path.is_symlink() and open_picture(real).width == 53
