"""What the studies compare, and that their claims follow from the numbers."""

import numpy as np
import pytest

from engine.network.spec import amplification
from engine.tasks import Task
from engine.training.studies.catalog import STUDIES, base_spec, study_named
from engine.training.studies.report import decided
from tests.engine.training.studies.conftest import scores_for


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
