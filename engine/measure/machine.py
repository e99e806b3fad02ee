"""What numbers were measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from engine.backend.bitsliced.targets import features_here, plain

KNOWN = ("sse4.2", "avx2", "avxvnni", "avx512f", "avx512bw", "avx512vbmi", "avx512vnni", "avx512bf16", "amx-int8",
         "amx-bf16", "neon")
"""Features that make a difference, as LLVM calls them."""


def machine() -> dict:
    """The processor: ``processor``, ``cores``, ``features`` (those of :data:`KNOWN`) and ``load``."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {"processor": model, "cores": os.cpu_count(), "features": [name for name in KNOWN if has(name)],
            "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None}


def has(feature: str) -> bool:
    """Whether this processor has a feature, by LLVM's name for it."""
    try:
        from llvmlite import binding
    except ImportError:  # a package without Numba
        return plain(feature) in features_here()
    return bool(binding.get_host_cpu_features().get(feature))
