"""What goes into the packaged program and what stays out; ``build.spec`` asks here.

PyInstaller finds modules by reading imports, and takes every plugin of a library that it knows. Much of that serves
parts which this program never starts, so it is named here and left out. What is then needed by nothing goes too.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from tools.packing.table import ROOT

Entry = tuple[str, str, str]
"""Of PyInstaller's tables: name in the program's folder, file, kind."""

RESOURCES = ("models", "meters", "latents", "icons", "i18n", "samples", "general")
HIDDEN = ("resources", "engine.backend.popcount", "engine.backend.bitsliced.runner", "PySide6.QtSvg", "pillow_heif",
          "pillow_jxl", "rawpy")
"""Loaded by name, or optional."""
HIDDEN_COMPILING = ("engine.backend.bitsliced.locator", "numba._devicearray")
COMPILING = ("numba", "llvmlite", *(f"engine.backend.bitsliced.{name}" for name in (
    "cache", "compiling", "kernels", "locator", "numbers", "vector")))
"""What only compiles kernels: left out where they are linked into a library (:func:`linked`)."""
TRAINING = ("torch", "engine.training", "engine.backend.torch_runner")
NEVER = ("tkinter", "_tkinter", "ssl", "_ssl", "_hashlib", "sqlite3", "curses", "readline", "pip", "setuptools",
         "pkg_resources", "pytest", "scipy", "matplotlib", "IPython", "pandas", "onnx", "onnxruntime", "openvino",
         "tensorboard", "torchvision", "triton", "ml_dtypes", "numpy.f2py", "numpy.testing", "numba.cuda",
         "numba.tests", "numba.testing", "qtawesome.icon_browser", "torch.utils.tensorboard", "torch.utils.benchmark",
         *(f"PySide6.Qt{name}" for name in (
             "Concurrent", "DBus", "Designer", "Help", "OpenGL", "OpenGLWidgets", "PrintSupport", "Qml", "Quick",
             "QuickControls2", "QuickTest", "QuickWidgets", "Sql", "SvgWidgets", "Test", "UiTools", "Xml")))
"""Modules of which no part of this program makes use: no internet, no database, no console windows, no GPU kernels."""

PLUGINS = {
    "platforms": ("xcb", "wayland", "offscreen", "windows", "cocoa"),
    "xcbglintegrations": (), "egldeviceintegrations": (), "generic": (), "networkinformation": (), "tls": (),
    "sqldrivers": (), "printsupport": (), "qmltooling": (), "wayland-graphics-integration-client": (),
    "wayland-graphics-integration-server": (), "vectorimageformats": (),
    "platformthemes": ("xdgdesktopportal",),
    "platforminputcontexts": ("compose", "ibus"),
    "imageformats": ("svg", "ico", "jpeg"),  # pictures are read by the engine; these are for icons and the clipboard
}
"""Qt's plugins that stay, of the folders that are named; others stay whole."""
_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([\w-]+)/(?:lib)?q?([\w-]+?)(?:platforminputcontextplugin)?"
                     r"\.(?:so|dll|dylib)$")
_USELESS = re.compile(
    r"PySide6/(?:Qt/)?(?:qml|resources|metatypes)/"
    r"|PySide6/(?:Qt/)?translations/(?!qtbase_)"
    r"|torch/(?:include|test|share)/|torch/bin/(?!torch_shm_manager)|torch/lib/lib\w*(?:test|backend_with_compiler|custom_ops)\w*\.so"
    r"|/tests?/|\.pyi$|\.lib$|\.a$|opencv_videoio_ffmpeg|opengl32sw\.dll|d3dcompiler|py\.typed$"
    r"|numba/np/ufunc/(?:tbbpool|omppool)")
"""Files that nothing reads."""
_LIBRARY = re.compile(r"^(?:[^/]+|PySide6/(?:Qt/lib/)?[^/]+)\.(?:so[.\d]*|dll|dylib)$|^\w+\.libs/")
"""Where shared libraries lie that are only there because another file needs them."""


def resources() -> list[str]:
    """The folders of ``resources/`` that are installed, of which everything is packaged."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [pattern.removesuffix("/*") for pattern in project["tool"]["setuptools"]["package-data"]["resources"]]


def linked(with_torch: bool) -> bool:
    """Whether kernels come as a library (tools/link_kernels.py), without Numba; fine-tuning compiles others."""
    return not with_torch and on_linux() and shutil.which("gcc") is not None


def excluded_modules(with_torch: bool) -> list[str]:
    """For PyInstaller's ``excludes``."""
    return [*NEVER, *(() if with_torch else TRAINING), *(COMPILING if linked(with_torch) else ())]


def distributions(with_torch: bool) -> list[str]:
    """Names of the Python distributions that the program is made of: what it requires, and what those require."""
    extras = {"formats", "raw", *(["train"] if with_torch else [])}
    found, left = set(), [("bbcu-restore", extras)]
    while left:
        name, wanted = left.pop()
        if name.lower() in found:
            continue
        found.add(name.lower())
        try:
            texts = distribution(name).requires or ()
        except PackageNotFoundError:
            continue
        for each in map(Requirement, texts):
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in ("", *wanted)):
                left.append((each.name, each.extras))
    return sorted(found | {"pyinstaller"})


def useful(name: str) -> bool:
    """Whether a file that PyInstaller has found is of use to this program."""
    name = name.replace("\\", "/")
    if _USELESS.search(name):
        return False
    plugin = _PLUGIN.search(name)
    return plugin is None or plugin[1] not in PLUGINS or plugin[2] in PLUGINS[plugin[1]]


def needed(binaries: Iterable[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The binaries without libraries that nothing needs any more.

    Parameters
    ----------
    binaries : iterable of Entry
    imports : callable
        Names of the libraries that a file asks the system's loader for.
    """
    left = list(binaries)
    roots = [entry for entry in left if not _is_library(entry)]
    by_name: dict[str, list[Entry]] = {}
    for entry in left:
        by_name.setdefault(Path(entry[0]).name, []).append(entry)
    kept, waiting = {entry[0] for entry in roots}, roots
    while waiting:
        for library in imports(waiting.pop()[1]):
            for entry in by_name.get(Path(library).name, ()):
                if entry[0] not in kept:
                    kept.add(entry[0])
                    waiting.append(entry)
    return [entry for entry in left if entry[0] in kept]


def _is_library(entry: Entry) -> bool:
    name = entry[0].replace("\\", "/")
    if name.startswith(("libpython", "python3")):
        return False
    return entry[2] in ("BINARY", "SYMLINK") and bool(_LIBRARY.match(name))


def imports_of(path: str) -> list[str]:
    """Names of the libraries that a file itself asks for."""
    if on_linux():
        said = subprocess.run(["readelf", "--wide", "--dynamic", path], capture_output=True, text=True, check=False)
        return re.findall(r"\(NEEDED\).*\[(.+)\]", said.stdout)
    from PyInstaller.depend.bindepend import get_imports  # on Linux it says what those ask for in turn, too

    try:
        return [name for name, _ in get_imports(path)]
    except Exception:  # a link to a file that is packaged elsewhere, or nothing that can be read
        return []


def leads_somewhere(entry: Entry, kept: Iterable[str]) -> bool:
    """Whether an entry is no link, or one to a file that is packaged."""
    return entry[2] != "SYMLINK" or os.path.normpath(Path(entry[0]).parent / entry[1]) in kept


def spoken(name: str, languages: Iterable[str]) -> bool:
    """Whether a file is no translation of Qt's, or one into a language that the program speaks."""
    found = re.search(r"translations/qtbase_(\w+)\.qm$", name.replace("\\", "/"))
    return found is None or found[1].split("_")[0] in set(languages)


def on_linux() -> bool:
    """Whether this is where the packaged program will run."""
    return sys.platform.startswith("linux")
