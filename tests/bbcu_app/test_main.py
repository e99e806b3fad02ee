"""Starting: quick, friendly, and without what the window does not need."""

import subprocess
import sys

import pytest

from bbcu_app import __main__ as start


def python(code, *args):
    return subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, timeout=60, check=False)


def test_help_needs_no_qt():
    code = ("import sys\nfrom bbcu_app.__main__ import main\n"
            "try: main(['--help'])\nexcept SystemExit as end: assert not end.code\n"
            "assert 'PySide6' not in sys.modules and 'numpy' not in sys.modules")
    done = python(code)
    assert done.returncode == 0, done.stderr
    assert "FILE" in done.stdout


def test_a_missing_qt_is_explained():
    code = ("import sys\nsys.modules['PySide6'] = None\nfrom bbcu_app.__main__ import main\nsys.exit(main([]))")
    done = python(code)
    assert done.returncode == 1
    assert "pip install" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_window_loads_neither_torch_nor_training_nor_a_compiler():
    code = ("import sys, bbcu_app.app\n"
            "assert not {'torch', 'engine.training', 'numba', 'scipy'} & set(sys.modules)")
    done = python(code)
    assert done.returncode == 0, done.stderr


def test_crashes_are_logged_in_the_users_folder(tmp_path, monkeypatch):
    import faulthandler
    import logging

    monkeypatch.setattr(start, "user_log_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    start._start_logs()
    try:
        logging.getLogger("x").warning("something")
        assert (tmp_path / "crash.log").exists()
        assert "something" in (tmp_path / "window.log").read_text(encoding="utf-8")
    finally:
        faulthandler.enable()
        for handler in logging.getLogger().handlers:
            handler.close()
        start._crash_file.close()


def test_without_a_log_folder_it_starts_all_the_same(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(start, "user_log_path", refuse)
    start._start_logs()


@pytest.mark.parametrize("choice", ["light", "dark", "system"])
def test_text_can_be_read_in_every_theme(qapp, choice):
    from PySide6.QtGui import QColor

    from bbcu_app import theme
    from bbcu_app.settings import ThemeChoice

    shown = theme.with_accent(theme.DARK if theme.is_dark(ThemeChoice(choice)) else theme.LIGHT, QColor("#ffd000"))
    for back in (shown.panel, shown.raised):
        for text in (shown.text, shown.secondary):
            assert theme.contrast(text, back) >= 4.5
    assert theme.contrast(shown.secondary, shown.sunken) >= 4.5
    assert theme.contrast(shown.error, shown.error_back) >= 3
    assert theme.contrast(shown.text, shown.error_back) >= 4.5
    assert theme.contrast(shown.on_accent, shown.accent) >= 4.5
    assert theme.contrast(shown.edge, shown.panel) >= 3


def test_the_window_follows_the_theme_at_once(qapp, settings):
    from bbcu_app import theme
    from bbcu_app.app import make_window
    from bbcu_app.settings import ThemeChoice
    from tests.bbcu_app.conftest import FakeRestore

    window = make_window(qapp, settings, FakeRestore())
    settings.theme = ThemeChoice.DARK
    assert theme.current().dark
    settings.theme = ThemeChoice.LIGHT
    assert not theme.current().dark
    window.close()
    window.deleteLater()
