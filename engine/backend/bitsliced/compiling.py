"""How kernels are compiled, and where the result is kept.

Numba's own cache looks only at the file that a kernel stands in, although a kernel is made of functions from other
files, and it trusts any processor that goes by the same name. The cache folder's name therefore carries everything
that may change the machine code: the sources of all backends, the versions of Numba and llvmlite, and the processor's
name and features. A cache from another machine or version is then simply not found.
"""

from __future__ import annotations

import atexit
import hashlib
import os
from pathlib import Path

import llvmlite
import numba
from llvmlite import binding
from numba import njit

from engine.backend.bitsliced import cache

SOURCES = Path(__file__).parents[1]
"""Kernels are made of functions and numbers of :mod:`engine.backend`, of all its folders."""


def fingerprint(sources: Path = SOURCES) -> str:
    """Twelve hexadecimal digits over all that the machine code depends on.

    Parameters
    ----------
    sources : Path
        Folder of Python files; those in its folders count too.
    """
    digest = hashlib.sha256(f"{numba.__version__} {llvmlite.__version__}".encode())
    for name in ("NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES", "NUMBA_OPT"):
        digest.update(f" {name}={os.environ.get(name, '')}".encode())
    digest.update(binding.get_host_cpu_name().encode())
    digest.update(binding.get_host_cpu_features().flatten().encode())
    for source in sorted(sources.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


CACHE = cache.opened(fingerprint())
if CACHE is not None:
    numba.config.CACHE_DIR = str(CACHE.folder)


def keep() -> None:
    """What is compiled by now has been checked; what will be until the end comes from the same compiler."""
    if CACHE is not None:
        CACHE.keep()
        atexit.register(CACHE.keep)


def discard() -> None:
    """What is compiled is of no use: the next start compiles anew."""
    if CACHE is not None:
        CACHE.discard()


kernel = njit(nogil=True, error_model="numpy", cache=CACHE is not None)
"""Decorate a kernel: compiled on first use, cached, free of the interpreter's lock."""


inlined = njit(inline="always", nogil=True, error_model="numpy")
"""Decorate a piece of a kernel. Numba pastes it in before LLVM sees it, which compiles a third faster than leaving
that to LLVM, and runs the same."""
