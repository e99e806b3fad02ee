"""Forms of numbers in the compiled loops; what the loops compute is held against autograd in test_fused.py."""

import numpy as np
import pytest
import torch

from engine.backend.bitsliced.compiling import kernel
from engine.training import fused_kernels
from engine.training.fused_kernels import narrowed, widened


@kernel
def there(values, out):
    for i in range(len(values)):
        out[i] = narrowed(values[i], out[i])


@kernel
def back(numbers, out):
    for i in range(len(numbers)):
        out[i] = widened(numbers[i])


def test_bfloat16_is_rounded_as_torch_does():
    random = np.random.default_rng(0)
    values = random.integers(0, 2**32, 4096, dtype=np.uint32).view(np.float32)
    halves = (random.integers(0, 2**16, 4096, dtype=np.uint32) << 16 | 0x8000).view(np.float32)
    values = np.concatenate([values, halves, np.float32([0, -0.0, np.inf, -np.inf, 3.4e38])])
    values = values[~np.isnan(values)]
    bits, again = np.empty(len(values), np.int16), np.empty(len(values), np.float32)
    there(values, bits)
    expected = torch.from_numpy(values).bfloat16()
    assert np.array_equal(bits, expected.view(torch.int16).numpy())
    back(bits, again)
    assert np.array_equal(again, expected.float().numpy())
    there(np.float32([np.nan]), bits)
    back(bits, again)
    assert np.isnan(again[0])


def test_float32_stays_as_it_is():
    values = np.random.default_rng(0).standard_normal(100, np.float32)
    out, again = np.empty_like(values), np.empty_like(values)
    there(values, out)
    back(out, again)
    assert np.array_equal(again, values)


@pytest.mark.parametrize("channels", [1, 3, 48, 64, 300])
def test_lanes_hold_whole_pixels(channels):
    vectors = np.random.default_rng(0).standard_normal((2, channels)).astype(np.float32)

    @kernel
    def held(numbers):
        return fused_kernels.tiled(numbers)

    found = held(vectors)
    assert found.shape[1] % channels == 0 and found.shape[1] >= channels
    assert np.array_equal(found, np.tile(vectors, found.shape[1] // channels))
