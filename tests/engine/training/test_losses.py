"""Losses: what each attends to."""

import pytest
import torch

from engine.training.losses import LOSSES


def loss(name, restored, wanted, spoiled=None):
    return LOSSES[name](restored, wanted, wanted if spoiled is None else spoiled)


@pytest.mark.parametrize(("error", "luma", "mean"), [((1.0, 1.0, 1.0), 1.0, 1.0), ((1.0, 0.0, 0.0), 0.299, 1 / 3),
                                                    ((0.114, 0.0, -0.299), 0.0, 0.413 / 3)])
def test_luma_counts_more_than_colour(error, luma, mean):
    wanted = torch.rand(2, 3, 4, 5)
    restored = wanted + torch.tensor(error)[:, None, None]
    assert loss("luma", restored, wanted).item() == pytest.approx(luma + 0.25 * mean, abs=1e-6)


def test_the_loss_of_colours_weighs_them_more_than_luma():
    wanted = torch.zeros(1, 3, 4, 4)
    grey, blue = torch.full_like(wanted, 0.1), torch.zeros_like(wanted)
    blue[:, 2] = 0.1 * 3**0.5  # the same squared error
    assert loss("l2", grey, wanted) == pytest.approx(loss("l2", blue, wanted).item())
    assert loss("colour", grey, wanted) == pytest.approx(loss("psnr", grey, wanted).item()), "grey has no colour"
    assert loss("colour", blue, wanted) > 0.4 + loss("colour", grey, wanted)


def test_a_decibel_is_a_decibel_of_whatever_patch():
    """A patch that is spoiled little counts as much as one that is spoiled much; one without error stays finite."""
    wanted = torch.rand(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    error = torch.tensor([0.03, 0.2]).view(-1, 1, 1, 1)
    whole = loss("psnr", wanted + error, wanted)
    better = [loss("psnr", wanted + error * torch.tensor(factors).view(-1, 1, 1, 1), wanted) - whole
              for factors in ((0.5, 1.0), (1.0, 0.5))]
    assert better[0] == pytest.approx(better[1].item(), rel=0.05)
    assert torch.isfinite(loss("psnr", wanted, wanted))


def test_weak_noise_counts_more_if_balanced_and_clean_patches_do_not_count_for_everything():
    """Of two patches with a tenth of the noise left, that with four times the noise weighs twice as much."""
    wanted = torch.rand(1, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    noise = torch.full_like(wanted, 0.1)
    weak, strong = (loss("balanced", wanted + 0.1 * size * noise, wanted, wanted + size * noise) for size in (1, 4))
    assert strong / weak == pytest.approx(2.0, rel=0.03)
    clean = loss("balanced", wanted + 0.01, wanted)
    assert weak < clean < 6 * weak
