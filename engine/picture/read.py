"""Decoding: from a file's bytes to upright arrays of 8 or 16 bits. Used by ``files`` alone.

Pillow reads everything of 8 bits; it cannot hold 16-bit colour, so OpenCV reads that from PNG and tifffile from
TIFF (OpenCV again where the compression needs libtiff). Pixels are copied out in strips straight to their upright
place: beyond the decoder's own memory and the result nothing of the picture's size is held.
"""

from __future__ import annotations

import io
import logging
import re
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import BmpImagePlugin, Image, ImageCms, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from engine.errors import PictureError
from engine.picture.meta import (
    ORIENTATION,
    dpi_of_exif,
    exif_of_tiff,
    jpeg_quality,
    sane_dpi,
    upright_exif,
    upright_xmp,
)
from engine.picture.pixels import Picture
from engine.system import available_memory

PIXEL_LIMIT = 1_000_000_000
"""Pictures of more pixels are refused: no camera makes them, but hostile files declare them."""

PLUGINS = (BmpImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
"""Named, not searched for: Pillow opens only formats whose module has been imported."""

_STRIP_ROWS = 256
_PLAIN_TIFF = (1, 8, 32946, 32773)
"""TIFF compressions that tifffile reads by itself: none, deflate (two numbers), PackBits."""

# Pillow's own guard knows one limit for the whole process and warns before it refuses; `_refuse_too_large` comes
# before any pixel is decoded and says which file.
Image.MAX_IMAGE_PIXELS = None


def read(path: Path, kind: str) -> Picture:
    """Decode a file whose first bytes say that it is of `kind`, one of `plan.FORMATS`.

    Raises
    ------
    PictureError
        For what the program does not support or has no room for.
    Exception
        Whatever the libraries raise for broken files: :data:`engine.picture.files.BROKEN`.
    """
    if kind == "tiff" and _is_deep_tiff(path):
        return _read_deep_tiff(path)
    return _read_with_pillow(path, kind)


def _refuse_too_large(path: Path, width: int, height: int, bytes_per_pixel: int) -> None:
    size = f"it is declared as {width} x {height} pixels"
    if width * height > PIXEL_LIMIT:
        raise PictureError(f"{size}, more than the {PIXEL_LIMIT // 10**6} megapixels this program opens", file=path,
                           hint="Check the file, or open a smaller copy.")
    need, free = width * height * bytes_per_pixel, available_memory()
    if free is not None and need > free:
        raise PictureError(f"{size}, which needs {need / 2**30:.1f} GB of memory, and {free / 2**30:.1f} GB are free",
                           file=path, hint="Close other programs, or open a smaller copy.")


def _unsupported(path: Path, what: str) -> PictureError:
    return PictureError(what, file=path, hint="Export it as a PNG or TIFF of 8 or 16 bits first.")


# ---- Pillow ---------------------------------------------------------------------------------------------------------


def _read_with_pillow(path: Path, kind: str) -> Picture:
    with Image.open(path, formats=[kind]) as image:
        deep_png = kind == "png" and _png_depth(path) == 16
        _refuse_too_large(path, *image.size, bytes_per_pixel=(16 if deep_png else 8))
        if kind in ("png", "webp") and getattr(image, "is_animated", False):
            raise _unsupported(path, "it is an animation, and only single pictures can be restored")
        image.load()  # some of what is read below may stand behind the pixels
        icc = image.info.get("icc_profile") or None
        exif, turned = upright_exif(_raw_exif(path, kind, image))
        xmp, turned_by_xmp = upright_xmp(image.info.get("xmp"))
        # Pillow turns TIFF pictures itself while loading them.
        orientation = 1 if kind == "tiff" else turned or turned_by_xmp or 1
        quality = jpeg_quality(image.quantization) if kind == "jpeg" else None
        dpi = sane_dpi(image.info.get("dpi")) or dpi_of_exif(exif)
        if not deep_png or image.mode == "I;16":
            pixels, alpha, icc = _arrays(path, image, orientation, icc)
    if deep_png and image.mode != "I;16":
        pixels, alpha = _deep_png(path, orientation)
    return Picture(pixels, alpha, icc, exif, xmp, dpi, path, kind, quality)


def _raw_exif(path: Path, kind: str, image: Image.Image) -> bytes | None:
    if kind == "tiff":
        with path.open("rb") as file:
            return exif_of_tiff(file)
    if "exif" in image.info:
        return image.info["exif"]
    # Older ImageMagick writes EXIF into PNG as text: a name, a length, then hexadecimal digits.
    old = image.info.get("Raw profile type exif")
    digits = re.sub(r"\s", "", "".join(old.split("\n")[3:])) if isinstance(old, str) else ""
    return bytes.fromhex(digits) if re.fullmatch(r"([0-9a-fA-F]{2})+", digits) else None


def _arrays(
    path: Path, image: Image.Image, orientation: int, icc: bytes | None
) -> tuple[np.ndarray, np.ndarray | None, bytes | None]:
    """Pixels, alpha and the profile that now describes them."""
    convert, mode, icc = _conversion(path, image, icc)
    dtype = np.uint16 if mode == "I;16" else np.uint8
    channels = 3 if mode.startswith("RGB") else 1
    width, height = image.size
    shape = (width, height) if orientation >= 5 else (height, width)
    pixels = np.empty((*shape, channels), dtype)
    alpha = np.empty(shape, dtype) if mode.endswith("A") else None
    lying, lying_alpha = as_in_file(pixels, orientation), None if alpha is None else as_in_file(alpha, orientation)
    for top in range(0, height, _STRIP_ROWS):
        rows = slice(top, min(top + _STRIP_ROWS, height))
        strip = np.asarray(convert(image.crop((0, rows.start, width, rows.stop))))
        strip = strip.reshape(rows.stop - rows.start, width, -1)
        lying[rows] = strip[..., :channels]
        if lying_alpha is not None:
            lying_alpha[rows] = strip[..., -1]
    return pixels, alpha, icc


def as_in_file(upright: np.ndarray, orientation: int) -> np.ndarray:
    """A view of an upright array, shape (H, W, ...), in the order in which a file of that orientation stores it."""
    view = upright.swapaxes(0, 1) if orientation >= 5 else upright
    if orientation in (3, 4, 6, 7):
        view = view[::-1]
    if orientation in (2, 3, 7, 8):
        view = view[:, ::-1]
    return view


def _conversion(
    path: Path, image: Image.Image, icc: bytes | None
) -> tuple[Callable[[Image.Image], Image.Image], str, bytes | None]:
    """How to make a strip of `image` one of L, LA, RGB, RGBA, I;16: the function, that mode, the profile that fits."""
    mode, clear = image.mode, "transparency" in image.info
    if mode in ("I", "F"):
        raise _unsupported(path, f"it holds 32-bit {'floating-point' if mode == 'F' else 'whole'} numbers")
    if mode in ("CMYK", "LAB", "YCbCr", "HSV"):
        return *_to_srgb(image, icc), srgb_profile()
    if mode.startswith("I;16"):
        return (lambda strip: strip), "I;16", icc
    if mode == "P":
        target = "RGBA" if clear or image.palette.mode == "RGBA" else "RGB"
    elif clear and mode in ("1", "L", "RGB"):
        target = "RGBA" if mode == "RGB" else "LA"
    else:
        target = {"1": "L", "La": "LA", "PA": "RGBA", "RGBa": "RGBA", "RGBX": "RGB"}.get(mode, mode)
    if target not in ("L", "LA", "RGB", "RGBA"):
        raise _unsupported(path, f"its kind of colour ({mode}) is not supported")

    def convert(strip: Image.Image) -> Image.Image:
        return strip if strip.mode == target else strip.convert(target)

    return convert, target, icc


def _to_srgb(image: Image.Image, icc: bytes | None) -> tuple[Callable[[Image.Image], Image.Image], str]:
    """Through the embedded profile where it can be used, by plain arithmetic where not."""
    target = ImageCms.createProfile("sRGB")
    try:
        if image.mode == "LAB":
            source = ImageCms.createProfile("LAB")
        else:
            source = ImageCms.ImageCmsProfile(io.BytesIO(icc or b""))
        transform = ImageCms.buildTransform(
            source, target, image.mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError):
        return (lambda strip: strip.convert("RGB")), "RGB"
    return (lambda strip: ImageCms.applyTransform(strip, transform)), "RGB"


def srgb_profile() -> bytes:
    """An sRGB profile, the same bytes every time."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + profile[36:]  # the library puts the time there


# ---- 16-bit PNG -----------------------------------------------------------------------------------------------------


def _png_depth(path: Path) -> int:
    with path.open("rb") as file:
        return file.read(25)[24]


def _deep_png(path: Path, orientation: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Pixels and alpha of a 16-bit PNG that Pillow has found sound."""
    import cv2

    data = path.read_bytes()
    grey = data[25] in (0, 4)
    pixels = cv2.imdecode(np.frombuffer(_bare_png(data), np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.dtype != np.uint16:
        raise ValueError("the decoder gave nothing")
    return _upright(_from_bgr(pixels, grey), orientation)


def _bare_png(data: bytes) -> bytes:
    """The file without the chunks by which some decoders turn or recolour what they give."""
    kept, place = [data[:8]], 8
    while place + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        if name in (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"):
            kept.append(data[place : place + 12 + length])
        place += 12 + length
    return b"".join(kept)


def _from_bgr(pixels: np.ndarray, grey: bool) -> np.ndarray:
    """OpenCV's order of channels to ours, shape (h, w, 1 to 4); grey with alpha comes to it as colour."""
    if pixels.ndim == 2:
        return pixels[..., None]
    if grey:
        return pixels[..., [0, 3]] if pixels.shape[2] == 4 else pixels[..., :1]
    return pixels[..., [2, 1, 0, 3][: pixels.shape[2]]]


def _upright(stored: np.ndarray, orientation: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Split off alpha (the second or fourth channel) and turn."""
    height, width, count = stored.shape
    shape = (width, height) if orientation >= 5 else (height, width)
    channels = 3 if count >= 3 else 1
    pixels = np.empty((*shape, channels), np.uint16)
    as_in_file(pixels, orientation)[...] = stored[..., :channels]
    if count == channels:
        return pixels, None
    alpha = np.empty(shape, np.uint16)
    as_in_file(alpha, orientation)[...] = stored[..., channels]
    return pixels, alpha


# ---- 16-bit TIFF ----------------------------------------------------------------------------------------------------


def _is_deep_tiff(path: Path) -> bool:
    """Whether the file's first picture has 16 bits in grey or RGB; Pillow reads those of 8."""
    with _tiff(path) as file:
        page = file.pages[0]
        if 50706 in page.tags:
            raise _unsupported(path, "it is a raw picture (DNG), and those are not developed here")
        bits = page.bitspersample
        if bits <= 8:
            return False
        _refuse_too_large(path, page.imagewidth, page.imagelength, bytes_per_pixel=14)
        if page.sampleformat != 1 or bits != 16:
            kind = {1: "whole", 2: "signed"}.get(page.sampleformat, "floating-point")
            raise _unsupported(path, f"it holds {bits}-bit {kind} numbers")
        if page.photometric not in (0, 1, 2):
            if page.photometric == 5:
                return False  # CMYK ends as 8-bit sRGB, which is Pillow's work
            raise _unsupported(path, "its kind of colour is not supported at 16 bits")
    return True


def _tiff(path: Path):
    import tifffile

    logging.getLogger("tifffile").setLevel(logging.CRITICAL + 1)  # what matters comes as an exception
    return tifffile.TiffFile(path)


def _read_deep_tiff(path: Path) -> Picture:
    with _tiff(path) as file:
        page = file.pages[0]
        ends = [at + size for at, size in zip(page.dataoffsets, page.databytecounts, strict=False)]
        if max(ends, default=0) > path.stat().st_size:
            raise EOFError("truncated")
        stored = _tiff_samples(path, page)
        tags = {tag.code: tag.value for tag in page.tags}
    if page.photometric == 0:
        stored[..., 0] = 65535 - stored[..., 0]
    colours, extra = (3 if page.photometric == 2 else 1), page.extrasamples
    kind = int(extra[0]) if extra and stored.shape[2] > colours else 0
    # Extra samples of no stated meaning may be masks; only what is called opacity is taken for it.
    stored = stored[..., : colours + (kind in (1, 2))]
    if kind == 1:
        _unmultiply(stored)
    exif, _ = upright_exif(_raw_exif(path, "tiff", Image.Image()))
    xmp, _ = upright_xmp(_as_bytes(tags.get(700)))
    orientation = int(tags.get(ORIENTATION, 1))
    pixels, alpha = _upright(stored, orientation if 1 <= orientation <= 8 else 1)
    return Picture(pixels, alpha, _as_bytes(tags.get(34675)), exif, xmp, _tiff_dpi(tags), path, "tiff")


def _tiff_samples(path: Path, page) -> np.ndarray:
    """The page's samples as they are stored: native uint16, shape (h, w, samples), writeable."""
    if page.compression in _PLAIN_TIFF:
        samples = page.asarray()
        if page.planarconfig == 2 and page.samplesperpixel > 1:
            samples = np.moveaxis(samples, 0, -1)
        samples = samples.reshape(page.imagelength, page.imagewidth, -1)
        return samples.astype(np.uint16, copy=not samples.flags.writeable)
    import cv2

    data = bytearray(path.read_bytes())
    if ORIENTATION in page.tags:  # or OpenCV would turn it, in some versions
        place = page.tags[ORIENTATION].valueoffset
        data[place : place + 2] = struct.pack(page.parent.byteorder + "H", 1)
    samples = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if samples is None or samples.dtype != np.uint16 or samples.shape[:2] != (page.imagelength, page.imagewidth):
        raise _unsupported(path, f"its compression ({page.compression.name}) is not supported at 16 bits")
    return np.ascontiguousarray(_from_bgr(samples, grey=page.photometric != 2))


def _unmultiply(stored: np.ndarray) -> None:
    """Take opacity out of the colours in place, row by row."""
    for row in stored:
        opacity = np.maximum(row[:, -1:], 1).astype(np.float32) / 65535
        row[:, :-1] = np.minimum(np.rint(row[:, :-1] / opacity), 65535)


def _as_bytes(value: object) -> bytes | None:
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, tuple):
        value = bytes(value)
    return value or None


def _tiff_dpi(tags: dict) -> tuple[float, float] | None:
    unit = {2: 1.0, 3: 2.54}.get(int(tags.get(296, 2)))
    across, down = tags.get(282), tags.get(283)
    if unit is None or across is None or down is None or 0 in (across[1], down[1]):
        return None
    return sane_dpi((across[0] / across[1] * unit, down[0] / down[1] * unit))
