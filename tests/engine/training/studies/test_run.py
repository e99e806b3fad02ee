"""Studies: what they compare, that they resume, what they refuse, and that the text follows from the numbers."""

import csv
import importlib.util
import json
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from engine import cli
from engine.cli import study as command
from engine.errors import RestoreError, TrainingError
from engine.network.spec import amplification
from engine.tasks import Task
from engine.training.studies import run as running
from engine.training.studies.catalog import STUDIES, TIE, Claim, base_spec, study_named
from engine.training.studies.report import decided, draw, markdown, verdict, write_report
from engine.training.studies.run import Order, Places, Row, finished, run_study
from engine.training.trainer import Budget

draws = pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="needs the extra 'study'")


@pytest.fixture
def places(folder, tmp_path):
    """Pictures to learn from, one to measure on, and a folder for the study."""
    test = tmp_path / "test"
    test.mkdir()
    coarse = np.random.default_rng(1).integers(0, 256, (5, 6, 3), dtype=np.uint8)
    assert cv2.imwrite(str(test / "a.png"), cv2.resize(coarse, (48, 40)))
    return Places(folder, test, tmp_path / "study")


def order(name="units", task=Task.DENOISE, level=25.0, steps=2):
    return Order(name, task, level, 4, 2, Budget(steps=steps))


def scores_for(study, **known):
    """A PSNR for every variant: 30 dB but for those that are given."""
    return {variant.name: 30.0 for variant in study.variants} | known


@pytest.mark.parametrize("task", list(Task))
@pytest.mark.parametrize("name", list(STUDIES))
def test_every_study_names_each_variant_once_and_claims_only_about_them(name, task):
    study = study_named(name, base_spec(task, 4 if task is Task.UPSCALE else 1, 16, 8))
    names = [variant.name for variant in study.variants]
    assert len(set(names)) == len(names) > 2 and study.claims
    scores = scores_for(study)
    assert all(np.isfinite(claim.margin(scores)) for claim in study.claims)
    kinds = {(variant.spec, *variant.training, variant.teacher) for variant in study.variants}
    assert len(kinds) == len(names), "no two variants are the same network, trained alike"


def test_the_command_offers_every_study():
    assert tuple(STUDIES) == command.NAMES


def test_units_are_the_four_versions_with_k_where_the_paper_has_it():
    specs = {v.name: v.spec for v in study_named("units", base_spec(Task.UPSCALE, 4, 64, 4)).variants}
    assert [spec.unit for spec in specs.values()] == ["bbcu-v1", "bbcu-v2", "bbcu-v3", "bbcu-v4"]
    assert [spec.k for spec in specs.values()] == [1.0, 1.0, 130.0, 130.0]


def test_parts_are_binary_one_at_a_time_and_all_of_them_exist_when_enlarging():
    study = study_named("parts", base_spec(Task.UPSCALE, 4, 16, 4))
    assert [v.spec.binary for v in study.variants] == [(), ("head",), ("body",), ("upsampler",), ("tail",)]
    assert {v.spec.k for v in study.variants} == {amplification(16)}
    assert len(study_named("parts", base_spec(Task.DENOISE, 1, 16, 4)).variants) == 4


def test_residuals_are_removed_at_both_ends_and_between():
    study = study_named("breakpoint", base_spec(Task.DENOISE, 1, 16, 8))
    assert [v.spec.without_residual for v in study.variants] == [(), (0,), (2,), (4,), (5,), (7,)]


def test_amplification_goes_below_and_above_the_best_k():
    study = study_named("amplification", base_spec(Task.DENOISE, 1, 64, 4))
    assert [v.position for v in study.variants if v.series == "binary"] == [1.0, 16.25, 65.0, 130.0, 260.0, 1040.0]
    peaked = scores_for(study, **{"binary, k = 130": 31.0})
    assert [decided(claim, peaked) for claim in study.claims] == [1, 1, 1, 1]
    flat = scores_for(study, **{"full precision, k = 1": 29.0})
    assert [decided(claim, flat) for claim in study.claims] == [0, 0, 0, -1]


def test_a_part_that_loses_the_same_is_worth_more_the_more_it_saves():
    study = study_named("parts", base_spec(Task.UPSCALE, 4, 64, 32))
    lost = {f"binary {part}": 29.8 for part in ("head", "body", "upsampler", "tail")}
    scores = scores_for(study) | lost
    assert [decided(claim, scores) for claim in study.claims] == [0, 1, 1, 1, 1]
    assert study.notes(scores)[0].startswith("- head: V_C 2.0")


def test_a_teacher_is_trained_before_its_pupil_and_rows_tell_what_cannot_be_packed(places):
    rows = run_study(order("extras"), places)
    names = [row.variant for row in rows]
    assert names.index("full precision") < names.index("with a teacher")
    text = markdown(order("extras"), rows, "command", plain=rows[0].psnr - 3)
    assert "# Beyond the paper\n" in text and "What this run shows" in text


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


def test_finished_variants_are_skipped_and_unfinished_ones_go_on(places):
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > 5

    first = run_study(order(steps=3), Places(places.data, places.test, places.out, stop))
    assert [row.variant for row in first] == ["V1"]
    text = markdown(order(), first, "command", plain=first[0].psnr - 0.1)
    assert "**not run**" in text and "Not run: V2, V3, V4." in text
    assert "above the degraded input: V1." in text
    assert "Hardly" not in markdown(order(), first, "command", plain=first[0].psnr - 3)
    said = []
    rows = run_study(order(steps=3), places, said.append)
    assert len(said) == 3 and rows[0] == first[0]
    assert run_study(order(steps=3), places) == rows == finished(places.out)
    whole = run_study(order(steps=3), Places(places.data, places.test, places.out.with_name("whole")))
    assert [row.psnr for row in whole] == [row.psnr for row in rows]


def test_a_folder_of_another_study_is_refused(places):
    run_study(order(steps=1), Places(places.data, places.test, places.out, lambda: True))
    with pytest.raises(TrainingError, match="another budget"):
        run_study(order(steps=2), places)
    with pytest.raises(TrainingError, match="another level"):
        run_study(order(level=15.0, steps=1), places)
    (places.out / running.DESCRIPTION).write_text("[]")
    with pytest.raises(TrainingError, match="another study"):
        run_study(order(steps=1), places)
    (places.out / running.DESCRIPTION).write_text("{")
    with pytest.raises(TrainingError, match="description"):
        run_study(order(steps=1), places)


def test_damaged_rows_are_an_error(tmp_path):
    (tmp_path / running.ROWS).write_text('{"variant": "V1"}\n')
    with pytest.raises(TrainingError, match="rows cannot be read"):
        finished(tmp_path)


def test_what_cannot_be_packed_is_measured_with_torch(places):
    spec = study_named("rivals", base_spec(Task.UPSCALE, 2, 4, 2)).variants
    bam = next(variant for variant in spec if variant.name == "BAM")
    wanted = Order("rivals", Task.UPSCALE, 2.0, 4, 2, Budget(steps=1))
    folder = running._folder(bam.name, places)
    recipe = wanted.recipe(bam)
    pictures = running.dataset.load(places.data, 36)
    recipe = running.Recipe("bam", bam.spec, recipe.degradation, patch=8, batch=2)
    done = running._trained(recipe, pictures, running.RunSettings(folder, wanted.budget))
    row = running._measured(bam, wanted, done, [places.test / "a.png"], places)
    assert not row.packed and row.why and np.isfinite(row.psnr)


def test_packed_and_torch_are_measured_alike(places):
    wanted = order(steps=1)
    row = run_study(wanted, places)[3]
    latents = running.latents_of(places.out / "variants" / "v4" / running.BEST)
    psnr, ssim = running.torch_scores(latents, 25.0, running.protocol_for(wanted.step), places.test)
    assert row.packed and psnr == pytest.approx(row.psnr, abs=0.2) and ssim == pytest.approx(row.ssim, abs=0.02)


@draws
@pytest.mark.parametrize("name", ["amplification", "units"])
def test_plots_of_unfinished_studies(name, tmp_path):
    study = study_named(name, base_spec(Task.DENOISE, 1, 16, 4))
    for count in (0, 1):
        rows = [Row(variant.name, 30.0, 0.9, 1.0, 1.0, 1, 1.0, True) for variant in study.variants[:count]]
        draw(study, rows, tmp_path / "plot.png")
        assert (tmp_path / "plot.png").stat().st_size > 1000


@draws
def test_the_command_runs_a_study(places, capsys):
    arguments = ["study", "units", "--data", str(places.data), "--test", str(places.test), "--out", str(places.out),
                 "--task", "denoise", "--steps", "1", "--channels", "4", "--units", "2", "--threads", "1"]
    assert cli.main(arguments) == 0
    assert "units.md" in capsys.readouterr().out
    assert ("bbcu study units --data PHOTOS --test test --out OUT --task denoise --level 25 --steps 1 "
            "--channels 4 --units 2\n") in (places.out / "units.md").read_text()
    assert json.loads((places.out / running.DESCRIPTION).read_text())["budget"] == {"minutes": None, "steps": 1}
    assert cli.main([*arguments[:-2], "--threads", "-1"]) == 1
    assert "--threads is -1" in capsys.readouterr().err


@draws
@pytest.mark.parametrize(("option", "value", "said"), [
    ("--steps", "0", "--steps is 0"), ("--minutes", "-1", "--minutes is -1"), ("--seed", "-1", "--seed is -1"),
    ("--tail-start", "0", "--tail-start is 0"),
    ("--channels", "0", "channels is 0"), ("--units", "1", "two units"), ("--level", "5", "level 5"),
    ("--test", "nowhere", "does not exist"), ("--data", "nowhere", "does not exist"),
])
def test_wrong_options_are_one_line(option, value, said, places, capsys):
    arguments = ["study", "units", "--data", str(places.data), "--test", str(places.test), "--out", str(places.out),
                 "--threads", "1", option, value]
    assert cli.main(arguments) == 1
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


@pytest.mark.parametrize("package", ["torch", "matplotlib"])
def test_a_missing_package_is_named_with_what_to_install(package, monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == package else there(name))
    args = SimpleNamespace(steps=1, minutes=None, threads=0, seed=0, tail_start=1.0)
    with pytest.raises(RestoreError, match=rf"{package}.*bbcu-restore\[study\]"):
        command._refuse(args)
