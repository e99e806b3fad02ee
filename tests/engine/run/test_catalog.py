import logging
import os
import sys

import pytest

from engine.cli import main
from engine.errors import ModelError
from engine.network.packed import save_packed
from engine.plan import Step
from engine.run import catalog
from engine.tasks import Task
from tests import tiny
from tests.engine.network.test_packed import HOSTILE


def test_models_of_both_folders_are_found(models_folder, own_folders):
    folder = catalog.user_folder()
    save_packed(tiny.network(name="mine"), folder / "mine.bbcu")
    try:
        assert [(m.name, m.bundled) for m in catalog.models(Task.DENOISE)] == [("mine", False), ("tiny", True)]
        assert catalog.models(Task.UPSCALE) == ()
        assert catalog.find(Task.DENOISE, "mine").spec == tiny.spec()
    finally:
        (folder / "mine.bbcu").unlink()


def test_a_broken_file_is_left_out_and_logged(models_folder, caplog):
    (models_folder / "broken.bbcu").write_text("no")
    with caplog.at_level(logging.WARNING):
        assert [m.name for m in catalog.models()] == ["tiny"]
    assert "broken.bbcu" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="no such files")
def test_whatever_lies_in_the_folder_the_good_models_are_found(models_folder, caplog, capsys):
    """Each of the others is left out and named."""
    for name, content in HOSTILE.items():
        (models_folder / f"{name}.bbcu").write_bytes(content)
    os.mkfifo(models_folder / "pipe.bbcu")
    (models_folder / "folder.bbcu").mkdir()
    (models_folder / "link.bbcu").symlink_to(models_folder / "nowhere")
    with caplog.at_level(logging.WARNING):
        assert [m.name for m in catalog.models()] == ["tiny"]
    assert all(f"{name}.bbcu" in caplog.text for name in (*HOSTILE, "pipe", "folder", "link"))
    assert main(["models", "--json"]) == main(["models"]) == 0
    assert "tiny" in capsys.readouterr().out


def test_a_model_file_can_be_named_by_its_path(tmp_path):
    path = save_packed(tiny.network(), tmp_path / "elsewhere.bbcu")
    assert catalog.find(Task.DENOISE, str(path)).path == path


@pytest.mark.usefixtures("models_folder")
@pytest.mark.parametrize(("task", "name", "word"), [
    (Task.DENOISE, "nosuch", "nosuch"), (Task.UPSCALE, None, "Enlarge"), (Task.UPSCALE, "tiny", "not Enlarge"),
])
def test_what_is_not_there_is_said(task, name, word):
    with pytest.raises(ModelError, match=word):
        catalog.find(task, name)


def test_the_preferred_model_comes_first(tmp_path, monkeypatch):
    for name in ("a-model", "denoise-paper", "denoise-fast"):
        save_packed(tiny.network(name=name), tmp_path / f"{name}.bbcu")
    monkeypatch.setattr(catalog, "bundled_folder", lambda: tmp_path)
    assert [m.name for m in catalog.models()] == ["denoise-fast", "denoise-paper", "a-model"]


def test_an_enlargement_gets_the_model_of_its_scale(tmp_path, monkeypatch):
    monkeypatch.setattr(catalog, "bundled_folder", lambda: tmp_path)
    for scale in (2, 3):
        spec = tiny.spec(backbone="srresnet", task=Task.UPSCALE, scale=scale)
        save_packed(tiny.network(spec), tmp_path / f"x{scale}.bbcu")
    assert catalog.for_step(Step(Task.UPSCALE, 3)).name == "x3"
    assert catalog.for_step(Step(Task.UPSCALE, 2)).name == "x2"
    with pytest.raises(ModelError, match="not by 4"):
        catalog.for_step(Step(Task.UPSCALE, 4))
    with pytest.raises(ModelError, match="'x2' enlarges by 2, not by 3"):
        catalog.for_step(Step(Task.UPSCALE, 3, "x2"))


@pytest.fixture
def own_models(own_folders):
    yield catalog.user_folder()
    for path in catalog.user_folder().glob("*"):
        path.unlink()


def test_a_model_is_installed_under_a_free_name_and_removed(models_folder, own_models, tmp_path):
    save_packed(tiny.network(), tmp_path / "tiny.bbcu")
    first, second = catalog.install(tmp_path / "tiny.bbcu"), catalog.install(tmp_path / "tiny.bbcu")
    assert [first.name, second.name] == ["tiny-2", "tiny-3"]
    assert {model.name for model in catalog.models()} == {"tiny", "tiny-2", "tiny-3"}
    catalog.remove(first)
    assert {model.name for model in catalog.models()} == {"tiny", "tiny-3"}
    assert sorted(path.name for path in own_models.iterdir()) == ["tiny-3.bbcu"], "no half file stays"


def test_what_is_no_model_is_not_installed(models_folder, own_models, tmp_path):
    (tmp_path / "bad.bbcu").write_bytes(b"no")
    with pytest.raises(ModelError, match=r"bad\.bbcu"):
        catalog.install(tmp_path / "bad.bbcu")
    assert not list(own_models.glob("*"))


def test_what_ships_is_not_removed(models_folder):
    with pytest.raises(ModelError, match="ships"):
        catalog.remove(catalog.models()[0])
    assert (models_folder / "tiny.bbcu").is_file()


def test_latents_lie_beside_a_model_and_go_with_it(teachable):
    base = catalog.find(None, "base")
    assert catalog.latents_file(base) == teachable.with_name("latents") / "base.safetensors"
    assert catalog.teachable(Task.DENOISE) == (base,) or [m.name for m in catalog.teachable()] == ["base"]
    mine = catalog.install(teachable / "base.bbcu")
    assert mine.name == "base-2" and [m.name for m in catalog.teachable()] == ["base"]
    catalog.latents_file(mine).write_bytes(catalog.latents_file(base).read_bytes())
    assert [m.name for m in catalog.teachable()] == ["base", "base-2"]
    other = catalog.rename(mine, "prints of 1968")
    assert [m.name for m in catalog.teachable()] == ["base", "prints of 1968"]
    assert other.card.name == "prints of 1968" == catalog.find(None, "prints of 1968").card.name
    catalog.remove(other)
    assert list(catalog.user_folder().iterdir()) == []


def test_names_that_cannot_be_given(teachable):
    mine = catalog.install(teachable / "base.bbcu")
    for name, why in (("base", "called 'base' already"), ("", "cannot be called"), ("a/b", "cannot be called"),
                      ("..", "cannot be called")):
        with pytest.raises(ModelError, match=why):
            catalog.rename(mine, name)
    with pytest.raises(ModelError, match="ships with the program"):
        catalog.rename(catalog.find(None, "base"), "other")
    assert [model.name for model in catalog.models()] == ["base", "base-2"]


def test_a_model_is_exported_as_one_file_and_added_elsewhere(teachable, tmp_path):
    catalog.export(catalog.find(None, "base"), tmp_path / "given away.bbcu")
    assert catalog.install(tmp_path / "given away.bbcu").name == "given away"
