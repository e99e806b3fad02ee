"""The studies of the BBCU paper as frozen descriptions: which networks are compared, and what the paper found.

A study is a list of variants of one base network and a list of claims: the paper's orderings, each with a function
that measures by how many decibels a run shows it. Nothing here needs torch. docs/paper.md has the sources; the
paper's absolute figures are for 300 000 steps on x4 enlarging, so only orderings are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from engine.errors import TrainingError
from engine.network.cost import cost_of, values_of
from engine.network.layout import UNIT, parse, with_halves
from engine.network.spec import PARTS, NetworkSpec, amplification, with_unit
from engine.tasks import Task

TIE = 0.03
"""Decibels below which two variants count as equal: about what another seed changes at these budgets."""

Scores = Mapping[str, float]
"""PSNR in dB of each variant, by its name."""


@dataclass(frozen=True)
class Variant:
    """One network of a study.

    Attributes
    ----------
    name : str
        Unique within the study.
    spec : NetworkSpec
    series : str
        Which line of the plot it belongs to; empty where the plot has points by themselves.
    position : float
        Its place along the plot's axis.
    training : mapping
        Fields of :class:`engine.training.recipes.Recipe` that it is trained with, in the place of the study's own.
    teacher : str
        The variant, earlier in the study, that teaches it; empty for none.
    """

    name: str
    spec: NetworkSpec
    series: str = ""
    position: float = 0.0
    training: Mapping[str, object] = field(default_factory=dict)
    teacher: str = ""


@dataclass(frozen=True)
class Claim:
    """Something that the paper says, and by how much a run shows it.

    Attributes
    ----------
    text : str
        A sentence without a full stop.
    margin : callable
        From :data:`Scores` of all variants to decibels: positive if the run shows it.
    tie : float
        Below this margin nothing is decided.
    unit : str
        Of the margin.
    """

    text: str
    margin: Callable[[Scores], float]
    tie: float = TIE
    unit: str = "dB"


@dataclass(frozen=True)
class Study:
    """Everything of a study but the budget and the data.

    Attributes
    ----------
    name, title : str
    source : str
        Where it is in the paper; empty for what goes beyond it.
    variants : tuple of Variant
        In the order of training, and of the table.
    claims : tuple of Claim
    axis : str
        Label of the plot's axis; empty for points by themselves.
    notes : callable
        From :data:`Scores` of all variants to lines of Markdown that belong beside the table.
    """

    name: str
    title: str
    source: str
    variants: tuple[Variant, ...]
    claims: tuple[Claim, ...]
    axis: str = ""
    notes: Callable[[Scores], tuple[str, ...]] = lambda scores: ()


def base_spec(task: Task, scale: int, channels: int, units: int) -> NetworkSpec:
    """The network that a study varies: the paper's backbone of that task, its body of BBCU-V4 units."""
    sizes = {"channels": channels, "units": units, "k": amplification(channels)}
    if task is Task.UPSCALE:
        return NetworkSpec("srresnet", task, bias=True, scale=scale, **sizes)
    luma = task is Task.DEBLOCK
    return NetworkSpec("dncnn", task, image_channels=1 if luma else 3, bias=luma, body_bias=luma, **sizes)


def study_named(name: str, base: NetworkSpec) -> Study:
    """A study of a base network.

    Parameters
    ----------
    name : str
        A key of :data:`STUDIES`.
    base : NetworkSpec
        Of :func:`base_spec`.

    Raises
    ------
    TrainingError
        If there is no such study, or the base has too few units for it.
    """
    if name not in STUDIES:
        raise TrainingError(f"there is no study {name!r}", hint=f"Choose one of {', '.join(STUDIES)}.")
    if base.units < 2:
        raise TrainingError("a study needs a body of two units or more", hint="Give --units 4 or more.")
    return STUDIES[name](base)


def _above(better: str, worse: str) -> Callable[[Scores], float]:
    return lambda scores: scores[better] - scores[worse]


def _units(base: NetworkSpec) -> Study:
    names = ("V1", "V2", "V3", "V4")
    return Study(
        "units", "The four versions of the unit", "Table 4",
        tuple(Variant(name, with_unit(base, f"bbcu-{name.lower()}")) for name in names),
        (
            Claim("V2 is worse than V1: without BatchNorm the binary sums swamp the residual", _above("V1", "V2")),
            Claim("V3 is better than V1: residual alignment does more than BatchNorm", _above("V3", "V1")),
            Claim("V3 is better than V2: residual alignment helps where BatchNorm is gone", _above("V3", "V2")),
            Claim("V4 is better than V3: the RPReLU belongs in front of the residual", _above("V4", "V3")),
        ),
    )


INTACT = "none removed"


def _breakpoint(base: NetworkSpec) -> Study:
    places = dict.fromkeys(round(share * (base.units - 1)) for share in (0.0, 0.25, 0.5, 0.75, 1.0))
    broken = tuple(Variant(f"unit {place + 1}", replace(base, without_residual=(place,))) for place in places)

    def margin(name: str) -> Claim:
        return Claim(f"without the residual of {name} it is worse", _above(INTACT, name))

    return Study("breakpoint", "One residual removed", "Table 5", (Variant(INTACT, base), *broken),
                 tuple(margin(variant.name) for variant in broken))


FLOAT = "full precision"


def _parts(base: NetworkSpec) -> Study:
    """Each part binary by itself; k stays the same, so that the part is all that changes."""
    whole = replace(base, unit="float", binary=(), convolutions_per_residual=min(2, base.units))
    variants = [Variant(FLOAT, whole)]
    for part in PARTS:
        if part != "upsampler" or base.stages:
            span = 1 if part == "body" else whole.convolutions_per_residual
            variants.append(Variant(f"binary {part}", replace(
                whole, unit=base.unit, binary=(part,), convolutions_per_residual=span)))
    cost = cost_of(base)
    costs = {part.name: part for part in cost.parts}

    def values(scores: Scores) -> dict[str, tuple[float, float]]:
        return values_of(cost, scores[FLOAT], {part: scores[f"binary {part}"] for part in costs})

    def cheaper(part: str, other: str) -> Claim:
        saved = min(costs[name].value(1.0)[0] ** -1 for name in (part, other))  # 10^9 operations
        return Claim(f"V_C of the {part} is lower than that of the {other}",
                     lambda scores: values(scores)[other][0] - values(scores)[part][0],
                     TIE / saved, "dB per 10^9 operations")

    def notes(scores: Scores) -> tuple[str, ...]:
        return tuple(f"- {part}: V_C {v_c:.3g} dB per 10^9 operations, V_P {v_p:.3g} dB per 10^3 parameters"
                     for part, (v_c, v_p) in values(scores).items())

    large = [part for part in ("upsampler", "body") if part in costs]
    claims = [cheaper("upsampler", "body")] if len(large) == 2 else []
    claims += [cheaper(part, end) for part in large for end in ("head", "tail")]
    return Study("parts", "One part binary", "Table 6", tuple(variants), tuple(claims), notes=notes)


def _convolutions(base: NetworkSpec) -> Study:
    spans = [1]
    while spans[-1] * 2 <= base.units:
        spans.append(spans[-1] * 2)
    variants = []
    for series, spec in (("binary", base), ("full precision", replace(base, unit="float", binary=(), k=1.0))):
        variants += [Variant(f"{series}, {span}", replace(spec, convolutions_per_residual=span), series, span)
                     for span in spans]

    def peak(series: str, best: int) -> Callable[[Scores], float]:
        return lambda scores: scores[f"{series}, {best}"] - max(
            scores[f"{series}, {span}"] for span in spans if span != best)

    claims = [Claim("binary networks are best with a residual for each convolution", peak("binary", 1)),
              Claim("full-precision networks are best with a residual for two convolutions", peak("full precision", 2))]
    claims += [Claim(f"full precision is worse with a residual for {span} convolutions than for 4",
                     _above("full precision, 4", f"full precision, {span}")) for span in spans if span > 4]
    return Study("convs-per-residual", "Convolutions per residual", "Figure 5", tuple(variants), tuple(claims),
                 "convolutions per residual connection")


SHARES = (1 / 8, 1 / 2, 1.0, 2.0, 8.0)
"""Amplifications that are compared, as shares of k* = 130 C / 64; k = 1 besides."""
SMALLEST = 1.5
"""Shares that come out below this are left out: k = 1 stands for them."""


def _amplification(base: NetworkSpec) -> Study:
    best = amplification(base.channels)
    factors = [1.0, *(k for share in SHARES if (k := round(best * share, 2)) > SMALLEST)]
    best = round(best, 2)
    plain = replace(base, unit="float", binary=(), convolutions_per_residual=min(2, base.units))
    variants = [Variant(f"{series}, k = {k:g}", replace(spec, k=k), series, k)
                for series, spec in (("binary", base), ("full precision", plain)) for k in factors]

    def of(scores: Scores, series: str) -> dict[float, float]:
        return {k: scores[f"{series}, k = {k:g}"] for k in factors}

    def over(others: list[float]) -> Callable[[Scores], float]:
        def margin(scores: Scores) -> float:
            found = of(scores, "binary")
            return found[best] - max(found[k] for k in others)
        return margin

    def spread(scores: Scores, series: str) -> float:
        found = of(scores, series).values()
        return max(found) - min(found)

    return Study(
        "amplification", "Residual alignment", "Figure 6", tuple(variants),
        (
            Claim(f"binary: k* = {best:g} is better than no amplification", over([1.0])),
            Claim(f"binary: k* = {best:g} is better than every smaller k", over([k for k in factors if k < best])),
            Claim(f"binary: k* = {best:g} is better than every larger k", over([k for k in factors if k > best])),
            Claim("full precision depends less on k than binary does",
                  lambda scores: spread(scores, "binary") - spread(scores, "full precision")),
        ),
        "k",
    )


def _rivals(base: NetworkSpec) -> Study:
    """The binary rows of Tables 1 to 3, in their order; BAM has rows in Table 1 alone."""
    names = {"BNN": "bnn", "Bi-Real": "bi-real", "BAM": "bam", "IR-Net": "ir-net", "BTM": "btm",
             "ReActNet": "reactnet", "BBCU": base.unit}
    if base.task is not Task.UPSCALE:
        del names["BAM"]
    order = list(names)
    # A full-precision row belongs to each of the paper's tables, as the bound that nothing binary passes.
    variants = [Variant(name, with_unit(base, unit)) for name, unit in names.items()]
    variants.append(Variant(FLOAT, with_unit(base, "float")))
    claims = [Claim("BBCU is the best of the binary networks",
                    lambda scores: scores["BBCU"] - max(scores[name] for name in order if name != "BBCU"))]
    claims += [Claim(f"{better} is better than {worse}", _above(better, worse))
               for worse, better in pairwise(order) if "BAM" not in (worse, better)]
    return Study("rivals", "BBCU and its rivals", "Tables 1 to 3", tuple(variants),
                 (*claims, Claim("full precision is better than BBCU", _above(FLOAT, "BBCU"))))


def _extras(base: NetworkSpec) -> Study:
    """What goes beyond the paper, each by itself, and what pays together."""
    plain = "as in the paper"
    base = replace(base, level_map=base.task is not Task.UPSCALE)
    more = base.units + base.units // 2
    halves = replace(base, units=more, layout=with_halves(more, range(1, more, 2)[: base.units // 2 + base.units // 4]))
    teacher = replace(base, unit="float", binary=(), convolutions_per_residual=min(2, base.units))
    variants = (
        Variant(plain, base),
        Variant("window from 5", base, training={"window": 5.0}),
        Variant("averaged weights", base, training={"ema": 0.99}),
        Variant(FLOAT, teacher),
        Variant("with a teacher", base, teacher=FLOAT),
        Variant("learned scale", replace(base, learned_scale=True)),
        Variant("twice the units", replace(base, units=2 * base.units)),
        Variant("two signs", replace(base, layout=f"{base.units}d")),
        Variant("two scales", halves),
        Variant("two scales, learned scale, averaged", replace(halves, learned_scale=True), training={"ema": 0.99}),
    )
    claims = [Claim(f"{variant.name} is better than {plain}", _above(variant.name, plain))
              for variant in variants if variant.name not in (plain, FLOAT)]
    return Study("extras", "Beyond the paper", "", variants, tuple(claims))


LAYOUTS = {
    "flat": "16",
    "halves": "4<3>4<3>4",
    "halves, gated": "4<g3>4<g3>4",
    "wide halves": "3[3]3[3]3",
    "wide halves, gated": "3[g3]3[g3]3",
    "quarters": "2[3<4>2]2[3<4>2]2",
    "quarters, gated": "2[g3<g4>2]2[g3<g4>2]2",
    "quarters, gated, shorter": "2[g2<g3>2]2[g2<g3>2]2",
    "four times": "1[g2<g2>1]1[g2<g2>1]1[g2<g2>1]1[g2<g2>1]1",
    "once": "3[g4<g6>4]3",
    "wide quarters, gated": "2[g2[g3]2]2[g2[g3]2]2",
    "eighths, gated": "2[g2<g2<g3>2>2]2[g2<g2<g3>2>2]2",
}
"""Bodies that take about as long as one another (docs/studies/layouts.md), by what is particular about them."""


def _layouts(base: NetworkSpec) -> Study:
    """Where units are best put: bodies of about the same cost in the engine; the size of the base is not used."""
    base = replace(base, level_map=base.task is not Task.UPSCALE, learned_scale=True, bias=True)

    def laid_out(layout: str) -> NetworkSpec:
        units = sum(node.kind == UNIT for node in parse(layout))
        return replace(base, units=units, layout="" if layout.isdecimal() else layout)

    training = {"rate": 2e-3, "ema": 0.99, "loss": "psnr", "ends_rate": 0.3, "patch": 64}
    pairs = (("halves", "flat"), ("wide halves", "halves"), ("quarters", "wide halves"),
             ("quarters, gated", "quarters"), ("wide halves, gated", "wide halves"), ("halves, gated", "halves"),
             ("eighths, gated", "quarters, gated"), ("wide quarters, gated", "quarters, gated"),
             ("quarters, gated", "once"), ("quarters, gated", "four times"))
    return Study("layouts", "Where units are best put", "",
                 tuple(Variant(name, laid_out(layout), training=training) for name, layout in LAYOUTS.items()),
                 tuple(Claim(f"{better} is better than {worse}", _above(better, worse)) for better, worse in pairs))


STUDIES: dict[str, Callable[[NetworkSpec], Study]] = {
    "units": _units,
    "breakpoint": _breakpoint,
    "parts": _parts,
    "convs-per-residual": _convolutions,
    "amplification": _amplification,
    "rivals": _rivals,
    "extras": _extras,
    "layouts": _layouts,
}
"""Name of a study to what makes it of a base network."""
