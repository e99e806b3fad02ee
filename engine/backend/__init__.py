"""How a packed network runs on a processor. This is the only place that chooses a backend, and it says why.

========== ==============================================================================================
popcount   NumPy: runs everywhere, the readable truth
bitsliced  Numba: the fast path, one bit-plane per channel
torch      only if asked for: on a GPU where there is one (:mod:`engine.backend.torch_runner`)
========== ==============================================================================================

All of them compute the same integers, so the choice never changes a pixel.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType

from engine.backend.program import Program, Runner
from engine.errors import BackendError

NAMES = ("auto", "bitsliced", "popcount", "torch")
_CURE = {"bitsliced": "Use --backend popcount, or install numba.", "torch": "Use --backend auto, or install torch."}
_log = logging.getLogger(__name__)
_warming = threading.Event()


@dataclass(frozen=True)
class Backend:
    """A chosen way to run programs.

    Attributes
    ----------
    name : str
    why : str
        Why it was chosen, a clause for the log and the about box.
    make_runner : callable
        Program -> Runner. A program that this backend does not support runs on popcount instead.
    preferred_tile : callable
        Program -> side of a tile that it runs well.
    tile_bytes : callable
        Program, height, width -> bytes that a runner takes for such a tile.
    unsupported : callable
        Program -> what of it this backend cannot run, or None. A backend module names it so too, and may leave it
        out if it runs everything.
    provisional : bool
        Whether a faster one is on its way: see :func:`settled`.
    """

    name: str
    why: str
    make_runner: Callable[[Program], Runner]
    preferred_tile: Callable[[Program], int]
    tile_bytes: Callable[[Program, int, int], int]
    unsupported: Callable[[Program], str | None] = lambda _program: None
    provisional: bool = False

    def explained(self, programs: Iterable[Program]) -> str:
        """Which path these programs take and why, a clause for people."""
        reasons = dict.fromkeys(filter(None, map(self.unsupported, programs)))
        return f"{self}" + "".join(f"; popcount where {reason}" for reason in reasons)

    def __str__(self) -> str:
        return f"{self.name} ({self.why})"


def choose(name: str = "auto") -> Backend:
    """Pick the backend to run on.

    Parameters
    ----------
    name : str
        One of :data:`NAMES`; ``"auto"`` takes the fastest that works here.

    Raises
    ------
    BackendError
        If the name is unknown, or the named backend cannot run here.
    """
    if name not in NAMES:
        raise BackendError(f"there is no backend called {name!r}", hint=f"Choose one of {', '.join(NAMES)}.")
    if name == "popcount":
        return _popcount("asked for")
    if name == "auto" and _warming.is_set():
        return replace(_popcount("the fast kernels are still being compiled"), provisional=True)
    wanted = "bitsliced" if name == "auto" else name
    problem = _problem(wanted)
    if problem is None:
        module = _module(wanted)
        return Backend(wanted, "fastest here" if name == "auto" else "asked for",
                       _with_fallback(module), module.preferred_tile, module.tile_bytes, module.unsupported)
    if name != "auto":
        raise BackendError(f"the {name} backend cannot run here: {problem}", hint=_CURE[name])
    _log.warning("the bit-sliced backend cannot run here (%s); the slower popcount backend runs instead", problem)
    return _popcount(f"bit-sliced cannot run: {problem}")


@cache  # one object per module, so that whoever caches by the backend finds its runners again
def _with_fallback(module: ModuleType) -> Callable[[Program], Runner]:
    """The module's runners, and popcount's for programs that it does not support."""

    def make_runner(program: Program) -> Runner:
        reason = module.unsupported(program)
        if reason is None:
            return module.make_runner(program)
        _log.info("a model runs on popcount: %s", reason)
        return _module("popcount").make_runner(program)

    return make_runner


def _popcount(why: str) -> Backend:
    module = _module("popcount")
    return Backend("popcount", why, module.make_runner, module.preferred_tile, module.tile_bytes)


def settled(backend: Backend) -> Backend:
    """The backend to go on with: a provisional one gives way as soon as the fast one is ready.

    A run may change between two tiles, for all backends give the same pixels.
    """
    return choose("auto") if backend.provisional and not _warming.is_set() else backend


def warm_up() -> str | None:
    """Compile what compiles and check it, for a thread in the background.

    Until it is done, ``choose("auto")`` takes the popcount backend, so that nobody waits for a compiler.

    Returns
    -------
    str or None
        Why the bit-sliced backend cannot run here, or None.
    """
    _warming.set()
    try:
        return _problem("bitsliced")
    finally:
        _warming.clear()


def _problem(name: str) -> str | None:
    """Why a backend cannot run here, or None. Compiles it the first time, or waits while it is."""
    try:
        module = _module(name)
        return module.problem() or module.warm_up()
    except Exception as err:  # a missing library raises ImportError, a broken one anything at all
        return f"{type(err).__name__}: {err}"


def _module(name: str) -> ModuleType:
    """Loaded when it is wanted: compilers and torch take seconds, and may not be installed."""
    if name == "torch":
        from engine.backend import torch_runner as module
    elif name == "bitsliced":
        from engine.backend.bitsliced import runner as module
    else:
        from engine.backend import popcount as module
    return module
