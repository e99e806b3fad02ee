"""What is declared too large is refused before anything of its size is taken."""

import json
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from PIL import Image

from engine.errors import PictureError
from engine.picture.read import bounds
from tests.engine.picture.pictures import box, chunk, moved_directory, refusal_of


@pytest.mark.parametrize("depth", [8, 16])
def test_a_declared_giant_is_refused_before_decoding(tmp_path, depth):
    header = struct.pack(">IIBBBBB", 60000, 60000, depth, 2, 0, 0, 0)
    (tmp_path / "giant.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    assert "60000 x 60000" in refusal_of(tmp_path / "giant.png")


@pytest.mark.parametrize("bits", [8, 16])
def test_a_giant_tiff(tmp_path, bits):
    tags = ((256, 60000), (257, 60000), (258, bits), (259, 1), (262, 1), (273, 8), (277, 1), (278, 60000), (279, 4))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    (tmp_path / "giant.tif").write_bytes(b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + bytes(4))
    assert "60000 x 60000" in refusal_of(tmp_path / "giant.tif")


def test_a_picture_that_memory_cannot_hold(tmp_path, monkeypatch):
    Image.new("RGB", (100, 100)).save(tmp_path / "a.jpg")
    monkeypatch.setattr(bounds, "available_memory", lambda: 1000)
    assert "memory" in refusal_of(tmp_path / "a.jpg")


def test_the_bound_grows_with_the_file(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(bytes(100_000))
    bounds.refuse_too_large(path, (8000, 8000), 8, 1)
    bounds.refuse_too_large(path, (10_000, 10_000), 8, 1)
    with pytest.raises(PictureError, match="more than a file of 100000 bytes can hold"):
        bounds.refuse_too_large(path, (11_000, 11_000), 8, 1)
    bounds.refuse_too_large(path, (11_000, 11_000), 1, 1)


# ---- bombs: small files that declare, or really hold, pictures of very many pixels ----------------------------------

SIDE = 31000


def png(depth, colour):
    header = struct.pack(">IIBBBBB", SIDE, SIDE, depth, colour, 0, 0, 0)
    rows = zlib.compress(bytes(3_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def tiff(bits, compression, strips):
    """`strips` strips, all of them the same few bytes, which unpack to many."""
    data = zlib.compress(bytes(200_000)) if compression == 8 else bytes(900)
    place = 8 + len(data) + len(data) % 2
    base = b"II*\0" + struct.pack("<I", place + 8 * strips) + data.ljust(place - 8, b"\0")
    base += struct.pack(f"<{strips}I", *[8] * strips) + struct.pack(f"<{strips}I", *[len(data)] * strips)
    tags = {256: SIDE, 257: SIDE, 258: bits, 259: compression, 262: 1, 277: 1, 278: -(-SIDE // strips)}
    entries = {tag: struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items()}
    entries |= {tag: struct.pack("<HHII", tag, 4, strips, place + at) for tag, at in ((273, 0), (279, 4 * strips))}
    return moved_directory(base + bytes(2), entries)


def webp():
    """Lossless WebP in which every code has one symbol: no pixel takes a bit."""
    bits = "".join(f"{value:0{width}b}"[::-1] for value, width in ((16382, 14), (16382, 14), (0, 1), (0, 3)))
    bits += "000" + ("1" + "0" + "1" + f"{128:08b}"[::-1]) * 4 + "1" + "0" + "0" + "0"
    stream = b"\x2f" + int(bits[::-1], 2).to_bytes(-(-len(bits) // 8) + 8, "little")
    stream += bytes(len(stream) % 2)
    data = b"WEBPVP8L" + struct.pack("<I", len(stream)) + stream
    return b"RIFF" + struct.pack("<I", len(data)) + data


def gif():
    return b"GIF89a" + struct.pack("<HHBBB", SIDE, SIDE, 0x80, 0, 0) + bytes(6) + b"," + struct.pack(
        "<HHHHB", 0, 0, SIDE, SIDE, 0) + b"\2\2\x4c\1\0;"


def bmp():
    head = struct.pack("<IHHIIiiHHIIiiII", 500, 0, 0, 54, 40, SIDE, SIDE, 1, 8, 1, 0, 0, 0, 0, 0)
    return b"BM" + head + bytes(1024) + b"\0\1"


def jp2(make):
    data = bytearray(make(".jp2", (64, 64)))
    place = data.index(b"\xff\x4f\xff\x51") + 8
    struct.pack_into(">II", data, place, SIDE, SIDE)
    struct.pack_into(">II", data, data.index(b"ihdr") + 4, SIDE, SIDE)
    return bytes(data)


def jpeg(progressive):
    import io

    file = io.BytesIO()
    Image.new("L", (64, 64)).save(file, "JPEG", progressive=progressive)
    data = bytearray(file.getvalue())
    place = data.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    struct.pack_into(">HH", data, place, SIDE, SIDE)
    return bytes(data)


def avif():
    import io

    file = io.BytesIO()
    Image.new("RGB", (64, 64)).save(file, "AVIF")
    return file.getvalue().replace(b"ispe\0\0\0\0" + struct.pack(">II", 64, 64), b"ispe\0\0\0\0" + struct.pack(
        ">II", SIDE, SIDE))


def jxl():
    """A header that declares SIDE x SIDE, in a container, and nothing behind it."""
    bits = "0" + f"{2:02b}"[::-1] + f"{SIDE - 1:018b}"[::-1] + f"{1:03b}"[::-1] + "1"
    stream = b"\xff\x0a" + int(bits[::-1], 2).to_bytes(8, "little")
    return box(b"JXL ", b"\r\n\x87\n") + box(b"ftyp", b"jxl \0\0\0\0jxl ") + box(b"jxlc", stream)


def encoded(suffix, size):
    import cv2

    return cv2.imencode(suffix, np.zeros(size, np.uint16))[1].tobytes()


OPEN_ALL = """
import json, sys, time, resource
from pathlib import Path
from engine.errors import PictureError
from engine.picture.files import open_picture
open_picture("good.png"); open_picture("good.tif")
said, before = {}, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sorted(Path(".").glob("bomb*")):
    began = time.monotonic()
    try:
        open_picture(path)
        said[path.name] = ["opened", time.monotonic() - began]
    except PictureError as err:
        said[path.name] = [str(err), time.monotonic() - began]
print(json.dumps([said, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory in KB")
def test_bombs_are_refused_quickly_and_in_little_memory(tmp_path):
    """All of them in one process that says the most memory it held: under 100 MB, and 2 s in all."""
    bombs = {
        "png": png(8, 2), "png16": png(16, 2), "grey": png(1, 0), "webp": webp(), "gif": gif(), "bmp": bmp(),
        "jpg": jpeg(False), "progressive": jpeg(True), "avif": avif(), "jxl": jxl(), "jp2": jp2(encoded),
        **{f"tiff{bits}-{way}-{strips}": tiff(bits, way, strips)
           for bits in (8, 16) for way in (1, 8) for strips in (1, 100, SIDE)},
    }  # fmt: skip
    for name, data in bombs.items():
        (tmp_path / f"bomb {name}").write_bytes(data)
    for name in ("good.png", "good.tif"):
        Image.fromarray(np.zeros((8, 8), np.uint16)).save(tmp_path / name)
    done = subprocess.run([sys.executable, "-c", OPEN_ALL], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said, kilobytes = json.loads(done.stdout)
    assert len(said) == len(bombs)
    assert not {name: words for name, (words, _) in said.items() if words == "opened"}
    assert sum(seconds for _, seconds in said.values()) < 2, said
    assert kilobytes < 100_000, said
    assert done.stderr == ""
