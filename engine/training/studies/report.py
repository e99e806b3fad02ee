"""What a study found, as a table, a plot and a text that says which of the paper's orderings it shows."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from engine.errors import SaveError
from engine.measure.evaluate import evaluate, plain_model
from engine.plan import Step
from engine.tasks import Task
from engine.training.studies.catalog import TIE, Claim, Scores, Study
from engine.training.studies.run import Order, Places, Row

COLUMNS = tuple(field.name for field in fields(Row))
BARELY = 0.5
"""Decibels above the unrestored picture below which a network has hardly begun to learn."""
COLOURS = ("#2a6fb0", "#c8553d")
"""Of the plot's lines; points by themselves take the first. Told apart by markers too."""
MARKERS = "os"


def write_report(order: Order, rows: Sequence[Row], places: Places, command: str) -> list[Path]:
    """Write ``NAME.md``, ``NAME.csv`` and ``NAME.png``.

    Parameters
    ----------
    order : Order
    rows : sequence of Row
        Of every variant that is finished; the text says what is missing.
    places : Places
        Where the pictures are that were measured on, and the folder to write to.
    command : str
        What the text says this was made with.

    Returns
    -------
    list of Path

    Raises
    ------
    SaveError
        If a file cannot be written.
    """
    study, out = order.made(), places.out
    plain = evaluate(Step(order.task, order.level, plain_model(order.task)), places.test)["psnr"]
    text, table, plot = (out / f"{study.name}.{kind}" for kind in ("md", "csv", "png"))
    try:
        text.write_text(markdown(order, rows, command, plain), encoding="utf-8")
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(asdict(row) for row in rows)
        draw(study, rows, plot)
    except OSError as err:
        raise SaveError(f"the report cannot be written: {err.strerror}", file=out,
                        hint="Choose an --out folder you may write to.") from err
    return [text, table, plot]


def heading(study: Study) -> str:
    """The title, and where the paper has it."""
    return f"{study.title} (paper: {study.source})" if study.source else study.title


def markdown(order: Order, rows: Sequence[Row], command: str, plain: float) -> str:
    """The text of a report; `plain` is the PSNR of the unrestored pictures."""
    study = order.made()
    scores = {row.variant: row.psnr for row in rows}
    lines = [f"# {heading(study)}", "", f"    {command}", "", _budget(order, rows), "",
             "| variant | PSNR, dB | against the first | SSIM | operations, 10^9 | parameters, 10^3 |",
             "|---|---|---|---|---|---|"]
    for row in rows:
        mark = "" if row.packed else " *"
        lines.append(f"| {row.variant}{mark} | {row.psnr:.2f} | {row.psnr - rows[0].psnr:+.2f} | {row.ssim:.4f} | "
                     f"{row.operations:.4f} | {row.parameters:.2f} |")
    lines += [f"| *{_plain_title(order.task)}* | {plain:.2f} | | | | |"]
    lines += ["", "Operations and parameters as the paper counts them, at 320 x 180."]
    lines += [f"\\* {row.variant}: measured with torch, not packed ({row.why})." for row in rows if not row.packed]
    if len(rows) == len(study.variants) and (notes := study.notes(scores)):
        lines += ["", *notes]
    shows = "Which of the paper's orderings this run shows" if study.source else "What this run shows"
    lines += ["", f"![{study.title}]({study.name}.png)", "", f"## {shows}", ""]
    judged = {name: max(psnr, plain + BARELY) for name, psnr in scores.items()}
    lines += [f"- {verdict(claim, scores, judged)}" for claim in study.claims]
    shown = sum(decided(claim, judged) == 1 for claim in study.claims)
    lines += ["", f"It shows {shown} of {len(study.claims)}. {_limits(study, rows)}"]
    idle = [row.variant for row in rows if row.psnr < plain + BARELY]
    if idle:
        lines += ["", f"Hardly begun to learn, less than {BARELY:g} dB above the {_plain_title(order.task)}: "
                      f"{', '.join(idle)}. How far these lie behind says how slowly they start, not where they "
                      "end, and their order among themselves counts as undecided."]
    return "\n".join(lines) + "\n"


def _budget(order: Order, rows: Sequence[Row]) -> str:
    spent = sum(row.seconds for row in rows) / 60
    each = f"{order.budget.steps} steps" if order.budget.steps else f"{order.budget.minutes:g} minutes"
    what = {"denoise": "removing colour noise of sigma", "deblock": "repairing JPEG of quality",
            "upscale": "enlarging by"}[order.task.value]
    return (f"{what.capitalize()} {order.level:g}, with {order.channels} channels and {order.units} units; {each} for "
            f"each variant with the same seed ({order.seed}), patches and degradation, {spent:.1f} minutes of "
            "training altogether. PSNR and SSIM by the published protocol, of the packed networks.")


def _plain_title(task: Task) -> str:
    return "bicubic enlargement" if task.info.enlarges else "degraded input"


def _limits(study: Study, rows: Sequence[Row]) -> str:
    missing = [variant.name for variant in study.variants if variant.name not in {row.variant for row in rows}]
    text = (f"Differences below {TIE:g} dB count as ties. One seed and a short budget: the paper trains networks of 64 "
            "channels for 300 000 steps, and what needs long training to appear cannot appear here.")
    return text + (f" Not run: {', '.join(missing)}." if missing else "")


def decided(claim: Claim, scores: Scores) -> int | None:
    """1 if the scores show a claim, -1 if they show the opposite, 0 for a tie, None if a variant is missing."""
    try:
        margin = claim.margin(scores)
    except KeyError:
        return None
    return 0 if abs(margin) < claim.tie else 1 if margin > 0 else -1


def verdict(claim: Claim, scores: Scores, judged: Scores | None = None) -> str:
    """A claim and what the scores say of it, as a sentence.

    Parameters
    ----------
    claim : Claim
    scores : mapping of str to float
        As measured: these are stated.
    judged : mapping of str to float, optional
        What decides, if something else does.
    """
    found = decided(claim, judged or scores)
    if found is None:
        return f"**not run**: {claim.text}."
    words = {1: "shown", 0: "undecided", -1: "not shown"}[found]
    return f"**{words}**, by {claim.margin(scores):+.2f} {claim.unit}: {claim.text}."


def draw(study: Study, rows: Sequence[Row], path: Path) -> None:
    """Draw a study: lines along its axis, or points."""
    # A figure by itself needs no window and leaves no state behind, unlike pyplot.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title(heading(study))
    axes.spines[["top", "right"]].set_visible(False)
    scores = {row.variant: row.psnr for row in rows}
    if study.axis:
        _lines(axes, study, scores)
    else:
        _points(axes, scores)
    figure.savefig(path, metadata={"Software": None})


def _lines(axes, study: Study, scores: Scores) -> None:
    names = dict.fromkeys(variant.series for variant in study.variants)
    places = sorted({variant.position for variant in study.variants})
    for series, colour, marker in zip(names, COLOURS, MARKERS, strict=True):
        points = [(variant.position, scores[variant.name]) for variant in study.variants
                  if variant.series == series and variant.name in scores]
        axes.plot(*zip(*points, strict=True) if points else ((), ()), color=colour, marker=marker, label=series)
    axes.set_xscale("log", base=2)
    axes.set_xticks(places, [f"{place:g}" for place in places])
    axes.minorticks_off()
    axes.set_xlabel(study.axis)
    axes.set_ylabel("PSNR, dB")
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.legend(frameon=False)


def _points(axes, scores: Scores) -> None:
    """Points, not bars: a bar's length would lie on a scale without a zero."""
    values = list(scores.values())
    axes.plot(values, list(scores), linestyle="none", color=COLOURS[0], marker="o", markersize=8)
    for place, value in enumerate(values):
        axes.annotate(f"{value:.2f}", (value, place), xytext=(9, 0), textcoords="offset points", va="center")
    axes.invert_yaxis()
    axes.margins(x=0.15, y=0.12)
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel("PSNR, dB")
