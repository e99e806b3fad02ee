"""Whether everything that the program brings works on this machine: what ``bbcu --self-test`` and a report say."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from engine import backend
from engine.backend.selfcheck import PLAIN, agrees_with_popcount
from engine.errors import BackendError, ModelError, RestoreError
from engine.plan import Plan, SaveOptions, Step
from engine.run import catalog
from engine.run.chain import RunOptions
from engine.run.restore import Finished, restore
from engine.tasks import Task

SAMPLE = "cat-noisy.png"


@dataclass(frozen=True)
class Check:
    """One thing that was tried.

    Attributes
    ----------
    name : str
    problem : str
        Why it does not work; empty if it does.
    note : str
        What was seen.
    seconds : float
    """

    name: str
    problem: str
    note: str
    seconds: float

    def __str__(self) -> str:
        return f"{'FAILED' if self.problem else 'ok'}  {self.name}: {self.problem or self.note} ({self.seconds:.1f} s)"


def checks() -> Iterator[Check]:
    """Try everything, one by one; may compile first, which takes half a minute. None of it raises."""
    tried: list[tuple[str, Callable[[], str]]] = [("models", _models), ("bitsliced", _bitsliced)]
    if find_spec("torch") is not None:
        tried.append(("torch", _torch))
    for name, function in (*tried, ("a picture", _picture)):
        began, problem, note = time.perf_counter(), "", ""
        try:
            note = function()
        except RestoreError as err:
            problem = str(err)
        except Exception as err:  # whatever a broken library may raise
            problem = f"{type(err).__name__}: {err}"
        yield Check(name, problem, note, time.perf_counter() - began)


def _models() -> str:
    """Every shipped model can be read and unpacked."""
    found = [model for model in catalog.models() if model.bundled]
    for model in found:
        _ = model.program
    missing = [task.title for task in Task if task not in {model.task for model in found}]
    if missing:
        raise ModelError(f"there is no model for {', '.join(missing)}", hint="Install the program anew.")
    return f"{len(found)} load"


def _bitsliced() -> str:
    """The compiled kernels give the popcount backend's integers."""
    problem = backend.warm_up()
    if problem:
        raise BackendError(f"the fast path cannot be taken: {problem}", hint="The slower popcount runs instead.")
    from engine.backend.bitsliced import entries

    loaded, compiled = entries.counts()
    return f"gives popcount's integers; kernels: {loaded} loaded, {compiled} compiled"


def _torch() -> str:
    """Torch, where it is, gives them too."""
    if not agrees_with_popcount(backend.choose("torch").make_runner, PLAIN):
        raise BackendError("torch gives other integers than popcount", hint="Install torch anew.")
    return "gives popcount's integers"


def _picture() -> str:
    """A sample is opened, restored by both paths with one result, saved, and read again."""
    from engine.picture.files import open_picture, save_picture

    picture = open_picture(Path(str(files("resources"))) / "samples" / SAMPLE)
    plan = Plan((Step(Task.DENOISE, 25.0),))
    results = [_restored(picture, plan, name) for name in ("auto", "popcount")]
    if not np.array_equal(results[0].pixels, results[1].pixels):
        raise BackendError("the fast and the slow path give different pictures", hint="Use --backend popcount.")
    if np.array_equal(results[0].pixels, picture.pixels):
        raise BackendError("the picture was not changed", hint="Install the program anew.")
    with tempfile.TemporaryDirectory() as folder:
        kept = open_picture(save_picture(results[0], Path(folder) / "restored.png", SaveOptions()))
    if not np.array_equal(kept.pixels, results[0].pixels):
        raise BackendError("a saved picture is not what was saved", hint="Install the program anew.")
    return f"{picture.width} x {picture.height} restored, saved and read again"


def _restored(picture, plan: Plan, name: str):
    for event in restore(picture, plan, RunOptions(name)):
        if isinstance(event, Finished):
            return event.picture
    raise BackendError("the run ended without a result", hint="Try --backend popcount.")
