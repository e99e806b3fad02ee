"""The passes on a GPU against torch, by Triton's interpreter; so they are tested wherever Triton is installed."""

import os

import pytest
import torch

os.environ.setdefault("TRITON_INTERPRET", "1")  # read when Triton is imported
pytest.importorskip("triton", reason="comes with torch where there is a GPU")

from engine.training.fused import GpuUnit, Manner, TorchUnit
from tests.engine.training.test_fused import by, gradients, operands


@pytest.mark.parametrize("shape", [(2, 8, 6, 1), (1, 1, 1, 7), (2, 32, 9, 11), (1, 64, 40, 13)], ids=str)
@pytest.mark.parametrize(("width", "thresholds"), [(1.0, 1), (2.5, 1), (1.0, 2)])
def test_result_and_every_gradient_are_those_of_torch(shape, width, thresholds):
    parts = operands(shape, thresholds=thresholds)
    gradient = torch.randn(shape, generator=torch.Generator().manual_seed(4))
    found, expected = (gradients(by(unit, Manner(width=width)), parts, gradient) for unit in (GpuUnit, TorchUnit))
    for ours, theirs in zip(found, expected, strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-3)
