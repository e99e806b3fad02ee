import argparse
import json
from types import SimpleNamespace

import pytest

from engine.cli import bench
from engine.errors import SaveError
from engine.measure.bench import as_table
from tests.engine.measure.test_bench import REPORT
from tests.engine.measure.test_curve_report import results


def parsed(*arguments):
    parser = argparse.ArgumentParser()
    bench.add(parser.add_subparsers())
    return parser.parse_args(["bench", *arguments])


def test_the_tables_replace_the_old_ones(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- bench:start -->\nold\n<!-- bench:end -->\nbetween\n"
                    "<!-- curve:start -->\nolder\n<!-- curve:end -->\nafter\n")
    bench.update(page, {"bench": as_table(REPORT), "points": "nowhere"})
    text = page.read_text()
    assert "| N | bitsliced | torch float32 2 | 1 | 1.00 / **2.00** / 3.00 |" in text
    assert text.startswith("before\n") and text.endswith("after\n")
    assert "old\n" not in text and "older\n" in text and "nowhere" not in text


@pytest.mark.parametrize("text", ["nothing here", "<!-- bench:start -->\nno end"])
def test_a_page_without_marks_is_left_alone(tmp_path, text):
    page = tmp_path / "page.md"
    page.write_text(text)
    with pytest.raises(SaveError, match="table"):
        bench.update(page, {"bench": "table"})
    assert page.read_text() == text


def test_the_command_prints_json(monkeypatch, capsys):
    monkeypatch.setattr(bench.bench, "measure", lambda quick: REPORT)
    assert bench.run(parsed("--quick", "--json")) == 0
    assert json.loads(capsys.readouterr().out)["pairs"][0]["ratio"]["median"] == 2.0
    assert bench.run(parsed()) == 0
    assert "x as fast as" in capsys.readouterr().out


def test_the_curve_is_measured_kept_and_shown(tmp_path, monkeypatch, capsys):
    """Everything but the measuring itself, which tests/engine/measure/test_curve.py does."""
    made, page = results(), tmp_path / "page.md"
    page.write_text("<!-- curve:start -->\n<!-- curve:end -->\n<!-- points:start -->\n<!-- points:end -->\n")
    found = [SimpleNamespace(key=key, about=about) for key, about in made["networks"].items()]
    monkeypatch.setattr(bench.curve, "networks", lambda peers, more: found)
    monkeypatch.setattr(bench.curve, "qualities",
                        lambda found, kept, folder, note: note("quality of x") or made["networks"])
    monkeypatch.setattr(bench.curve, "processors", lambda: bench.curve.PROCESSORS[:1])
    monkeypatch.setattr(bench.curve, "timed", lambda found, processor, rounds: made["runs"][0])
    arguments = ("--equal-quality", "--results", str(tmp_path / "a.json"), "--update", str(page))
    assert bench.run(parsed(*arguments)) == 0
    said = capsys.readouterr().out
    assert "quality of x" in said and "This processor as it is" in said
    assert "This processor as it is" in page.read_text()
    assert bench.run(parsed(*arguments, "--json")) == 0
    assert json.loads(capsys.readouterr().out)["runs"] == json.loads((tmp_path / "a.json").read_text())["runs"]
