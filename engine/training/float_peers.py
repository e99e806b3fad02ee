"""Float peers (:mod:`engine.measure.peers.spec`) as torch networks, for the trainer of the one-bit ones."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.measure.peers.spec import DOWN, PAIR, Layer, PeerSpec


class Pair(nn.Module):
    """``x + second(relu(first(x)))``: two 3 x 3 convolutions, (n, C, h, w) to the same shape."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first, self.second = (nn.Conv2d(channels, channels, 3, padding=1) for _ in range(2))

    def forward(self, x: Tensor) -> Tensor:
        """See the class."""
        return x + self.second(torch.relu(self.first(x)))


class FloatPeer(nn.Module):
    """A float denoiser.

    Parameters
    ----------
    spec : PeerSpec

    Attributes
    ----------
    head, tail : Conv2d
    body : ModuleList
        A :class:`Pair` or a convolution for each of the spec's layers.
    dtype : torch.dtype
        Of the convolutions while training; evaluation is always float32.
    """

    def __init__(self, spec: PeerSpec) -> None:
        super().__init__()
        self.spec, self.dtype = spec, torch.float32
        colours = 4 * spec.image_channels
        self.head = nn.Conv2d(colours + 1, spec.widths[0], 3, padding=1)
        self.body = nn.ModuleList(map(_module, spec.layers))
        self.tail = nn.Conv2d(spec.widths[0], colours, 3, padding=1)

    def forward(self, picture: Tensor, level: Tensor) -> Tensor:
        """Restore a batch: float32 (n, 3, h, w) in 0..1 and sigma / 255, (n,) or (1,), to float32 (n, 3, h, w)."""
        height, width = picture.shape[2:]
        short = self.spec.alignment
        padded = functional.pad(picture, (0, -width % short, 0, -height % short), mode="replicate")
        rounded = self.training and self.dtype != torch.float32
        with torch.autocast(picture.device.type, self.dtype, enabled=rounded):
            found = self._found(to_channels(padded), level)
        return picture - from_channels(found.float())[..., :height, :width]

    def _found(self, squares: Tensor, level: Tensor) -> Tensor:
        plane = level.view(-1, 1, 1, 1).expand(len(squares), 1, *squares.shape[2:])
        stream = self.head(torch.cat([squares, plane], dim=1).contiguous(memory_format=torch.channels_last))
        kept: list[Tensor] = []
        for layer, module in zip(self.spec.layers, self.body, strict=True):
            if layer.kind == PAIR:
                stream = module(stream)
            elif layer.kind == DOWN:
                kept.append(stream)
                stream = module(stream)
            else:
                stream = kept.pop() + from_channels(module(stream))
        return self.tail(stream)


def _module(layer: Layer) -> nn.Module:
    if layer.kind == PAIR:
        return Pair(layer.inputs)
    if layer.kind == DOWN:
        return nn.Conv2d(layer.inputs, layer.outputs, 2, stride=2)
    return nn.Conv2d(layer.inputs, 4 * layer.outputs, 1)


def to_channels(x: Tensor) -> Tensor:
    """Put the pixels of each square of 2 x 2 behind each other, as ONNX' SpaceToDepth does.

    (n, C, h, w) to (n, 4 C, h / 2, w / 2); torch's pixel unshuffle orders the channels otherwise.
    """
    count, channels, height, width = x.shape
    squares = x.reshape(count, channels, height // 2, 2, width // 2, 2).permute(0, 3, 5, 1, 2, 4)
    return squares.reshape(count, 4 * channels, height // 2, width // 2)


def from_channels(x: Tensor) -> Tensor:
    """The way back: (n, 4 C, h, w) to (n, C, 2 h, 2 w)."""
    count, channels, height, width = x.shape
    squares = x.reshape(count, 2, 2, channels // 4, height, width).permute(0, 3, 4, 1, 5, 2)
    return squares.reshape(count, channels // 4, 2 * height, 2 * width)
