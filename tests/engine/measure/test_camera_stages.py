"""Each stage of the simulated camera by its own statistics."""

import numpy as np
import pytest

from engine.measure import camera_stages as stages

REDS = [(0, 0), (0, 1), (1, 0), (1, 1)]


def noise(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape, np.float32)


def correlation(plane, distance):
    return float(np.mean(plane[:, :-distance] * plane[:, distance:]) / np.mean(plane**2))


@pytest.mark.parametrize("contrast, gamma", [(0, 1), (0.8, 0.86), (1, 1.16)])
def test_a_tone_curve_rises_and_is_undone(contrast, gamma):
    curve = stages.tone_curve(contrast, gamma)
    assert curve[0] == 0 and curve[-1] == pytest.approx(1) and (np.diff(curve) >= 0).all()
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    light = stages.light_of(pixels, curve)
    assert light.dtype == np.float32 and light.min() >= 0 and light.max() <= 1
    assert np.abs(stages.shown(light, curve) - pixels).max() < 0.3


def test_the_plain_curve_is_that_of_srgb():
    # 0.2140 of the light is middle grey, 0.5, by the standard's formula
    assert stages.shown(np.full((1, 1), 0.2140, np.float32), stages.tone_curve(0, 1)) == pytest.approx(127.5, abs=0.2)


def test_light_beyond_black_and_white_is_cut_off():
    assert stages.shown(np.array([[-0.2, 1.7]], np.float32), stages.tone_curve(0.5, 1)).tolist() == [[0, 255]]


@pytest.mark.parametrize("light, spread", [(0.15, 0.08), (0.02, 0.01), (0.0, 0.01), (0.002, 0.02), (0.97, 0.05)])
def test_what_is_shown_on_average_is_the_mean_of_many(light, spread):
    curve = stages.tone_curve(0.4, 1)
    one = np.full((1, 1, 3), light, np.float32)
    mean = stages.shown(np.float32(light) + np.float32(spread) * noise(400, 400), curve).mean()
    found = stages.shown_on_average(one, np.full_like(one, spread), curve)
    assert found.shape == (1, 1, 3) and (found == found[0, 0, 0]).all()
    moved = mean - stages.shown(one, curve)[0, 0, 0]
    assert abs(moved) > 0.3 and abs(found[0, 0, 0] - mean) < 0.1 * abs(moved) + 0.3


def test_noise_behind_a_matrix_has_the_variance_that_is_said():
    matrix, sensor = np.array([[1.8, -0.6, -0.2], [-0.3, 1.6, -0.3], [0, -0.7, 1.7]]), stages.Sensor(0.003, 1e-4)
    raw = np.broadcast_to(np.array([0.1, 0.4, 0.2], np.float32), (300, 300, 3))
    draws = np.random.default_rng(0)
    planes = [stages.with_sensor_noise(np.ascontiguousarray(raw[..., i]), sensor, draws) for i in range(3)]
    measured = stages.matrixed(np.dstack(planes), matrix).var(axis=(0, 1))
    assert stages.noise_variance(raw, matrix, sensor)[0, 0] == pytest.approx(measured, rel=0.03)


@pytest.mark.parametrize("first", range(len(stages.CAMERAS_OF_XYZ)))
def test_colour_matrices_keep_white_and_can_be_undone(first):
    matrix = stages.colour_matrix(first, (first + 1) % 5, 0.4)
    assert np.allclose(matrix @ np.ones(3), 1)
    assert np.linalg.cond(matrix) < 10
    assert (np.diag(matrix) > 0.3).all(), "red is measured by red, and so on"


def test_a_mosaic_takes_one_colour_a_pixel():
    light = np.dstack([np.full((4, 6), value, np.float32) for value in (1, 2, 3)])
    for row, column in REDS:
        mosaic = stages.mosaic_of(light, (row, column))
        assert mosaic[row, column] == 1 and mosaic[1 - row, 1 - column] == 3
        assert (mosaic == 2).sum() == 12 and (mosaic == 1).sum() == 6


class TestSensor:
    def spoiled(self, light, **sensor):
        mosaic = np.full((400, 400), light, np.float32)
        return stages.with_sensor_noise(mosaic, stages.Sensor(**sensor), np.random.default_rng(3)) - mosaic

    @pytest.mark.parametrize("light", [0.0, 0.1, 0.5])
    def test_variance_is_shot_noise_times_light_and_read_noise(self, light):
        found = self.spoiled(light, shot=0.003, read=1e-4)
        assert found.var() == pytest.approx(0.003 * light + 1e-4, rel=0.02)
        assert abs(found.mean()) < 2e-4 and abs(correlation(found, 1)) < 0.01

    def test_unevenness_goes_with_the_light(self):
        assert self.spoiled(0.5, shot=0, read=0, unevenness=0.02).std() == pytest.approx(0.01, rel=0.02)
        assert self.spoiled(0.0, shot=0, read=0, unevenness=0.02).std() == 0

    def test_banding_moves_whole_rows(self):
        found = self.spoiled(0.1, shot=0, read=1e-4, banding=2)
        assert found.mean(axis=1).std() == pytest.approx(0.02, rel=0.15)
        assert found.mean(axis=0).std() < 0.002

    def test_hot_pixels_are_white_and_rare(self):
        found = self.spoiled(0.1, shot=0, read=0, hot=0.01)
        assert (found > 0.8).mean() == pytest.approx(0.01, rel=0.15)

    def test_the_converter_has_steps_and_an_end(self):
        found = self.spoiled(0.1, shot=0, read=1e-3, bits=6) + np.float32(0.1)
        assert np.allclose(found * 63, np.rint(found * 63), atol=1e-4)
        assert self.spoiled(0.99, shot=0.01, read=0).max() <= 0.0101


class TestDemosaicing:
    @pytest.mark.parametrize("method", stages.DEMOSAICINGS)
    @pytest.mark.parametrize("red", REDS)
    def test_flat_colours_come_back(self, method, red):
        light = np.broadcast_to(np.array([0.2, 0.5, 0.7], np.float32), (16, 20, 3))
        result = stages.demosaiced(stages.mosaic_of(light, red), red, method)
        assert result.shape == (16, 20, 3) and result.dtype == np.float32
        assert np.abs(result - light).max() < 1e-4

    @pytest.mark.parametrize("method", stages.DEMOSAICINGS)
    @pytest.mark.parametrize("red", REDS)
    def test_a_grey_ramp_comes_back_inside(self, method, red):
        y, x = np.mgrid[:16, :20]
        light = np.repeat((0.01 * x + 0.02 * y)[..., None], 3, axis=2).astype(np.float32)
        result = stages.demosaiced(stages.mosaic_of(light, red), red, method)
        assert np.abs(result - light)[3:-3, 3:-3].max() < 1e-4

    @pytest.mark.parametrize("method", stages.DEMOSAICINGS)
    def test_what_was_measured_stays(self, method):
        mosaic = np.float32(0.5) + np.float32(0.05) * noise(12, 12)
        result = stages.demosaiced(mosaic, (0, 1), method)
        assert np.abs(stages.mosaic_of(result, (0, 1)) - mosaic)[2:-2, 2:-2].max() < 1e-4

    def test_white_noise_becomes_correlated(self):
        mosaic = np.float32(0.5) + np.float32(0.05) * noise(200, 200)
        chroma = {}
        for method in stages.DEMOSAICINGS:
            parts = stages.matrixed(stages.demosaiced(mosaic, (0, 0), method), stages.TO_YCBCR)[3:-3, 3:-3]
            parts -= parts.mean(axis=(0, 1))
            chroma[method] = correlation(parts[..., 1], 1)
        assert all(found > 0.35 for found in chroma.values()), chroma

    def test_malvar_is_sharper_than_bilinear(self):
        y, x = np.mgrid[:40, :40]
        light = np.repeat((0.5 + 0.2 * np.sin(1.2 * x + 0.5 * y))[..., None], 3, axis=2).astype(np.float32)
        wrong = {method: np.abs(stages.demosaiced(stages.mosaic_of(light, (0, 0)), (0, 0), method) - light)[4:-4].mean()
                 for method in ("bilinear", "malvar")}
        assert wrong["malvar"] < 0.6 * wrong["bilinear"]


def test_colours_there_and_back():
    pixels = 255 * np.random.default_rng(0).random((2, 8, 8, 3), np.float32)
    there = stages.matrixed(pixels, stages.TO_YCBCR)
    assert np.abs(there[1, 2, 3] - stages.TO_YCBCR @ pixels[1, 2, 3]).max() < 1e-3
    assert np.abs(stages.matrixed(there, stages.TO_RGB) - pixels).max() < 1e-2


class TestSmoothing:
    def test_activity_tells_edges_from_noise(self):
        plane = 2 * noise(60, 60)
        plane[:, 30:] += 60
        found = stages.activity(plane, 8)
        assert found[:, 29:31].min() > 0.9 and found[:, :26].max() < 0.1

    @pytest.mark.parametrize("radius, near", [(0.7, 0.60), (1.0, 0.78)])
    def test_smoothed_noise_has_the_correlation_of_its_blur(self, radius, near):
        # white noise after a Gaussian of standard deviation s is correlated by exp(-d^2 / 4 s^2)
        pair = np.stack([noise(300, 300), np.zeros((300, 300), np.float32)])
        found = stages.smoothed(pair, np.zeros((300, 300), np.float32), radius, 1.0)
        assert correlation(found[0], 1) == pytest.approx(near, abs=0.03)
        assert (found[1] == 0).all()

    def test_a_wide_blur_is_nearly_what_it_would_be_at_full_size(self):
        pair = np.stack([noise(201, 300), noise(201, 300, seed=1)])
        there = stages.smoothed(pair, np.zeros((201, 300), np.float32), 3.0, 1.0)
        assert there[0].std() == pytest.approx(1 / (2 * np.sqrt(np.pi) * 3), rel=0.1)
        assert correlation(there[0], 4) == pytest.approx(np.exp(-16 / 36), abs=0.05)

    def test_what_is_kept_stays(self):
        pair, kept = np.stack([noise(20, 20)] * 2), np.ones((20, 20), np.float32)
        assert np.array_equal(stages.smoothed(pair, kept, 1.0, 1.0), pair)
        assert np.array_equal(stages.smoothed(pair, 0 * kept, 1.0, 0.0), pair)

    def test_sharpening_adds_what_a_blur_takes(self):
        pair = np.stack([noise(100, 100), np.full((100, 100), 7, np.float32)])
        found = stages.sharpened(pair, 1.0, 0.8)
        assert found[0].std() > 1.5 * pair[0].std()
        assert np.allclose(found[1], 7, atol=1e-4)
