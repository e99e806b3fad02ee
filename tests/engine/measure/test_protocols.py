"""Each protocol alone: its reference, its damage, and what is compared."""

import numpy as np
import pytest

from engine.errors import PlanError
from engine.measure.degrade import TORCH_CUBIC, add_noise, bicubic, jpeg
from engine.measure.metrics import luma, psnr, ssim
from engine.measure.protocols import (
    PROTOCOLS,
    BicubicShrinking,
    ColourJpeg,
    GaussianNoise,
    LumaJpeg,
    protocol_for,
)
from engine.plan import Step
from engine.tasks import Task


def picture(channels=3, height=37, width=41):
    y, x = np.mgrid[:height, :width]
    planes = [120 + 60 * np.sin(x / 5 + shift) * np.cos(y / 7) for shift in range(channels)]
    return np.clip(np.stack(planes, axis=2), 0, 255).astype(np.uint8)


COLOUR, GREY = picture(), picture(1)


class TestNoise:
    def test_it_is_the_same_for_every_picture_and_not_clipped(self):
        seen = GaussianNoise(50).degraded(GaussianNoise(50).reference(COLOUR))
        assert np.array_equal(seen, add_noise(COLOUR / np.float32(255), 50))
        assert seen.dtype == np.float32 and seen.shape == COLOUR.shape
        assert GaussianNoise(75).degraded(COLOUR * 0).min() < 0

    def test_all_channels_and_the_edges_count(self):
        spoiled = COLOUR.copy()
        spoiled[0, 0, 2] ^= 255
        found = GaussianNoise(25).score(spoiled, COLOUR)
        assert found == (psnr(spoiled, COLOUR), ssim(spoiled, COLOUR))
        assert np.isfinite(found[0])


class TestJpeg:
    def test_luma_of_colour_and_grey_as_it_is(self):
        assert np.array_equal(LumaJpeg(10).reference(COLOUR)[..., 0], np.floor(luma(COLOUR) + 0.5))
        assert LumaJpeg(10).reference(GREY) is GREY
        squeezed = LumaJpeg(10, squeeze=True).reference(GREY)
        assert np.array_equal(squeezed[..., 0], np.floor(luma(np.repeat(GREY, 3, axis=2)) + 0.5))
        assert np.ptp(squeezed) < np.ptp(GREY)

    def test_colour_is_compressed_at_half_or_full_resolution(self):
        for subsampling in ("4:2:0", "4:4:4"):
            seen = ColourJpeg(30, subsampling).degraded(COLOUR)
            assert np.array_equal(np.rint(seen * 255).astype(np.uint8), jpeg(COLOUR, 30, subsampling))
        assert ColourJpeg(30).reference(GREY).shape == COLOUR.shape

    @pytest.mark.parametrize("quality", [20.5, 0, 101, float("nan")])
    def test_a_quality_is_a_whole_number_up_to_100(self, quality):
        for kind in (LumaJpeg, ColourJpeg):
            with pytest.raises(PlanError, match="whole number"):
                kind(quality)


class TestShrinking:
    @pytest.mark.parametrize("scale", [2, 3, 4])
    def test_pictures_are_cut_shrunk_and_enlarged(self, scale):
        protocol = BicubicShrinking(scale)
        reference = protocol.reference(COLOUR)
        assert reference.shape == (37 // scale * scale, 41 // scale * scale, 3)
        seen = protocol.degraded(reference)
        small = bicubic(reference, 1 / scale)
        assert np.array_equal(np.rint(seen * 255).astype(np.uint8), small)
        assert np.array_equal(np.rint(protocol.plain(seen) * 255).astype(np.uint8), bicubic(small, scale))
        other = BicubicShrinking(scale, TORCH_CUBIC)
        assert not np.array_equal(other.plain(seen), protocol.plain(seen))

    def test_luma_is_compared_without_the_edges(self):
        protocol, spoiled = BicubicShrinking(3), COLOUR.copy()
        spoiled[:3], spoiled[-3:], spoiled[:, :3], spoiled[:, -3:] = 0, 0, 0, 0
        assert protocol.border == 3
        assert protocol.score(spoiled, COLOUR) == (np.inf, pytest.approx(1))
        assert np.array_equal(protocol.compared(COLOUR), luma(COLOUR))
        assert protocol.compared(GREY) is GREY

    def test_the_smallest_picture_is_whole_blocks(self):
        assert [BicubicShrinking(scale).smallest for scale in (2, 3, 4)] == [16, 18, 20]
        assert GaussianNoise(25).smallest == 11


@pytest.mark.parametrize("name", PROTOCOLS)
def test_every_protocol_keeps_the_size_and_gives_values(name):
    protocol = PROTOCOLS[name](4.0)
    for pixels in (COLOUR, GREY):
        reference = protocol.reference(pixels)
        seen = protocol.degraded(reference)
        assert reference.dtype == np.uint8 and seen.dtype == np.float32
        assert protocol.plain(seen).shape == reference.shape
        assert protocol.score(reference, reference) == (np.inf, pytest.approx(1))


class TestByStep:
    def test_they_are_comparable_objects(self):
        assert protocol_for(Step(Task.DENOISE, 25)) == GaussianNoise(25)
        assert protocol_for(Step(Task.DEBLOCK, 20), "paper") == LumaJpeg(20, squeeze=True)
        assert protocol_for(Step(Task.DEBLOCK, 20), "colour-444") == ColourJpeg(20, "4:4:4")
        assert protocol_for(Step(Task.UPSCALE, 3)) == BicubicShrinking(3)

    @pytest.mark.parametrize(("step", "name", "words"), [
        (Step(Task.DENOISE), "standard", "auto"), (Step(Task.DENOISE, 25), "colour", "Choose standard, paper"),
        (Step(Task.DEBLOCK, 20.5), "standard", "whole number"),
    ])
    def test_what_cannot_be_measured_is_said(self, step, name, words):
        with pytest.raises(PlanError, match=words):
            protocol_for(step, name)
