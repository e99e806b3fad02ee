import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.system import BEHIND, available_memory, give_way, groups_room, peak_memory

MB = 1 << 20


def test_there_is_memory():
    assert available_memory() > MB


def group(folder, limit, used, cache=0, first=False):
    """The files of a control group."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file") if first else (
        "memory.max", "memory.current", "inactive_file")
    (folder / names[0]).write_text(f"{limit}\n")
    (folder / names[1]).write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon 1\n{names[2]} {cache}\n")


def room(tmp_path, lines):
    (tmp_path / "own").write_text(lines)
    return groups_room(tmp_path / "own", tmp_path / "root")


class TestControlGroups:
    def test_the_cache_is_given_back(self, tmp_path):
        group(tmp_path / "root" / "a" / "b", 100 * MB, 60 * MB, 20 * MB)
        assert room(tmp_path, "0::/a/b\n") == 60 * MB

    def test_the_tightest_group_above_counts(self, tmp_path):
        group(tmp_path / "root" / "a" / "b", "max", 5 * MB)
        group(tmp_path / "root" / "a", 50 * MB, 45 * MB)
        group(tmp_path / "root", 900 * MB, 45 * MB)
        assert room(tmp_path, "0::/a/b\n") == 5 * MB

    def test_a_container_sees_its_root_alone(self, tmp_path):
        group(tmp_path / "root", 100 * MB, 40 * MB)
        assert room(tmp_path, "0::/somewhere/on/the/host\n") == 60 * MB

    def test_the_first_version(self, tmp_path):
        group(tmp_path / "root" / "memory" / "a", 100 * MB, 40 * MB, 10 * MB, first=True)
        assert room(tmp_path, "4:cpu,cpuacct:/b\n2:memory:/a\n1:name=systemd:/\n") == 70 * MB

    def test_more_than_the_limit_is_used(self, tmp_path):
        group(tmp_path / "root" / "a", 10 * MB, 12 * MB)
        assert room(tmp_path, "0::/a\n") == 0

    @pytest.mark.parametrize("lines", ["", "0::/a\n", "what\n", "0::/../..\n"])
    def test_no_limit_is_none(self, tmp_path, lines):
        (tmp_path / "root").mkdir()
        assert room(tmp_path, lines) is None
        assert groups_room(tmp_path / "nosuch", tmp_path / "root") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say")
def test_the_peak_grows_with_what_is_held():
    before = peak_memory()
    held = bytearray(before + (64 << 20))
    held[::4096] = b"1" * len(held[::4096])
    assert peak_memory() > before + (48 << 20)


@pytest.mark.skipif(not hasattr(os, "nice"), reason="another way")
def test_a_process_can_step_back():
    code = "import os\nfrom engine.system import step_back\nstep_back()\nprint(os.nice(0))"
    assert int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) == 19


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows threads of different niceness")
def test_a_thread_can_give_way_and_those_that_it_starts_with_it():
    def niceness():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    def inside():
        give_way()
        with ThreadPoolExecutor(1) as pool:
            return niceness(), pool.submit(niceness).result()

    before = niceness()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(inside).result() == (max(before, BEHIND),) * 2
    assert niceness() == before
