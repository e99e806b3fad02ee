"""What goes wrong with files while the queue runs is said by name and with a remedy, and the others go on."""

import errno
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTableWidget

from bbcu_app.views.run_all_dialog import RunAllDialog
from engine.picture import files
from engine.run.job import State
from tests.bbcu_app.conftest import save_noise, wait_done, wait_open


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for name in "abc":
        save_noise(tmp_path / "in" / f"{name}.png", 130, 70)
    return tmp_path / "in"


@pytest.fixture
def queued(qtbot, window, folder, fake):
    """Three pictures, Run all pressed; the first is under way and waits."""
    window.open([folder])
    wait_open(qtbot, window, "a.png")
    fake.gate.clear()
    run_all(qtbot, window)
    qtbot.waitUntil(lambda: window.controller.queue.sheets[0].job.state is State.RUNNING, timeout=5000)
    return window


def run_all(qtbot, window):
    window.strip.go.click()
    dialog = window.findChild(RunAllDialog)
    dialog.plans.buttons[1].click()
    qtbot.mouseClick(dialog.run, Qt.MouseButton.LeftButton)


def finish(qtbot, window, fake):
    """Let the queue end; what the report then says of each picture that failed."""
    fake.gate.set()
    qtbot.waitUntil(lambda: window.notices.isVisible() and not window.controller.batch.running, timeout=10000)
    jobs = [sheet.job for sheet in window.controller.queue]
    window.queue_requests.report()
    table = window.findChild(QTableWidget)
    rows = [" ".join(table.item(row, column).text() for column in range(3)) for row in range(table.rowCount())]
    for dialog in window.findChildren(QDialog):
        dialog.close()
    assert window.controller.batch.counts[State.FAILED] == 1, [(str(job.state), job.why, job.output) for job in jobs]
    assert [job.state for job in jobs].count(State.DONE) == len(jobs) - 1, "the others go on"
    assert "1 failed" in window.notices.title.text()
    return next(row for row in rows if "Failed" in row)


def test_a_file_that_vanished(qtbot, queued, folder, fake):
    (folder / "b.png").unlink()
    said = finish(qtbot, queued, fake)
    assert "b.png" in said and "there is no such file" in said and "Check its name and folder." in said


def test_a_file_that_has_changed(qtbot, queued, folder, fake):
    save_noise(folder / "b.png", 131, 70)
    said = finish(qtbot, queued, fake)
    assert "b.png" in said and "it has changed since it was queued" in said and "Retry" in said
    queued.controller.batch.retry(queued.controller.queue.sheets)
    qtbot.waitUntil(lambda: queued.controller.queue.sheets[1].job.state is State.DONE, timeout=10000)


def test_a_file_that_is_damaged(qtbot, queued, folder, fake):
    size, when = (folder / "b.png").stat().st_size, (folder / "b.png").stat()
    (folder / "b.png").write_bytes((folder / "b.png").read_bytes()[: size // 2] + bytes(size - size // 2))
    os.utime(folder / "b.png", ns=(when.st_atime_ns, when.st_mtime_ns))
    said = finish(qtbot, queued, fake)
    assert "b.png" in said and "cut off" in said and "download it again" in said


def fail_second(monkeypatch, error):
    """Let the writing of the second result fail."""
    write, count = files._write_part, []

    def fail(*args):
        count.append(1)
        if len(count) == 2:
            raise error
        write(*args)

    monkeypatch.setattr(files, "_write_part", fail)


def test_a_disk_that_is_full_in_the_middle(qtbot, queued, fake, monkeypatch):
    fail_second(monkeypatch, OSError(errno.ENOSPC, "No space left on device"))
    said = finish(qtbot, queued, fake)
    assert "b" in said and "the disk is full" in said and "Free some space" in said


def test_a_target_that_may_not_be_written_to(qtbot, queued, folder, fake, monkeypatch):
    fail_second(monkeypatch, PermissionError(errno.EACCES, "Permission denied"))
    said = finish(qtbot, queued, fake)
    assert "b" in said and "may not be written to" in said and "Save to another folder." in said


def test_two_pictures_that_would_have_one_name(qtbot, window, tmp_path, fake):
    paths = [save_noise(tmp_path / name, 60, 40) for name in ("a.png", "a.bmp")]
    window.open(paths)
    wait_open(qtbot, window, "a.png")
    window.controller.queue.sheets[0].changed = True
    run_all(qtbot, window)
    qtbot.waitUntil(lambda: all(sheet.job.output for sheet in window.controller.queue), timeout=10000)
    outputs = {sheet.job.output for sheet in window.controller.queue}
    assert len(outputs) == 2 and all(path.is_file() for path in outputs)


def test_the_window_shrinks_to_its_smallest_while_it_runs(qtbot, opened, fake):
    fake.tile, fake.pause = 16, 0.005
    opened.controller.run()
    for size in ((800, 500), (1600, 1000), (800, 500)):
        opened.resize(*size)
        qtbot.wait(30)
        opened.grab()
    wait_done(qtbot, opened)
    assert not opened.notices.isVisible()


def test_memory_that_ends_while_a_picture_is_opened(qtbot, window, folder, monkeypatch):
    from bbcu_app.workers import open_worker

    def too_much(*_):
        raise MemoryError

    monkeypatch.setattr(open_worker.Levels, "of", too_much)
    window.open([folder / "a.png"])
    qtbot.waitUntil(lambda: window.notices.isVisible() and window.notices.kind == "error", timeout=5000)
    assert "not enough memory" in window.notices.title.text() and "Close other programs" in window.notices.hint.text()
