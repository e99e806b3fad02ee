"""Unfinished files go, however it ends; a file is whole or not there."""

import os

import pytest

from engine.unfinished import remove_all, unfinished, whole_file


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_what_is_left_is_removed(tmp_path):
    with pytest.raises(ZeroDivisionError), unfinished(tmp_path / "a") as path:
        path.write_bytes(b"half")
        raise ZeroDivisionError
    with unfinished(tmp_path / "b") as path:
        path.write_bytes(b"whole")
        path.rename(tmp_path / "c")
    assert names(tmp_path) == ["c"]


def test_a_process_that_is_stopped_removes_all_of_them(tmp_path):
    with unfinished(tmp_path / "a") as one, unfinished(tmp_path / "b") as other:
        one.write_bytes(b"half")
        other.write_bytes(b"half")
        remove_all()
        assert not list(tmp_path.iterdir())


def test_a_file_takes_its_place_when_it_is_whole(tmp_path):
    path = tmp_path / "model.bbcu"
    for content in (b"one", b"other"):
        before = path.read_bytes() if path.exists() else None
        with whole_file(path) as file:
            file.write(content)
            file.flush()
            assert (path.read_bytes() if path.exists() else None) == before, "not before its end"
        assert path.read_bytes() == content and names(tmp_path) == ["model.bbcu"]


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
@pytest.mark.parametrize("there", [[], ["last.pt"]])
def test_an_error_in_the_middle_leaves_what_was_there(tmp_path, error, there):
    path = tmp_path / "last.pt"
    for name in there:
        (tmp_path / name).write_bytes(b"whole")
    with pytest.raises(error), whole_file(path) as file:
        file.write(b"half")
        raise error
    assert names(tmp_path) == there and (not there or path.read_bytes() == b"whole")


@pytest.mark.skipif(os.name != "posix", reason="files can be kept small there")
@pytest.mark.parametrize("size", [100, 100_000], ids=["found at the end", "found on the way"])
def test_a_disk_that_takes_no_more_leaves_what_was_there(tmp_path, size):
    """A small file stays in a buffer until it is closed."""
    import resource

    path = tmp_path / "last.pt"
    path.write_bytes(b"whole")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, hard))
    try:
        with pytest.raises(OSError, match="large"), whole_file(path) as file:
            file.write(bytes(size))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(tmp_path) == ["last.pt"] and path.read_bytes() == b"whole"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_stays_as_it_was(tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir()
    (folder / "last.pt").write_bytes(b"whole")
    folder.chmod(0o500)
    try:
        with pytest.raises(PermissionError), whole_file(folder / "last.pt") as file:
            file.write(b"new")
        assert names(folder) == ["last.pt"] and (folder / "last.pt").read_bytes() == b"whole"
    finally:
        folder.chmod(0o700)


def test_a_place_that_cannot_be_taken_is_left_alone(tmp_path):
    (tmp_path / "last.pt").mkdir()
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "last.pt", tmp_path / "file" / "last.pt", tmp_path / "nowhere" / "last.pt"):
        with pytest.raises(OSError), whole_file(path) as file:
            file.write(b"new")
    assert names(tmp_path) == ["file", "last.pt"]


def test_processes_that_write_the_same_file_do_not_meet(tmp_path, monkeypatch):
    path = tmp_path / "digests.json"
    with whole_file(path, shared=True) as one:
        one.write(b"one")
        monkeypatch.setattr(os, "getpid", lambda: -1)
        with whole_file(path, shared=True) as other:
            other.write(b"the other")
        assert path.read_bytes() == b"the other"
    assert path.read_bytes() == b"one" and names(tmp_path) == ["digests.json"]


def test_a_stopped_process_leaves_no_half_of_it(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "last.pt") as file:
        file.write(b"half")
        remove_all()
    assert not names(tmp_path)
