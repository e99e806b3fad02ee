"""JPEG quality from quantisation tables."""

import pytest
from PIL import Image

from engine.picture.files import open_picture
from engine.picture.meta.tables import jpeg_quality
from tests.engine.picture.pictures import random_pixels


@pytest.mark.parametrize("quality", [5, 15, 30, 49, 50, 51, 75, 90, 95, 100])
def test_jpeg_quality_is_read_from_the_tables(tmp_path, quality):
    Image.fromarray(random_pixels((16, 16, 3))).save(tmp_path / "a.jpg", quality=quality)
    assert open_picture(tmp_path / "a.jpg").jpeg_quality == quality


def test_without_a_table_there_is_no_quality():
    assert jpeg_quality({}) is None
    assert jpeg_quality({0: [1, 2, 3]}) is None
