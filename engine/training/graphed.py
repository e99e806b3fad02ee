"""A step on a GPU, recorded once and replayed: hundreds of short kernels started by one call.

Started one by one they take five times as long as they run: 28 ms of a processor for 6 ms of an H200.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import torch
from torch import Tensor

from engine.training.damage import Pairs

_log = logging.getLogger(__name__)

FIRST = 3
"""Steps that run as they are: libraries choose their algorithms and compilers compile in them."""


class Graphed:
    """A step that is recorded.

    Parameters
    ----------
    step : callable
        Does everything with a batch and gives its loss. Nothing in it may wait for the GPU, or change but for the
        batch and what lies in the GPU's memory.
    """

    def __init__(self, step: Callable[[Pairs], Tensor]) -> None:
        self._step = step
        self._done = 0
        self._graph: torch.cuda.CUDAGraph | None = None
        self._pairs: Pairs | None = None
        self._loss: Tensor | None = None

    def __call__(self, pairs: Pairs) -> Tensor:
        """Do the step; the loss lies where the next step will write its own."""
        self._done += 1
        if self._done <= FIRST or not self._recorded(pairs):
            return self._aside(pairs)
        for kept, given in zip(self._pairs, pairs, strict=True):
            kept.copy_(given, non_blocking=True)
        self._graph.replay()
        return self._loss

    def _aside(self, pairs: Pairs) -> Tensor:
        """As it is, on a stream of its own: what is recorded later must not hang on the usual one."""
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            loss = self._step(pairs)
        torch.cuda.current_stream().wait_stream(stream)
        return loss

    def _recorded(self, pairs: Pairs) -> bool:
        """Whether there is a recording for batches of this shape; makes it, once."""
        if self._pairs is None:
            self._pairs, graph = Pairs(*(part.clone() for part in pairs)), torch.cuda.CUDAGraph()
            try:
                # Other threads pin memory meanwhile, which is none of the recording's business.
                with torch.cuda.graph(graph, capture_error_mode="thread_local"):
                    self._loss = self._step(self._pairs)
                self._graph = graph
            except RuntimeError as err:
                _log.warning("steps run without being recorded: %s", err)
        return self._graph is not None and all(
            kept.shape == given.shape for kept, given in zip(self._pairs, pairs, strict=True))
