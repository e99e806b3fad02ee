"""Checkpoints: what is written comes back, what is broken or hostile is refused, what is not finite is not written."""

import dataclasses

import pytest
import torch

from engine.errors import TrainingError
from engine.training import checkpoint as checkpoints
from engine.training.checkpoint import FORMATS, LAST, Checkpoint, latents_of
from engine.training.learner import Learner


@pytest.fixture
def state(recipe):
    return Learner(recipe, torch.device("cpu")).checkpoint()


def written(path, state, **changes):
    """A file with the values of a checkpoint, some of them changed."""
    values = {"format": FORMATS[-1], **state.__dict__, "spec": state.spec.to_json()} | changes
    torch.save({name: value for name, value in values.items() if value is not ...}, path)
    return path


@pytest.mark.parametrize("content", [b"", b"not a checkpoint", b"PK\x03\x04 nor this"])
def test_a_damaged_checkpoint_is_refused(content, tmp_path):
    (tmp_path / LAST).write_bytes(content)
    with pytest.raises(TrainingError, match="damaged"):
        checkpoints.load(tmp_path / LAST)


def test_a_missing_or_foreign_checkpoint_is_refused(tmp_path):
    with pytest.raises(TrainingError, match="no checkpoint"):
        checkpoints.load(tmp_path / LAST)
    torch.save({"some": "tensor"}, tmp_path / LAST)
    with pytest.raises(TrainingError, match="not a checkpoint"):
        checkpoints.load(tmp_path / LAST)


class Hostile:
    """Pickled, it would call a function on reading."""

    def __reduce__(self):
        return (print, ("this must never run",))


def test_a_checkpoint_runs_no_code(tmp_path, capsys):
    torch.save({"format": FORMATS[-1], "spec": Hostile()}, tmp_path / LAST)
    with pytest.raises(TrainingError, match="damaged"):
        checkpoints.load(tmp_path / LAST)
    assert not capsys.readouterr().out


@pytest.mark.parametrize(("field", "value"), [
    ("recipe", 3), ("step", "7"), ("step", 1.5), ("step", -1), ("seconds", None), ("seconds", float("nan")),
    ("seconds", float("inf")), ("best", "high"), ("best", float("nan")), ("network", [1]), ("network", {"a": 1}),
    ("network", {3: torch.zeros(1)}), ("optimizer", None), ("average", {"a": [1.0]}), ("average", None), ("spec", 7),
    ("spec", "[]"), ("spec", "{"), ("unknown", 1), ("spec", ...), ("network", ...),
], ids=str)
def test_values_of_the_wrong_kind_are_refused(state, tmp_path, field, value):
    with pytest.raises(TrainingError, match="damaged"):
        checkpoints.load(written(tmp_path / LAST, state, **{field: value}))


def test_a_checkpoint_with_the_states_of_generators_still_loads(state, tmp_path):
    old = written(tmp_path / LAST, state, format=FORMATS[0], generators={"numpy": "{}", "device": "cpu"})
    assert checkpoints.load(old).spec == state.spec


@pytest.mark.parametrize("part", ["network", "average", "optimizer"])
def test_what_is_not_finite_is_never_written(state, tmp_path, part):
    checkpoints.save(state, tmp_path / LAST)
    before = (tmp_path / LAST).read_bytes()
    broken = {"optimizer": {"state": {0: {"exp_avg": torch.tensor([1.0, float("inf")])}}}}.get(
        part, {name: torch.full_like(value, float("nan")) for name, value in state.network.items()})
    with pytest.raises(TrainingError, match="no longer finite"):
        checkpoints.save(dataclasses.replace(state, **{part: broken}), tmp_path / LAST)
    assert (tmp_path / LAST).read_bytes() == before


def test_what_ships_are_the_running_averages(state):
    average = {name: value + 1 for name, value in state.average.items()}
    shipped = dataclasses.replace(state, average=average).shipped
    assert shipped.recipe == state.recipe and shipped.step == state.step
    for name, value in shipped.network().named_parameters():
        assert torch.equal(value, average[name]), name
    plain = dataclasses.replace(state, average={}).shipped
    assert all(torch.equal(value, state.network[name]) for name, value in plain.network().state_dict().items())


def test_latents_are_read_from_either_kind_of_file(state, tmp_path):
    from engine.training import latents

    checkpoints.save(state, tmp_path / LAST)
    latents.save(state.shipped, tmp_path / "a.safetensors")
    one, other = latents_of(tmp_path / LAST), latents_of(tmp_path / "a.safetensors")
    assert one.spec == other.spec and one.parameters.keys() == other.parameters.keys()


def test_a_checkpoint_says_what_it_cannot_be():
    with pytest.raises(ValueError, match="another kind"):
        Checkpoint("a", None, 0, 0.0, 0.0, {}, [], {})
