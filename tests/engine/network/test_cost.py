
import pytest

from engine.errors import SpecError
from engine.network.cost import ARCHITECTURES, PIXELS, convolutions, cost_of, values_of
from engine.network.paper_costs import TABLES, table
from engine.network.spec import NetworkSpec
from engine.tasks import Task

ALL_ROWS = [row for number in TABLES for row in TABLES[number]]


class TestTables:
    @pytest.mark.parametrize("row", [row for row in ALL_ROWS if not row.note], ids=lambda row: row.method)
    def test_rows_agree_as_printed(self, row):
        assert row.compared()["agrees"]

    def test_only_rows_that_differ_carry_an_explanation(self):
        for row in ALL_ROWS:
            assert bool(row.note) != row.compared()["agrees"], row.method

    def test_the_explanations_hold(self):
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

    def test_table_1_has_ten_rows_for_each_of_two_scales(self):
        assert [len(table(number)) for number in (1, 2, 3)] == [20, 8, 8]

    def test_there_is_no_table_4(self):
        with pytest.raises(SpecError, match="table 4"):
            table(4)


class TestCounts:
    @pytest.mark.parametrize(("name", "operations", "parameters"), [
        ("srresnet-x3", 107.16, 1552), ("bbcu-l-x3", 40.28, 409), ("bbcu-m-x3", 2.65, 51.8), ("bbcu-all-x4", 2.28, 47),
    ])
    def test_what_the_paper_does_not_print(self, name, operations, parameters):
        cost = cost_of(ARCHITECTURES[name])
        assert cost.operations / 1e9 == pytest.approx(operations, abs=0.005)
        assert cost.parameters / 1e3 == pytest.approx(parameters, abs=0.5)

    def test_shares_of_the_parts_at_x4(self):
        cost = cost_of(ARCHITECTURES["srresnet-x4"])
        shares = {part.name: round(100 * part.operations / cost.operations, 1) for part in cost.parts}
        assert shares == {"head": 0.1, "body": 46.5, "upsampler": 52.3, "tail": 1.1}

    def test_a_level_map_widens_the_head_alone(self):
        plain, mapped = (convolutions(NetworkSpec(level_map=flag)) for flag in (False, True))
        assert (plain["head"][0].inputs, mapped["head"][0].inputs) == (3, 4)
        assert plain["body"] == mapped["body"]

    def test_by_hand(self):
        spec = NetworkSpec("dncnn", Task.DENOISE, channels=4, units=2)
        head, body, tail = cost_of(spec).parts
        assert (head.parameters, body.parameters, tail.parameters) == (108, 2 * 144 / 32, 108)
        assert body.operations == 2 * 144 * 320 * 180 / 64


class TestValues:
    def test_the_paper_s_definition(self):
        cost = cost_of(ARCHITECTURES["srresnet-x4"])
        v_c, v_p = values_of(cost, 28.60, {"upsampler": 28.50})["upsampler"]
        assert v_c == pytest.approx(0.1 / (76.4411904 * 63 / 64))
        assert v_p == pytest.approx(0.1 / (331.776 * 31 / 32))

    def test_a_part_that_is_not_there(self):
        with pytest.raises(SpecError, match="upsampler"):
            values_of(cost_of(ARCHITECTURES["dncnn"]), 30, {"upsampler": 29})
