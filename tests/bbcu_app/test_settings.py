from pathlib import Path

import pytest

from bbcu_app.settings import DEFAULT_PLAN, Settings, ThemeChoice, ViewMode
from engine.plan import Plan


def test_defaults(settings):
    assert (settings.theme, settings.mode, settings.plan) == (ThemeChoice.SYSTEM, ViewMode.SIDE, DEFAULT_PLAN)
    assert (settings.threads, settings.quality, settings.folder, settings.geometry) == (0, 95, Path.home(), b"")


def test_what_is_written_is_read_at_the_next_start(settings, tmp_path):
    settings.theme, settings.mode, settings.threads = ThemeChoice.DARK, ViewMode.DIVIDER, 3
    settings.plan = Plan.parse("deblock=40,denoise=12.5;strength=70")
    settings.folder, settings.geometry = tmp_path, b"\x00\x01abc"
    settings.flush()
    again = Settings(settings.path)
    assert (again.theme, again.mode, again.threads) == (ThemeChoice.DARK, ViewMode.DIVIDER, 3)
    assert again.plan == Plan.parse("deblock=40,denoise=12.5;strength=70")
    assert (again.folder, again.geometry) == (tmp_path, b"\x00\x01abc")


@pytest.mark.parametrize("line", ["theme=purple", "threads=-4", "threads=many", "plan=denoise=900", "plan=what",
                                  "quality=0", "mode=", "plan=\"\"", "geometry=nonsense"])
def test_what_is_not_understood_counts_as_its_default(tmp_path, line):
    path = tmp_path / "settings.ini"
    path.write_text(f"[General]\n{line}\n", encoding="utf-8")
    settings = Settings(path)
    assert (settings.theme, settings.mode, settings.plan) == (ThemeChoice.SYSTEM, ViewMode.SIDE, DEFAULT_PLAN)
    assert (settings.threads, settings.quality, settings.geometry) == (0, 95, b"")


def test_a_change_is_told_once_and_reset_brings_back_the_defaults(settings, qtbot):
    names = []
    settings.changed.connect(names.append)
    settings.theme = ThemeChoice.DARK
    settings.theme = ThemeChoice.DARK
    assert names == ["theme"]
    settings.reset()
    assert names == ["theme", ""]
    assert settings.theme is ThemeChoice.SYSTEM


def test_what_cannot_be_is_refused(settings):
    with pytest.raises(ValueError, match="-1"):
        settings.threads = -1
