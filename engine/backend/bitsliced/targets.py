"""The kinds of processors that kernels are compiled for ahead of time, and which of them this one is.

A download that brings kernels along cannot bring one set for every model of processor, and need not: what the kernels
gain from is a few steps of vector instructions. Each target names everything that its code may use, so a processor
that has it all runs it, whatever its name. Code for a target computes the same integers as any other.
"""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


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


LINUX_NAMES = {"pni": "sse3", "abm": "lzcnt", "bmi1": "bmi", "lahflm": "sahf", "lm": "64bit", "asimd": "neon"}
"""What Linux calls features of which LLVM has other names than these, but for their points and lines."""


def plain(feature: str) -> str:
    """A feature's name without points and lines, about which LLVM and Linux differ."""
    name = re.sub(r"[._-]", "", feature)
    return LINUX_NAMES.get(name, name)


def features_in(text: str) -> set[str]:
    """Plain names of the features that Linux's ``/proc/cpuinfo`` tells of; what programs may not use is not there."""
    found = re.search(r"^(?:flags|Features)\s*:(.*)$", text, re.MULTILINE)
    names = {plain(word) for word in found[1].split()} if found else set()
    return names | ({"crc32"} if "sse42" in names else set())


def features_here() -> set[str]:
    """Plain names of this processor's features; none where the system does not tell."""
    try:
        return features_in(Path("/proc/cpuinfo").read_text())
    except OSError:
        return set()


def fitting(features: Iterable[str]) -> tuple[Target, ...]:
    """The targets whose code a processor with these features runs, the most capable first."""
    here = set(map(plain, features))
    return tuple(target for target in all_here() if here.issuperset(map(plain, target.features)))
