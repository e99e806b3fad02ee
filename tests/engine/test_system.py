import sys

import pytest

from engine.system import available_memory, peak_memory


def test_there_is_memory():
    assert available_memory() > 1 << 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say")
def test_the_peak_grows_with_what_is_held():
    before = peak_memory()
    held = bytearray(before + (64 << 20))
    held[::4096] = b"1" * len(held[::4096])
    assert peak_memory() > before + (48 << 20)
