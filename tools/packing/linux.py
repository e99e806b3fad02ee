"""Linux: desktop file, AppStream metadata, icons where themes look for them, a ``.deb`` and a ``.tar.gz``."""

from __future__ import annotations

import datetime
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from importlib.metadata import distribution
from pathlib import Path
from xml.sax.saxutils import escape

from tools.packing.icons import SIZES
from tools.packing.table import PACKAGING, Table, filled

TEMPLATES = PACKAGING / "linux"
DEPENDS = ("libstdc++6", "libegl1", "libgl1", "libfontconfig1", "libxkbcommon-x11-0", "libx11-6", "libx11-xcb1")
"""What the program takes from the system, beside a C library that is not older than the builder's."""


def missing_libraries() -> list[str]:
    """Libraries that the window's platforms need and this machine does not have, so that they cannot be packaged."""
    folder = Path(distribution("PySide6-Essentials").locate_file("PySide6/Qt/plugins/platforms"))
    plugins = [str(folder / f"libq{name}.so") for name in ("xcb", "wayland")]
    said = subprocess.run(["ldd", *plugins], capture_output=True, text=True, check=True).stdout
    return sorted({line.split()[0] for line in said.splitlines() if "not found" in line})


def desktop_entry(table: Table) -> str:
    """The desktop file."""
    lists = {name: "".join(f"{each};" for each in table.program[name]) for name in ("categories", "keywords")}
    return filled(TEMPLATES / "app.desktop", {**table.program, **lists, "mime": "".join(f"{m};" for m in table.mime)})


def metainfo(table: Table, day: datetime.date) -> str:
    """The AppStream metadata of a release of that day."""
    return filled(TEMPLATES / "metainfo.xml", {
        **{name: escape(value) for name, value in table.program.items() if isinstance(value, str)},
        "version": table.version, "licence": table.licence, "date": day.isoformat(),
        "paragraphs": "\n".join(f"    <p>{escape(text)}</p>" for text in table["about"]),
        "categories_xml": "\n".join(f"    <category>{name}</category>" for name in table["categories"]),
        "media": "\n".join(f"    <mediatype>{name}</mediatype>" for name in table.mime),
    })


def share(table: Table, icons: Path, folder: Path) -> None:
    """Fill a ``share`` folder as desktops look for it."""
    window = table["window"]
    for place, text in ((f"applications/{window}.desktop", desktop_entry(table)),
                        (f"metainfo/{table['identifier']}.metainfo.xml", metainfo(table, datetime.date.today()))):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    for size in SIZES:
        target = folder / f"icons/hicolor/{size}x{size}/apps/{window}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(icons / f"{size}.png", target)
    target = folder / f"icons/hicolor/scalable/apps/{window}.svg"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(icons / "app.svg", target)


def deb(table: Table, tree: Path, folder: Path) -> Path:
    """Make the ``.deb`` of a built tree in a folder: everything under /opt, with links where the system looks."""
    window = table["window"]
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    made = folder / f"{window}_{table.version}_{machine}.deb"
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        root = Path(scratch)
        root.chmod(0o755)
        shutil.copytree(tree, root / "opt" / window, symlinks=True)
        (root / "usr").mkdir()
        shutil.move(root / "opt" / window / "share", root / "usr" / "share")
        (root / "usr" / "bin").mkdir()
        for name in (window, table["command"]):
            (root / "usr" / "bin" / name).symlink_to(f"/opt/{window}/{name}")
        needs = (f"libc6 (>= {platform.libc_ver()[1]})", *DEPENDS)
        described = "\n".join(f" {text}" for text in table["about"])
        kilobytes = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(filled(TEMPLATES / "control", {
            **table.program, "version": table.version, "architecture": machine, "kilobytes": str(kilobytes),
            "depends": ", ".join(needs), "description": described}), encoding="utf-8")
        for path in (root, *root.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zzstd", "-z9", "--build", str(root), str(made)],
                       check=True, capture_output=True)
    return made


def tar(table: Table, tree: Path, folder: Path) -> Path:
    """Make the ``.tar.gz`` of a built tree in a folder."""
    made = folder / f"{table['window']}-{table.version}-linux-{platform.machine()}.tar.gz"
    with tarfile.open(made, "w:gz", compresslevel=6) as archive:
        archive.add(tree, arcname=f"{table['window']}-{table.version}", filter=_nobodys)
    return made


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Files of a download belong to nobody in particular, and others may not write to them."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mode &= 0o755
    return entry
