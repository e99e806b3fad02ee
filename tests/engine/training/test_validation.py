"""PSNR while a network learns: which levels, which crops, by which protocol."""

import numpy as np
import pytest
import torch

from engine.measure.metrics import psnr
from engine.network.spec import NetworkSpec
from engine.training.networks import build
from engine.training.validation import COUNT, CROP, centre, held_out_psnr, levels_of, protocol_of


@pytest.mark.parametrize(("spec", "levels", "channels"), [
    (NetworkSpec(), (15.0, 25.0, 50.0), 3),
    (NetworkSpec(task="deblock"), (10.0, 20.0, 30.0, 40.0), 3),
    (NetworkSpec(task="deblock", image_channels=1), (10.0, 20.0, 30.0, 40.0), 1),
    (NetworkSpec("srresnet", "upscale", scale=3), (3.0,), 3),
], ids=["denoise", "deblock", "deblock luma", "upscale"])
def test_each_task_is_measured_at_its_levels(spec, levels, channels):
    assert levels_of(spec) == levels
    picture = np.random.default_rng(0).integers(0, 256, (24, 24, 3), dtype=np.uint8)
    assert protocol_of(spec, levels[0]).reference(picture).shape[2] == channels


def test_the_middle_of_a_picture_is_taken_as_far_as_it_goes():
    picture = np.arange(5 * 9 * 3).reshape(5, 9, 3)
    assert np.array_equal(centre(picture, 3), picture[1:4, 3:6])
    assert np.array_equal(centre(picture, 7), picture[:, 1:8])
    assert np.array_equal(centre(picture, 100), picture)


def test_a_silent_network_has_the_psnr_of_the_noise():
    spec = NetworkSpec(channels=2, units=1)
    network = build(spec)
    with torch.no_grad():
        network.tail.weight.zero_()
    pictures = list(np.random.default_rng(0).integers(0, 256, (COUNT + 2, 150, 140, 3), dtype=np.uint8))
    found = held_out_psnr(network, spec, pictures)
    protocol, expected = protocol_of(spec, 50.0), []
    for picture in pictures[:COUNT]:
        clean = centre(picture, CROP)
        noisy = np.rint(np.clip(protocol.degraded(clean), 0, 1) * 255).astype(np.uint8)
        expected.append(psnr(noisy, clean))
    assert len(found) == 3 and found[2] == pytest.approx(np.mean(expected), abs=1e-6)


def test_a_network_for_colour_can_be_measured_in_grey():
    spec = NetworkSpec(task="deblock", channels=2, units=1)
    assert protocol_of(spec, 10.0, "standard").reference(np.zeros((9, 9, 3), np.uint8)).shape[2] == 1
    network = build(spec)
    pictures = list(np.random.default_rng(0).integers(0, 256, (2, 40, 40, 3), dtype=np.uint8))
    grey, colour = (held_out_psnr(network, spec, pictures, name) for name in ("standard", ""))
    assert len(grey) == len(colour) == 4 and grey != colour
