"""Build what people download, and check it.

    python tools/build_app.py                     the program with fine-tuning, into build/app
    python tools/build_app.py --without-torch     without it
    python tools/build_app.py --both --packages   both, and the packages of this system
    python tools/build_app.py --both --check      both, and the tests of tests/frozen on each: the whole check

Needs the extras `build`, `train`, `formats` and `raw`; the sizes of both, and what was left out, are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.packing import contents, icons, licences, linux, macos, table, windows  # noqa: E402

STRIPPED = ("_internal/llvmlite/binding/*.so", "_internal/libpython*.so*", "_internal/python*/lib-dynload/*.so",
            "_internal/torch/lib/*.so*")
"""Libraries with symbols worth megabytes. Those that a wheel's repair has edited (``*.libs``) break when stripped."""
README = """{name} {version}

Start {window} (or {command} for the command line: {command} --help). Nothing needs to be installed.
To start it from darktable, GIMP or Lightroom: see the folder editors.
Licences of all parts are in the folder licences.
"""


@dataclass(frozen=True)
class Build:
    """One program to build.

    Attributes
    ----------
    folder : Path
        Where everything is made.
    with_torch : bool
    """

    folder: Path
    with_torch: bool

    @property
    def kind(self) -> str:
        """Its name in ``packaging/table.toml`` and of its folders."""
        return "with-torch" if self.with_torch else "without-torch"

    @property
    def made(self) -> Path:
        """Where PyInstaller leaves the program."""
        return self.folder / self.kind

    @property
    def stage(self) -> Path:
        """What is made for PyInstaller."""
        return self.folder / "stage"

    def tree(self, facts: table.Table) -> Path:
        """The program's folder."""
        return self.made / facts["window"]


def build(job: Build, facts: table.Table) -> None:
    """Make the program's folder."""
    began = time.monotonic()
    if contents.on_linux() and (missing := linux.missing_libraries()):
        raise SystemExit(f"the window would lack what this machine lacks; install the packages of {', '.join(missing)}")
    job.stage.mkdir(parents=True, exist_ok=True)
    icons.draw(job.stage / "icons")
    if contents.linked(job.with_torch):
        _run([sys.executable, str(ROOT / "tools" / "link_kernels.py"), str(job.stage / "linked" / "linked.so")])
    else:
        _run([sys.executable, str(ROOT / "tools" / "build_kernels.py"), str(job.stage / "kernels")])
    environment = os.environ | {"BBCU_STAGE": str(job.stage), "PYTHONPATH": str(ROOT),
                                "BBCU_WITHOUT_TORCH": "" if job.with_torch else "1"}
    _run([sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(job.made),
          "--workpath", str(job.folder / "work" / job.kind), str(ROOT / "build.spec")], environment)
    finish(job, facts)
    say(f"{job.kind}: built in {time.monotonic() - began:.0f} s")


def finish(job: Build, facts: table.Table) -> None:
    """What PyInstaller does not do: symbols off, licences, the command's name, what desktops look for."""
    tree = job.tree(facts)
    notes = json.loads((job.stage / "contents.json").read_text())
    bare = licences.collect(tree / "licences", contents.distributions(job.with_torch), map(Path, notes["libraries"]))
    if bare:
        say(f"no licence text came with: {', '.join(bare)}")
    shutil.copytree(table.PACKAGING / "editors", tree / "editors", dirs_exist_ok=True)
    (tree / "README.txt").write_text(README.format(version=facts.version, **facts.program), encoding="utf-8")
    if contents.on_linux():
        strip(tree)
        linux.share(facts, job.stage / "icons", tree / "share")
    if sys.platform != "win32":
        link = tree / facts["command"]
        link.unlink(missing_ok=True)
        link.symlink_to(facts["window"])
    if sys.platform == "darwin":
        macos.finish(facts, tree, job.made / f"{facts['name']}.app")
    report(job, tree, notes["left out"], facts)


def strip(tree: Path) -> None:
    """Take the symbols off the libraries, which only debuggers read."""
    if shutil.which("strip") is None:
        say("there is no strip here: libraries keep their symbols")
        return
    for pattern in STRIPPED:
        for path in tree.glob(pattern):
            if not path.is_symlink():
                subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def size(folder: Path) -> int:
    """Bytes of all files below."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def report(job: Build, tree: Path, left_out: dict[str, str], facts: table.Table) -> None:
    """Say how large it is, of what, and what was left out; too large is an error."""
    megabytes = size(tree) / 1e6
    most = facts.sizes["linked" if contents.linked(job.with_torch) else job.kind]
    say(f"{job.kind}: {megabytes:.0f} MB, at most {most}")
    parts: Counter[str] = Counter()
    for path in tree.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts["/".join(path.relative_to(tree).parts[:2])] += path.stat().st_size
    say("    largest: " + ", ".join(f"{name} {count / 1e6:.0f}" for name, count in parts.most_common(12)))
    gone: Counter[str] = Counter()
    for name, path in left_out.items():
        gone[name.replace("\\", "/").split("/")[0]] += Path(path).stat().st_size if Path(path).is_file() else 0
    say(f"    left out after analysis, {sum(gone.values()) / 1e6:.0f} MB: "
        + ", ".join(f"{name} {count / 1e6:.1f}" for name, count in gone.most_common(12)))
    say("    modules left out: " + ", ".join(contents.excluded_modules(job.with_torch)))
    if megabytes > most:
        raise SystemExit(f"{job.kind} is larger than {most} MB")


def pack(job: Build, facts: table.Table) -> None:
    """Make this system's packages."""
    out = job.folder / "packages" / job.kind
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    tree = job.tree(facts)
    if contents.on_linux():
        made = [linux.tar(facts, tree, out), *([linux.deb(facts, tree, out)] if shutil.which("dpkg-deb") else [])]
    elif sys.platform == "win32":
        made = [windows.portable(facts, tree, out), *installer(facts, tree, out)]
    else:
        archive = out / f"{facts['window']}-{facts.version}-macos.zip"
        _run(["ditto", "-c", "-k", "--keepParent", str(job.made / f"{facts['name']}.app"), str(archive)])
        made = [archive]
    for path in made:
        say(f"    {path.name}: {path.stat().st_size / 1e6:.0f} MB")


def installer(facts: table.Table, tree: Path, out: Path) -> list[Path]:
    """Run NSIS where it is installed."""
    made, script = out / f"{facts['window']}-{facts.version}-setup.exe", out / "installer.nsi"
    script.write_text(windows.installer(facts, tree, made), encoding="utf-8")
    if shutil.which("makensis") is None:
        return []
    _run(["makensis", "-V2", str(script)])
    return [made]


def check(job: Build, facts: table.Table) -> None:
    """Run the self-test of the packaged program, and its tests, which know Linux only."""
    _run([str(job.tree(facts) / facts["command"]) + (".exe" if sys.platform == "win32" else ""), "--self-test"])
    if not contents.on_linux():
        return
    environment = os.environ | {"BBCU_BUILT": str(job.tree(facts)), "PYTHONPATH": str(ROOT)}
    _run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", str(ROOT / "tests" / "frozen")], environment)


def say(text: str) -> None:
    """A line for the person who builds."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


def main() -> int:
    """Read the arguments; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--without-torch", action="store_true", help="leave fine-tuning out")
    which.add_argument("--both", action="store_true", help="build with and without it")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "app", help="where to build")
    parser.add_argument("--packages", action="store_true", help="make this system's packages too")
    parser.add_argument("--check", action="store_true", help="run tests/frozen on what was built")
    parser.add_argument("--only-check", action="store_true", help="on what was built before")
    args = parser.parse_args()
    facts = table.load()
    for with_torch in (False, True) if args.both else (not args.without_torch,):
        job = Build(args.folder.absolute(), with_torch)
        if not args.only_check:
            build(job, facts)
        if args.packages:
            pack(job, facts)
        if args.check or args.only_check:
            check(job, facts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
