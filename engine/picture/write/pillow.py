"""Encoding with Pillow: everything of 8 bits but TIFF."""

from __future__ import annotations

from typing import BinaryIO

from PIL import Image, PngImagePlugin

from engine.picture.meta.exif import PREFIX, exif_without_orientation
from engine.picture.meta.texts import photoshop_of_iptc
from engine.picture.pixels import Picture
from engine.plan import SaveOptions

_SEGMENT = 65533
"""Bytes that one JPEG segment holds besides its marker; EXIF, XMP and IPTC have one each."""
_XMP_OVERHEAD = 29
_IPTC_MARK = b"Photoshop 3.0\0"


def write(picture: Picture, file: BinaryIO, kind: str, options: SaveOptions) -> None:
    """Encode as `kind`, a name of :data:`engine.formats.FORMATS`."""
    image = Image.fromarray(picture.pixels[..., 0] if picture.channels == 1 else picture.pixels)
    if picture.alpha is not None:
        image.putalpha(Image.fromarray(picture.alpha))
    encode = {"jpeg": _jpeg, "png": _png, "webp": _webp, "avif": _avif, "bmp": _bmp}[kind]
    encode(image, picture, file, options)


def given(**options: object) -> dict:
    """Only what the picture has: libraries take None for some of these and stumble over it for others."""
    return {name: value for name, value in options.items() if value is not None}


def _jpeg(image: Image.Image, picture: Picture, file: BinaryIO, options: SaveOptions) -> None:
    exif = None if picture.exif is None else PREFIX + picture.exif
    if exif is not None and len(exif) > _SEGMENT:
        exif = None
    xmp = picture.xmp if picture.xmp is None or len(picture.xmp) + _XMP_OVERHEAD <= _SEGMENT else None
    dpi = picture.dpi and tuple(min(max(round(value), 1), 65535) for value in picture.dpi)
    extras = given(icc_profile=picture.icc, exif=exif, xmp=xmp, dpi=dpi, extra=_app13(picture.iptc))
    image.save(file, "JPEG", quality=options.quality, subsampling=options.chroma, **extras)


def _app13(iptc: bytes | None) -> bytes | None:
    """The segment of a JPEG that holds IPTC; None if there is none or it is too long."""
    if iptc is None:
        return None
    data = _IPTC_MARK + photoshop_of_iptc(iptc)
    return b"\xff\xed" + (len(data) + 2).to_bytes(2, "big") + data if len(data) <= _SEGMENT else None


def _webp(image: Image.Image, picture: Picture, file: BinaryIO, options: SaveOptions) -> None:
    extras = given(icc_profile=picture.icc, exif=picture.exif, xmp=picture.xmp)
    image.save(file, "WEBP", quality=options.quality, **extras)


def _avif(image: Image.Image, picture: Picture, file: BinaryIO, options: SaveOptions) -> None:
    if image.mode == "LA":
        image = image.convert("RGBA")
    chroma = "4:0:0" if image.mode == "L" else options.chroma
    extras = given(icc_profile=picture.icc, exif=exif_without_orientation(picture.exif), xmp=picture.xmp)
    image.save(file, "AVIF", quality=options.quality, subsampling=chroma, **extras)


def _bmp(image: Image.Image, picture: Picture, file: BinaryIO, _options: SaveOptions) -> None:
    image.save(file, "BMP", **given(dpi=picture.dpi))


def _png(image: Image.Image, picture: Picture, file: BinaryIO, _options: SaveOptions) -> None:
    info = PngImagePlugin.PngInfo()
    if picture.xmp is not None:
        info.add_itxt("XML:com.adobe.xmp", picture.xmp.decode(errors="replace"))
    extras = given(icc_profile=picture.icc, exif=picture.exif, dpi=picture.dpi)
    image.save(file, "PNG", pnginfo=info, compress_level=4, **extras)


