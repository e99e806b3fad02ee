"""Colour profiles: to sRGB where a picture's own cannot stay, by LittleCMS."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageCms


def to_srgb(image: Image.Image, icc: bytes | None) -> tuple[Callable[[Image.Image], Image.Image], str]:
    """How to make a strip of an image sRGB: a function and the mode it gives.

    Through the embedded profile where it can be used, by plain arithmetic where not.
    """
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


def in_srgb(pixels: np.ndarray, icc: bytes) -> np.ndarray:
    """Pixels of 8 bits, shape (h, w, 1 or 3), from what a profile says to sRGB."""
    image = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return pixels  # a profile that cannot be read has told nobody what the colours mean
    colours = np.asarray(turned)
    return colours if pixels.shape[2] == 3 else colours[..., 1:2]
