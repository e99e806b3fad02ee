import cv2
import numpy as np
import pytest

from engine.errors import PlanError
from engine.measure.degrade import TORCH_CUBIC, add_noise, bicubic, jpeg, whole_blocks


@pytest.fixture
def photo():
    """Smooth colours with edges, uint8 (24, 36, 3)."""
    y, x = np.mgrid[:24, :36]
    planes = (6 * x + 20 * (y > 11), 9 * y + 3 * np.sin(x), 255 * ((x // 9 + y // 7) % 2))
    return np.clip(np.stack(planes, axis=-1), 0, 255).astype(np.uint8)


class TestBicubic:
    def test_halving_weighs_eight_pixels_as_matlab_does(self):
        # Keys' kernel with a = -1/2 stretched twice, at distances 1/4, 3/4, 5/4, 7/4: over 256, -3 -9 29 111.
        line = np.zeros((2, 16))
        line[:, 8] = 1.0
        expected = np.array([0, 0, -3, 29, 111, -9, 0, 0]) / 256  # what each result pixel takes of pixel 8
        assert np.allclose(bicubic(line, 0.5), expected, atol=1e-12)

    def test_doubling_weighs_four_pixels(self):
        line = np.zeros((1, 8))
        line[0, 4] = 1.0
        row = bicubic(line, 2)[0]
        half = [-0.0234375, -0.0703125, 0.2265625, 0.8671875]
        assert np.allclose(row, [0] * 5 + half + half[::-1] + [0] * 3)

    @pytest.mark.parametrize("scale", [2, 3, 4])
    def test_a_flat_picture_stays_flat_and_sizes_are_whole(self, scale):
        flat = np.full((5 * scale, 7 * scale, 3), 77, np.uint8)
        small = bicubic(flat, 1 / scale)
        assert small.shape == (5, 7, 3)
        assert (small == 77).all()
        assert (bicubic(small, scale) == flat).all()

    @pytest.mark.parametrize("side", [3, 255, 3 * 4099])
    def test_a_third_of_a_multiple_of_three_is_exact(self, side):
        assert bicubic(np.zeros((1, side)), 1 / 3).shape == (1, side // 3)

    def test_with_torchs_parameter_it_enlarges_as_opencv_does(self, photo):
        values = photo.astype(np.float32)
        theirs = cv2.resize(values, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
        assert np.allclose(bicubic(values, 3, TORCH_CUBIC), theirs, atol=1e-2)

    def test_eight_bits_are_clipped_and_rounded_after_each_axis(self, photo):
        small = bicubic(photo, 0.5)
        assert small.dtype == np.uint8
        # From the implementation that meets the published LR pictures of Set5 bit for bit.
        assert small[:3, :3, 1].tolist() == [[6, 6, 3], [23, 23, 19], [42, 42, 38]]
        assert small[2:5, 3:6, 2].tolist() == [[0, 128, 255], [128, 128, 128], [255, 128, 0]]
        edge = np.array([[0, 60, 255, 0], [0, 60, 255, 0], [255, 255, 0, 9]], np.uint8)
        assert bicubic(edge, 2)[2:].tolist() == [
            [0, 4, 22, 98, 232, 218, 57, 0], [49, 59, 83, 129, 197, 169, 45, 0],
            [202, 209, 224, 184, 89, 31, 12, 4], [255, 255, 255, 203, 51, 0, 2, 11],
        ]


class TestJpeg:
    def test_grey_and_colour_keep_their_shape(self, photo):
        assert jpeg(photo[..., :1], 30).shape == (24, 36, 1)
        assert jpeg(photo, 30).shape == photo.shape

    def test_a_better_quality_is_nearer(self, photo):
        errors = [np.abs(jpeg(photo, quality, "4:4:4").astype(int) - photo).mean() for quality in (10, 50, 95)]
        assert errors[0] > errors[1] > errors[2]

    def test_the_order_of_colours_is_kept(self):
        red = np.zeros((16, 16, 3), np.uint8)
        red[..., 0] = 200
        assert np.abs(jpeg(red, 95).astype(int) - red).max() <= 3

    def test_colour_at_half_resolution_loses_colour_edges(self):
        stripes = np.zeros((16, 16, 3), np.uint8)
        stripes[:, ::2, 0] = 255
        half, full = (np.abs(jpeg(stripes, 95, how).astype(int) - stripes).mean() for how in ("4:2:0", "4:4:4"))
        assert half > 4 * full

    @pytest.mark.parametrize("wrong", [(0, "4:2:0"), (101, "4:2:0"), (10.5, "4:2:0"), (50, "4:2:2")])
    def test_what_cannot_be_is_refused(self, photo, wrong):
        with pytest.raises(PlanError, match=r"quality|subsampling"):
            jpeg(photo, *wrong)


def test_noise_is_the_published_sequence_and_neither_clipped_nor_rounded():
    noisy = add_noise(np.ones((2, 2, 1), np.float32), 25.5)
    # The first numbers of NumPy's old generator seeded with 0.
    assert np.allclose(noisy.ravel(), 1 + 0.1 * np.array([1.7640524, 0.4001572, 0.9787380, 2.2408932]), atol=1e-6)


def test_what_makes_no_whole_pixel_is_cut_right_and_below(photo):
    cut = whole_blocks(photo[:23, :35], 4)
    assert cut.shape == (20, 32, 3)
    assert (cut == photo[:20, :32]).all()
