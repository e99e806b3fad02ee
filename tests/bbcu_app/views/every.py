"""Every dialog that the window has, for tests that look at all of them."""

from collections.abc import Iterator

from PySide6.QtWidgets import QDialog

from bbcu_app.views.dialogs import about_dialog, keys_dialog
from bbcu_app.views.main_window import MainWindow
from bbcu_app.views.report_dialog import ReportDialog
from bbcu_app.views.run_all_dialog import RunAllDialog
from bbcu_app.views.save_dialog import SaveDialog, Saving
from bbcu_app.views.settings_dialog import PAGES, SettingsDialog
from bbcu_app.views.try_dialog import TryDialog
from engine.plan import Plan


def dialogs(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """Names and dialogs; each is to be closed before the next."""
    sheets = list(window.controller.queue)
    yield "keys", keys_dialog(window)
    yield "about", about_dialog(window, (("x86", "avx2"),))
    yield "save", SaveDialog(Saving(sheets[0].path.with_name("new.jpg"), dpi=240), window)
    yield "run all", RunAllDialog(sheets, Plan(), window.settings, window)
    yield "report", ReportDialog(window.controller.batch.jobs, window)
    yield "try", TryDialog(window.controller, window.compare.viewport, window)
    for page in PAGES:
        yield page, SettingsDialog(window.controller, page, window)
