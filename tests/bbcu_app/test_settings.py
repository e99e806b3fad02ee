from pathlib import Path

import pytest

from bbcu_app.settings import Motion, Setting, Settings, ThemeChoice, ViewMode
from engine.errors import PlanError
from engine.plan import Plan
from engine.run.paths import Conflict

ALL = {name: value for name, value in vars(Settings).items() if isinstance(value, Setting)}
OTHER = {
    "theme": ThemeChoice.DARK, "language": "en", "motion": Motion.NONE, "screen_profile": "/a/b, c.icc",
    "mode": ViewMode.SIDE, "passes": 8, "plan": Plan.parse("deblock=40,denoise=12.5;strength=70"),
    "presets": {"Für „alte“ Fotos, 2": Plan.parse("denoise=auto"), "b": Plan.parse("upscale=2;strength=5")},
    "folder": Path("/some where"), "recent": (Path("/a,b/ü.jpg"), Path("/c \"d\".png")), "threads": 3, "quality": 80,
    "chroma": "4:2:0", "keep_metadata": False,
    "pace": 2.5, "navigator": False, "strip_folded": True, "each_measured": False, "into_folder": True,
    "target_folder": Path("/out"), "pattern_beside": "{name}-{scale}", "pattern_inside": "{task} {name}",
    "conflict": Conflict.SKIP,
}


def test_every_setting_is_tried_here():
    assert set(OTHER) == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_each_has_a_default_and_what_is_written_is_read_at_the_next_start(settings, name):
    assert getattr(settings, name) == ALL[name].default != OTHER[name]
    setattr(settings, name, OTHER[name])
    settings.flush()
    again = Settings(settings.path)
    assert getattr(again, name) == OTHER[name]
    again.reset()
    assert getattr(again, name) == ALL[name].default


@pytest.mark.parametrize(("name", "text"), [
    ("theme", "purple"), ("threads", "-4"), ("threads", "many"), ("plan", "denoise=900"), ("plan", "what"),
    ("quality", "0"), ("mode", ""), ("passes", "3"), ("pace", "nan"), ("presets", "[1]"), ("presets", "{"),
    ("presets", '{"a": "what"}'), ("recent", "7"), ("language", "xx"), ("folder", ""), ("navigator", "perhaps"),
    ("pattern_beside", "{what}"), ("conflict", "perhaps"),
])
def test_what_is_not_understood_counts_as_its_default(settings, name, text):
    settings._store.setValue(name, text)
    assert getattr(settings, name) == ALL[name].default


def test_a_damaged_file_is_no_reason_not_to_start(tmp_path):
    path = tmp_path / "settings.ini"
    path.write_bytes(b"\x00\xff[General\ntheme=purple\ngeometry=nonsense\n")
    settings = Settings(path)
    assert settings.theme is ThemeChoice.SYSTEM and settings.geometry == b""


@pytest.mark.parametrize(("name", "value"), [("threads", -1), ("quality", 0), ("passes", 5), ("theme", "purple")])
def test_what_cannot_be_is_not_written(settings, name, value):
    with pytest.raises((ValueError, PlanError)):
        setattr(settings, name, value)
    assert getattr(settings, name) == ALL[name].default


def test_a_change_is_told_once_and_so_is_a_reset(settings):
    names = []
    settings.changed.connect(names.append)
    settings.theme = ThemeChoice.DARK
    settings.theme = ThemeChoice.DARK
    settings.reset()
    assert names == ["theme", ""]


def test_geometry_is_kept(settings):
    settings.geometry = b"\x00\x01abc"
    settings.flush()
    assert Settings(settings.path).geometry == b"\x00\x01abc"


def test_the_file_opened_last_comes_first_and_old_ones_go(settings):
    for number in [*range(12), 5]:
        settings.add_recent(Path(f"/{number}.png"))
    assert settings.recent[:2] == (Path("/5.png"), Path("/11.png"))
    assert len(settings.recent) == 8
