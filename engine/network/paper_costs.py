"""The costs that the BBCU paper prints in its Tables 1 to 3, beside the same networks counted here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from engine.errors import SpecError
from engine.network.cost import ARCHITECTURES, cost_of


@dataclass(frozen=True)
class PaperRow:
    """One printed row.

    Attributes
    ----------
    method : str
        As the paper names it.
    architecture : str
        Its name in :data:`engine.network.cost.ARCHITECTURES`.
    operations, parameters : str
        As printed, in 10^9 and 10^3: the digits say how far the number was rounded.
    note : str
        Why ours differs, if it does by more than that rounding.
    """

    method: str
    architecture: str
    operations: str
    parameters: str
    note: str = ""

    def compared(self) -> dict[str, Any]:
        """Ours and the paper's, in 10^9 operations and 10^3 parameters, and whether they agree as printed."""
        cost = cost_of(ARCHITECTURES[self.architecture])
        operations, parameters = cost.operations / 1e9, cost.parameters / 1e3
        return {
            "method": self.method, "architecture": self.architecture,
            "operations": operations, "paper_operations": float(self.operations),
            "operations_difference": operations - float(self.operations),
            "parameters": parameters, "paper_parameters": float(self.parameters),
            "parameters_difference": parameters - float(self.parameters),
            "agrees": _rounds_to(operations, self.operations) and _rounds_to(parameters, self.parameters),
            "note": self.note,
        }


def _rounds_to(value: float, printed: str) -> bool:
    digits = len(printed.partition(".")[2])
    return f"{value:.{digits}f}" == printed


ALIGNMENT = ("short of the rounding by less than 0.001; counted with residual alignment's multiplications by k "
             "(3 values going in, 3 x scale^2 coming out per LQ pixel) it rounds as printed, as all 1-bit rows do")
FULL_X4 = ("the paper contradicts itself: its 1-bit rows (79.20) are these convolutions with the body divided by 64, "
           "which 146.14 would turn into 79.25")
BAM = ("BAM also counts what its layers accumulate in full precision, and the paper does not say how: 1.97 G at x2 and "
       "at x4, so in the body (34 300 operations per LQ pixel), with 1 K parameters; not counted here")
_RIVALS = ("BNN", "Bi-Real", "IRNet", "BTM", "ReActNet")


def _like(row: PaperRow, suffix: str = "") -> tuple[PaperRow, ...]:
    """The rows of the rivals, for which the paper prints the same, and that row itself."""
    return (*(replace(row, method=rival + suffix) for rival in _RIVALS), row)


TABLES: dict[int, tuple[PaperRow, ...]] = {
    1: (
        PaperRow("SRResNet x2", "srresnet-x2", "85.43", "1367"),
        PaperRow("SRResNet-Lite x2", "srresnet-lite-x2", "3.08", "49"),
        *_like(PaperRow("BBCU-L x2", "bbcu-l-x2", "18.55", "225"), " x2"),
        PaperRow("BAM x2", "bbcu-l-x2", "20.52", "226", BAM),
        PaperRow("BBCU-M x2", "bbcu-m-x2", "1.83", "46", ALIGNMENT),
        PaperRow("SRResNet x4", "srresnet-x4", "146.14", "1515", FULL_X4),
        PaperRow("SRResNet-Lite x4", "srresnet-lite-x4", "5.39", "54"),
        *_like(PaperRow("BBCU-L x4", "bbcu-l-x4", "79.20", "372", ALIGNMENT), " x4"),
        PaperRow("BAM x4", "bbcu-l-x4", "81.17", "373", BAM),
        PaperRow("BBCU-M x4", "bbcu-m-x4", "3.95", "51"),
    ),
    2: (
        PaperRow("DnCNN", "dncnn", "38.42", "667"),
        PaperRow("DnCNN-Lite", "dncnn-lite", "1.38", "24"),
        *_like(PaperRow("BBCU", "bbcu-dncnn", "0.8", "24")),
    ),
    3: (
        PaperRow("DnCNN-3", "dncnn-3", "38.29", "665"),
        PaperRow("DnCNN-3-Lite", "dncnn-3-lite", "1.36", "24"),
        *_like(PaperRow("BBCU", "bbcu-dncnn-3", "0.66", "22")),
    ),
}
"""Printed costs (docs/paper.md, Counts). Table 1 has no row for x3."""


def table(number: int) -> list[dict[str, Any]]:
    """One of the paper's tables, ours beside it; see :meth:`PaperRow.compared`.

    Raises
    ------
    SpecError
        If the paper's table of that number has no costs.
    """
    if number not in TABLES:
        raise SpecError(f"table {number} of the paper has no costs", hint="Choose 1, 2 or 3.")
    return [row.compared() for row in TABLES[number]]
