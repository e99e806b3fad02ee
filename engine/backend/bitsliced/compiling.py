"""How kernels are compiled, for which processor, and where the result is kept.

Numba's own cache looks only at the file that a kernel stands in, although a kernel is made of functions from other
files, and it trusts any processor that goes by the same name. The cache folder's name therefore carries everything
that may change the machine code: the sources of all backends, the versions of Numba and llvmlite, and the processor's
name and features. A cache from another machine or version is then simply not found.

A packaged program brings kernels along, compiled for the targets of :mod:`engine.backend.bitsliced.targets`
(``tools/build_kernels.py`` makes them). Where there are some for this processor, everything is compiled for that
target, and the cache begins with them: nobody waits for a compiler, not even the first time.
"""

from __future__ import annotations

import atexit
import hashlib
import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import llvmlite
import numba
from llvmlite import binding
from numba import njit

from engine.backend.bitsliced import cache
from engine.backend.bitsliced.targets import Target, fitting

SOURCES = Path(__file__).parents[1]
"""Kernels are made of functions and numbers of :mod:`engine.backend`, of all its folders."""
SHIPPED = Path(str(files("resources"))) / "kernels"
"""Kernels that came with the program: a folder for each fingerprint. There are none in the source tree."""
KERNELS: list = []
"""Every kernel, as Numba's dispatcher, in the order in which they were made."""


def fingerprint(sources: Path = SOURCES, target: Target | None = None) -> str:
    """Twelve hexadecimal digits over all that the machine code depends on.

    Parameters
    ----------
    sources : Path
        Folder of Python files; those in its folders count too.
    target : Target, optional
        What is compiled for; by default what Numba is told, which is this processor if it is told nothing.
    """
    digest = hashlib.sha256(f"{numba.__version__} {llvmlite.__version__} {binding.get_default_triple()}".encode())
    digest.update(f" NUMBA_OPT={os.environ.get('NUMBA_OPT', '')}".encode())
    for text in (target.cpu, target.flags) if target else _processor():
        digest.update(f" {text}".encode())
    for source in sorted(sources.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def _processor() -> tuple[str, str]:
    """Name and features of what Numba compiles for."""
    name, features = numba.config.CPU_NAME, numba.config.CPU_FEATURES
    return (binding.get_host_cpu_name() if name is None else name,
            binding.get_host_cpu_features().flatten() if features is None else features)


def _choose() -> tuple[str, Path | None]:
    """The cache's name and the kernels that came along, if there are any for this processor; tells Numba its target."""
    if SHIPPED.is_dir() and numba.config.CPU_NAME is None:
        here = [name for name, has in binding.get_host_cpu_features().items() if has]
        for target in fitting(here):
            name = fingerprint(target=target)
            if (SHIPPED / name).is_dir():
                numba.config.CPU_NAME, numba.config.CPU_FEATURES = target.cpu, target.flags
                return name, SHIPPED / name
    return fingerprint(), None


CACHE = cache.opened(*_choose())
if CACHE is not None:
    numba.config.CACHE_DIR = str(CACHE.folder)
    numba.config.CACHE_LOCATOR_CLASSES = "engine.backend.bitsliced.locator.KernelLocator"


def keep() -> None:
    """What is compiled by now has been checked; what will be until the end comes from the same compiler."""
    if CACHE is not None:
        CACHE.keep()
        atexit.register(CACHE.keep)


def discard() -> None:
    """What is compiled is of no use: the next start compiles anew."""
    if CACHE is not None:
        CACHE.discard()


def kernel(function: Callable) -> Callable:
    """Decorate a kernel: compiled on first use, cached, free of the interpreter's lock."""
    made = njit(nogil=True, error_model="numpy", cache=CACHE is not None)(function)
    KERNELS.append(made)
    return made


inlined = njit(inline="always", nogil=True, error_model="numpy")
"""Decorate a piece of a kernel. Numba pastes it in before LLVM sees it, which compiles a third faster than leaving
that to LLVM, and runs the same."""


def counts() -> tuple[int, int]:
    """How many kernels this process has loaded ready-made, and how many it has compiled."""
    loaded = sum(sum(made.stats.cache_hits.values()) for made in KERNELS)
    return loaded, sum(len(made.overloads) for made in KERNELS) - loaded
