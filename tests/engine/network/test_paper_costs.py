import pytest

from engine.errors import SpecError
from engine.network.cost import ARCHITECTURES, PIXELS, cost_of
from engine.network.paper_costs import TABLES, table

ALL_ROWS = [row for number in TABLES for row in TABLES[number]]



@pytest.mark.parametrize("row", [row for row in ALL_ROWS if not row.note], ids=lambda row: row.method)
def test_rows_agree_as_printed(row):
    assert row.compared()["agrees"]


def test_only_rows_that_differ_carry_an_explanation():
    for row in ALL_ROWS:
        assert bool(row.note) != row.compared()["agrees"], row.method


def test_the_explanations_hold():
    for row in ALL_ROWS:
        spec = ARCHITECTURES[row.architecture]  # with the multiplications by k at the input and the output:
        aligned = f"{(cost_of(spec).operations + PIXELS * spec.image_channels * (1 + spec.scale**2)) / 1e9:.2f}"
        if row.architecture.startswith("bbcu") and not row.method.startswith("BAM"):
            assert float(aligned) == float(row.operations), row.method
    printed = {row.method: float(row.operations) for row in TABLES[1]}
    body = cost_of(ARCHITECTURES["srresnet-x4"]).parts[1].full_operations / 1e9
    assert f"{printed['SRResNet x4'] - body * 63 / 64:.2f}" == "79.25"
    extra = [printed[f"BAM x{x}"] - cost_of(ARCHITECTURES[f"bbcu-l-x{x}"]).operations / 1e9 for x in (2, 4)]
    assert extra == pytest.approx([1.974, 1.974], abs=0.005)


def test_table_1_has_ten_rows_for_each_of_two_scales():
    assert [len(table(number)) for number in (1, 2, 3)] == [20, 8, 8]


def test_there_is_no_table_4():
    with pytest.raises(SpecError, match="table 4"):
        table(4)
