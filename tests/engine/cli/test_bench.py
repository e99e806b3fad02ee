import argparse
import json

import pytest

from engine.cli import bench
from engine.errors import SaveError
from engine.measure.bench import as_table
from tests.engine.measure.test_bench import REPORT


def test_the_table_replaces_the_old_one(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{bench.START}\nold\n{bench.END}\nafter\n")
    bench._update(page, as_table(REPORT))
    text = page.read_text()
    assert "| N | bitsliced | torch float32 2 | 1 | 1.00 / **2.00** / 3.00 |" in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text


def test_a_page_without_marks_is_left_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("nothing here")
    with pytest.raises(SaveError, match="table"):
        bench._update(page, "table")
    assert page.read_text() == "nothing here"


def test_the_command_prints_json(monkeypatch, capsys):
    monkeypatch.setattr(bench, "measure", lambda quick: REPORT)
    parser = argparse.ArgumentParser()
    bench.add(parser.add_subparsers())
    assert bench.run(parser.parse_args(["bench", "--quick", "--json"])) == 0
    assert json.loads(capsys.readouterr().out)["pairs"][0]["ratio"]["median"] == 2.0
    assert bench.run(parser.parse_args(["bench"])) == 0
    assert "x as fast as" in capsys.readouterr().out
