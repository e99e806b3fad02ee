"""What a study needs: pictures to learn from, a picture to measure on, a folder."""

import importlib.util

import cv2
import numpy as np
import pytest

from engine.tasks import Task
from engine.training.studies.run import Order, Places
from engine.training.trainer import Budget

draws = pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="needs the extra 'study'")


@pytest.fixture
def places(folder, tmp_path):
    """Pictures to learn from, one to measure on, and a folder for the study."""
    test = tmp_path / "test"
    test.mkdir()
    coarse = np.random.default_rng(1).integers(0, 256, (5, 6, 3), dtype=np.uint8)
    assert cv2.imwrite(str(test / "a.png"), cv2.resize(coarse, (48, 40)))
    return Places(folder, test, tmp_path / "study")


def order(name="units", task=Task.DENOISE, level=25.0, steps=2):
    return Order(name, task, level, 4, 2, Budget(steps=steps))


def scores_for(study, **known):
    """A PSNR for every variant: 30 dB but for those that are given."""
    return {variant.name: 30.0 for variant in study.variants} | known
