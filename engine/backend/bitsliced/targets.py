"""The kinds of processors that kernels are compiled for ahead of time, and which of them this one is.

A download that brings kernels along cannot bring one set for every model of processor, and need not: what the kernels
gain from is a few steps of vector instructions. Each target names everything that its code may use, so a processor
that has it all runs it, whatever its name. Code for a target computes the same integers as any other.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """What to compile for.

    Attributes
    ----------
    cpu : str
        LLVM's name, which says how code is arranged.
    features : tuple of str
        LLVM's names of all instructions that the code may use.
    """

    cpu: str
    features: tuple[str, ...]

    @property
    def flags(self) -> str:
        """As LLVM and Numba write features."""
        return ",".join(f"+{feature}" for feature in self.features)


_V1 = ("64bit", "cmov", "cx8", "fxsr", "mmx", "sse", "sse2")
_V2 = (*_V1, "cx16", "sahf", "popcnt", "sse3", "ssse3", "sse4.1", "sse4.2")
_V3 = (*_V2, "xsave", "avx", "avx2", "bmi", "bmi2", "crc32", "f16c", "fma", "lzcnt", "movbe")
_V4 = (*_V3, "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl")
_V4_BYTES = (*_V4, "avx512vbmi", "avx512vbmi2", "avx512vnni", "avx512ifma", "avx512bitalg", "avx512vpopcntdq", "gfni")
X86 = (
    Target("x86-64-v4", _V4_BYTES),  # since Ice Lake and Zen 4: moves of bytes across a whole vector
    Target("x86-64-v4", _V4),  # since Skylake-X
    Target("x86-64-v3", _V3),  # since Haswell and Excavator
    Target("x86-64-v2", _V2),  # since Nehalem and Bulldozer
)
APPLE = (Target("apple-m1", ()),)
ARM = (Target("generic", ("neon",)),)


def all_here() -> tuple[Target, ...]:
    """The targets of this kind of machine, the most capable first."""
    machine = platform.machine().lower()
    if machine in ("x86_64", "amd64"):
        return X86
    if machine in ("arm64", "aarch64"):
        return APPLE if sys.platform == "darwin" else ARM
    return ()


def fitting(features: Iterable[str]) -> tuple[Target, ...]:
    """The targets whose code a processor with these features runs, the most capable first."""
    here = set(features)
    return tuple(target for target in all_here() if here.issuperset(target.features))
