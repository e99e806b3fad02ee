"""Asking the system which colours its screen has; where there is no screen, there is nothing to hear."""

import sys

import pytest

from bbcu_app import screen_profile
from bbcu_app.screen_profile import of_system


@pytest.mark.parametrize("platform", ["offscreen", "wayland", "cocoa", ""])
def test_who_converts_by_itself_is_not_asked(platform):
    assert of_system(platform) is None


def test_an_x_server_that_is_not_there_says_nothing(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":4321")
    assert of_system("xcb") is None


def test_a_library_that_is_missing_or_another_one_says_nothing(monkeypatch):
    monkeypatch.setattr(screen_profile.ctypes.util, "find_library", lambda _: None)
    assert of_system("xcb") is None
    monkeypatch.setattr(screen_profile.ctypes.util, "find_library", lambda _: "libnothing.so.9")
    assert of_system("xcb") is None


@pytest.mark.skipif(sys.platform == "win32", reason="there it is asked")
def test_windows_is_asked_on_windows_alone():
    assert of_system("windows") is None
