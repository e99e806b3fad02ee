"""macOS: what the bundle's ``Info.plist`` says, and what is put into it afterwards."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tools.packing.table import Table


def info(table: Table) -> dict:
    """For PyInstaller's ``BUNDLE``: which documents the program is offered for, and how it looks."""
    return {
        "CFBundleDisplayName": table["name"],
        "CFBundleShortVersionString": table.version,
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": "12.0",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {"CFBundleTypeName": kind.title, "CFBundleTypeRole": "Viewer", "LSHandlerRank": "Alternate",
             "LSItemContentTypes": list(kind.uti),
             "CFBundleTypeExtensions": [ending.removeprefix(".") for ending in kind.endings]}
            for kind in table.types
        ],
    }


def finish(table: Table, tree: Path, bundle: Path) -> None:
    """Put licences, scripts and the command's name into the bundle, and sign it for this machine anew.

    PyInstaller makes the bundle before they are there, and what is changed in it breaks its signature.
    """
    for name in ("licences", "editors"):
        shutil.copytree(tree / name, bundle / "Contents" / "Resources" / name, dirs_exist_ok=True)
    link = bundle / "Contents" / "MacOS" / table["command"]
    link.unlink(missing_ok=True)
    link.symlink_to(table["window"])
    subprocess.run(["codesign", "--force", "--deep", "--sign", "-", str(bundle)], check=True)
