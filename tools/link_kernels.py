"""Link the kernels into one library, for a package that brings neither Numba nor LLVM (Linux).

    python tools/link_kernels.py FILE

What Numba makes of every kernel, for every target of this kind of machine, becomes one shared library, as
:mod:`engine.backend.bitsliced.linked` loads it. It needs gcc, which also compiles the functions that are called: each
takes one address of 64-bit words and hands them to a kernel in the way of Numba's compiler. In the end each target that
this processor runs is held against the popcount backend.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path(__file__).with_name("packing") / "memory.c"
WORDS_AROUND = 5
"""What an array takes beside its sizes and strides."""
CHECK = """
from pathlib import Path
import sys
from engine.backend.bitsliced import linked, targets
linked.LIBRARY = Path(sys.argv[1])
linked.features_here = lambda: targets.all_here()[int(sys.argv[2])].features
from engine.backend.bitsliced.runner import BACKEND
assert "numba" not in sys.modules
sys.exit(BACKEND.problem())
"""


def called() -> dict[str, tuple]:
    """What each kernel that Python calls is called with, by its name."""
    from engine.backend.bitsliced import entries, profile, runner
    from engine.backend.selfcheck import RESTORER, small_program

    problem = runner.BACKEND.problem()
    if problem:
        raise SystemExit(f"the kernels cannot be compiled here: {problem}")
    profile.profile(small_program(RESTORER), 1)
    profile.roofline(small_program(RESTORER), 4)
    return {name: one_of(name, getattr(entries, name).signatures) for name in entries.__all__}


def one_of(name: str, some: Sequence[tuple]) -> tuple:
    """The signature of a kernel, of which there must be one, but for arrays that may be written or not."""
    if len({tuple(leaves(each)) for each in some}) != 1:
        raise SystemExit(f"{name} is called in more than one way, or in none: {some}")
    return next((each for each in some if all(getattr(kind, "mutable", True) for kind in each)), some[0])


def leaves(kinds: Sequence) -> Iterator[str]:
    """Numba's types, tuples taken apart, as :mod:`engine.backend.bitsliced.linked` writes them."""
    from numba import types
    from numba.np.numpy_support import as_dtype

    for kind in kinds:
        if isinstance(kind, types.BaseTuple):
            yield from leaves(tuple(kind))
        elif isinstance(kind, types.Array):
            yield f"{as_dtype(kind.dtype).str}[{kind.ndim}]" if kind.layout == "C" else "scattered"
        else:
            yield str(kind)


def emit(signature: tuple, name: str, symbol: str) -> bytes:
    """One kernel, compiled for the target that Numba is told, as an object file that defines nothing but `symbol`."""
    from llvmlite import binding
    from numba import config

    from engine.backend.bitsliced import entries

    kernel = getattr(entries, name)
    kernel.compile(signature)
    machine = binding.Target.from_triple(binding.get_default_triple()).create_target_machine(
        cpu=config.CPU_NAME, features=config.CPU_FEATURES, opt=3, reloc="pic", codemodel="small")
    module = binding.parse_assembly(kernel.inspect_llvm(signature))
    for each in (*module.functions, *module.global_variables):
        if not each.is_declaration:
            each.linkage = "internal"
    function = module.get_function(kernel.overloads[signature].fndesc.llvm_func_name)
    function.linkage, function.name = "external", symbol
    passes = binding.create_new_module_pass_manager()
    passes.add_global_dead_code_eliminate_pass()  # what calls it from Python
    passes.run(module, binding.create_pass_builder(machine, binding.create_pipeline_tuning_options()))
    return machine.emit_object(module)


def emit_all(notes: Path, folder: Path, number: int) -> None:
    """Every kernel for one target, as a file for each."""
    for name, signature in pickle.loads(notes.read_bytes()).items():
        (folder / f"{name}_{number}.o").write_bytes(emit(signature, name, f"numba_{name}_{number}"))


def source(name: str, types: Sequence[str], targets: int) -> str:
    """C of the functions that are called: ``NAME_TARGET`` for each target, and the text ``NAME_types``."""
    kinds, values = [], []
    for kind in types:
        array = re.fullmatch(r"[<|]\w+\[(\d+)\]", kind)
        for _ in range(WORDS_AROUND + 2 * int(array[1]) if array else 1):
            kinds.append({"float64": "double", "bool": "signed char"}.get(kind, "long long"))
            values.append(f"number(words[{len(values)}])" if kind == "float64" else f"words[{len(values)}]")
    lines = [f'const char *const {name}_types = "{" ".join(types)}";']
    for number in range(targets):
        lines += [f"int numba_{name}_{number}(void **, void **, {', '.join(kinds)});",
                  f"int {name}_{number}(const long long *words)", "{", "    void *result = 0, *error = 0;",
                  f"    return numba_{name}_{number}(&result, &error, {', '.join(values)});", "}"]
    return "\n".join([*lines, ""])


NUMBER = """#include <string.h>

static inline double number(long long word)
{
    double made;
    memcpy(&made, &word, sizeof made);
    return made;
}
"""


def link(folder: Path, seen: dict[str, tuple], targets: int, library: Path) -> None:
    """Make the library of a folder's objects; what nobody defines is an error."""
    code = folder / "called.c"
    code.write_text(NUMBER + "".join(source(name, list(leaves(kinds)), targets) for name, kinds in seen.items()))
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-s", "-Wl,-z,defs", "-o", str(library), str(code), str(MEMORY),
                    *map(str, sorted(folder.glob("*.o"))), "-lm"], check=True)


def digest() -> str:
    """Of all that the library is made of."""
    from engine.backend.bitsliced.compiling import fingerprint
    from engine.backend.bitsliced.targets import all_here

    made_of = [fingerprint(target=target).encode() for target in all_here()]
    return hashlib.sha256(b"".join([*made_of, Path(__file__).read_bytes(), MEMORY.read_bytes()])).hexdigest()


def build(library: Path) -> None:
    """Make the library, if it is not there as it would be made now."""
    from engine.backend.bitsliced.targets import all_here, features_here, fitting

    mark, now = library.with_suffix(".digest"), digest()
    if library.is_file() and mark.is_file() and mark.read_text() == now:
        return
    library.parent.mkdir(parents=True, exist_ok=True)
    began, targets = time.monotonic(), all_here()
    with tempfile.TemporaryDirectory() as scratch:
        folder, notes = Path(scratch), Path(scratch) / "signatures"
        seen = called()
        notes.write_bytes(pickle.dumps(seen))
        for number, target in enumerate(targets):
            environment = os.environ | {"NUMBA_CPU_NAME": target.cpu, "NUMBA_CPU_FEATURES": target.flags,
                                        "NUMBA_CACHE_DIR": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
            subprocess.run([sys.executable, __file__, str(folder), "--signatures", str(notes), "--target", str(number)],
                           env=environment, check=True)
        link(folder, seen, len(targets), library)
    for target in fitting(features_here()):
        subprocess.run([sys.executable, "-c", CHECK, str(library), str(targets.index(target))], check=True,
                       env=os.environ | {"PYTHONPATH": str(ROOT)})
    mark.write_text(now)
    sys.stdout.write(f"{len(seen)} kernels for {len(targets)} targets linked, {library.stat().st_size / 1e6:.1f} MB, "
                     f"in {time.monotonic() - began:.0f} s\n")


def main() -> int:
    """Read the arguments; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--signatures", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--target", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.signatures:
        emit_all(args.signatures, args.file, args.target)
    else:
        build(args.file.absolute())
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
