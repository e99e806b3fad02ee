"""The text and the plots of a study follow from its rows."""

import csv

import cv2
import numpy as np
import pytest

from engine.tasks import Task
from engine.training.studies.catalog import TIE, Claim, base_spec, study_named
from engine.training.studies.report import decided, draw, markdown, verdict, write_report
from engine.training.studies.run import Row, run_study
from tests.engine.training.studies.conftest import draws, order


@pytest.mark.parametrize(("margin", "found", "word"), [
    (0.2, 1, "**shown**, by +0.20 dB"), (-0.2, -1, "**not shown**, by -0.20 dB"), (TIE / 2, 0, "**undecided**"),
])
def test_verdicts_follow_from_the_numbers(margin, found, word):
    claim = Claim("a is better than b", lambda scores: scores["a"] - scores["b"])
    scores = {"a": 30.0 + margin, "b": 30.0}
    assert decided(claim, scores) == found and verdict(claim, scores).startswith(word)
    assert verdict(claim, {"a": 1.0}) == "**not run**: a is better than b."


def test_networks_that_have_not_begun_to_learn_decide_nothing():
    rows = [Row(name, psnr, 0.9, 1.0, 1.0, 1, 1.0, True)
            for name, psnr in (("V1", 20.9), ("V2", 20.5), ("V3", 27.4), ("V4", 27.7))]
    text = markdown(order(), rows, "command", plain=20.55)
    assert "**undecided**, by +0.40 dB: V2 is worse than V1" in text and "It shows 3 of 4." in text
    assert "above the degraded input: V1, V2." in text


@draws
@pytest.mark.parametrize("name", ["amplification", "units"])
def test_plots_of_unfinished_studies(name, tmp_path):
    study = study_named(name, base_spec(Task.DENOISE, 1, 16, 4))
    for count in (0, 1):
        rows = [Row(variant.name, 30.0, 0.9, 1.0, 1.0, 1, 1.0, True) for variant in study.variants[:count]]
        draw(study, rows, tmp_path / "plot.png")
        assert (tmp_path / "plot.png").stat().st_size > 1000


@draws
def test_a_study_is_trained_measured_and_reported(places):
    said = []
    rows = run_study(order(), places, said.append)
    assert [row.variant for row in rows] == ["V1", "V2", "V3", "V4"] and len(said) == 4
    assert all(row.steps == 2 and row.packed and np.isfinite(row.psnr) for row in rows)
    files = write_report(order(), rows, places, "bbcu study units")
    assert [file.name for file in files] == ["units.md", "units.csv", "units.png"]
    text = files[0].read_text()
    assert "    bbcu study units\n" in text and all(f"| {name} |" in text for name in ("V1", "V2", "V3", "V4"))
    with files[1].open() as file:
        assert [float(row["psnr"]) for row in csv.DictReader(file)] == [row.psnr for row in rows]
    assert cv2.imread(str(files[2])).shape[0] > 300
