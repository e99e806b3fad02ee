"""What comes out of a run is measured as it will be used, and lies where models are looked for."""

import os

import numpy as np
import pytest

from engine.errors import TrainingError
from engine.network.packed import load_packed
from engine.run import catalog
from engine.training import latents as files
from engine.training import tuned
from engine.training.own_lesson import Example
from engine.training.tuned import packed_run, scores, write
from tests.teaching import noisy, photo


@pytest.fixture
def base(teachable, monkeypatch):
    monkeypatch.setattr(tuned, "general_photographs", lambda: [photo(99, 64, 64)])
    return catalog.find(None, "base")


def test_a_packed_network_is_measured_on_whole_pictures(base):
    clean = photo(1)
    example = Example("a", np.float32(noisy(clean, 20)) / np.float32(255), clean, (20 / 255,))
    found = scores(base.network, (example,))
    assert 21 < found.own < 24 and len(found.general) == 3
    values = packed_run(base.network)(example.seen, example.shown)
    assert values.shape == clean.shape and values.dtype == np.float32


def test_a_name_that_is_taken_meanwhile_gets_a_number(base):
    latents = files.load(catalog.latents_file(base))
    paths = [write(base.network, latents, "mine") for _ in range(2)]
    assert [path.name for path in paths] == ["mine.bbcu", "mine-2.bbcu"]
    assert load_packed(paths[1]).card.name == "mine-2"
    assert [model.name for model in catalog.teachable()] == ["base", "mine", "mine-2"]


@pytest.mark.skipif(os.name == "nt", reason="another way to be full")
def test_a_folder_that_takes_no_file_is_said(base, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(catalog, "user_folder", lambda: tmp_path / "file" / "models")
    with pytest.raises(TrainingError, match="cannot be written"):
        write(base.network, files.load(catalog.latents_file(base)), "mine")
