"""Opening and saving by name: nothing is replaced or left half-written, and every refusal is one clear sentence."""

import errno
import io
import os
import threading
from dataclasses import replace

import cv2
import numpy as np
import pytest
import tifffile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.errors import PictureError, SaveError
from engine.formats import FORMATS, WRITTEN
from engine.picture import files, read, write
from engine.picture.files import check_target, copy_picture, default_target, open_picture, save_picture
from engine.picture.pixels import Picture
from engine.plan import SaveOptions
from tests.engine.picture.pictures import exif_block, full_picture, png_bytes, random_pixels, refusal_of


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "bmp"])
@pytest.mark.parametrize("part", [0.4, 0.7, 0.95])
def test_cut_off(tmp_path, suffix, part):
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(random_pixels((80, 90, 3))).save(path, exif=b"")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    assert "cut off" in refusal_of(path)


def test_progressive_jpeg_cut_off(tmp_path):
    Image.fromarray(random_pixels((80, 90, 3))).save(tmp_path / "a.jpg", progressive=True)
    data = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(data[: len(data) // 2])
    assert "cut off" in refusal_of(tmp_path / "a.jpg")


@pytest.mark.parametrize("options", [{}, {"compression": "zlib"}])
def test_16_bit_files_cut_off(tmp_path, options):
    tifffile.imwrite(tmp_path / "a.tif", random_pixels((80, 90, 3), np.uint16), photometric="rgb", **options)
    (tmp_path / "b.png").write_bytes(png_bytes(random_pixels((80, 90, 3), np.uint16), 2))
    for name in ("a.tif", "b.png"):
        data = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(data[: len(data) // 2])
        assert "cut off" in refusal_of(tmp_path / name)


def test_running_out_of_memory_on_the_way(tmp_path, monkeypatch):
    def fail(*_):
        raise MemoryError

    Image.new("RGB", (100, 100)).save(tmp_path / "a.jpg")
    monkeypatch.setattr(read, "read", fail)
    assert "not enough memory" in refusal_of(tmp_path / "a.jpg")


def originals():
    block = exif_block(6, thumbnail=b"thumb", note=b"note" * 5)
    image = Image.fromarray(random_pixels((12, 10, 3)))
    for name, options in (("JPEG", {}), ("PNG", {}), ("TIFF", {}), ("WEBP", {}), ("BMP", {})):
        file = io.BytesIO()
        image.save(file, name, **({} if name == "BMP" else {"exif": block}), **options)
        yield file.getvalue()
    for name in ("AVIF", "GIF"):
        file = io.BytesIO()
        image.save(file, name, save_all=name == "GIF", append_images=[image.rotate(90), image] if name == "GIF" else [])
        yield file.getvalue()
    yield cv2.imencode(".jp2", random_pixels((64, 48, 3), np.uint16))[1].tobytes()
    yield png_bytes(random_pixels((12, 10, 4), np.uint16), 6)
    file = io.BytesIO()
    tifffile.imwrite(file, random_pixels((12, 10, 3), np.uint16), photometric="rgb", compression="zlib")
    yield file.getvalue()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


def test_the_name_decides_the_format_and_may_lack_an_ending(tmp_path):
    picture = full_picture()
    assert open_picture(save_picture(picture, tmp_path / "a.TIF")).format == "tiff"
    assert save_picture(picture, tmp_path / "b") == tmp_path / "b.png"
    assert save_picture(picture, tmp_path / "c", SaveOptions(format="jpeg")) == tmp_path / "c.jpg"


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


def test_a_copy_is_the_very_file(tmp_path):
    source, target = tmp_path / "a.png", tmp_path / "b.png"
    source.write_bytes(b"whatever it is")
    assert copy_picture(source, target) == target and target.read_bytes() == b"whatever it is"
    with pytest.raises(SaveError, match="exists already"):
        copy_picture(source, target)
    source.write_bytes(b"now another")
    copy_picture(source, target, overwrite=True)
    assert target.read_bytes() == b"now another"
    source.unlink()
    with pytest.raises(SaveError):
        copy_picture(source, target, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["b.png"] and target.read_bytes() == b"now another"


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    check = files.check
    monkeypatch.setattr(files, "check", lambda *args: (check(*args), path.write_bytes(b"mine")))
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


@pytest.mark.parametrize("kind", WRITTEN)
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

    path = tmp_path / f"a{FORMATS[kind].endings[0]}"
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
    for kind in WRITTEN:
        def half(picture, file, kind, quality, whole=write.write):
            whole(picture, file, kind, quality)
            end = file.seek(0, 2)
            file.file.truncate(end // 2)

        with monkeypatch.context() as patch:
            patch.setattr(write, "write", half)
            assert "could not be written" in refusal(full_picture(), tmp_path / f"a{FORMATS[kind].endings[0]}")


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
    assert "pixels per side" in refusal(picture, tmp_path / f"a{FORMATS[kind].endings[0]}")


@pytest.mark.parametrize("source", ["gif", "jp2", "heic", "jxl", "raw"])
def test_what_cannot_be_written_is_saved_as_png_by_default(tmp_path, source):
    picture = replace(full_picture(), format=source)
    assert save_picture(picture, tmp_path / "a") == tmp_path / "a.png"
    assert default_target(tmp_path / f"b{FORMATS[source].endings[0]}") == tmp_path / "b_restored.png"


def test_a_name_as_long_as_the_system_takes(tmp_path):
    """255 bytes here; whatever else is written beside it is shorter."""
    for stem in ("a" * 251, "é" * 125 + "a"):
        path = save_picture(full_picture(), tmp_path / f"{stem}.png")
        assert open_picture(path).width == 53
        beside = default_target(path)
        assert beside.name.endswith("_restored.png") and save_picture(full_picture(), beside) == beside
        assert default_target(path) != beside
    for name in ("a" * 252 + ".png", "é" * 126 + ".png"):
        with pytest.raises(SaveError, match="too long"):
            check_target(tmp_path / name, SaveOptions())


def test_what_will_fail_is_refused_before(tmp_path):
    """`check_target` says what `save_picture` would say, and writes nothing."""
    (tmp_path / "there.png").write_bytes(b"mine")
    (tmp_path / "folder.png").mkdir()
    large = (70000, 3)
    for name, options, size in [
        ("there.png", SaveOptions(), (3, 3)), ("folder.png", SaveOptions(overwrite=True), (3, 3)),
        ("a.gif", SaveOptions(), (3, 3)), ("nowhere/a.png", SaveOptions(), (3, 3)), ("a.jpg", SaveOptions(), large),
        ("a.webp", SaveOptions(), large), ("a.avif", SaveOptions(), large), ("a.jpg", SaveOptions(depth=16), (3, 3)),
        ("a.png", SaveOptions(format="jpeg"), (3, 3)),
    ]:  # fmt: skip
        picture = Picture(np.zeros((size[1], size[0], 1), np.uint8))
        with pytest.raises(SaveError) as after:
            save_picture(picture, tmp_path / name, options)
        with pytest.raises(SaveError) as before:
            check_target(tmp_path / name, options, size=size)
        assert str(before.value) == str(after.value)
    assert check_target(tmp_path / "free", SaveOptions(), "webp") == tmp_path / "free.webp"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.png", "there.png"]


def test_a_format_whose_encoder_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(FORMATS["avif"].__dict__, "installed", False)
    assert "not installed" in refusal(full_picture(), tmp_path / "a.avif")
