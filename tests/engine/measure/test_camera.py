"""A simulated camera as a whole: repeatable, fair to its target, and with the noise that was measured on real ones."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.measure.camera import (
    KINDS,
    Camera,
    Compression,
    Smoothing,
    compressed,
    draw_camera,
    draw_jpegs,
    levels_between,
    levels_of_white,
    lowest_quality,
    photograph,
    simulated_pair,
)
from engine.measure.camera_stages import Sensor
from engine.measure.degrade import jpeg
from engine.picture.pixels import TO_YCBCR

QUIET = Sensor(shot=0.0, read=0.0)


@pytest.fixture(scope="module")
def photo():
    """Smooth colours, uint8 (96, 128, 3)."""
    coarse = np.random.default_rng(1).integers(30, 220, (4, 5, 3), dtype=np.uint8)
    return cv2.resize(coarse, (128, 96), interpolation=cv2.INTER_CUBIC)


class TestLevels:
    def test_of_white_noise_are_what_is_expected(self):
        values = np.full((400, 400, 3), 128.0)
        drawn = np.random.default_rng(0).normal(0, 20, values.shape)
        assert levels_between(values + drawn, values) == pytest.approx(levels_of_white(20), rel=0.01)
        assert levels_of_white(1) == pytest.approx((1, 0.668, 0.640), abs=0.001)

    def test_of_grey_noise_have_no_colour(self):
        values = np.full((400, 400, 3), 128.0)
        drawn = np.random.default_rng(0).normal(0, 20, (400, 400, 1))
        expected = pytest.approx(levels_of_white(20, grey=True), rel=0.01, abs=0.01)
        assert levels_between(values + drawn, values) == expected

    def test_count_a_shift_too(self):
        ten, thirteen = (np.full((4, 4, 3), value, np.uint8) for value in (10, 13))
        assert levels_between(thirteen, ten).rgb == levels_between(ten, thirteen).rgb == pytest.approx(3)


class TestPhotograph:
    @pytest.mark.parametrize("kind", KINDS)
    def test_the_seed_decides_everything(self, photo, kind):
        a, b, c = (simulated_pair(photo, seed, kind) for seed in (4, 4, 5))
        assert np.array_equal(a.spoiled, b.spoiled) and np.array_equal(a.target, b.target) and a.quality == b.quality
        assert not np.array_equal(a.spoiled, c.spoiled)
        assert a.spoiled.shape == a.target.shape == photo.shape and a.spoiled.dtype == a.target.dtype == np.uint8

    def test_without_noise_and_jpeg_it_is_its_target(self, photo):
        camera = replace(draw_camera(np.random.default_rng(2)), sensor=Sensor(0.0, 0.0, bits=16), jpegs=())
        shot = photograph(photo, camera, np.random.default_rng(0))
        assert levels_between(shot.spoiled, shot.target).rgb < 0.3
        assert shot.quality == 100

    def test_a_plain_camera_shows_what_is_there(self, photo):
        shot = photograph(photo, Camera(QUIET), np.random.default_rng(0))
        assert np.abs(shot.target.astype(int) - photo).mean() < 1.0

    def test_a_dark_exposure_is_dark_in_the_target_too(self, photo):
        shot = photograph(photo, Camera(QUIET, exposure=0.25), np.random.default_rng(0))
        assert shot.target.mean() < 0.62 * photo.mean()
        assert abs(shot.spoiled.mean() - shot.target.mean()) < 1

    @pytest.mark.parametrize("light", [8, 60, 200])
    def test_the_target_is_as_bright_as_the_mean_of_many(self, light):
        clean = np.full((120, 120, 3), light, np.uint8)
        camera = Camera(Sensor(0.006, 8e-5), contrast=0.5)
        shots = [photograph(clean, camera, np.random.default_rng(seed)) for seed in range(8)]
        assert shots[0].levels == levels_between(shots[0].spoiled, shots[0].target) and shots[0].levels.rgb > 8
        assert np.mean([s.spoiled for s in shots]) == pytest.approx(np.mean([s.target for s in shots]), abs=0.8)

    def test_jpeg_spoils_the_photograph_and_not_the_target(self, photo):
        jpegs = (Compression(90), Compression(40, "4:4:4"))
        plain, small = (photograph(photo, Camera(QUIET, jpegs=given), np.random.default_rng(0))
                        for given in ((), jpegs))
        assert np.array_equal(plain.target, small.target) and small.quality == 40
        assert np.array_equal(small.spoiled, jpeg(jpeg(plain.spoiled, 90), 40, "4:4:4"))
        assert small.levels.rgb < 1.0 < levels_between(small.spoiled, small.target).rgb

    @pytest.mark.parametrize("channels", [1, 3])
    def test_a_picture_cropped_after_jpeg_has_its_grid_elsewhere(self, photo, channels):
        pixels = photo[..., :channels]
        assert np.array_equal(compressed(pixels, (Compression(30),)), jpeg(pixels, 30))
        moved = compressed(pixels, (Compression(30, corner=(3, 5)),))
        assert moved.shape == pixels.shape
        steps = np.abs(np.diff(moved[..., 0].astype(int), axis=1)).mean(axis=0)  # between neighbouring columns
        at_grid = [steps[column::8].mean() for column in range(8)]
        assert int(np.argmax(at_grid)) == 2, "columns 0..2 end the first block, which began 5 before"

    @pytest.mark.parametrize("side", [(33, 47), (1, 1), (2, 9)])
    def test_odd_and_tiny_pictures(self, side):
        clean = np.full((*side, 3), 90, np.uint8)
        for seed in range(6):
            assert simulated_pair(clean, seed).spoiled.shape == clean.shape

    def test_shrinking_makes_noise_weaker(self, photo):
        whole, half = (photograph(photo, Camera(Sensor(0.004, 2e-5), scale=scale), np.random.default_rng(0))
                       for scale in (1.0, 0.5))
        assert levels_between(half.spoiled, half.target).rgb < 0.8 * levels_between(whole.spoiled, whole.target).rgb

    def test_denoising_of_colour_leaves_brightness_alone(self, photo):
        plain, mended = (photograph(photo, Camera(Sensor(0.004, 2e-5), chroma=chroma), np.random.default_rng(0))
                         for chroma in ((), (Smoothing(2.5, 1.0, 20),)))
        plain, mended = (levels_between(shot.spoiled, shot.target) for shot in (plain, mended))
        assert mended.colour < 0.5 * plain.colour
        assert mended.luma == pytest.approx(plain.luma, rel=0.1)


class TestDrawing:
    def test_jpegs_are_of_cameras_and_websites(self):
        draws = np.random.default_rng(0)
        drawn = [draw_jpegs(draws) for _ in range(400)]
        qualities = np.array([c.quality for jpegs in drawn for c in jpegs])
        assert qualities.min() >= 60 and qualities.max() <= 100
        assert ((qualities >= 72) & (qualities < 96)).mean() > 0.7
        assert {len(jpegs) for jpegs in drawn} == {1, 2}
        assert np.mean([c.subsampling == "4:2:0" for jpegs in drawn for c in jpegs]) == pytest.approx(0.75, abs=0.06)
        assert lowest_quality(()) == 100
        corners = [jpegs[0].corner for jpegs in drawn if len(jpegs) == 2]
        assert np.mean([corner != (0, 0) for corner in corners]) == pytest.approx(0.5, abs=0.12)
        assert all(jpegs[-1].corner == (0, 0) for jpegs in drawn)

    def test_kinds_differ_where_they_should(self):
        drawn = {kind: [draw_camera(np.random.default_rng(seed), kind) for seed in range(300)] for kind in KINDS}
        shot = {kind: np.median([camera.sensor.shot for camera in cameras]) for kind, cameras in drawn.items()}
        assert shot["phone"] > 3 * shot["camera"]
        assert all(camera.luma.strength == 0 for camera in drawn["raw"])
        assert all(len(camera.chroma) == 2 for camera in drawn["phone"])
        assert {camera.demosaicing for camera in drawn["camera"]} == {"bilinear", "malvar", "edge-aware"}
        assert {camera.red for camera in drawn["camera"]} == {(0, 0), (0, 1), (1, 0), (1, 1)}

    def test_read_noise_follows_shot_noise(self):
        sensors = [draw_camera(np.random.default_rng(seed)).sensor for seed in range(400)]
        shot, read = np.log([[s.shot, s.read] for s in sensors]).T
        rest = read - 2.18 * shot - 1.20
        assert abs(rest.mean()) < 0.05 and rest.std() == pytest.approx(0.26, abs=0.03)


def correlation(plane, d):
    products = (plane[:, :-d] * plane[:, d:]).mean() + (plane[:-d] * plane[d:]).mean()
    return products / 2 / max(1e-9, (plane**2).mean())


@pytest.fixture(scope="module")
def rows():
    """Of 60 photographs of a softly lit wall, in Y, Cb and Cr: deviation, correlation 1, 2 and 4 pixels on."""
    y, x = np.mgrid[:160, :160]
    scene = np.stack([60 + x / 2, 140 - y / 3, 70 + (x + y) / 5], axis=-1).astype(np.uint8)
    found = []
    for seed in range(60):
        shot = simulated_pair(scene, seed, "camera")
        parts = (shot.spoiled.astype(float) - shot.target) @ TO_YCBCR.T
        parts -= parts.mean(axis=(0, 1))
        found.append([[plane.std(), *(correlation(plane, d) for d in (1, 2, 4))] for plane in np.moveaxis(parts, 2, 0)])
    return np.array(found)


class TestAgainstRealNoise:
    """Real photographs, means over two published sets: luma correlated by 0.57 to 0.62 with the next pixel and 0.11 to
    0.28 with the one behind it, Cb and Cr by 0.86 to 0.92, and by 0.26 to 0.64 four pixels on."""

    def test_correlation_in_luma(self, rows):
        assert 0.5 < np.median(rows[:, 0, 1]) < 0.75
        assert 0.08 < np.median(rows[:, 0, 2]) < 0.38
        assert rows[:, 0, 1].std() > 0.07

    def test_correlation_in_colour(self, rows):
        assert 0.82 < np.median(rows[:, 1:, 1]) < 0.95
        assert 0.26 < np.median(rows[:, 1:, 3]) < 0.7

    def test_how_strong_it_is(self, rows):
        deviation = rows[:, :, 0]
        assert 1.5 < np.median(deviation[:, 0]) < 5
        assert 0.3 < np.median(deviation[:, 1:].mean(axis=1) / deviation[:, 0]) < 0.8
        assert np.percentile(deviation[:, 0], 95) > 6
