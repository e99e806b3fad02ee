"""Where Numba keeps a kernel: beside all others, by the name of its module, whatever folder that was loaded from.

Numba's own locators go by the path of the source, so kernels would be compiled anew when the program's folder moves
and, in a packaged program, where modules have no full path, with every other working directory.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from numba import config
from numba.core.caching import _CacheLocator


class KernelLocator(_CacheLocator):
    """Numba makes one for each kernel; ``NUMBA_CACHE_LOCATOR_CLASSES`` names it."""

    def __init__(self, function) -> None:
        self._module, self._line = function.__module__, function.__code__.co_firstlineno
        source = getattr(sys.modules.get(self._module), "__file__", None) or function.__code__.co_filename
        self._source = Path(source)

    def get_cache_path(self) -> str:
        """The folder of :data:`engine.backend.bitsliced.compiling.CACHE`."""
        return os.fspath(config.CACHE_DIR)

    def get_source_stamp(self) -> str:
        """A digest of the module's source; what kernels get from other modules is in the folder's name."""
        try:
            return hashlib.sha256(self._source.read_bytes()).hexdigest()
        except OSError:
            return "no source"

    def get_disambiguator(self) -> str:
        """Two modules of one name lie in different rooms."""
        return f"{self._module}-{self._line}"

    @classmethod
    def from_function(cls, py_func, _py_file: str) -> KernelLocator:
        """For any function; the folder has been tried (:func:`engine.backend.bitsliced.cache.opened`)."""
        return cls(py_func)
