"""The torch backend: a packed network's integers on a GPU where there is one, else on the processor.

Runs only where somebody asks for it (``--backend torch``). :mod:`engine.backend` loads it by name, so nothing else
needs torch. The numbers are the popcount backend's, bit for bit: +-1 products are summed in float32, where they are
exact (and rounded, for a library may sum by a transform), the ends in float64, where 53 bits hold every sum.
"""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from engine.backend.contract import Backend
from engine.backend.integers import FRACTION_BITS, HIGHEST, LOWEST
from engine.backend.program import Convolution, Gate, Program, Unit, activation_table, bias_shown, finished
from engine.network.layout import DOWN, UNIT, UP


class TorchBackend(Backend):
    """On a GPU where there is one."""

    name = "torch"

    def problem(self) -> str | None:
        """None: it can run, once torch is imported."""
        return None

    def unsupported(self, program: Program) -> str | None:
        """Plain programs are all that torch is taught here."""
        return program.beyond_plain

    def make_runner(self, program: Program) -> TorchRunner:
        """Prepare a plain program."""
        return TorchRunner(program)

    def fastest_tile(self, _program: Program) -> int:
        """Large tiles keep a GPU busy."""
        return 512

    def tile_bytes(self, program: Program, height: int, width: int) -> int:
        """The stream, its signs and the sums in float32, places in int64, and the ends in float64."""
        channels = max(unit.sign.shape[1] / 4**node.level for node, unit in program.body if node.kind == UNIT)
        return round(height * width * max(channels, program.spec.channels) * (4 + 4 + 4 + 8 + 8))


class TorchRunner:
    """A plain program on the device."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._device = device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._head, self._tail = _Ends(program.head, device), _Ends(program.tail, device)
        self._nodes = [(node, part, _TorchUnit(part, device) if node.kind == UNIT else None)
                       for node, part in program.body]

    @torch.inference_mode()
    def __call__(self, pixels: np.ndarray, shown: tuple[float, ...] = (),
                 rows: tuple[int, int] | None = None) -> np.ndarray:
        """See :class:`engine.backend.contract.Runner`; does all rows."""
        shift = self._program.head_shift
        sums = self._head(torch.from_numpy(pixels).to(self._device))
        told = bias_shown(self._program, shown) - self._program.head.bias
        sums += torch.from_numpy(told.astype(np.float64)).to(self._device).view(-1, 1, 1)
        stream = torch.floor((sums + (1 << shift >> 1)) / (1 << shift)).clamp_(LOWEST, HIGHEST)
        if self._program.spec.head_relu:
            stream.clamp_(min=0)
        stream = stream.float()
        around = []
        for node, part, unit in self._nodes:
            if node.kind == DOWN:
                around.append((stream, _halved(stream)))
                stream = around[-1][1].repeat(node.copies, 1, 1)
            elif node.kind == UP:
                stream = _given_back(*around.pop(), stream, part)
            else:
                stream = unit(stream)
        return self._tail(stream).cpu().numpy()

    def finish(self, values: np.ndarray, sums: np.ndarray) -> np.ndarray:
        """See :class:`engine.backend.contract.Runner`."""
        return finished(self._program, values, sums)


def _halved(stream: torch.Tensor) -> torch.Tensor:
    """See :func:`engine.backend.planes.halved`: float32 (channels, h, w), whole numbers in and out."""
    _, height, width = stream.shape
    whole = functional.pad(stream[None], (0, width % 2, 0, height % 2), mode="replicate")[0]
    rows = whole[:, ::2] + whole[:, 1::2]
    return torch.floor((rows[:, :, ::2] + rows[:, :, 1::2] + 2) / 4)


def _given_back(stream: torch.Tensor, small: torch.Tensor, changed: torch.Tensor, gate: Gate | None) -> torch.Tensor:
    """See :func:`engine.backend.layers.given_back`: whole numbers, in float64 where their products are large."""
    channels, height, width = stream.shape

    def doubled(values: torch.Tensor) -> torch.Tensor:
        return values.repeat_interleave(2, 1).repeat_interleave(2, 2)[:, :height, :width]

    changes = [(copy - small).clamp_(LOWEST, HIGHEST) for copy in changed.split(channels)]
    given = (stream + doubled(sum(changes).clamp_(LOWEST, HIGHEST))).clamp_(LOWEST, HIGHEST)
    if gate is None:
        return given
    gain, offset = (torch.from_numpy(values.astype(np.float64)).to(stream.device).view(-1, 1, 1)
                    for values in (gate.gain, gate.offset))
    moved = torch.floor((changes[-1] * gain + (1 << FRACTION_BITS - 1)) / (1 << FRACTION_BITS)) + offset
    opened = doubled(moved.clamp_(0, (1 << gate.bits) - 1))
    detail = (stream - doubled(small)).clamp_(LOWEST, HIGHEST).double()
    drawn = torch.floor((detail * opened + (1 << gate.bits - 1)) / (1 << gate.bits))
    return (given - drawn).clamp_(LOWEST, HIGHEST).float()


class _Ends:
    """A fixed-point convolution as a float64 one, exact."""

    def __init__(self, convolution: Convolution, device: torch.device) -> None:
        self.weight = torch.from_numpy(convolution.weight.astype(np.float64)).to(device)
        self.bias = torch.from_numpy(convolution.bias.astype(np.float64)).to(device)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """(inputs, h, w) of any type to float64 (outputs, h, w)."""
        return functional.conv2d(x.double()[None], self.weight, self.bias, padding=1)[0].round_()


class _TorchUnit:
    """One unit; what it adds to the stream is looked up in the unit's table."""

    def __init__(self, unit: Unit, device: torch.device) -> None:
        self.reach = unit.reach
        self.sign = torch.from_numpy(np.where(unit.sign, 1, -1).astype(np.float32)).to(device)
        self.threshold = torch.from_numpy(unit.threshold.astype(np.float32)).to(device).view(-1, 1, 1)
        self.table = torch.from_numpy(activation_table(unit).astype(np.float32)).to(device)

    def __call__(self, stream: torch.Tensor) -> torch.Tensor:
        """float32 (channels, h, w), whole numbers in and out."""
        copies = len(self.threshold) // len(stream)
        bits = torch.where((stream if copies == 1 else stream.repeat(copies, 1, 1)) > self.threshold, 1.0, -1.0)
        sums = functional.conv2d(bits[None], self.sign, padding=1)[0].round_().long().add_(self.reach)
        change = torch.gather(self.table, 1, sums.flatten(1)).view_as(stream)
        return (stream + change).clamp_(LOWEST, HIGHEST)


BACKEND = TorchBackend()
