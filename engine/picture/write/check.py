"""Reading back what was written; a result that cannot be opened must not take its name."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from engine.picture.write import tiff


def check(part: Path, kind: str, size: tuple[int, int]) -> None:
    """Raise one of the libraries' errors unless the file is a whole picture of this width and height."""
    if kind == "tiff":
        tiff.check(part, size)
        return
    with Image.open(part, formats=[kind]) as image:
        if image.size != size:
            raise ValueError("the size differs")
        if kind == "png":
            image.verify()
            return
        if kind == "jpeg":
            # An eighth of the size passes every coded byte and takes a sixty-fourth of the memory.
            image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()
