"""Kernels without Numba: linked ahead of time into one library of the program's own (``tools/link_kernels.py``).

The library holds every kernel once for each target of :mod:`engine.backend.bitsliced.targets`, as the machine code that
Numba's compiler makes, so its numbers are the same. A function ``NAME_TARGET`` takes the address of 64-bit words: of an
array those that Numba takes for one (no owner, no parent, elements, bytes of one, address, sizes, strides), of a number
itself, of a tuple its parts, one behind the other. A text ``NAME_types`` says what they must stand for.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np

from engine.backend.bitsliced.targets import all_here, features_here, fitting
from engine.errors import BackendError

LIBRARY = Path(str(files("resources"))) / "kernels" / "linked.so"
"""It is a part of the program like any other library. There is none in the source tree."""
FINE = (0, -2)
"""What a kernel returns when nothing was wrong (Numba's second code stands for None)."""


def kernels(library: Path, names: Iterable[str]) -> dict[str, Callable[..., None]]:
    """The library's kernels by name, for the most capable target that this processor has everything of.

    Parameters
    ----------
    library : Path
    names : iterable of str

    Raises
    ------
    BackendError
        If it has none for this processor.
    """
    targets = fitting(features_here())
    if not targets:
        raise BackendError("the kernels that came with the program are for newer processors",
                           hint="Use --backend popcount, which is slower.")
    return load(library, names, all_here().index(targets[0]))


def load(library: Path, names: Iterable[str], target: int) -> dict[str, Callable[..., None]]:
    """The library's kernels for one target, by its place among all."""
    loaded = ctypes.CDLL(str(library))
    return {name: _kernel(loaded, name, target) for name in names}


def _kernel(library: ctypes.CDLL, name: str, target: int) -> Callable[..., None]:
    """One kernel; while it runs, other threads of Python do too."""
    function = library[f"{name}_{target}"]
    function.argtypes, function.restype = [ctypes.c_void_p], ctypes.c_int
    types = ctypes.c_char_p.in_dll(library, f"{name}_types").value.decode().split()

    def run(*arguments: object) -> None:
        leaves = list(_leaves(arguments))
        if [kind for kind, _ in leaves] != types:  # it would read other numbers than there are
            raise TypeError(f"{name} takes {types}, not {[kind for kind, _ in leaves]}")
        words = np.array([word for _, some in leaves for word in some], np.int64)
        status = function(words.ctypes.data)
        if status not in FINE:
            raise MemoryError(f"{name} ended with {status}")

    return run


def _leaves(arguments: Iterable[object]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Type and words of each array and number, tuples taken apart."""
    for each in arguments:
        match each:
            case tuple():
                yield from _leaves(each)
            case np.ndarray() if each.flags.c_contiguous:
                yield (f"{each.dtype.str}[{each.ndim}]",
                       (0, 0, each.size, each.itemsize, each.ctypes.data, *each.shape, *each.strides))
            case np.ndarray():
                yield "scattered", ()
            case bool():
                yield "bool", (each,)
            case float():
                yield "float64", struct.unpack("q", struct.pack("d", each))
            case _:
                yield "int64", (int(each),)
