"""Where a result goes, and what it must not take the place of."""

import os
import time

import pytest

from engine.errors import SaveError
from engine.picture import place
from engine.picture.files import open_picture, save_picture
from engine.plan import SaveOptions
from tests.engine.picture.pictures import full_picture

REPLACE = SaveOptions(overwrite=True)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    path, real = tmp_path / "a.png", tmp_path / "real" / "b.png"
    real.write_bytes(b"old")
    path.symlink_to(real)
    save_picture(full_picture(), path, REPLACE)
    assert path.is_symlink() and open_picture(real).width == 53


@pytest.mark.parametrize("options", [SaveOptions(), REPLACE])
@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path, options):
    path = tmp_path / "a.png"
    path.symlink_to(tmp_path / "nothing.png")
    with pytest.raises(SaveError, match=r"^a\.png: it is a link that leads nowhere"):
        save_picture(full_picture(), path, options)
    (tmp_path / "b.png").symlink_to(tmp_path / "b.png")
    with pytest.raises(SaveError, match=r"^b\.png: it is a link that leads in a circle"):
        save_picture(full_picture(), tmp_path / "b.png", options)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.png", "b.png"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("options", [SaveOptions(), REPLACE])
def test_a_pipe_stays_a_pipe(tmp_path, options):
    path, link = tmp_path / "a.png", tmp_path / "b.png"
    os.mkfifo(path)
    link.symlink_to(path)
    for name in (path, link):
        with pytest.raises(SaveError, match="a pipe or a device has this name"):
            save_picture(full_picture(), name, options)
    assert path.is_fifo()


def test_a_read_only_file_is_not_replaced(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"mine")
    path.chmod(0o444)
    with pytest.raises(SaveError, match=r"^a\.png: this file is read-only"):
        save_picture(full_picture(), path, REPLACE)
    assert path.read_bytes() == b"mine" and path.stat().st_mode & 0o777 == 0o444
    path.chmod(0o644)
    assert open_picture(save_picture(full_picture(), path, REPLACE)).width == 53


def test_what_killed_runs_left_is_swept_but_nothing_else(tmp_path):
    old = time.time() - 2 * 24 * 3600
    names = {
        ".bbcu-0123456789ab.part": True, ".bbcu-0123456789ac.part": True,
        ".bbcu-0123456789.part": False, ".bbcu-0123456789ab.part.png": False, ".a.png.01234567.part": False,
        "bbcu-0123456789ab.part": False,
    }  # fmt: skip
    for name in names:
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (old, old))
    young = tmp_path / ".bbcu-aaaaaaaaaaaa.part"
    young.write_bytes(b"half")
    folder = tmp_path / ".bbcu-bbbbbbbbbbbb.part"
    folder.mkdir()
    os.utime(folder, (old, old))
    path = save_picture(full_picture(), tmp_path / "a.png")
    kept = {name for name, goes in names.items() if not goes}
    assert {each.name for each in tmp_path.iterdir()} == {*kept, young.name, folder.name, path.name}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_other_peoples_unfinished_files_are_left(tmp_path):
    path = tmp_path / ".bbcu-0123456789ab.part"
    path.write_bytes(b"half")
    os.chown(path, 12345, -1)
    os.utime(path, (0, 0))
    place.sweep(tmp_path)
    assert path.exists()
