"""The kernels that Python calls: compiled here by Numba, or from the library that a small package brings instead."""

from __future__ import annotations

from engine.backend.bitsliced import linked

__all__ = ["add_found", "binarize", "convolve_to_stream", "convolve_to_sums", "find", "join", "pair_channels",
           "repeat_activate", "repeat_adders", "repeat_count", "repeat_expand", "repeat_gather", "repeat_head",
           "repeat_tail", "run_network", "subtract_found", "widen"]

if linked.LIBRARY.is_file():
    compiling = None
    globals().update(linked.kernels(linked.LIBRARY, __all__))
else:
    from engine.backend.bitsliced import compiling
    from engine.backend.bitsliced.kernels.conv import (
        convolve_to_stream,
        convolve_to_sums,
        join,
        pair_channels,
        widen,
    )
    from engine.backend.bitsliced.kernels.finish import add_found, subtract_found
    from engine.backend.bitsliced.kernels.sheets import binarize, find
    from engine.backend.bitsliced.kernels.stages import (
        repeat_activate,
        repeat_adders,
        repeat_count,
        repeat_expand,
        repeat_gather,
        repeat_head,
        repeat_tail,
    )
    from engine.backend.bitsliced.kernels.wave import run_network


def counts() -> tuple[int, int]:
    """How many kernels this process has ready-made, and how many it has compiled."""
    return compiling.counts() if compiling else (len(__all__), 0)


def keep() -> None:
    """What is compiled by now has been checked."""
    if compiling:
        compiling.keep()


def discard() -> None:
    """What is compiled is of no use."""
    if compiling:
        compiling.discard()
