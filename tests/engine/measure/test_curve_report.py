"""What the tables say of made-up measurements that can be worked out by hand."""

import pytest

from engine.measure.curve_report import as_points, as_table, as_text, compared, entries, front, plot

TIMES = {"ours": [100, 110, 90], "dear": [400, 400, 400], "cheap": [100, 100, 100], "beaten": [300, 300, 300]}
PSNR = {name: [mean + 3, mean, mean - 3] for name, mean in (("ours", 31), ("dear", 32), ("cheap", 30), ("beaten", 29))}
KIND = {"ours": "one bit"}


def results(times=TIMES, psnr=PSNR):
    about = {key: {"name": f"net-{key}", "kind": KIND.get(key, "int8"), "form": KIND.get(key, "int8"),
                   "runtime": "openvino", "set": "CBSD68", "psnr": psnr[key]} for key in psnr}
    machine = {"processor": "P", "cores": 2, "features": ["avx2"], "load": 0.1}
    run = {"processor": "this", "title": "this processor as it is", "machine": machine, "versions": {"openvino": "1"},
           "times": {"1": times, "2": {key: [value / 2 for value in rounds] for key, rounds in times.items()}}}
    return {"networks": about, "runs": [run]}


def both(made):
    found = entries(made, made["runs"][0], 1)
    return next(each for each in found if each.kind == "one bit"), front(found, "int8")


def test_the_cost_at_equal_quality_is_read_between_peers():
    ours, peers = both(results())
    assert [peer.key for peer in peers] == ["cheap", "dear"]
    found = compared(ours, peers)
    assert found.ratios == pytest.approx((2.0, 200 / 110, 200 / 90)) and found.cost == found.quality == ""
    assert found.gain == pytest.approx(1.0)


def test_a_level_may_say_something_else():
    psnr = PSNR | {"ours": [35.0, 31.0, 26.0]}
    ours, peers = both(results(psnr=psnr))
    assert compared(ours, peers, "15").ratios[0] == pytest.approx(4.0)
    assert compared(ours, peers, "50").cost == "below"


def test_what_would_have_to_be_extrapolated_is_said():
    text = as_table(results(psnr=PSNR | {"ours": [36.0, 33.0, 30.0]}))
    assert "at least 3.64 / **4.00** / 4.44" in text
    text = as_table(results(times=TIMES | {"ours": [50, 50, 50]}, psnr=PSNR | {"ours": [32.0, 29.0, 26.0]}))
    assert "at most 2.00 / **2.00** / 2.00" in text and "(-1.00 against the cheapest, which costs more)" in text
    text = as_table(results(times=TIMES | {"ours": [800, 800, 800]}))
    assert "-1.00 (against the dearest, which costs less)" in text


def test_the_tables_name_everything():
    made = results()
    short = as_table(made)
    assert "| net-ours | 34.00 / 31.00 / 28.00 | 1 | 100 | int8 | 1.82 / **2.00** / 2.22 | +1.00 |" in short
    assert "P, 2 cores, avx2; openvino 1" in short and "CBSD68" in short
    points = as_points(made)
    for part in ("**net-ours**", "**net-cheap**", "| net-beaten |", "2 threads", "90 / **100** / 110", "at sigma 50"):
        assert part in points
    text = as_text(made)
    assert "net-ours, 1 thread(s): int8 peers as good cost 1.82 / 2.00 / 2.22 times as much" in text


def test_the_plot_is_a_picture(tmp_path):
    pytest.importorskip("matplotlib")
    plot(results(), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
