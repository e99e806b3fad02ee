"""The full-precision network in the runtimes that are installed."""

from engine.network.spec import NetworkSpec
from engine.training import peers


def shape_of(result):
    """Of the picture in what a runtime gives: a tensor, a list of one, or a mapping of one."""
    if hasattr(result, "shape"):
        return tuple(result.shape)
    return shape_of(next(iter(result if isinstance(result, list) else result.values())))


def test_every_peer_that_is_installed_runs_the_network():
    found = peers.peers()
    assert found[0].name == "torch float32" and all(peer.version for peer in found)
    for peer in found:
        run = peer.make(NetworkSpec(channels=4, units=1), 1, 8, 9)
        assert shape_of(run()) == (1, 3, 8, 9), peer.name


def test_convolutions_are_those_of_the_network():
    assert peers.widths(NetworkSpec(channels=4, units=2, level_map=True)) == [(4, 4), (4, 4), (4, 4), (4, 3)]
    enlarger = NetworkSpec("srresnet", "upscale", channels=4, units=1, scale=2, upsampler="direct")
    assert peers.widths(enlarger)[-1] == (4, 12)
