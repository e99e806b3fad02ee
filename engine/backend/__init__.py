"""How a packed network runs on a processor. This is the only place that chooses a backend, and it says why.

========== ==============================================================================================
popcount   NumPy: runs everywhere, the readable truth
bitsliced  Numba: the fast path, one bit-plane per channel
torch      only if asked for: on a GPU where there is one
========== ==============================================================================================

All of them compute the same integers, so the choice never changes a pixel.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from engine.backend.contract import Backend, Runner
from engine.backend.program import Program
from engine.errors import BackendError

FASTEST, EVERYWHERE = "bitsliced", "popcount"
"""What ``auto`` takes, and what stands in where that cannot run."""
CURES = {
    "bitsliced": "Use --backend popcount, or install numba.",
    "popcount": "Install numpy anew.",
    "torch": "Use --backend auto, or install torch.",
}
"""What to try where a backend cannot run."""
NAMES = ("auto", *CURES)
_log = logging.getLogger(__name__)
_warming = threading.Event()


@dataclass(frozen=True)
class Chosen(Backend):
    """A backend, why it was chosen, and the one that runs what it does not support.

    Attributes
    ----------
    backend : Backend
    why : str
        A clause for the log and the about box.
    provisional : bool
        Whether a faster one is on its way: see :func:`settled`.
    """

    backend: Backend
    why: str
    provisional: bool = False

    @property
    def name(self) -> str:
        """The backend's."""
        return self.backend.name

    def problem(self) -> str | None:
        """None: it would not have been chosen."""
        return None

    def unsupported(self, program: Program) -> str | None:
        """What of a program runs elsewhere, or None."""
        return self.backend.unsupported(program)

    def make_runner(self, program: Program) -> Runner:
        """Prepare a program, for the stand-in where need be."""
        if reason := self.unsupported(program):
            _log.info("a model runs on %s: %s", EVERYWHERE, reason)
        return self._fit(program).make_runner(program)

    def fastest_tile(self, program: Program) -> int:
        """That of the backend that runs the program."""
        return self._fit(program).fastest_tile(program)

    def tile_bytes(self, program: Program, height: int, width: int) -> int:
        """Those of the backend that runs the program."""
        return self._fit(program).tile_bytes(program, height, width)

    def explained(self, programs: Iterable[Program]) -> str:
        """Which path these programs take and why, a clause for people."""
        reasons = dict.fromkeys(filter(None, map(self.unsupported, programs)))
        return f"{self}" + "".join(f"; {EVERYWHERE} where {reason}" for reason in reasons)

    def _fit(self, program: Program) -> Backend:
        return self.backend if self.unsupported(program) is None else _load(EVERYWHERE)

    def __str__(self) -> str:
        return f"{self.name} ({self.why})"


def choose(name: str = "auto") -> Chosen:
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
    if name == "auto" and _warming.is_set():
        return Chosen(_load(EVERYWHERE), "the fast kernels are still being compiled", provisional=True)
    wanted = FASTEST if name == "auto" else name
    problem = _problem(wanted)
    if problem is None:
        return Chosen(_load(wanted), "fastest here" if name == "auto" else "asked for")
    if name != "auto":
        raise BackendError(f"the {name} backend cannot run here: {problem}", hint=CURES[name])
    _log.warning("the %s backend cannot run here (%s); the slower %s backend runs instead", wanted, problem, EVERYWHERE)
    return Chosen(_load(EVERYWHERE), f"{wanted} cannot run: {problem}")


def settled(backend: Chosen) -> Chosen:
    """The backend to go on with: a provisional one gives way as soon as the fast one is ready.

    A run may change between two tiles, for all backends give the same pixels.
    """
    return choose("auto") if backend.provisional and not _warming.is_set() else backend


def warm_up() -> str | None:
    """Compile what compiles and check it, for a thread in the background.

    Until it is done, ``choose("auto")`` takes the backend that runs everywhere, so that nobody waits for a compiler.

    Returns
    -------
    str or None
        Why the fastest backend cannot run here, or None.
    """
    _warming.set()
    try:
        return _problem(FASTEST)
    finally:
        _warming.clear()


def _problem(name: str) -> str | None:
    """Why a backend cannot run here, or None."""
    try:
        return _load(name).problem()
    except Exception as err:  # a missing library raises ImportError, a broken one anything at all
        return f"{type(err).__name__}: {err}"


def _load(name: str) -> Backend:
    """The backend of a name, imported when it is wanted: compilers and torch take seconds, and may not be installed."""
    match name:
        case "bitsliced":
            from engine.backend.bitsliced.runner import BACKEND
        case "popcount":
            from engine.backend.popcount import BACKEND
        case "torch":
            from engine.backend.torch_runner import BACKEND
    return BACKEND
