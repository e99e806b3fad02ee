"""How a body is laid out: units at full resolution and, nested between them, units at a half, a quarter, an eighth.

A layout is a short text that reads like the network runs, from left to right:

==========  ====================================================================================================
``3``       three units in a row
``3d``      three that take two signs of each channel, each above a threshold of its own and with weights of its own
``<...>``   a group: what is inside works at half the resolution of what is around. It sees the mean of each square of
            2 x 2 pixels, and what it changes is added to all four of them
``[...]``   a group with twice the channels: each is there two times, and both changes are added
``<g...>``  a gated group, ``[g...]`` likewise: what it changes also decides, channel by channel, by how much each
            square is drawn towards its mean (:class:`engine.backend.program.Gate`)
==========  ====================================================================================================

So ``1<g2[3d]>1`` is a unit at full resolution, two at half, three at a quarter with twice the channels and two signs of
each, and a last one at full resolution. However deep a group lies, the stream around it stays whole, so no detail is
lost on the way down.
This goes beyond the paper, whose bodies are flat: a number and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import SpecError

DEEPEST = 3
"""An eighth of the resolution."""
UNIT, DOWN, UP = "unit", "down", "up"
_TOKEN = re.compile(r"(\d+)(d?)|([<\[])(g?)|([>\]])")
_CLOSES = {"<": ">", "[": "]"}


@dataclass(frozen=True)
class Node:
    """A unit, or a change of resolution.

    Attributes
    ----------
    kind : str
        :data:`UNIT`, :data:`DOWN` or :data:`UP`.
    level : int
        How often the resolution was halved: of a unit where it works, of a change of resolution on its finer side.
    widening : int
        By how much its channels are more than the body's at full resolution, of a change on its finer side: 1, 2, 4, 8.
    copies : int
        Of a change of resolution: how often each channel is there on its coarser side, 1 or 2.
    gated : bool
        Of a change of resolution: whether its group is gated.
    thresholds : int
        Of a unit: how many signs it takes of each channel, 1 or 2.
    """

    kind: str
    level: int
    widening: int
    copies: int = 1
    gated: bool = False
    thresholds: int = 1


@lru_cache(maxsize=256)
def parse(text: str) -> tuple[Node, ...]:
    """Read a layout.

    Parameters
    ----------
    text : str
        As in this module's head, without spaces.

    Returns
    -------
    tuple of Node
        In the order in which they run; every down has its up, like brackets.

    Raises
    ------
    SpecError
        If it cannot be read, a group is empty, or it goes deeper than :data:`DEEPEST`.
    """
    def refuse(why: str) -> SpecError:
        shown = text if len(text) <= 60 else text[:57] + "..."
        return SpecError(f"the layout {shown!r} {why}", hint="Write it like 1<g2[3]>1 (docs/networks.md).")

    nodes: list[Node] = []
    groups: list[tuple[str, Node]] = []
    at, widening = 0, 1
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise refuse(f"has something unreadable at place {at + 1}")
        at = token.end()
        count, double, opening, gated, closing = token.groups()
        if count:
            if not 0 < int(count[:9]) <= 999:
                raise refuse(f"has a row of {count[:9]} units")
            nodes += [Node(UNIT, len(groups), widening, thresholds=2 if double else 1)] * int(count)
        elif opening:
            if len(groups) == DEEPEST:
                raise refuse(f"goes more than {DEEPEST} resolutions down")
            nodes.append(Node(DOWN, len(groups), widening, 2 if opening == "[" else 1, bool(gated)))
            groups.append((opening, nodes[-1]))
            widening *= nodes[-1].copies
        else:
            if not groups or _CLOSES[groups[-1][0]] != closing:
                raise refuse(f"closes at place {at} what was not opened")
            if nodes[-1].kind == DOWN:
                raise refuse(f"has an empty group at place {at}")
            down = groups.pop()[1]
            nodes.append(Node(UP, down.level, down.widening, down.copies, down.gated))
            widening = down.widening
    if groups:
        raise refuse("leaves a group open")
    if not nodes:
        raise refuse("is empty")
    return tuple(nodes)


def with_halves(units: int, half_units: Iterable[int]) -> str:
    """The layout of a body whose units of these numbers work at half resolution, as older model files say it."""
    halves, text, unit = set(half_units), "", 0
    while unit < units:
        run, half = unit, unit in halves
        while run < units and (run in halves) == half:
            run += 1
        text += f"<{run - unit}>" if half else f"{run - unit}"
        unit = run
    return text


def reach(nodes: tuple[Node, ...]) -> int:
    """How far a body looks from a pixel: the farthest over all places that it can have in a coarsest square.

    A unit looks one pixel of its own resolution to each side, and a coarse pixel is as wide as its square.
    """
    farthest = 0
    for place in range(1 << deepest(nodes)):
        first = last = place
        around: list[tuple[int, int]] = []
        for node in reversed(nodes):
            if node.kind == UP:
                around.append((first, last))
                first, last = first // 2, last // 2
            elif node.kind == DOWN:
                before = around.pop()
                first, last = min(2 * first, before[0]), max(2 * last + 1, before[1])
            else:
                first, last = first - 1, last + 1
        farthest = max(farthest, place - first, last - place)
    return farthest


def deepest(nodes: tuple[Node, ...]) -> int:
    """How often the resolution is halved at most."""
    return max(node.level + (node.kind == DOWN) for node in nodes)
