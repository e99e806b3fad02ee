"""PSNR and SSIM against values worked out by hand and by a plain reading of their definitions."""

import numpy as np
import pytest

from engine.measure.metrics import luma, psnr, ssim


def test_psnr_of_a_known_error():
    a = np.full((4, 5, 3), 100, np.uint8)
    assert psnr(a + 5, a) == pytest.approx(10 * np.log10(255**2 / 25))
    assert psnr(np.full_like(a, 255), np.zeros_like(a)) == pytest.approx(0.0)
    assert psnr(a, a) == float("inf")


def test_psnr_pools_the_channels_before_the_logarithm():
    a = np.zeros((4, 4, 3), np.uint8)
    b = a.copy()
    b[..., 0] = 9
    assert psnr(a, b) == pytest.approx(10 * np.log10(255**2 / 27))


def test_the_border_is_left_out():
    a = np.zeros((8, 8), np.uint8)
    b = a.copy()
    b[0], b[:, -1] = 200, 200
    b[4, 4] = 16
    assert psnr(a, b, border=2) == pytest.approx(10 * np.log10(255**2 / (256 / 16)))


def test_metrics_are_not_fooled_by_the_wrap_of_uint8():
    a, b = np.zeros((16, 16), np.uint8), np.full((16, 16), 255, np.uint8)
    assert psnr(a, b) == psnr(b, a) == pytest.approx(0.0)


def naive_ssim(a, b):
    """Each window on its own, from the definition."""
    ramp = np.arange(11) - 5
    kernel = np.exp(-(ramp**2) / (2 * 1.5**2))
    kernel = np.outer(kernel, kernel) / kernel.sum() ** 2
    values = []
    for y in range(a.shape[0] - 10):
        for x in range(a.shape[1] - 10):
            p, q = a[y:y + 11, x:x + 11].astype(float), b[y:y + 11, x:x + 11].astype(float)
            mp, mq = (kernel * p).sum(), (kernel * q).sum()
            vp, vq = (kernel * (p - mp) ** 2).sum(), (kernel * (q - mq) ** 2).sum()
            cov = (kernel * (p - mp) * (q - mq)).sum()
            values.append((2 * mp * mq + 6.5025) * (2 * cov + 58.5225)
                          / ((mp**2 + mq**2 + 6.5025) * (vp + vq + 58.5225)))
    return np.mean(values)


def test_ssim_follows_its_definition():
    rng = np.random.default_rng(0)
    a = rng.integers(0, 256, (19, 23), dtype=np.uint8)
    b = np.clip(a + rng.normal(0, 20, a.shape), 0, 255).astype(np.uint8)
    assert ssim(a, b) == pytest.approx(naive_ssim(a, b), abs=1e-9)
    assert ssim(a, a) == pytest.approx(1.0)


def test_ssim_of_colour_is_the_mean_of_the_channels():
    rng = np.random.default_rng(1)
    a, b = rng.integers(0, 256, (2, 15, 15, 3), dtype=np.uint8)
    assert ssim(a, b) == pytest.approx(np.mean([ssim(a[..., i], b[..., i]) for i in range(3)]))


def test_luma_has_matlabs_range():
    ends = np.array([[[0, 0, 0], [255, 255, 255], [255, 0, 0]]], np.uint8)
    np.testing.assert_allclose(luma(ends), [[16.0, 235.0, 81.481]], atol=1e-9)


def test_pictures_that_cannot_be_compared_are_refused():
    with pytest.raises(ValueError, match="different shapes"):
        psnr(np.zeros((3, 4)), np.zeros((4, 3)))
    with pytest.raises(ValueError, match="11 x 11"):
        ssim(np.zeros((10, 40), np.uint8), np.zeros((10, 40), np.uint8))
