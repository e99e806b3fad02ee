"""How kernels are compiled, and where the result is kept.

Numba's own cache looks only at the file that a kernel stands in, although a kernel is made of functions from other
files, and it trusts any processor that goes by the same name. The cache folder's name therefore carries everything
that may change the machine code: the sources of all backends, the versions of Numba and llvmlite, and the processor's
name and features. A cache from another machine or version is then simply not found.
"""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

import llvmlite
import numba
from llvmlite import binding
from numba import njit
from platformdirs import user_cache_path

_log = logging.getLogger(__name__)


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


def _usable_folder() -> Path | None:
    """The cache folder, made and tried; None if it cannot be written."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    try:
        root = Path(chosen) if chosen else user_cache_path("bbcu-restore", appauthor=False) / "kernels"
        folder = root / fingerprint()
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as err:
        _log.warning("kernels are compiled at every start, because their cache folder cannot be written: %s", err)
        return None
    return folder


CACHE = _usable_folder()
if CACHE is not None:
    numba.config.CACHE_DIR = str(CACHE)


kernel = njit(nogil=True, error_model="numpy", cache=CACHE is not None)
"""Decorate a kernel: compiled on first use, cached, free of the interpreter's lock."""


inlined = njit(inline="always", nogil=True, error_model="numpy")
"""Decorate a piece of a kernel. Numba pastes it in before LLVM sees it, which compiles a third faster than leaving
that to LLVM, and runs the same."""
