"""What every test gets: no screen, no settings or models of the person who runs it."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

from engine.network.packed import save_packed
from engine.run import catalog
from tests import tiny

settings.register_profile("busy machine", deadline=None)  # times are for tests/benchmarks, not for the gate
settings.load_profile("busy machine")


@pytest.fixture(autouse=True, scope="session")
def own_folders(tmp_path_factory):
    """Keep the tests out of the user's own folders (for the whole run: hypothesis wants no fixture per test)."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name))
        yield home


@pytest.fixture
def models_folder(tmp_path, monkeypatch):
    """A catalog that holds one tiny denoiser with a level map, called ``tiny``, as its only bundled model."""
    folder = tmp_path / "models"
    save_packed(tiny.network(tiny.spec(level_map=True)), folder / "tiny.bbcu")
    monkeypatch.setattr(catalog, "bundled_folder", lambda: folder)
    return folder


@pytest.fixture
def teachable(tmp_path, monkeypatch):
    """A catalog whose only bundled model is a tiny denoiser that can learn on, ``base``; user's models in ``user``."""
    from tests import teaching

    folder = teaching.ship(tmp_path / "shipped")
    monkeypatch.setattr(catalog, "bundled_folder", lambda: folder)
    monkeypatch.setattr(catalog, "user_folder", lambda: tmp_path / "user" / "models")
    return folder


@pytest.fixture
def photos(tmp_path):
    """Eight small photographs-to-be, of different subjects, in a folder."""
    from tests import teaching

    for number in range(8):
        teaching.write(tmp_path / "photos" / f"photo-{number}.png", teaching.photo(number))
    return tmp_path / "photos"
