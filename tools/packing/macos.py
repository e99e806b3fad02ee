"""macOS: what the bundle's ``Info.plist`` says."""

from __future__ import annotations

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
