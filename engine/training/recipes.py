"""Named recipes: what to train and how. Frozen, so that a name always means the same run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from engine.errors import TrainingError
from engine.measure.peers.spec import PeerSpec
from engine.network.cost import ARCHITECTURES, LITE_CHANNELS
from engine.network.spec import UNITS, NetworkSpec, amplification, with_unit
from engine.tasks import TOLD, Task
from engine.training.camera_noise import CameraNoise
from engine.training.damage import Degradation, JpegRange, NoiseRange, Shrinking


@dataclass(frozen=True)
class Source:
    """How a top folder of the data is used.

    Attributes
    ----------
    folder : str
        Its name.
    weight : float
        How often a pixel of it is drawn, against 1 for a pixel of a folder that is not listed.
    shrink : tuple of float
        (low, high): a crop is taken larger and shrunk by a factor drawn from here, which averages away the noise
        and JPEG traces of the source. (1, 1) leaves it as it is.
    """

    folder: str
    weight: float = 1.0
    shrink: tuple[float, float] = (1.0, 1.0)


WINDOW_SHARE = 0.7
"""Of the budget: until then a widened surrogate window has shrunk to 1."""

BSDS = Source("bsds", weight=0.8, shrink=(0.5, 0.9))


@dataclass(frozen=True)
class Recipe:
    """One way to train one network.

    Attributes
    ----------
    name : str
    spec : NetworkSpec or PeerSpec
    degradation : Degradation
        How patches are spoiled: fits the spec's task.
    sources : tuple of Source
        Folders with a treatment of their own.
    patch, batch : int
        Side of the square patches that the network sees, and patches per step.
    rate : float
        Peak learning rate; a cosine brings it to zero as the budget is used up.
    ends_rate : float
        Share of the rate at which head and tail learn. Every pixel pulls at these few float weights, so at the rate
        that the latent weights need they jump about and blur what the body learns.
    tail_start : float
        Factor on the tail's initial weights; a small one starts with nearly the unchanged picture.
    warmup : int
        Steps over which the rate rises linearly.
    betas : tuple of float
        Of Adam.
    ema : float
        Decay of a running average of the weights that is measured and kept in their place; 0 is none.
    window : float
        Half width of the surrogate's window at the start; it shrinks to the paper's 1 until :data:`WINDOW_SHARE` of
        the budget is used. 1 leaves it alone.
    teacher_share : float
        Share of a teacher's result in the target, if one is given (distillation); the rest is the clean picture.
    loss : str
        ``"l1"``, mean |error|, as the paper's; or ``"l2"``, mean squared error, which is what PSNR measures and which
        attends to the patches that are spoiled most: of those that are hardly spoiled, next to nothing can be learned;
        or ``"psnr"``, the logarithm of each patch's mean squared error, whose mean is what tables show: patches that
        are hardly spoiled weigh as much as the others; or ``"balanced"``, between ``"l1"`` and that: each patch's
        mean |error| over the square root of what its damage was, so that weak noise counts, and smooth patches no more
        than others; or ``"colour"``, as ``"psnr"`` with the colours weighed more; or
        ``"luma"``, mean |error| of the luma and a quarter of that of the colours, for the eye and the published
        figures of enlarging look at luma.
    protocol : str
        By which held-out pictures are measured, of the task's; none is the usual one for as many channels.
    minutes : float
        Budget if none is given.
    seed : int
    """

    name: str
    spec: NetworkSpec | PeerSpec
    degradation: Degradation = field(default_factory=NoiseRange)
    sources: tuple[Source, ...] = (BSDS,)
    patch: int = 64
    batch: int = 8
    rate: float = 3e-3
    ends_rate: float = 1.0
    tail_start: float = 1.0
    warmup: int = 150
    betas: tuple[float, float] = (0.9, 0.99)
    ema: float = 0.0
    window: float = 1.0
    teacher_share: float = 0.5
    loss: str = "l1"
    protocol: str = ""
    minutes: float = 110.0
    seed: int = 0

    @property
    def source_side(self) -> int:
        """Side of the clean squares that are cut from pictures."""
        return self.degradation.source_side(self.patch)


PHOTO_NOISE = NoiseRange(high=75.0, focus=55.0, focus_share=0.5, grey_share=1 / 16)
PHOTO_JPEG = JpegRange(low=5, high=95, focus=45, focus_share=0.5, aligned_share=1 / 8, full_colour_share=0.3,
                       grey_share=1 / 16)
"""Cameras and websites mostly halve the colour; grids lie anywhere once a picture has been cropped."""


PHOTO_JPEG_TWICE = replace(PHOTO_JPEG, twice_share=0.25)
GREY_JPEG = replace(PHOTO_JPEG_TWICE, grey_share=1.0)
"""Black-and-white photographs, and what the paper's protocol measures; for a run that begins with `deblock-photo`."""
PHOTO_CAMERA = CameraNoise(PHOTO_NOISE, camera_share=0.4, jpeg_share=0.1, clean_share=0.05, maps=TOLD)
WHITE_ALONE = replace(PHOTO_CAMERA, camera_share=0.0, jpeg_share=0.0, clean_share=0.0)
"""What the paper's protocol measures, and what the float peers learn; for a run that begins with `denoise-photo`."""
LAYOUT = "2[g3<g4>2]2[g3<g4>2]2"
"""Of the networks for photographs: found by experiment, see docs/studies/layouts.md."""
LQ_PATCH = {2: 48, 3: 40, 4: 32}
"""Sides of the patches that fast enlargers see, by scale: the HQ patch is the costlier one to make."""


def _two_scales(task: Task) -> NetworkSpec:
    """The body of the fast networks with two groups of three units at half resolution: an eighth more operations."""
    return NetworkSpec(task=task, level_map=True, channels=32, units=18, layout="4<3>4<3>4",
                       head_relu=False, k=amplification(32), learned_scale=True)


def _photo(task: Task, told: tuple[str, ...], scale: int = 1) -> NetworkSpec:
    """Gated groups at half and quarter resolution. Most tasks have the same body, so one may begin with another's."""
    return NetworkSpec("dncnn" if scale == 1 else "srresnet", task, channels=32, units=24, layout=LAYOUT, bias=True,
                       head_relu=False, k=amplification(32), learned_scale=True, level_bias=told, scale=scale,
                       upsampler="stages" if scale == 1 else "direct")


def _photo_denoiser() -> NetworkSpec:
    """About as fast with fewer units, each of which takes two signs of a channel: see docs/studies/signs.md."""
    return replace(_photo(Task.DENOISE, TOLD), units=18, layout="2d[g3d<g4d>2d]1d[g1d<g4d>1d]")


def _deepened(spec: NetworkSpec) -> NetworkSpec:
    """Two short gated groups more, which come back to full resolution in between; may begin with what it deepens."""
    return replace(spec, units=32, layout=spec.layout + 2 * "1d[g1d<g4d>1d]")


def _photo_enlarger(scale: int) -> Recipe:
    return Recipe(f"upscale-photo-x{scale}", _photo(Task.UPSCALE, (), scale), Shrinking(scale), patch=LQ_PATCH[scale],
                  rate=1.5e-3, ends_rate=0.3, ema=0.999, loss="luma")


def _fast_enlarger(scale: int) -> Recipe:
    """The body of the fast networks, whose tail gives all pixels of a square. x3 and x4 may begin with x2's body."""
    spec = NetworkSpec("srresnet", Task.UPSCALE, channels=32, units=12, head_relu=False, k=amplification(32),
                       scale=scale, upsampler="direct")
    return Recipe(f"upscale-fast-x{scale}", spec, Shrinking(scale), patch=LQ_PATCH[scale], rate=2e-3, ema=0.998)


def _fine_enlarger(scale: int) -> Recipe:
    """The same with two groups of units at half resolution; may begin with the fast one."""
    spec = replace(_two_scales(Task.DENOISE), backbone="srresnet", task=Task.UPSCALE, level_map=False, scale=scale,
                   upsampler="direct")
    return Recipe(f"upscale-fine-x{scale}", spec, Shrinking(scale), patch=LQ_PATCH[scale], rate=1.2e-3, ema=0.999,
                  loss="luma")


def _deep_enlarger(scale: int) -> Recipe:
    """The fine one with two groups and the units around them more; may begin with it. A pixel of the result costs less
    than one freed of noise still."""
    fine = _fine_enlarger(scale)
    return replace(fine, name=f"upscale-deep-x{scale}", spec=replace(fine.spec, units=32, layout="4<3>4<3>4<3>4<3>4"),
                   rate=1e-3)


def _enlarger(size: str, scale: int) -> Recipe:
    """BBCU-L or BBCU-M of the paper (docs/paper.md, Enlargers and Training): ``upscale-l-x2`` and so on."""
    spec = ARCHITECTURES[f"bbcu-{size}-x{scale}"]
    return Recipe(f"upscale-{size}-x{scale}", spec, Shrinking(scale), patch=32, batch=16, rate=1e-3, minutes=600.0)


def _peer(name: str, widths: tuple[int, ...], pairs: tuple[int, ...]) -> Recipe:
    """A float network of good design, to be compared with: learns from what the denoisers learned from."""
    return Recipe(f"peer-{name}", PeerSpec(widths, pairs), PHOTO_NOISE, tail_start=0.1, ema=0.999, rate=2e-3,
                  minutes=105.0)


RECIPES: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        Recipe(
            "denoise-fast",
            NetworkSpec(level_map=True, channels=32, units=12, head_relu=False, k=amplification(32)),
            PHOTO_NOISE, ends_rate=0.1, tail_start=0.1, ema=0.998,
        ),
        Recipe(
            "denoise-fine", _two_scales(Task.DENOISE), PHOTO_NOISE, ends_rate=0.3, tail_start=0.1, ema=0.999, rate=2e-3,
        ),
        Recipe(
            "denoise-paper", NetworkSpec(channels=64, units=18, head_relu=True, bias=False, k=130.0),
            NoiseRange(high=75.0), batch=32, rate=1e-3, minutes=600.0,
        ),
        Recipe(
            "deblock-fast",
            NetworkSpec(task=Task.DEBLOCK, level_map=True, channels=32, units=12, head_relu=False,
                        k=amplification(32)),
            PHOTO_JPEG, tail_start=0.1, ema=0.998,
        ),
        Recipe("deblock-fine", _two_scales(Task.DEBLOCK), PHOTO_JPEG, tail_start=0.1, ema=0.999, rate=1.2e-3,
               loss="l2"),
        Recipe(
            "deblock-paper",
            NetworkSpec(task=Task.DEBLOCK, image_channels=1, channels=64, units=18, head_relu=True, bias=True,
                        body_bias=True, k=130.0),
            JpegRange(low=1, high=50, aligned_share=0.5, luma=True), batch=32, rate=1e-3, minutes=600.0,
        ),
        *(_fast_enlarger(scale) for scale in (2, 3, 4)),
        *(_fine_enlarger(scale) for scale in (2, 3, 4)),
        *(_deep_enlarger(scale) for scale in (2, 3, 4)),
        Recipe("denoise-photo", _photo_denoiser(), PHOTO_CAMERA, patch=48, batch=16, ends_rate=0.3, tail_start=0.1,
               ema=0.999, rate=2e-3, loss="balanced", minutes=240.0),
        Recipe("denoise-deep", _deepened(_photo_denoiser()), PHOTO_CAMERA, patch=48, batch=16, ends_rate=0.3,
               ema=0.999, rate=1.5e-3, loss="balanced", minutes=128.0),
        Recipe("denoise-white", _photo_denoiser(), WHITE_ALONE, patch=48, batch=16, ends_rate=0.3, ema=0.999,
               rate=1e-3),
        Recipe("deblock-photo", _photo(Task.DEBLOCK, ("quality",)), PHOTO_JPEG_TWICE, ends_rate=0.3, tail_start=0.1,
               ema=0.999, rate=1.5e-3, loss="colour"),
        Recipe("deblock-grey", _photo(Task.DEBLOCK, ("quality",)), GREY_JPEG, ends_rate=0.3, ema=0.999, rate=3e-4,
               loss="l2", protocol="standard"),
        *(_photo_enlarger(scale) for scale in (2, 3, 4)),
        *(_enlarger(size, scale) for scale in (2, 3, 4) for size in "lm"),
        *(_peer(f"ffd-{width}", (width,), (5,)) for width in (24, 32, 48, 64)),
        *(_peer(f"unet-{widths[0]}", widths, (1, 1, 2)) for widths in ((12, 24, 48), (16, 32, 64), (24, 48, 64))),
        Recipe(
            "smoke", NetworkSpec(level_map=True, channels=8, units=2, head_relu=False, k=amplification(8)),
            PHOTO_NOISE, patch=16, batch=4, warmup=5, minutes=0.2,
        ),
        Recipe(
            "smoke-deblock",
            NetworkSpec(task=Task.DEBLOCK, level_map=True, channels=8, units=2, head_relu=False, k=amplification(8)),
            PHOTO_JPEG, patch=16, batch=4, warmup=5, minutes=0.2,
        ),
        Recipe(
            "smoke-upscale",
            NetworkSpec("srresnet", Task.UPSCALE, channels=8, units=2, head_relu=False, k=amplification(8), scale=2,
                        upsampler="direct"),
            Shrinking(2), patch=8, batch=4, warmup=5, minutes=0.2,
        ),
    )
}


LITE = "lite"
"""The full-precision network of the paper's Lite size, as a variant of a recipe."""


def recipe_named(name: str) -> Recipe:
    """Look a recipe up, or make a variant of one.

    Parameters
    ----------
    name : str
        A name of :data:`RECIPES`, or ``recipe+unit``: the same recipe with another unit of
        :data:`engine.network.spec.UNITS`, such as ``upscale-l-x2+ir-net``. ``+float`` is the full-precision network,
        ``+lite`` the same with 12 channels.

    Raises
    ------
    TrainingError
        If there is none of that name.
    """
    base, _, unit = name.partition("+")
    if base not in RECIPES or (unit and unit not in (*UNITS, LITE)) or name.endswith("+"):
        raise TrainingError(f"there is no recipe {name!r}", hint=f"Choose one of {', '.join(RECIPES)}, and behind a + "
                                                                 f"another unit: {', '.join((*UNITS, LITE))}.")
    recipe = RECIPES[base]
    if not unit:
        return recipe
    if isinstance(recipe.spec, PeerSpec):
        raise TrainingError(f"{base} has no units that could be others", hint=f"Train {base} itself.")
    spec = with_unit(recipe.spec, "float" if unit == LITE else unit)
    return replace(recipe, name=name, spec=replace(spec, channels=LITE_CHANNELS) if unit == LITE else spec)
