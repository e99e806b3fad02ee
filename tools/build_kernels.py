"""Compile the kernels ahead of time, for all targets of this kind of machine.

    python tools/build_kernels.py FOLDER

Makes a folder for each target in FOLDER, as :mod:`engine.backend.bitsliced.compiling` looks for them in
``resources/kernels``. Which types a kernel is called with is seen by running shipped networks here; for the targets
they are compiled and not run, so this processor need not be able to. The same Python, Numba and sources must be
packaged, or the kernels are not found.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIGESTS = "digests.json"


def signatures() -> dict[tuple[str, str], list]:
    """What each kernel is called with, by its module and name: by the self-check, and by every shipped model."""
    import numpy as np

    from engine.backend.bitsliced.compiling import KERNELS
    from engine.backend.bitsliced.runner import BACKEND
    from engine.backend.contract import run_tile
    from engine.run import catalog

    problem = BACKEND.problem()
    if problem:
        raise SystemExit(f"the kernels cannot be compiled here: {problem}")
    values = np.random.default_rng(0).random((24, 80, 3), np.float32)
    for model in catalog.models():
        shown = model.spec.shown(model.task.info.levels.low)
        run_tile(model.program, BACKEND.make_runner(model.program), values[:, :, : model.spec.image_channels], shown)
    return {(made.py_func.__module__, made.py_func.__qualname__): made.signatures for made in KERNELS}


def compile_all(seen: dict[tuple[str, str], list]) -> int:
    """Compile kernels into this process's cache; returns how many."""
    from engine.backend.bitsliced import compiling, runner

    _ = runner.BACKEND  # imports every kernel
    for made in compiling.KERNELS:
        for signature in seen.get((made.py_func.__module__, made.py_func.__qualname__), ()):
            made.compile(signature)
    compiling.keep()
    return sum(compiling.counts())


def forget_other_models(folder: Path) -> None:
    """Remove kernels that were compiled for other models than those that ship now: these may call for more."""
    from engine.run import catalog

    files = sorted(catalog.bundled_folder().glob("*.bbcu"))
    now = hashlib.sha256(b"".join(map(Path.read_bytes, files))).hexdigest()
    mark = folder.with_name(f"{folder.name}.models")
    if not mark.is_file() or mark.read_text() != now:
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(now)


def build(folder: Path) -> None:
    """Compile for every target that is not there yet, and remove what is there and of use to none.

    Each in a process of its own, for Numba's target cannot be changed.
    """
    from engine.backend.bitsliced.compiling import fingerprint
    from engine.backend.bitsliced.targets import all_here

    forget_other_models(folder)
    names = {target: fingerprint(target=target) for target in all_here()}
    for old in folder.glob("*") if folder.is_dir() else ():
        if old.name not in names.values():
            shutil.rmtree(old)
    missing = [target for target, name in names.items() if not (folder / name / DIGESTS).exists()]
    if not missing:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        notes = Path(scratch) / "signatures"
        notes.write_bytes(pickle.dumps(signatures()))
        for target in missing:
            began = time.monotonic()
            environment = os.environ | {"NUMBA_CPU_NAME": target.cpu, "NUMBA_CPU_FEATURES": target.flags,
                                        "NUMBA_CACHE_DIR": str(folder), "PYTHONPATH": str(ROOT)}
            done = subprocess.run([sys.executable, __file__, str(folder), "--signatures", str(notes)],
                                  env=environment, check=True, capture_output=True, text=True)
            made = folder / names[target]
            made.chmod(0o755)  # the cache's own folders are private; these are read by whoever runs the program
            size = sum(path.stat().st_size for path in made.iterdir())
            sys.stdout.write(f"{target.cpu} with {len(target.features)} features: {done.stdout.strip()} kernels, "
                             f"{size / 1e6:.1f} MB, in {time.monotonic() - began:.0f} s\n")
            sys.stdout.flush()


def main() -> int:
    """Read the arguments; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--signatures", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.signatures:
        sys.stdout.write(str(compile_all(pickle.loads(args.signatures.read_bytes()))))
    else:
        build(args.folder.absolute())
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
