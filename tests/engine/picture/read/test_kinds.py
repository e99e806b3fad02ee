"""What a file is, whatever its name says; and what is none of ours is named."""

import os
import threading

import numpy as np
import pytest
from PIL import Image

from engine.formats import FORMATS
from engine.picture.files import open_picture
from tests.engine.picture.pictures import refusal_of


def test_contents_decide_not_the_name(tmp_path):
    Image.new("RGB", (3, 2)).save(tmp_path / "a.jpg", "PNG")
    assert open_picture(tmp_path / "a.jpg").format == "png"


def test_a_text_file_named_jpg(tmp_path):
    (tmp_path / "notes.jpg").write_text("Dear diary, " * 50)
    assert "is not a picture" in refusal_of(tmp_path / "notes.jpg")


def test_missing_empty_and_folder(tmp_path):
    (tmp_path / "empty.png").touch()
    (tmp_path / "folder.png").mkdir()
    assert "no such file" in refusal_of(tmp_path / "gone.jpg")
    assert "empty" in refusal_of(tmp_path / "empty.png")
    assert "a folder" in refusal_of(tmp_path / "folder.png")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    (tmp_path / "a.png").chmod(0)
    assert "may not be read" in refusal_of(tmp_path / "a.png")


@pytest.mark.parametrize(("name", "head", "said"), [
    ("a.mp4", b"\0\0\0\x18ftypisom", "film"), ("a.psd", b"8BPS", "Photoshop"), ("a.pdf", b"%PDF-1.7", "PDF"),
    ("a.exr", b"\x76\x2f\x31\x01", "OpenEXR"), ("a.CR2", b"II*\0\x10\0\0\0CR", "develop"),
])  # fmt: skip
def test_formats_that_are_not_supported_are_named(tmp_path, name, head, said):
    (tmp_path / name).write_bytes(head + bytes(100))
    assert said in refusal_of(tmp_path / name)


@pytest.mark.parametrize(("name", "head"), [("a.heic", b"\0\0\0\x18ftypheic"), ("a.jxl", b"\xff\x0a\x00")])
def test_a_decoder_that_is_not_installed_is_named(tmp_path, monkeypatch, name, head):
    (tmp_path / name).write_bytes(head + bytes(100))
    kind = FORMATS[name[2:]]
    monkeypatch.setitem(kind.__dict__, "installed", False)
    said = refusal_of(tmp_path / name)
    assert kind.title in said and "bbcu-restore[formats]" in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_or_a_device_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "a.png")
    said = []
    thread = threading.Thread(target=lambda: said.append(refusal_of(tmp_path / "a.png")), daemon=True)
    thread.start()
    thread.join(10)
    assert said and "pipe" in said[0]
    (tmp_path / "b.png").symlink_to("/dev/zero")
    assert "device" in refusal_of(tmp_path / "b.png")


def test_a_mixed_brand_is_avif_if_it_says_so(tmp_path):
    path = tmp_path / "a.avif"
    Image.fromarray(np.zeros((8, 8, 3), np.uint8)).save(path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"ftypavif", b"ftypmif1", 1))
    assert open_picture(path).format == "avif"
