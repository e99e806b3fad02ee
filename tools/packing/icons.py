"""The program's icon in every size and form that a system asks for, drawn from ``resources/icons/app.svg``."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from tools.packing.table import ROOT

SOURCE = ROOT / "resources" / "icons" / "app.svg"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
"""Sides in pixels: what themes on Linux have folders for."""


def draw(folder: Path) -> None:
    """Write ``16.png`` to ``512.png``, ``app.ico``, ``app.icns`` and the drawing itself into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(SOURCE))
    for size in (*SIZES, 1024):
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        if not image.save(str(folder / f"{size}.png")):
            raise OSError(f"{folder / f'{size}.png'} cannot be written")
    with Image.open(folder / "256.png") as largest:
        largest.save(folder / "app.ico", sizes=[(size, size) for size in (16, 24, 32, 48, 64, 128, 256)])
    with Image.open(folder / "1024.png") as largest:
        largest.save(folder / "app.icns")
    shutil.copyfile(SOURCE, folder / "app.svg")
