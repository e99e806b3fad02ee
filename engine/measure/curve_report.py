"""What :mod:`engine.measure.curve` found, as tables and as a plot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from engine.measure.curve import KINDS, LEVELS
from engine.measure.fronts import ABOVE, BELOW, WITHIN, cost_at, front_of, quality_at

MEAN = "mean"
QUALITIES = (MEAN, *(f"{level:g}" for level in LEVELS))
"""By what networks are compared: the mean over the levels, or one of them."""
ONE_BIT, *PEERS = KINDS


@dataclass(frozen=True)
class Entry:
    """A network of a run.

    Attributes
    ----------
    key, name, kind, form, runtime : str
    psnr : tuple of float
        In the order of :data:`QUALITIES`, dB.
    rounds : tuple of float
        Nanoseconds per pixel of each round.
    """

    key: str
    name: str
    kind: str
    form: str
    runtime: str
    psnr: tuple[float, ...]
    rounds: tuple[float, ...]

    @property
    def cost(self) -> float:
        """The median."""
        return median(self.rounds)

    def quality(self, by: str) -> float:
        """PSNR by one of :data:`QUALITIES`."""
        return self.psnr[QUALITIES.index(by)]


@dataclass(frozen=True)
class Comparison:
    """A one-bit network beside the best peers of a kind.

    Attributes
    ----------
    ratios : tuple of float
        Cost of the peers at its quality over its own, of every round; above 1 where it is cheaper.
    cost : str
        Beyond which end of the peers its quality lies, if it does (:mod:`engine.measure.fronts`): the ratios then are
        bounds.
    gain : float
        Its quality less that of the peers at its cost, dB.
    quality : str
        Beyond which end of the peers its cost lies, if it does.
    """

    ratios: tuple[float, ...]
    cost: str
    gain: float
    quality: str


def entries(results: dict, run: dict, threads: int) -> list[Entry]:
    """All networks of a run that was measured on so many threads."""
    found = []
    for key, rounds in run["times"][str(threads)].items():
        about = results["networks"][key]
        psnr = (float(np.mean(about["psnr"])), *about["psnr"])
        found.append(Entry(key, about["name"], about["kind"], about["form"], about["runtime"], psnr, tuple(rounds)))
    return found


def front(found: Iterable[Entry], kind: str, by: str = MEAN) -> list[Entry]:
    """Those of a kind that no other of it beats, by rising cost."""
    those = [each for each in found if each.kind == kind]
    return [those[place] for place in front_of([each.cost for each in those], [each.quality(by) for each in those])]


def compared(ours: Entry, peers: list[Entry], by: str = MEAN) -> Comparison:
    """A one-bit network beside a front of peers."""
    levels = [peer.quality(by) for peer in peers]
    readings = [cost_at(costs, levels, ours.quality(by))
                for costs in zip(*(peer.rounds for peer in peers), strict=True)]
    there = quality_at([peer.cost for peer in peers], levels, ours.cost)
    ratios = tuple(reading.value / own for reading, own in zip(readings, ours.rounds, strict=True))
    return Comparison(ratios, readings[0].beyond, ours.quality(by) - there.value, there.beyond)


def ratio_text(found: Comparison) -> str:
    """``1.2 / 1.3 / 1.5``: minimum, median and maximum; with a sign in front where it is a bound."""
    low, middle, high = min(found.ratios), median(found.ratios), max(found.ratios)
    sign = {WITHIN: "", BELOW: "at most ", ABOVE: "at least "}[found.cost]
    return f"{sign}{low:.2f} / **{middle:.2f}** / {high:.2f}"


def gain_text(found: Comparison) -> str:
    """``+0.12``; where the cheapest peer costs more, nothing can be said but what that one would have."""
    if found.quality == BELOW:
        return f"({found.gain:+.2f} against the cheapest, which costs more)"
    return f"{found.gain:+.2f}" + (" (against the dearest, which costs less)" if found.quality == ABOVE else "")


def as_table(results: dict) -> str:
    """The comparisons of every run as Markdown: the short form, for the front page."""
    parts = []
    for run in results["runs"]:
        rows = ["| one-bit network | PSNR, dB: 15 / 25 / 50 | threads | ns per pixel | peers | their cost at its PSNR, "
                "over its own: min / median / max | its PSNR over theirs at its cost, dB |",
                "|---|---|---|---|---|---|---|"]
        for threads in run["times"]:
            found = entries(results, run, int(threads))
            for ours in (each for each in found if each.kind == ONE_BIT):
                for kind in PEERS:
                    if peers := front(found, kind):
                        seen = compared(ours, peers)
                        rows.append(f"| {ours.name} | {_psnr(ours)} | {threads} | {ours.cost:.0f} | {kind} "
                                    f"| {ratio_text(seen)} | {gain_text(seen)} |")
        parts.append("\n".join([f"**{_where(run)}**", "", *rows]))
    return "\n\n".join([*parts, _sets(results)])


def as_points(results: dict) -> str:
    """Every network of every run as Markdown, and the comparisons at each level."""
    parts = []
    for run in results["runs"]:
        counts = list(run["times"])
        by_threads = {threads: {each.key: each for each in entries(results, run, int(threads))} for threads in counts}
        heads = "".join(f" ns per pixel, {threads} thread{'s' * (threads != '1')}: min / median / max |"
                        for threads in counts)
        rows = [f"| network | form | runtime | 15 / 25 / 50 | mean |{heads}", "|---" * (5 + len(counts)) + "|"]
        fronts = {each.key for kind in PEERS for each in front(by_threads[counts[0]].values(), kind)}
        for key, entry in sorted(by_threads[counts[0]].items(), key=lambda item: item[1].cost):
            times = " | ".join(_spread(by_threads[threads][key].rounds) for threads in counts)
            mark = "**" if key in fronts or entry.kind == ONE_BIT else ""
            rows.append(f"| {mark}{entry.name}{mark} | {entry.form} | {entry.runtime} | {_psnr(entry)} "
                        f"| {entry.psnr[0]:.2f} | {times} |")
        rows += ["", "At each level, on one thread:", "",
                 "| one-bit network | peers |" + "".join(f" cost at sigma {by} | dB |" for by in QUALITIES[1:]),
                 "|---|---|" + "---|---|" * len(LEVELS)]
        found = list(by_threads[counts[0]].values())
        for ours in (each for each in found if each.kind == ONE_BIT):
            for kind in PEERS:
                if front(found, kind):
                    seen = [compared(ours, front(found, kind, by), by) for by in QUALITIES[1:]]
                    rows.append(f"| {ours.name} | {kind} | "
                                + " | ".join(f"{ratio_text(each)} | {gain_text(each)}" for each in seen) + " |")
        parts.append("\n".join([f"**{_where(run)}**", "", *rows]))
    return "\n\n".join(parts)


def as_text(results: dict) -> str:
    """The comparisons of every run for people at a terminal."""
    lines = []
    for run in results["runs"]:
        lines += [_where(run), ""]
        for threads in run["times"]:
            found = entries(results, run, int(threads))
            lines += [f"  {each.cost:7.0f} ns  {each.psnr[0]:.2f} dB  {each.name}, {each.form}, {each.runtime}, "
                      f"{threads} thread(s)" for each in sorted(found, key=lambda each: each.cost)]
            for ours in (each for each in found if each.kind == ONE_BIT):
                for kind in PEERS:
                    if peers := front(found, kind):
                        seen = compared(ours, peers)
                        lines.append(f"{ours.name}, {threads} thread(s): {kind} peers as good cost "
                                     f"{ratio_text(seen).replace('**', '')} times as much; beside those that cost as "
                                     f"much {gain_text(seen)} dB")
        lines.append("")
    return "\n".join(lines)


def plot(results: dict, path: Path) -> None:
    """One panel for each run: cost on one thread against mean PSNR."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot, ticker

    runs = results["runs"]
    figure, axes = pyplot.subplots(1, len(runs), figsize=(6.4 * len(runs), 4.8), sharey=True, squeeze=False)
    colours = dict(zip(KINDS, ("tab:red", "tab:gray", "tab:purple", "tab:blue"), strict=True))
    for axis, run in zip(axes[0], runs, strict=True):
        found = entries(results, run, 1)
        for kind in KINDS:
            those = [each for each in found if each.kind == kind]
            if not those:
                continue
            axis.scatter([each.cost for each in those], [each.psnr[0] for each in those], color=colours[kind],
                         s=60 if kind == ONE_BIT else 12, marker="*" if kind == ONE_BIT else "o", label=kind, zorder=3)
            if kind == ONE_BIT:
                for place, each in enumerate(sorted(those, key=lambda each: -each.psnr[0])):
                    axis.annotate(each.name, (each.cost, each.psnr[0]), xytext=(6, -12 if place else 6),
                                  textcoords="offset points", fontsize=8, color=colours[kind])
            else:
                best = front(found, kind)
                axis.plot([each.cost for each in best], [each.psnr[0] for each in best], color=colours[kind], alpha=0.6)
        axis.set_xscale("log")
        axis.xaxis.set_major_locator(ticker.LogLocator(subs=(1, 2, 3, 5)))
        axis.xaxis.set_major_formatter("{x:g}")
        axis.xaxis.set_minor_formatter(ticker.NullFormatter())
        axis.set_xlabel("ns per pixel, one thread")
        axis.set_title(run["title"], fontsize=10)
        axis.grid(alpha=0.3, which="both")
    axes[0][0].set_ylabel(f"PSNR, mean of sigma {', '.join(QUALITIES[1:])}, dB")
    axes[0][0].legend(loc="lower right")  # the processor as it is runs every kind
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    pyplot.close(figure)


def _psnr(entry: Entry) -> str:
    return " / ".join(f"{value:.2f}" for value in entry.psnr[1:])


def _spread(rounds: tuple[float, ...]) -> str:
    return f"{min(rounds):.0f} / **{median(rounds):.0f}** / {max(rounds):.0f}"


def _where(run: dict) -> str:
    what = run["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in run["versions"].items())
    return (f"{run['title'][0].upper()}{run['title'][1:]}: {what['processor']}, {what['cores']} cores, "
            f"{', '.join(what['features'])}; {versions}")


def _sets(results: dict) -> str:
    names = sorted({about["set"] for about in results["networks"].values()})
    return f"PSNR on {', '.join(names)}; 512 x 512 pixels, all networks in turn in one run."
