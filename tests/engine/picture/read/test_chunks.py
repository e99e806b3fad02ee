import io

import numpy as np
import pytest
from PIL import Image

from engine.errors import PictureError
from engine.picture.files import open_picture
from engine.picture.read.chunks import check


@pytest.fixture
def data():
    file = io.BytesIO()
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (90, 120, 3)).astype(np.uint8)).save(file, "png")
    return file.getvalue()


def test_a_sound_file_passes(data):
    check(io.BytesIO(data))
    check(io.BytesIO(data + b"more"))  # behind the end stands whatever people put there


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_whose_rest_is_zeros_is_damaged_and_not_black(data, share, tmp_path):
    kept = round(len(data) * share)
    spoiled = data[:kept] + bytes(len(data) - kept)
    with pytest.raises(ValueError):
        check(io.BytesIO(spoiled))
    (tmp_path / "a.png").write_bytes(spoiled)
    with pytest.raises(PictureError, match=r"damaged|cut off"):
        open_picture(tmp_path / "a.png")


def test_a_file_that_ends_too_early(data):
    with pytest.raises(EOFError):
        check(io.BytesIO(data[:-300]))
