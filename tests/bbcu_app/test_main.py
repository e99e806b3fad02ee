"""Starting: quick, friendly, and without what the window does not need."""

import subprocess
import sys

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


def test_settings_are_forgotten_on_demand_whichever_command_opens_the_window(monkeypatch, tmp_path):
    from bbcu_app import app
    from engine.cli import main as command_line

    seen = []
    monkeypatch.setattr(start, "user_log_path", lambda *_, **__: tmp_path / "no such folder")
    monkeypatch.setattr(app, "run", lambda files, settings: seen.append((files, settings)) or 0)
    monkeypatch.setattr("bbcu_app.settings.Settings.reset", lambda self: seen.append("reset"))
    assert start.main(["a.png", "--reset-settings"]) == 0
    assert command_line(["app", "a.png", "--reset-settings"]) == 0
    assert [each for each in seen if each == "reset"] == ["reset", "reset"]
    assert all(each[0][0].name == "a.png" for each in seen if each != "reset")
