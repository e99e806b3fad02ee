"""Files of latent weights: small, plain numbers, and the packed network that they began from."""

import dataclasses
import json

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save as encode

from engine.errors import TrainingError
from engine.network.packed import Card
from engine.training import latents as files
from engine.training.latents import FORMAT, Latents
from engine.training.learner import Learner
from engine.training.packing import pack


@pytest.fixture
def latents(recipe):
    """Of a network with learned scales, whose latent weights are all small."""
    spec = dataclasses.replace(recipe.spec, learned_scale=True, units=2)
    torch.manual_seed(1)
    return Learner(dataclasses.replace(recipe, spec=spec), torch.device("cpu")).checkpoint().shipped


def packed(latents):
    return pack(latents.network(), latents.spec, Card("a")).tensors


def raw(latents, metadata):
    """The bytes of a file with these tensors and whatever metadata."""
    return encode({name: value.contiguous() for name, value in latents.parameters.items()}, metadata)


def kinds(path):
    with safe_open(path, framework="pt") as file:
        return {name: file.get_tensor(name).dtype for name in file.keys()}  # noqa: SIM118


def test_what_is_written_comes_back_as_the_same_packed_network(latents, tmp_path):
    files.save(latents, tmp_path / "a.safetensors")
    again = files.load(tmp_path / "a.safetensors")
    assert (again.recipe, again.spec, again.step) == (latents.recipe, latents.spec, latents.step)
    assert all(value.dtype == torch.float32 for value in again.parameters.values())
    assert all(np.array_equal(value, packed(latents)[name]) for name, value in packed(again).items())
    assert not list(tmp_path.glob("*.part"))


def test_only_weights_whose_signs_alone_count_take_16_bits(latents, tmp_path):
    files.save(latents, tmp_path / "a.safetensors")
    halves = {name for name, kind in kinds(tmp_path / "a.safetensors").items() if kind == torch.float16}
    assert halves == {"body.0.weight", "body.1.weight"}


def test_signs_survive_that_16_bits_have_no_number_for(latents, tmp_path):
    weight = latents.parameters["body.0.weight"]
    weight.copy_(torch.where(weight > 0, 1e-12, -1e-12))
    weight[0, 0, 0, 0] = 0.0
    files.save(latents, tmp_path / "a.safetensors")
    again = files.load(tmp_path / "a.safetensors")
    assert torch.equal(torch.sign(again.parameters["body.0.weight"]), torch.sign(weight))
    assert kinds(tmp_path / "a.safetensors")["body.0.weight"] == torch.float16


def test_all_32_bits_stay_where_they_reach_the_packed_network(latents, tmp_path):
    """Where the scale is the mean of the weights, rounding them may change it."""
    spec = dataclasses.replace(latents.spec, learned_scale=False)
    parameters = {name: value for name, value in latents.parameters.items() if "free_scale" not in name}
    weight = parameters["body.0.weight"]
    weight.copy_(torch.sign(weight) * (0.1 + 2.0**-14))  # 16 bits round all of them one way
    files.save(Latents("a", spec, 3, parameters), tmp_path / "a.safetensors")
    assert set(kinds(tmp_path / "a.safetensors").values()) == {torch.float32}


@pytest.mark.parametrize("content", [b"", b"nothing", b"\xff" * 64])
def test_a_damaged_file_is_refused(content, tmp_path):
    (tmp_path / "a.safetensors").write_bytes(content)
    with pytest.raises(TrainingError, match="damaged"):
        files.load(tmp_path / "a.safetensors")


@pytest.mark.parametrize(("changes", "said"), [
    ({"format": "other"}, "no latent weights"), ({"step": "many"}, "damaged"), ({"spec": "{}x"}, "damaged"),
    ({"spec": ...}, "damaged"), ({"recipe": ...}, "damaged"),
])
def test_what_says_something_else_is_refused(latents, tmp_path, changes, said):
    metadata = {"format": FORMAT, "recipe": "a", "spec": latents.spec.to_json(), "step": "3"} | changes
    metadata = {name: value for name, value in metadata.items() if value is not ...}
    (tmp_path / "a.safetensors").write_bytes(raw(latents, metadata))
    with pytest.raises(TrainingError, match=said):
        files.load(tmp_path / "a.safetensors")


def test_parameters_of_another_network_are_refused(latents, tmp_path):
    values = json.loads(latents.spec.to_json()) | {"units": 1}
    metadata = {"format": FORMAT, "recipe": "a", "spec": json.dumps(values), "step": "3"}
    (tmp_path / "a.safetensors").write_bytes(raw(latents, metadata))
    with pytest.raises(TrainingError, match="do not fit"):
        files.load(tmp_path / "a.safetensors")
    with pytest.raises(TrainingError, match="no latent weights here"):
        files.load(tmp_path / "b.safetensors")


def test_a_folder_that_cannot_be_written_is_said(latents, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="cannot be written"):
        files.save(latents, tmp_path / "file" / "a.safetensors")
