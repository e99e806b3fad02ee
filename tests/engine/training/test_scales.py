"""Compiled changes of resolution against torch's own."""

import numpy as np
import pytest
import torch

from engine.backend import planes
from engine.training import scales
from engine.training.scales import halved, returned

SHAPES = [(2, 3, 4, 6), (1, 8, 1, 1), (1, 2, 1, 5), (2, 5, 7, 1), (3, 32, 5, 9), (1, 48, 8, 3)]


@pytest.fixture
def both(monkeypatch):
    """Runs a function compiled and in torch."""
    def run(function):
        found = [function()]
        with monkeypatch.context() as patch:
            patch.setattr(scales, "on_processor", lambda x: False)
            found.append(function())
        return zip(*found, strict=True)
    return run


def stream(shape, seed=0):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed)).requires_grad_()


@pytest.mark.parametrize("copies", [1, 2, 3])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_halving_and_its_gradient(both, shape, copies):
    x = stream(shape)

    def run():
        small = halved(x, copies)
        return small, *torch.autograd.grad(small, x, stream(small.shape, 1).detach())

    for ours, theirs in both(run):
        torch.testing.assert_close(ours, theirs)


@pytest.mark.parametrize("copies", [1, 2, 3])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_returning_and_its_gradients(both, shape, copies):
    count, channels, height, width = shape
    small_shape = (count, channels * copies, -(-height // 2), -(-width // 2))
    parts = stream(shape), stream(small_shape, 1), stream(small_shape, 2)

    def run():
        out = returned(*parts)
        return out, *torch.autograd.grad(out, parts, stream(shape, 3).detach())

    for ours, theirs in both(run):
        torch.testing.assert_close(ours, theirs)


@pytest.mark.parametrize("copies", [1, 2])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_a_gate_and_its_gradients(both, shape, copies):
    """Gates closed, half and wholly open."""
    count, channels, height, width = shape
    small_shape = (count, channels * copies, -(-height // 2), -(-width // 2))
    x = stream(shape)
    small = halved(x.detach(), copies).requires_grad_()
    parts = x, stream(small_shape, 1), small, stream((channels,), 4), stream((channels,), 5)

    def run():
        out = returned(*parts[:3], parts[3:])
        return out, *torch.autograd.grad(out, parts, stream(shape, 3).detach())

    for ours, theirs in both(run):
        torch.testing.assert_close(ours, theirs)


def test_an_open_gate_leaves_squares_flat():
    x = stream((1, 2, 6, 7)).detach()
    small = halved(x)
    out = returned(x, small, small, (torch.zeros(2), torch.ones(2)))
    torch.testing.assert_close(out, small.repeat_interleave(2, 2).repeat_interleave(2, 3)[:, :, :, :7])


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_squares_lie_where_the_packed_networks_have_them(shape):
    values = np.random.default_rng(0).integers(-1000, 1000, shape[1:]).astype(np.int16) * 4
    found = halved(torch.from_numpy(values.astype(np.float32))[None])[0].numpy()
    assert np.array_equal(np.floor(found + 0.5), planes.halved(values))
    small = torch.zeros(1, *found.shape)
    spread = returned(torch.zeros(1, *shape[1:]), torch.from_numpy(found)[None], small)[0].numpy()
    assert np.array_equal(spread, planes.doubled(found, *shape[2:]))


def test_threads_change_nothing():
    x = stream((5, 4, 6, 7))

    def run():
        small = halved(x, 2)
        out = returned(x, small * 2, small)
        return out, *torch.autograd.grad(out, x, stream(out.shape, 1).detach())

    one = run()
    torch.set_num_threads(3)  # the fixture sets it back
    assert all(torch.equal(a, b) for a, b in zip(one, run(), strict=True))
