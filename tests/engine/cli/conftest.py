"""A picture to give to the commands."""

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def noisy(tmp_path):
    path = tmp_path / "noisy.png"
    random = np.random.default_rng(0)
    Image.fromarray(random.integers(90, 160, (40, 30, 3), dtype=np.uint8)).save(path, dpi=(300, 300))
    return path
