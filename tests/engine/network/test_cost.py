
import pytest

from engine.errors import SpecError
from engine.network.cost import ARCHITECTURES, convolutions, cost_of, values_of
from engine.network.spec import NetworkSpec
from engine.tasks import Task


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


    def test_a_second_sign_of_a_channel_is_counted(self):
        one, two = (cost_of(NetworkSpec(channels=4, units=3, layout=layout)) for layout in ("1<2>", "1d<2>"))
        assert two.parameters - one.parameters == 144 / 32
        assert two.operations - one.operations == 144 * 320 * 180 / 64


class TestValues:
    def test_the_paper_s_definition(self):
        cost = cost_of(ARCHITECTURES["srresnet-x4"])
        v_c, v_p = values_of(cost, 28.60, {"upsampler": 28.50})["upsampler"]
        assert v_c == pytest.approx(0.1 / (76.4411904 * 63 / 64))
        assert v_p == pytest.approx(0.1 / (331.776 * 31 / 32))

    def test_a_part_that_is_not_there(self):
        with pytest.raises(SpecError, match="upsampler"):
            values_of(cost_of(ARCHITECTURES["dncnn"]), 30, {"upsampler": 29})
