"""Tests of the packaged program as people get it (tools/build_app.py --check); without a build there are none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = Path(os.environ["BBCU_BUILT"]) if "BBCU_BUILT" in os.environ else None
"""The folder of the program."""
collect_ignore_glob = [] if BUILT is not None and sys.platform.startswith("linux") else ["test_*.py"]
PLAIN = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
"""All that a program may rely on."""


@dataclass(frozen=True)
class Program:
    """The packaged program in some folder, started by somebody who has nothing else.

    Attributes
    ----------
    folder : Path
    home : Path
        Of the person; also where they stand.
    user : str or None
        Who it is; by default whoever runs the tests.
    """

    folder: Path
    home: Path
    user: str | None = None

    def start(self, *words: object, cwd: Path | None = None, **changes: object) -> subprocess.Popen:
        """Start it, `words` beginning with a program in its folder; `env` changes `PLAIN`, the rest is for `Popen`."""
        env = {**PLAIN, "HOME": str(self.home), **changes.pop("env", {})}
        env = {name: value for name, value in env.items() if value is not None}
        before = changes.pop("before", ())
        if self.user is not None:
            changes |= {"user": self.user, "group": "nogroup", "extra_groups": []}
        return subprocess.Popen([*before, str(self.folder / str(words[0])), *map(str, words[1:])], cwd=cwd or self.home,
                                env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **changes)

    def run(self, *words: object, **changes: object) -> subprocess.CompletedProcess:
        """Run the command line to its end."""
        with self.start("bbcu", *words, **changes) as process:
            out, err = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def kernels(self, **changes: object) -> tuple[int, int]:
        """How many kernels the self-test has loaded and compiled; all of it must be well."""
        done = self.run("--self-test", **changes)
        assert done.returncode == 0, done.stdout + done.stderr
        words = done.stdout.partition("kernels: ")[2].split()
        return int(words[0]), int(words[2])


@pytest.fixture
def program(tmp_path) -> Program:
    """A fresh download, unpacked; a person who never ran it."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return Program(BUILT, home)


@pytest.fixture
def stranger():
    """Somebody else: may write neither to the program's folder nor, having no home, anywhere but to /tmp."""
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    folder = Path(tempfile.mkdtemp(prefix="bbcu-test-"))
    folder.chmod(0o755)
    yield Program(BUILT, folder, "nobody")
    shutil.rmtree(folder)


@pytest.fixture
def sample(program) -> Path:
    """A sample photo in the person's own folder."""
    return Path(shutil.copy(BUILT / "_internal" / "resources" / "samples" / "cat-noisy.png", program.home))


def from_source(*words: object) -> None:
    """Run the command line of the source tree."""
    subprocess.run([sys.executable, "-m", "engine.cli", *map(str, words)], cwd=ROOT, check=True, capture_output=True)
