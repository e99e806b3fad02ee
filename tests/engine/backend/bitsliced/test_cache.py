"""The kernel cache: damage is compiled away, and nobody else can put anything into it."""

import json
import os
import stat
import subprocess
import sys

import pytest

from engine.backend.bitsliced import cache
from engine.backend.bitsliced.cache import DIGESTS, KernelCache

posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="access is by mode bits")
root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives files to another user")

KERNELS = """
from engine.backend.bitsliced import compiling
from engine.backend.bitsliced.compiling import kernel

@kernel
def plus(x):
    return x + 1

@kernel
def times(x):
    return 3 * x

@kernel
def squared(x):
    return x * x

if __name__ == "__main__":
    import small_kernels
    every = small_kernels.plus, small_kernels.times, small_kernels.squared
    print(*(kernel(5) for kernel in every))
    print(sum(sum(kernel.stats.cache_hits.values()) for kernel in every))
    compiling.keep()
"""


class TestNumbaAndDamage:
    """Three kernels of a file of their own, each run in a process of its own."""

    @pytest.fixture
    def run(self, tmp_path):
        (tmp_path / "small_kernels.py").write_text(KERNELS)
        (tmp_path / "kept").mkdir()
        environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "kept"), "PYTHONPATH": os.pathsep.join(sys.path)}

        def run():
            done = subprocess.run([sys.executable, "small_kernels.py"], env=environment, cwd=tmp_path,
                                  capture_output=True, text=True, check=False, timeout=60)
            assert done.returncode == 0, done.stderr
            numbers, hits = done.stdout.splitlines()
            assert numbers == "6 15 25"
            return int(hits)

        return run

    def test_flipped_bits_and_missing_ends_are_compiled_again(self, run, tmp_path):
        assert run() == 0, "nothing is there yet"
        files = sorted((tmp_path / "kept").rglob("*.nb[ic]"))
        assert len(files) == 6
        for path in files[:4]:
            data = bytearray(path.read_bytes())
            middle = len(data) // 2
            data[middle] ^= 1 << middle % 8
            path.write_bytes(data)
        files[4].write_bytes(files[4].read_bytes()[:-7])
        files[5].write_bytes(b"")
        assert run() == 0, "none of them is loaded"
        assert run() == 3


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "kernels" / "0123"
    made.mkdir(parents=True)
    made.chmod(0o700)
    (made / "deeper").mkdir()
    (made / "deeper" / "a.nbi").write_bytes(b"index")
    (made / "deeper" / "a.1.nbc").write_bytes(b"code")
    return made


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class TestList:
    def test_what_was_kept_stays(self, folder):
        assert KernelCache(folder).damaged == 2
        assert names(folder) == []
        (folder / "b.nbc").write_bytes(b"code")
        first = KernelCache(folder)
        assert first.damaged == 1
        (folder / "b.nbc").write_bytes(b"code")
        first.keep()
        second = KernelCache(folder)
        assert second.damaged == 0
        assert names(folder) == ["b.nbc", DIGESTS]

    def test_what_was_never_kept_is_no_alarm(self, folder):
        """A run that was stopped leaves such files."""
        kept = KernelCache(folder)
        assert (kept.damaged, kept.altered) == (2, 0)
        (folder / "b.nbc").write_bytes(b"code")
        kept.keep()
        (folder / "b.nbc").write_bytes(b"bits")
        (folder / "c.nbc").write_bytes(b"code")
        again = KernelCache(folder)
        assert (again.damaged, again.altered) == (2, 1)

    def test_what_has_not_changed_is_not_written_again(self, folder):
        kept = KernelCache(folder)
        (folder / "b.nbc").write_bytes(b"code")
        kept.keep()
        before = (folder / DIGESTS).stat().st_mtime_ns
        kept.keep()
        KernelCache(folder).keep()
        assert (folder / DIGESTS).stat().st_mtime_ns == before

    @pytest.mark.parametrize("text", ["", "[]", "1", "{\"b.nbc\": 5}", "\ud800"])
    def test_a_damaged_list_is_none(self, folder, text):
        (folder / "b.nbc").write_bytes(b"code")
        (folder / DIGESTS).write_bytes(text.encode("utf-8", "surrogatepass"))
        assert KernelCache(folder).damaged == 3

    def test_two_processes_share_it(self, folder):
        one, other = KernelCache(folder), KernelCache(folder)
        (folder / "one.nbc").write_bytes(b"1")
        one.keep()
        (folder / "other.nbc").write_bytes(b"2")
        other.keep()
        assert KernelCache(folder).damaged == 0
        assert set(json.loads((folder / DIGESTS).read_text())) == {"one.nbc", "other.nbc"}

    def test_what_is_discarded_is_gone(self, folder):
        kept = KernelCache(folder)
        (folder / "b.nbc").write_bytes(b"code")
        kept.keep()
        kept.discard()
        kept.keep()
        assert KernelCache(folder).damaged == 0
        assert "b.nbc" not in names(folder)

    def test_a_list_that_cannot_be_written_is_a_line_in_the_log(self, folder, caplog):
        kept = KernelCache(folder)
        (folder / "b.nbc").write_bytes(b"code")
        (folder / DIGESTS).mkdir()
        kept.keep()
        assert "cannot be kept" in caplog.text


@posix
class TestWhoMayWrite:
    def test_it_is_made_for_one_person_alone(self, tmp_path, monkeypatch):
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
        before = os.umask(0)
        try:
            folder = cache.opened("abc").folder
        finally:
            os.umask(before)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_it_is_made_among_the_users_caches(self, tmp_path, monkeypatch):
        monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
        monkeypatch.setattr(cache, "user_cache_path", lambda *_args, **_options: tmp_path / "caches" / "bbcu-restore")
        folder = cache.opened("abc").folder
        assert folder == tmp_path / "caches" / "bbcu-restore" / "kernels" / "abc"
        for place in (folder, folder.parents[1]):
            assert stat.S_IMODE(place.stat().st_mode) == 0o700

    @pytest.mark.parametrize("mode", [0o755, 0o775, 0o777, 0o707])
    def test_one_that_was_open_is_closed(self, tmp_path, monkeypatch, mode):
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
        (tmp_path / "abc").mkdir()
        (tmp_path / "abc").chmod(mode)
        assert cache.unsafe(tmp_path / "abc")
        assert stat.S_IMODE(cache.opened("abc").folder.stat().st_mode) == 0o700

    def test_where_others_may_write_there_is_none(self, tmp_path, monkeypatch, caplog):
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "open"))
        (tmp_path / "open").mkdir()
        (tmp_path / "open").chmod(0o777)
        assert cache.opened("abc") is None
        assert "other users may write" in caplog.text
        (tmp_path / "open").chmod(0o1777)  # as /tmp: nobody replaces what another owns
        assert cache.opened("abc") is not None

    def test_a_folder_further_up_counts_too(self, tmp_path, monkeypatch):
        (tmp_path / "open" / "mine").mkdir(parents=True)
        (tmp_path / "open").chmod(0o777)
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "open" / "mine"))
        assert cache.opened("abc") is None

    def test_a_link_to_elsewhere_is_not_followed(self, tmp_path, monkeypatch):
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "kept").mkdir()
        (tmp_path / "kept" / "abc").symlink_to(tmp_path / "elsewhere")
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
        assert cache.opened("abc") is None

    @root
    @pytest.mark.parametrize("place", ["kept", "kept/abc"])
    def test_what_belongs_to_another_is_left_alone(self, tmp_path, monkeypatch, place):
        (tmp_path / "kept" / "abc").mkdir(parents=True)
        (tmp_path / "kept" / "abc" / "trap.nbc").write_bytes(b"code")
        os.chown(tmp_path / place, 12345, 12345)
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
        assert cache.opened("abc") is None
        assert (tmp_path / "kept" / "abc" / "trap.nbc").exists()

    @root
    def test_a_group_of_ones_own_is_nobody_else(self, tmp_path):
        folder = tmp_path / "kept" / "abc"
        folder.mkdir(parents=True)
        folder.chmod(0o700)
        (tmp_path / "kept").chmod(0o775)
        assert cache.unsafe(folder) is None
        os.chown(tmp_path / "kept", 0, 12345)
        assert "other users may write" in cache.unsafe(folder)


class TestShipped:
    """Kernels that came with the program."""

    @pytest.fixture
    def shipped(self, tmp_path):
        made = tmp_path / "program" / "kernels"
        made.mkdir(parents=True)
        made.parent.chmod(0o755)
        made.chmod(0o755)
        empty = KernelCache(made)
        (made / "a.nbi").write_bytes(b"index")
        (made / "a.1.nbc").write_bytes(b"code")
        empty.keep()
        return made

    @pytest.fixture
    def opened(self, shipped, tmp_path, monkeypatch):
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kept"))
        return lambda: cache.opened("abc", shipped)

    def test_the_cache_begins_with_them(self, opened):
        folder = opened().folder
        assert names(folder) == ["a.1.nbc", "a.nbi", DIGESTS]
        assert KernelCache(folder).damaged == 0

    def test_what_is_not_as_it_was_made_is_left_out(self, opened, shipped):
        (shipped / "a.1.nbc").write_bytes(b"edoc")
        (shipped / "b.1.nbc").write_bytes(b"of somebody else")
        assert names(opened().folder) == ["a.nbi", DIGESTS]

    def test_what_was_compiled_here_stays(self, opened, shipped):
        first = opened()
        (first.folder / "a.nbi").write_bytes(b"index of two")
        (first.folder / "a.2.nbc").write_bytes(b"more")
        first.keep()
        assert names(opened().folder) == ["a.1.nbc", "a.2.nbc", "a.nbi", DIGESTS]
        assert (first.folder / "a.nbi").read_bytes() == b"index of two"

    def test_wrong_ones_are_not_taken_again(self, opened):
        first = opened()
        first.discard()
        assert names(opened().folder) == [cache.DISTRUSTED]

    @posix
    def test_where_others_may_write_they_are_left_alone(self, opened, shipped, caplog):
        shipped.parent.chmod(0o777)
        assert names(opened().folder) == []
        assert "not used" in caplog.text

    def test_without_a_folder_of_ones_own_they_last_as_long_as_the_process(self, opened, tmp_path, caplog):
        (tmp_path / "kept").write_text("in the way")
        folder = opened().folder
        assert names(folder) == ["a.1.nbc", "a.nbi", DIGESTS]
        assert not folder.is_relative_to(tmp_path / "kept")
        assert "as long as this process" in caplog.text

    def test_without_any_folder_there_is_none(self, opened, tmp_path, monkeypatch):
        def refuse(**_options):
            raise PermissionError("no")

        (tmp_path / "kept").write_text("in the way")
        monkeypatch.setattr(cache.tempfile, "mkdtemp", refuse)
        assert opened() is None
