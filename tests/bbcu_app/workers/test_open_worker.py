import numpy as np
import pytest

from bbcu_app.workers.open_worker import (
    FilesFound,
    FilesRequest,
    SheetRequest,
    Shown,
    Unreadable,
    open_files,
    open_sheet,
)
from engine.errors import PictureError
from engine.picture.pixels import Picture
from engine.tasks import Evidence
from tests.bbcu_app.conftest import save_noise


class Recorder:
    """Stands where the state of a task stands."""

    def __init__(self):
        self.parts, self.cancelled = [], False

    def partial(self, value):
        self.parts.append(value)

    def is_cancelled(self):
        return self.cancelled


def kinds(state):
    return [type(part) for part in state.parts]


def test_a_list_then_the_picture_then_what_is_in_it(tmp_path):
    state, path = Recorder(), save_noise(tmp_path / "a.png", 40, 30)
    open_files(FilesRequest((path,)), state)
    assert kinds(state) == [FilesFound, Shown, Evidence]
    assert state.parts[1].path == path and state.parts[1].opened.picture.width == 40


def test_bad_files_before_the_first_good_one_are_told(tmp_path):
    (tmp_path / "a.png").write_bytes(b"x")
    save_noise(tmp_path / "b.png", 4, 4)
    (tmp_path / "c.png").write_bytes(b"x")
    state = Recorder()
    open_files(FilesRequest((tmp_path,)), state)
    assert kinds(state) == [FilesFound, Unreadable, Shown, Evidence]


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(PictureError, match="no picture"):
        open_files(FilesRequest((tmp_path,)), Recorder())


def test_nothing_is_told_once_it_is_cancelled(tmp_path):
    state = Recorder()
    state.cancelled = True
    open_files(FilesRequest((save_noise(tmp_path / "a.png", 4, 4),)), state)
    assert kinds(state) == [FilesFound]


def test_a_picture_comes_back_with_its_result(tmp_path):
    state = Recorder()
    restored = Picture(np.zeros((60, 80, 3), np.uint8))
    open_sheet(SheetRequest(save_noise(tmp_path / "a.png", 40, 30), restored=restored, measured=True), state)
    assert kinds(state) == [Shown]
    assert state.parts[0].opened.result.width == 80


def test_what_the_queue_wrote_is_read_back_and_nothing_if_it_is_gone(tmp_path):
    path, output = save_noise(tmp_path / "a.png", 40, 30), save_noise(tmp_path / "out.png", 80, 60)
    for there in (True, False):
        state = Recorder()
        open_sheet(SheetRequest(path, restored=output, measured=True), state)
        shown = state.parts[0]
        assert (shown.written is not None) == (shown.opened.result is not None) == there
        output.unlink(missing_ok=True)
