"""The result of a run on somebody's own pictures: packed, measured as it will be used, and put among their models."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine import backend as backends
from engine.backend.program import Program
from engine.errors import SaveError, TrainingError
from engine.measure.metrics import psnr
from engine.network.packed import SUFFIX, Card, PackedNetwork, save_packed
from engine.picture.pixels import to_pixels
from engine.run import catalog
from engine.run.chain import Chain, Link, whole_array
from engine.training import latents as latents_files
from engine.training.export import exported
from engine.training.latents import Latents
from engine.training.own_lesson import Example, general_photographs, quality
from engine.training.validation import levels_of, protocol_of
from engine.tuning.events import Made
from engine.tuning.order import Order


@dataclass(frozen=True)
class Scores:
    """PSNR in dB of a packed network: of the held-out pictures, and of general photographs at each level."""

    own: float
    general: tuple[float, ...]


def finish(order: Order, latents: Latents, held: tuple[Example, ...], photos: int) -> Made:
    """Pack what was learned, measure it beside its base, and write model and latents among the user's own.

    Parameters
    ----------
    order : Order
    latents : Latents
        The best of the run.
    held : tuple of Example
    photos : int
        Pictures altogether, held-out ones too.

    Raises
    ------
    TrainingError
        If it does no better than its base, or cannot be packed or written.
    """
    base = order.model
    packed, _ = exported(latents, general_photographs()[0])
    before, after = (scores(network, held) for network in (base.network, packed))
    own = after.own - before.own
    general = float(np.mean(after.general) - np.mean(before.general))
    if own <= 0:
        raise TrainingError(f"what was learned restores your pictures no better than {base.name} does",
                            hint="Go on for longer, or give more photos; nothing was written.")
    card = _card(order, latents, held, photos, (before, after))
    path = write(replace(packed, card=card), latents, order.name)
    return Made(path.stem, str(path), own, general, after.own)


def scores(network: PackedNetwork, held: tuple[Example, ...]) -> Scores:
    """Measure a packed network by the backend that restores pictures, on whole pictures."""
    spec, run = network.spec, packed_run(network)
    own = [quality(spec, to_pixels(run(each.seen, each.shown), np.uint8), each.clean) for each in held]
    general = []
    for level in levels_of(spec):
        protocol, row = protocol_of(spec, level), []
        for picture in general_photographs():
            reference = protocol.reference(picture)
            result = to_pixels(run(protocol.degraded(reference), spec.shown(level)), np.uint8)
            row.append(psnr(protocol.compared(result), protocol.compared(reference), protocol.border))
        general.append(float(np.mean(row)))
    return Scores(float(np.mean(own)), tuple(general))


def packed_run(network: PackedNetwork) -> Callable[[np.ndarray, tuple[float, ...]], np.ndarray]:
    """A packed network as a function of a picture, float32 (h, w, c) in 0..1, and what it is shown beside it."""
    backend, program = backends.choose("auto"), Program.of(network)
    link = Link(network.card.name, program, backend.make_runner(program), ())

    def run(values: np.ndarray, shown: tuple[float, ...]) -> np.ndarray:
        chain = Chain((replace(link, shown=shown),))
        return whole_array(chain, values, 1, chain.preferred_tile(backend))

    return run


def write(network: PackedNetwork, latents: Latents, name: str) -> Path:
    """Model and latents among the user's own models; a name that is taken meanwhile gets a number.

    Raises
    ------
    TrainingError
        If the folder takes no file.
    """
    folder, taken = catalog.user_folder(), {model.name for model in catalog.models()}
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    path = folder / f"{free}{SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        latents_files.save(latents, path.with_suffix(latents_files.SUFFIX))
        save_packed(replace(network, card=replace(network.card, name=free)), path)
    except (OSError, SaveError) as err:
        raise TrainingError(f"the model cannot be written: {err}", file=path,
                            hint="Free some space on this disk, and finish the run again.") from err
    return path


def _card(order: Order, latents: Latents, held: tuple[Example, ...], photos: int,
          measured: tuple[Scores, Scores]) -> Card:
    """Names no folder and no person: a model may be given away."""
    before, after = measured
    own, general = after.own - before.own, float(np.mean(after.general) - np.mean(before.general))
    kind = "pairs" if order.pairs is not None else "photos"
    rows = [{"set": f"{len(held)} held out", "level": None, "psnr": round(after.own, 2),
             "base": round(before.own, 2), "gain": round(own, 2)}]
    rows += [{"set": "general", "level": level, "psnr": round(new, 2), "base": round(old, 2),
              "gain": round(new - old, 2)}
             for level, new, old in zip(levels_of(latents.spec), after.general, before.general, strict=True)]
    summary = (f"{order.base}, taught {photos} {kind}: {own:+.2f} dB on held-out ones of the same kind, "
               f"{general:+.2f} dB on general photographs.")
    return Card(order.name, "Taught your own pictures", summary, f"{photos} own {kind}, beginning with {order.base}",
                latents.step, time.strftime("%Y-%m-%d"), tuple(rows), order.base)
