"""The binary units that the paper compares with (its Tables 1 to 3), for the same backbones.

What sets them apart from a BBCU, from the papers named in each class (docs/paper.md, Rivals): how the signs' gradient
is guessed, how weights become +-1 and are scaled, whether there is BatchNorm, and where the residual lies. Code of
their authors was not used. ReActNet (Liu et al., ECCV 2020) is the unit V1, from which the paper starts:
:class:`engine.training.units.Unit` with version ``"bbcu-v1"``.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.errors import SpecError
from engine.training.binary import BinaryWeight, SurrogateSign, as_planes, sign, weight_scale
from engine.training.folding import Folded, affine, bent, linear, numbers
from engine.training.units import RPReLU

EDE_RANGE = (0.1, 10.0)
"""IR-Net's error decay: steepness of the tanh at the start and at the end of training."""


class ClippedSign(torch.autograd.Function):
    """sign(x) with the gradient of the hard tanh: 1 where |x| <= 1, else 0 (Courbariaux et al. 2016)."""

    @staticmethod
    def forward(ctx, values: Tensor) -> Tensor:
        """`values` of any shape to +1 and -1."""
        ctx.save_for_backward(values)
        return sign(values)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        """Pass inside the window."""
        (values,) = ctx.saved_tensors
        return gradient * (values.abs() <= 1.0)


class DecayingSign(torch.autograd.Function):
    """sign(x) with the gradient of k tanh(t x), k = max(1/t, 1): IR-Net's error decay estimator (its Sec. 3.3)."""

    @staticmethod
    def forward(ctx, values: Tensor, steepness: float) -> Tensor:
        """`values` of any shape to +1 and -1."""
        ctx.save_for_backward(values)
        ctx.steepness = steepness
        return sign(values)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None]:
        """Multiply by k t (1 - tanh(t x)^2)."""
        (values,) = ctx.saved_tensors
        t = ctx.steepness
        return gradient * (max(1.0 / t, 1.0) * t) * (1.0 - torch.tanh(values * t) ** 2), None


class Rival(nn.Module):
    """A binary 3 x 3 convolution with BatchNorm behind it and a linear path on: what most rivals share.

    Parameters
    ----------
    channels : int
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        bound = 1.0 / (9 * channels) ** 0.5
        self.weight = nn.Parameter(torch.empty(channels, channels, 3, 3).uniform_(-bound, bound))
        self.norm: nn.BatchNorm2d | None = nn.BatchNorm2d(channels)

    def signs(self, x: Tensor) -> Tensor:
        """The stream's signs, with this method's gradient."""
        return SurrogateSign.apply(x)

    def weights(self) -> Tensor:
        """The weights as they are convolved with: scaled signs."""
        return BinaryWeight.apply(self.weight, self.scale())

    def scale(self) -> Tensor:
        """What the signs of the weights are multiplied by, (C,) or a number."""
        return weight_scale(self.weight)

    def latent(self) -> Tensor:
        """Whose signs the weights are."""
        return self.weight.detach()

    def activated(self, value: Tensor) -> Tensor:
        """What follows the convolution, in front of the residual."""
        return self.norm(value)

    def combine(self, x: Tensor, residual: Tensor | None) -> Tensor:
        """The unit behind a stream, with what is to be added to it: (n, C, h, w) to the same shape."""
        value = self.activated(functional.conv2d(self.signs(x), self.weights(), padding=1))
        return value if residual is None else value + residual

    def forward(self, x: Tensor) -> Tensor:
        """With the input as its residual."""
        return self.combine(x, x)

    def folded(self) -> Folded:
        """For the export: a linear function of the sums."""
        channels = len(self.weight)
        factor, summand = affine(self.norm, channels)
        scale = numbers(self.scale())
        return linear(numbers(self.latent()) > 0, numbers(torch.zeros(channels)), factor * scale, summand)


class BiReal(Rival):
    """Bi-Real Net (Liu et al., ECCV 2018): piecewise quadratic gradient, mean|W|, a residual per convolution."""


class Bnn(Rival):
    """BNN (Courbariaux et al., arXiv 1602.02830): hard-tanh gradients and signs without a scale.

    Its residuals span blocks of two convolutions: ``convolutions_per_residual = 2`` in the spec.
    """

    def signs(self, x: Tensor) -> Tensor:
        """Hard-tanh gradient."""
        return ClippedSign.apply(x)

    def weights(self) -> Tensor:
        """Plain signs."""
        return ClippedSign.apply(self.weight)

    def scale(self) -> Tensor:
        """One."""
        return torch.ones(len(self.weight))


class IrNet(Rival):
    """IR-Net (Qin et al., CVPR 2020): balanced, standardized weights with a power-of-two scale; EDE gradients.

    Attributes
    ----------
    progress : float
        0..1, how far training is; :func:`set_progress` moves it, and the gradients grow steeper.
    """

    def __init__(self, channels: int) -> None:
        super().__init__(channels)
        self.progress = 0.0

    @property
    def steepness(self) -> float:
        """t of the error decay estimator."""
        low, high = EDE_RANGE
        return low * (high / low) ** self.progress

    def signs(self, x: Tensor) -> Tensor:
        """EDE gradient."""
        return DecayingSign.apply(x, self.steepness)

    def standardized(self) -> Tensor:
        """Weights of mean 0 and deviation 1 per output."""
        centred = self.weight - self.weight.mean(dim=(1, 2, 3), keepdim=True)
        return centred / centred.std(dim=(1, 2, 3), keepdim=True).clamp_min(1e-12)

    def latent(self) -> Tensor:
        """The standardized weights."""
        return self.standardized().detach()

    def weights(self) -> Tensor:
        """Signs of the standardized weights times a power of two."""
        return DecayingSign.apply(self.standardized(), self.steepness) * self.scale().view(-1, 1, 1, 1)

    def scale(self) -> Tensor:
        """The power of two next to the mean of the standardized weights."""
        return torch.exp2(torch.log2(weight_scale(self.standardized())).round())


class Btm(Rival):
    """BTM (Jiang et al., AAAI 2021): no BatchNorm; Xavier-uniform latent weights, mean|W|, a PReLU.

    Its normalised picture is left to the head and its biases, its multiple-receptive-field block is another backbone.
    """

    def __init__(self, channels: int) -> None:
        super().__init__(channels)
        self.norm = None
        nn.init.xavier_uniform_(self.weight)
        self.rprelu = RPReLU(channels)
        for shift in (self.rprelu.shift_in, self.rprelu.shift_out):  # a plain PReLU
            shift.requires_grad_(False)

    def activated(self, value: Tensor) -> Tensor:
        """PReLU."""
        return self.rprelu(value)

    def folded(self) -> Folded:
        """For the export: a bend at zero."""
        threshold = numbers(torch.zeros(len(self.weight)))
        scale = numbers(self.scale())
        return bent(numbers(self.latent()) > 0, threshold, scale, self.rprelu, threshold)


class Bam(Rival):
    """BAM (Xin et al., ECCV 2020): bits accumulate along the network, so that later signs see what earlier ones saw.

    The signs are of the stream plus the memory, the sum of all earlier units' signs, times a learned weight per
    channel. The memory is a second full-precision stream, which the packed networks do not have.
    """

    def __init__(self, channels: int) -> None:
        super().__init__(channels)
        self.recall = nn.Parameter(torch.full((channels,), 0.1))

    def accumulate(self, x: Tensor, residual: Tensor | None, memory: Tensor | None) -> tuple[Tensor, Tensor]:
        """The unit, and the memory behind it."""
        memory = torch.zeros_like(x) if memory is None else memory
        signs = self.signs(x + memory * as_planes(self.recall))
        value = self.norm(functional.conv2d(signs, self.weights(), padding=1))
        return value if residual is None else value + residual, memory + signs

    def folded(self) -> Folded:
        """There is no packed form."""
        raise SpecError("the network's unit 'bam' accumulates bits and cannot be packed", hint="Choose another unit.")


RIVALS: dict[str, type[Rival]] = {"bnn": Bnn, "bi-real": BiReal, "ir-net": IrNet, "bam": Bam, "btm": Btm}
"""Unit name to its class; ReActNet is the unit V1."""


def set_progress(network: nn.Module, fraction: float) -> None:
    """Tell every layer whose gradients change with time how much of the training is done, 0..1."""
    for module in network.modules():
        if hasattr(module, "progress"):
            module.progress = fraction
