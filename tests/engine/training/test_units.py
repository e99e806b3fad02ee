"""The paper's units as modules: their versions, their parameters, their residual."""

import pytest
import torch

from engine.errors import SpecError
from engine.training.units import RPReLU, Unit


def test_rprelu_is_a_shifted_prelu():
    act = RPReLU(2)
    with torch.no_grad():
        act.shift_in.copy_(torch.tensor([1.0, -2.0]))
        act.shift_out.copy_(torch.tensor([10.0, 20.0]))
    assert act(torch.full((1, 2, 1, 1), -3.0)).flatten().tolist() == [-2 * 0.25 + 10, -5 * 0.25 + 20]


def test_taps_outside_the_picture_count_nothing():
    unit = Unit(1).eval()
    with torch.no_grad():
        unit.weight.fill_(1.0)
        out = unit(torch.full((1, 1, 3, 3), 5.0)) - 5.0
    assert out[0, 0].tolist() == [[4, 6, 4], [6, 9, 6], [4, 6, 4]]


@pytest.mark.parametrize("version", ["bbcu-v1", "bbcu-v2", "bbcu-v3", "bbcu-v4"])
def test_every_version_trains_all_its_parameters(version):
    torch.manual_seed(0)
    unit = Unit(4, version).train()
    unit(torch.randn(2, 4, 6, 6)).square().mean().backward()
    for name, parameter in unit.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().sum() > 0, name


def test_versions_put_the_residual_where_the_paper_does():
    x = torch.full((1, 1, 1, 1), -8.0)
    for version, expected in (("bbcu-v2", 0.25 * (-0.5 - 8.0)), ("bbcu-v4", 0.25 * -0.5 - 8.0)):
        unit = Unit(1, version).eval()
        with torch.no_grad():
            unit.weight.fill_(0.5)
            assert unit(x).item() == pytest.approx(expected)


def test_an_unknown_version_is_refused():
    with pytest.raises(SpecError, match="bbcu-v9"):
        Unit(4, "bbcu-v9")


@pytest.mark.parametrize("options", [{"bias": True}, {"learned_scale": True}], ids=str)
def test_the_fused_unit_is_the_plain_one(options):
    """A residual from elsewhere takes the plain path; with equal values both give the same, gradients included."""
    torch.manual_seed(0)
    unit = Unit(6, **options)
    with torch.no_grad():
        for name, vector in unit.named_parameters():
            if name not in ("weight", "free_scale", "rprelu.slope"):
                vector.add_(torch.rand_like(vector) * 0.6 - 0.3)
    found = []
    for own in (True, False):
        x = torch.linspace(-1.5, 1.5, 6 * 49).view(1, 6, 7, 7).requires_grad_()
        unit.zero_grad()
        out = unit.combine(x, x if own else x * 1.0)
        out.square().sum().backward()
        found.append([out, x.grad, *(value.grad for value in unit.parameters())])
    for fused, plain in zip(*found, strict=True):
        torch.testing.assert_close(fused, plain, rtol=1e-4, atol=1e-4)


def test_a_unit_without_a_residual_gives_what_it_finds():
    unit, x = Unit(4), torch.randn(1, 4, 5, 5)
    with torch.no_grad():
        torch.testing.assert_close(unit.combine(x, None) + x, unit(x))


def test_only_the_last_version_has_learned_scales():
    with pytest.raises(SpecError, match="bbcu-v2"):
        Unit(4, "bbcu-v2", learned_scale=True)


def test_sums_are_exact_when_a_trained_unit_is_measured():
    """bfloat16 holds every fourth number beyond 512; a unit of 64 channels has sums of up to 576."""
    unit = Unit(64)
    unit.dtype = torch.bfloat16
    with torch.no_grad():
        unit.weight.fill_(1.0)
        unit.weight[:, 0, 0, 0] = -1.0
        sums = unit.eval()(torch.ones(1, 64, 5, 5)) - 1.0
        torch.testing.assert_close(sums[0, :, 2, 2], torch.full((64,), 574.0))


def test_a_learned_scale_learns_and_stays_above_zero():
    torch.manual_seed(0)
    unit = Unit(4, learned_scale=True).train()
    unit(torch.randn(2, 4, 6, 6)).square().mean().backward()
    assert (unit.free_scale.grad != 0).all()
    with torch.no_grad():
        unit.free_scale[0] = -0.5
        unit.free_scale[1] = 0.0
    assert unit.scale().min() > 0 and unit.scale()[0] == 0.5
