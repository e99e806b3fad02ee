"""What libraries say about odd files reaches the log, not the terminal."""

import logging
import os
import threading
import warnings

from PIL import Image

from engine.picture.files import open_picture
from engine.picture.quiet import quiet


def test_warnings_of_the_libraries_stay_inside(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "a.jpg", exif=b"Exif\0\0II*\0\x08\0\0\0\x05\0" + b"\x12\x01\x03" * 9)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        open_picture(tmp_path / "a.jpg")
        assert warnings.filters[0][0] == "always", "the filters are as they were"
    assert caught == []


def test_what_c_libraries_write_goes_to_the_log(capfd, caplog):
    caplog.set_level(logging.INFO)
    with quiet():
        os.write(2, b"a library: this file is odd\n")
    assert capfd.readouterr().err == ""
    assert caplog.messages == ["a library: this file is odd"]
    os.write(2, b"afterwards")
    assert capfd.readouterr().err == "afterwards"


def test_threads_that_overlap_leave_everything_as_it_was(capfd):
    both, last = threading.Barrier(2), threading.Event()

    def first():
        with quiet():
            both.wait()

    def second():
        with quiet():
            both.wait()
            last.wait()
            os.write(2, b"inside")

    filters = list(warnings.filters)
    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    threads[0].join()
    last.set()
    threads[1].join()
    assert warnings.filters == filters
    os.write(2, b"outside")
    assert capfd.readouterr().err == "outside"


def test_a_program_without_a_standard_error(capfd):
    saved = os.dup(2)
    os.close(2)
    try:
        with quiet():
            pass
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def test_broken_tiff_says_nothing_on_the_terminal(tmp_path, capfd):
    import pytest

    from engine.errors import PictureError

    path = tmp_path / "a.tif"
    Image.new("RGB", (90, 90)).save(path, compression="tiff_lzw")
    data = bytearray(path.read_bytes())
    data[20:60] = b"\xff" * 40
    path.write_bytes(data)
    with pytest.raises(PictureError):
        open_picture(path)
    assert capfd.readouterr().err == ""
