"""Every widget module can be looked at by itself: ``python -m bbcu_app.views.NAME``."""

import importlib

import pytest
from PySide6.QtWidgets import QApplication

NAMES = ("canvas", "compare_view", "empty_view", "notices", "save_dialog", "settings_dialog", "task_panel",
         "teach_page")


@pytest.mark.parametrize("name", NAMES)
def test_it_shows(qtbot, monkeypatch, tmp_path, photo, name):
    module = importlib.import_module(f"bbcu_app.views.{name}")
    shown = []

    def look() -> int:
        shown.extend(widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
        for widget in shown:
            widget.grab()
            widget.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", lambda *_: look())
    monkeypatch.setattr("sys.argv", [name, str(photo)])
    assert module.main() == 0
    assert shown
