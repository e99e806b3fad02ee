"""Encoding: a picture to a file's bytes, with all that the format can carry. Used by ``files`` alone."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageCms, PngImagePlugin

from engine.errors import SaveError
from engine.picture.meta import PREFIX, byte_order, exif_with_dpi, graft_exif, sized_exif
from engine.picture.pixels import Picture, to_depth
from engine.plan import SaveOptions

_DEEP = ("png", "tiff")
"""Formats that hold 16 bits."""
_CLEAR = ("png", "tiff", "webp")
"""Formats that hold alpha."""
_LONGEST_SIDE = {"jpeg": 65535, "webp": 16383, "png": 2**31 - 1, "tiff": 2**31 - 1, "bmp": 2**31 - 1}
_JPEG_SEGMENT = 65533
"""Bytes that one JPEG segment holds besides its marker; EXIF and XMP have one each."""
_XMP_OVERHEAD = 29
_TIFF_LIMIT = 4 * 10**9
_PNG_STRIP = 1 << 22


def fitted(picture: Picture, options: SaveOptions, kind: str) -> Picture:
    """The picture as the format can hold it.

    16 bits are rounded to 8, alpha is laid over white, and colours are brought to sRGB where no profile can tell
    what they mean. EXIF gets the picture's size.

    Raises
    ------
    SaveError
        If the picture is larger than the format allows.
    """
    longest = max(picture.width, picture.height)
    if longest > _LONGEST_SIDE[kind]:
        limit = f"{kind.upper()} holds at most {_LONGEST_SIDE[kind]} pixels per side"
        raise SaveError(f"{limit}, this picture has {longest}", hint="Save it as a PNG or TIFF.")
    pixels, alpha = picture.pixels, picture.alpha
    if kind not in _DEEP:
        pixels, alpha = to_depth(pixels, np.uint8), None if alpha is None else to_depth(alpha, np.uint8)
    if kind not in _CLEAR and alpha is not None:
        pixels, alpha = _over_white(pixels, alpha), None
    icc = picture.icc
    # BMP takes no profile; WebP stores grey as colour, which a grey profile does not describe.
    if icc is not None and (kind == "bmp" or (kind == "webp" and picture.channels == 1)):
        pixels, icc = _in_srgb(pixels, icc), None
    result = replace(picture, pixels=pixels, alpha=alpha, icc=icc)
    if not options.keep_metadata:
        return replace(result, exif=None, xmp=None, dpi=None)
    return replace(result, exif=sized_exif(picture.exif, picture.width, picture.height))


def _over_white(pixels: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Composite in whole numbers, row by row: ``(p * a + 255 * (255 - a)) / 255``, halves rounded up."""
    out = np.empty_like(pixels)
    for row, opacity, target in zip(pixels, alpha, out, strict=True):
        opaque = opacity[:, None].astype(np.uint32)
        target[...] = (row * opaque + 255 * (255 - opaque) + 127) // 255
    return out


def _in_srgb(pixels: np.ndarray, icc: bytes) -> np.ndarray:
    image = _image(pixels, None)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return pixels  # a profile that cannot be read has told nobody what the colours mean
    colours = np.asarray(turned)
    return colours if pixels.shape[2] == 3 else colours[..., 1:2]


def write(picture: Picture, file: BinaryIO, kind: str, quality: int) -> None:
    """Encode a picture that has been :func:`fitted` to its format."""
    {"jpeg": _jpeg, "png": _png, "tiff": _tiff, "webp": _webp, "bmp": _bmp}[kind](picture, file, quality)


def _image(pixels: np.ndarray, alpha: np.ndarray | None) -> Image.Image:
    image = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    if alpha is not None:
        image.putalpha(Image.fromarray(alpha))
    return image


def _given(**options: object) -> dict:
    """Only what the picture has: Pillow takes None for some of these and stumbles over it for others."""
    return {name: value for name, value in options.items() if value is not None}


def _whole(dpi: tuple[float, float] | None) -> tuple[int, int] | None:
    return None if dpi is None else tuple(min(max(round(value), 1), 65535) for value in dpi)


def _jpeg(picture: Picture, file: BinaryIO, quality: int) -> None:
    exif = None if picture.exif is None else PREFIX + picture.exif
    if exif is not None and len(exif) > _JPEG_SEGMENT:
        exif = None
    xmp = picture.xmp if picture.xmp is None or len(picture.xmp) + _XMP_OVERHEAD <= _JPEG_SEGMENT else None
    extras = _given(icc_profile=picture.icc, exif=exif, xmp=xmp, dpi=_whole(picture.dpi))
    _image(picture.pixels, None).save(file, "JPEG", quality=quality, subsampling=0, **extras)


def _webp(picture: Picture, file: BinaryIO, quality: int) -> None:
    exif = exif_with_dpi(picture.exif, picture.dpi)
    extras = _given(icc_profile=picture.icc, exif=exif, xmp=picture.xmp)
    _image(picture.pixels, picture.alpha).save(file, "WEBP", quality=quality, **extras)


def _bmp(picture: Picture, file: BinaryIO, _quality: int) -> None:
    _image(picture.pixels, None).save(file, "BMP", **_given(dpi=picture.dpi))


# ---- PNG ------------------------------------------------------------------------------------------------------------


def _png(picture: Picture, file: BinaryIO, _quality: int) -> None:
    if picture.bit_depth == 16:
        _deep_png(picture, file)
        return
    info = PngImagePlugin.PngInfo()
    if picture.xmp is not None:
        info.add_itxt("XML:com.adobe.xmp", picture.xmp.decode(errors="replace"))
    extras = _given(icc_profile=picture.icc, exif=picture.exif, dpi=picture.dpi)
    _image(picture.pixels, picture.alpha).save(file, "PNG", pnginfo=info, compress_level=4, **extras)


def _deep_png(picture: Picture, file: BinaryIO) -> None:
    """16 bits: Pillow cannot hold them, and OpenCV carries no metadata."""
    colour = (2 if picture.channels == 3 else 0) + (4 if picture.alpha is not None else 0)
    file.write(b"\x89PNG\r\n\x1a\n")
    _chunk(file, b"IHDR", struct.pack(">IIBBBBB", picture.width, picture.height, 16, colour, 0, 0, 0))
    if picture.icc is not None:
        _chunk(file, b"iCCP", b"ICC Profile\0\0" + zlib.compress(picture.icc))
    if picture.dpi is not None:
        across, down = (round(value / 0.0254) for value in picture.dpi)
        _chunk(file, b"pHYs", struct.pack(">IIB", across, down, 1))
    if picture.exif is not None:
        _chunk(file, b"eXIf", picture.exif)
    if picture.xmp is not None:
        _chunk(file, b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + picture.xmp)
    packer = zlib.compressobj(4)
    rows = max(1, _PNG_STRIP // (picture.pixels[0].nbytes))
    for top in range(0, picture.height, rows):
        _chunk(file, b"IDAT", packer.compress(_filtered(picture, slice(top, top + rows))))
    _chunk(file, b"IDAT", packer.flush())
    _chunk(file, b"IEND", b"")


def _filtered(picture: Picture, rows: slice) -> np.ndarray:
    """Rows as PNG stores them: big-endian, each byte less the one of the pixel before, the filter's number first."""
    samples = picture.pixels[rows]
    if picture.alpha is not None:
        samples = np.concatenate([samples, picture.alpha[rows, :, None]], axis=2)
    raw = samples.astype(">u2").view(np.uint8).reshape(len(samples), -1)
    step = 2 * samples.shape[2]
    out = np.empty((len(raw), raw.shape[1] + 1), np.uint8)
    out[:, 0] = 1
    out[:, 1:] = raw
    out[:, 1 + step :] -= raw[:, :-step]
    return out


def _chunk(file: BinaryIO, name: bytes, data: bytes) -> None:
    if not data and name == b"IDAT":
        return
    file.write(struct.pack(">I", len(data)) + name)
    file.write(data)
    file.write(struct.pack(">I", zlib.crc32(data, zlib.crc32(name))))


# ---- TIFF -----------------------------------------------------------------------------------------------------------


def _tiff(picture: Picture, file: BinaryIO, _quality: int) -> None:
    import tifffile

    samples = picture.pixels
    if picture.alpha is not None:
        samples = np.concatenate([samples, picture.alpha[..., None]], axis=2)
    big = samples.nbytes > _TIFF_LIMIT
    extras = [(700, "B", len(picture.xmp), picture.xmp, True)] if picture.xmp is not None else []
    with tifffile.TiffWriter(file, bigtiff=big, byteorder=byte_order(picture.exif)) as writer:
        writer.write(
            samples if samples.shape[2] > 1 else samples[..., 0],
            photometric="rgb" if picture.channels == 3 else "minisblack",
            planarconfig="contig" if samples.shape[2] > 1 else None,
            extrasamples=["unassalpha"] if picture.alpha is not None else None,
            compression="zlib",
            predictor=True,
            rowsperstrip=max(1, min(picture.height, (1 << 20) // samples[0].nbytes)),
            **_given(iccprofile=picture.icc, resolution=picture.dpi, resolutionunit=2 if picture.dpi else None),
            extratags=extras,
            metadata=None,
            software=False,
        )
    if picture.exif is not None and not big:
        graft_exif(file, picture.exif)


def check_tiff(path: Path, size: tuple[int, int]) -> None:
    """Raise ValueError unless the file is a picture of this (width, height) with all its pixels."""
    import tifffile

    with tifffile.TiffFile(path) as file:
        page = file.pages[0]
        if (page.imagewidth, page.imagelength) != size:
            raise ValueError("the size differs")
        if max(map(sum, zip(page.dataoffsets, page.databytecounts, strict=True))) > path.stat().st_size:
            raise ValueError("some of the pixels are missing")
