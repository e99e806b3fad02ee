import dataclasses
import json

import pytest

from engine.errors import SpecError
from engine.network.cost import ARCHITECTURES
from engine.network.spec import TRIED, UNITS, NetworkSpec, amplification, with_unit
from engine.tasks import Task


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
        ("units", {"units": "many"}),
        ("bias", {"bias": 1}),
        ("convolutions_per_residual", {"convolutions_per_residual": 19}),
        ("convolutions_per_residual", {"convolutions_per_residual": -1}),
        ("without_residual", {"without_residual": (18,)}),
        ("without_residual", {"convolutions_per_residual": 9, "without_residual": (2,)}),
        ("without_residual", {"without_residual": ("a",)}),
        ("without_residual", {"without_residual": (1, 1)}),
        ("binary", {"binary": ("body", "body")}),
        ("binary", {"binary": "body"}),
        ("binary", {"binary": ({},)}),
        ("binary", {"unit": "float", "binary": ("body",)}),
        ("upsampler", {"upsampler": "direct"}),
        ("learned_scale", {"learned_scale": True, "binary": ("head",)}),
        ("image_channels", {"image_channels": 3.0}),
        ("image_channels", {"image_channels": True}),
        ("channels", {"channels": 64.0}),
        ("scale", {"scale": 1.0}),
        ("scale", {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 2.0}),
        ("k", {"k": True}),
        ("k", {"k": 10**400}),
        ("unit", {"unit": ["bbcu-v4"]}),
        ("task", {"task": {}}),
        ("units", {"layout": "1<2>"}),
        ("layout", {"layout": 3}),
        ("layout", {"units": 2, "layout": "1<1>", "unit": "bbcu-v3"}),
        ("layout", {"units": 2, "layout": "1<1>", "convolutions_per_residual": 2}),
        ("layout", {"units": 2, "layout": "1<1>", "binary": ()}),
        ("layout", {"units": 3, "layout": "1[1[1]]", "channels": 200}),
        ("layout", {"units": 1, "layout": "1d", "unit": "bbcu-v1"}),
        ("level_bias", {"level_bias": ("loudness",)}),
        ("level_bias", {"level_bias": ("luma", "luma")}),
        ("level_bias", {"level_bias": ("luma",), "level_map": True}),
        ("level_bias", {"level_bias": ("luma",), "binary": ("head", "body")}),
        ("learned_scale", {"learned_scale": 1}),
        ("learned_scale", {"learned_scale": True, "unit": "bbcu-v1"}),
        ("upsampler", {"upsampler": "bilinear"}),
        ("binary", {"unit": "reactnet", "binary": ("head", "body")}),
        ("binary", {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 2, "upsampler": "direct",
                    "binary": ("body", "upsampler")}),
        ("level_map", {"backbone": "srresnet", "task": Task.UPSCALE, "scale": 2, "level_map": True}),
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


def test_halo_of_units_at_half_resolution_reaches_their_squares():
    assert NetworkSpec(units=1, layout="<1>").halo == 2 + 3  # a square further, seen from its own far side
    assert NetworkSpec(units=2, layout="<2>").halo == 2 + 5
    assert NetworkSpec(units=2, layout="1<1>").halo == 2 + 4
    assert [NetworkSpec(units=2, layout=text).alignment for text in ("1<1>", "1<<1>>", "[[[1]]]1")] == [2, 4, 8]
    assert NetworkSpec().alignment == 1


def test_amplification_is_the_papers():
    assert amplification(64) == 130
    assert amplification(32) == 65


def test_old_descriptions_are_still_read():
    old = ('{"backbone": "dncnn", "bias": false, "binary": ["body"], "channels": 32, "head_relu": false, '
           '"image_channels": 3, "k": 65.0, "level_map": true, "scale": 1, "task": "denoise", "unit": "bbcu-v4", '
           '"units": 12}')
    assert NetworkSpec.from_json(old) == NetworkSpec(level_map=True, channels=32, units=12, head_relu=False, k=65.0)


def test_every_field_survives_json():
    spec = NetworkSpec("srresnet", Task.UPSCALE, units=6, scale=2, upsampler="direct", body_bias=True,
                       convolutions_per_residual=2, without_residual=(0, 2))
    assert NetworkSpec.from_json(spec.to_json()) == spec


@pytest.mark.parametrize(("span", "without", "expected"), [
    (1, (), "+++++"), (1, (2,), "++.++"), (0, (), "....."), (2, (), "()()+"), (5, (), "(...)"), (2, (0,), "..()+"),
])
def test_residuals_span_units(span, without, expected):
    spec = NetworkSpec(units=5, convolutions_per_residual=span, without_residual=without)
    assert "".join(".)(+"[2 * keeps + adds] for keeps, adds in spec.residuals) == expected


@pytest.mark.parametrize(("scale", "stages"), [(2, (2, 1)), (3, (3, 1)), (4, (2, 2, 1))])
def test_stages_of_the_upsampler(scale, stages):
    spec = NetworkSpec("srresnet", Task.UPSCALE, scale=scale)
    assert (spec.stages, spec.tail_channels) == (stages, 3)
    direct = dataclasses.replace(spec, upsampler="direct")
    assert (direct.stages, direct.tail_channels, direct.halo) == ((), 3 * scale**2, 20)


def test_the_full_precision_networks_are_the_papers():
    for binary, full in (("bbcu-l-x4", "srresnet-x4"), ("bbcu-dncnn", "dncnn")):
        found = with_unit(ARCHITECTURES[binary], "float")
        expected = dataclasses.replace(ARCHITECTURES[full], body_bias=found.body_bias)
        assert found == expected


@pytest.mark.parametrize("unit", UNITS)
def test_another_unit_brings_what_belongs_to_it(unit):
    found = with_unit(ARCHITECTURES["bbcu-m-x2"], unit)
    assert found.k == (130.0 if unit in ("bbcu-v3", "bbcu-v4") else 1.0)
    assert found.convolutions_per_residual == (2 if unit in ("bnn", "bam", "btm", "float", "float-bn") else 1)
    assert ("upsampler" in found.binary) == unit.startswith("bbcu")


@pytest.mark.parametrize("name", TRIED)
def test_older_files_may_say_that_a_field_which_is_gone_was_off(name):
    text = NetworkSpec().to_json()
    values = json.loads(text)
    assert name not in values
    assert NetworkSpec.from_json(json.dumps(values | {name: False})) == NetworkSpec()
    with pytest.raises(SpecError, match=name):
        NetworkSpec.from_json(json.dumps(values | {name: True}))


def test_a_unit_that_is_none_is_refused():
    with pytest.raises(SpecError, match="unit"):
        with_unit(NetworkSpec(), "xnor")
