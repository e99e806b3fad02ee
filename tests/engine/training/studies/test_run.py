"""Studies are trained and measured, resumed, and refused where they are another's."""

import numpy as np
import pytest

from engine.errors import TrainingError
from engine.tasks import Task
from engine.training.studies import run as running
from engine.training.studies.catalog import base_spec, study_named
from engine.training.studies.report import markdown
from engine.training.studies.run import Order, Places, finished, run_study
from engine.training.trainer import Budget
from tests.engine.training.studies.conftest import order


def test_a_teacher_is_trained_before_its_pupil_and_rows_tell_what_cannot_be_packed(places):
    rows = run_study(order("extras"), places)
    names = [row.variant for row in rows]
    assert names.index("full precision") < names.index("with a teacher")
    text = markdown(order("extras"), rows, "command", plain=rows[0].psnr - 3)
    assert "# Beyond the paper\n" in text and "What this run shows" in text


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
