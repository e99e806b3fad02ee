"""Float peers learn from what the one-bit networks learn from, by the same trainer."""

import dataclasses

import pytest
import torch
from safetensors import safe_open

from engine.errors import TrainingError
from engine.measure.peers.spec import PeerSpec
from engine.training import __main__ as command
from engine.training.float_peers import FloatPeer, from_channels, to_channels
from engine.training.latents import load
from engine.training.learner import Learner
from engine.training.networks import build, described
from engine.training.recipes import RECIPES
from engine.training.warm_start import take_over

SPECS = [PeerSpec((4,), (2,)), PeerSpec((4, 6, 8), (1, 1, 1))]


def made(spec):
    torch.manual_seed(3)
    return build(spec).eval()


def test_squares_become_channels_and_come_back():
    x = torch.arange(2 * 3 * 4 * 6.0).view(2, 3, 4, 6)
    assert torch.equal(from_channels(to_channels(x)), x)
    assert to_channels(x)[1, :3, 0, 0].tolist() == x[1, :, 0, 0].tolist(), "colours of one pixel stay together"


@pytest.mark.parametrize("spec", SPECS, ids=str)
@torch.no_grad()
def test_a_picture_of_any_size_is_restored(spec):
    network = made(spec)
    for height, width in ((8, 16), (7, 13), (1, 1)):
        picture = torch.rand(2, 3, height, width)
        assert network(picture, torch.tensor([0.1, 0.2])).shape == picture.shape


@pytest.mark.parametrize("spec", SPECS, ids=str)
@torch.no_grad()
def test_what_is_left_of_a_square_is_filled_with_its_edge(spec):
    network, level = made(spec), torch.tensor([0.1])
    picture = torch.rand(1, 3, 7, 15)
    padded = torch.nn.functional.pad(picture, (0, 1, 0, 1), mode="replicate")
    torch.testing.assert_close(network(picture, level), network(padded, level)[..., :7, :15])


@torch.no_grad()
def test_the_level_is_seen():
    network, picture = made(SPECS[0]), torch.rand(1, 3, 8, 8)
    assert not torch.equal(network(picture, torch.tensor([0.1])), network(picture, torch.tensor([0.3])))


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_every_weight_learns_also_in_bfloat16(spec):
    network = build(spec).train()
    network.dtype = torch.bfloat16
    out = network(torch.rand(2, 3, 16, 16), torch.tensor([0.1, 0.2]))
    assert out.dtype == torch.float32
    out.square().mean().backward()
    assert all(value.grad is not None and value.grad.abs().sum() > 0 for value in network.parameters())


def test_either_kind_of_description_is_read_again():
    for name in ("peer-unet-16", "denoise-fast"):
        spec = RECIPES[name].spec
        assert described(spec.to_json()) == spec


def test_a_recipe_trains_and_writes_small_weights(folder, tmp_path, monkeypatch):
    tiny = dataclasses.replace(RECIPES["peer-ffd-32"], spec=SPECS[1], patch=16, batch=2)
    monkeypatch.setattr(command, "recipe_named", lambda name: tiny)
    out, file = tmp_path / "run", tmp_path / "a.safetensors"
    arguments = ["--recipe", "peer-ffd-32", "--data", str(folder), "--out", str(out)]
    assert command.main([*arguments, "--steps", "2"]) == command.DONE
    assert command.main([*arguments, "--steps", "3", "--resume", "--latents", str(file)]) == command.DONE
    latents = load(file)
    assert latents.spec == tiny.spec and latents.step in (2, 3)
    assert isinstance(latents.network(), FloatPeer)
    with safe_open(file, framework="pt") as opened:
        assert {opened.get_tensor(name).dtype for name in opened.keys()} == {torch.float16}  # noqa: SIM118


def test_it_has_no_packed_form_and_no_other_units(folder, tmp_path, capsys):
    for name, more, why in (("peer-ffd-32", ["--export", str(tmp_path / "a.bbcu")], "packed"),
                            ("peer-ffd-32+float", [], "units")):
        arguments = ["--recipe", name, "--data", str(folder), "--out", str(tmp_path / "run"), *more]
        assert command.main(arguments) == command.FAILED
        assert why in capsys.readouterr().err


def test_one_goes_on_from_its_own_weights(recipe):
    """So that those kept for the curve can learn longer."""
    learners = [Learner(dataclasses.replace(recipe, spec=SPECS[0], seed=seed), torch.device("cpu")) for seed in (1, 2)]
    taken, begun = (learner.network for learner in learners)
    take_over(begun, learners[0].checkpoint().shipped)
    for name, value in taken.state_dict().items():
        assert torch.equal(begun.state_dict()[name], value), name


def test_one_cannot_begin_with_another(recipe):
    one_bit = Learner(recipe, torch.device("cpu"))
    peer, wider = (Learner(dataclasses.replace(recipe, spec=spec), torch.device("cpu")) for spec in SPECS[:2])
    for network, other in ((one_bit.network, peer), (peer.network, one_bit), (peer.network, wider)):
        with pytest.raises(TrainingError, match="float peer"):
            take_over(network, other.checkpoint().shipped)
