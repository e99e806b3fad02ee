"""Weights as lists of planes: which planes belong to which class, for every four outputs.

Four outputs give every plane of the window a pattern of four signs. A plane whose fourth sign is -1 is replaced by
its complement, which flips all four; eight patterns of the other three signs remain, the *classes*. Class bit i is
set where output i agrees with the fourth. With m the number of set bits (of clear bits, for complemented planes)
among a class's planes:

* t = sum of all m counts the agreeing bits of the fourth output, whose sum is therefore 2 t - K;
* s_i = sum of m over the classes with bit i gives output i's sum as 2 (2 s_i - t) - (planes with bit i - the rest),
  which is 4 s_i less the fourth output's sum and twice the number of planes with bit i.

Lists are padded to whole blocks with a plane that adds nothing: all clear, or all set where clear bits count.
A class has an even number of blocks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

GROUP = 4
CLASSES = 8
PASS = 64
"""Inputs of a unit that are counted together: their window, 37 KB, stays in the first cache."""


@dataclass(frozen=True, eq=False)
class UnitLists:
    """One unit's planes by class.

    Attributes
    ----------
    index : ndarray of int32, shape (n,)
        Plane numbers, in each pass counted from its first plane.
    spans : ndarray of int32, shape (passes, groups, 8, 3)
        Position in `index`, blocks of complemented planes, blocks of plain ones.
    centre : ndarray of int64, shape (4 * groups,)
        What is subtracted from 4 s_i less the fourth output's sum, or from 2 t.
    largest : int
        Planes of the largest class, in all passes together.
    """

    index: np.ndarray
    spans: np.ndarray
    centre: np.ndarray
    largest: int


def padded_outputs(outputs: int) -> int:
    """Outputs rounded up to whole groups."""
    return -(-outputs // GROUP) * GROUP


def passes(inputs: int) -> int:
    """In how many parts the planes of a unit's inputs are counted."""
    return -(-inputs // PASS)


def make_lists(sign: np.ndarray, block: int, most: int) -> UnitLists:
    """Sort a unit's planes into classes.

    Parameters
    ----------
    sign : ndarray of bool, shape (outputs, planes)
        True for +1.
    block : int
        Planes per block of a list.
    most : int
        Planes that are counted in one pass. `most` stands for the clear plane and `most + 1` for the set one.
    """
    outputs, planes = sign.shape
    rows = np.zeros((padded_outputs(outputs), planes), bool)
    rows[:outputs] = sign
    # Outputs that do not exist get signs too; evenly spread ones keep the classes, and with them the counts, small.
    for extra in range(outputs, len(rows)):
        rows[extra] = rows[0] ^ (np.arange(planes) >> (extra - outputs) & 1).astype(bool)
    groups = rows.reshape(-1, GROUP, planes)
    agrees = groups[:, :3] == groups[:, 3:]
    classes = agrees[:, 0] + 2 * agrees[:, 1] + 4 * agrees[:, 2]
    parts, spans, at = [], [], 0
    for first in range(0, planes, most):
        for of_each, fourth in zip(classes[:, first : first + most], groups[:, 3, first : first + most], strict=True):
            for which in range(CLASSES):
                here = of_each == which
                clear = _padded(np.flatnonzero(here & ~fourth), block, most + 1)
                plain = _padded(np.flatnonzero(here & fourth), block, most, -len(clear) % (2 * block))
                spans.append((at, len(clear) // block, len(plain) // block))
                parts += [clear, plain]
                at += len(clear) + len(plain)
    sizes = [np.count_nonzero(classes == which, axis=1) for which in range(CLASSES)]
    centre = np.column_stack([2 * agrees.sum(axis=2), np.full(len(groups), planes)])
    return UnitLists(
        np.concatenate(parts).astype(np.int32),
        np.array(spans, np.int32).reshape(-1, len(groups), CLASSES, 3),
        centre.reshape(-1).astype(np.int64),
        int(np.max(sizes)),
    )


def _padded(planes: np.ndarray, block: int, filler: int, odd: int | None = None) -> np.ndarray:
    """Fill up to a multiple of `block`, or to one of ``2 * block`` plus `odd`."""
    missing = -len(planes) % block if odd is None else (odd - len(planes)) % (2 * block)
    return np.concatenate([planes, np.full(missing, filler, planes.dtype)])
