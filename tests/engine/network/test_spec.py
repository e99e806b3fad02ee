import pytest

from engine.errors import SpecError
from engine.network.spec import NetworkSpec, amplification
from engine.plan import Task


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("channels", {"channels": 0}),
        ("channels", {"channels": 3.5}),
        ("units", {"units": -1}),
        ("unit", {"unit": "xnor"}),
        ("backbone", {"backbone": "unet"}),
        ("scale", {"scale": 2}),
        ("k", {"k": float("nan")}),
        ("k", {"k": 0}),
        ("binary", {"binary": ("upsampler",)}),
        ("image_channels", {"image_channels": 2}),
        ("backbone", {"backbone": "srresnet"}),
    ],
)
def test_a_network_that_cannot_be_is_refused_by_field(field, changes):
    with pytest.raises(SpecError, match=field):
        NetworkSpec(**changes)


def test_json_round_trip():
    spec = NetworkSpec(channels=32, units=12, level_map=True, k=65.0)
    assert NetworkSpec.from_json(spec.to_json()) == spec


@pytest.mark.parametrize("text", ["", "[]", "{", '{"colour": 1}', '{"task": "paint"}', '{"channels": "many"}'])
def test_damaged_json_is_refused(text):
    with pytest.raises(SpecError):
        NetworkSpec.from_json(text)


def test_halo_counts_the_layers():
    assert NetworkSpec().halo == 20  # the paper's DnCNN: 20 convolutions of 3 x 3
    assert NetworkSpec(channels=32, units=12).halo == 14
    assert NetworkSpec(backbone="srresnet", task=Task.UPSCALE, units=32, scale=2).halo == 35


def test_amplification_is_the_papers():
    assert amplification(64) == 130
    assert amplification(32) == 65
