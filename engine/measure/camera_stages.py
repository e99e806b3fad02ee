"""The stages of a simulated camera, one small function each; :mod:`engine.measure.camera` puts them in a row.

Light is linear, 1 is white. A *pair* is a picture with noise and without, shape (2, h, w, 3) or, of one plane,
(2, h, w): what a stage does to one it does to the other, and what the two then differ by is noise alone. All arrays
are float32 unless a function says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engine.picture.pixels import TO_YCBCR

TO_RGB = np.linalg.inv(TO_YCBCR)

TONE_STEPS = 2048
"""Places of a tone curve; they lie at even steps of the square root of the light, so that dark tones have enough."""
_LIGHT = np.linspace(0, 1, TONE_STEPS) ** 2
_SRGB = np.where(_LIGHT <= 0.0031308, 12.92 * _LIGHT, 1.055 * _LIGHT ** (1 / 2.4) - 0.055)

_STEPS = np.array([-1.3633, -0.3776, 0.3776, 1.3633])
"""Four equally likely values that stand for a normal distribution: middles of its quarters, widened to deviate by 1."""

XYZ_OF_SRGB = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                        [0.0193339, 0.1191920, 0.9503041]])
"""Of linear sRGB (IEC 61966-2-1)."""
CAMERAS_OF_XYZ = np.array([
    [[0.4716, 0.0603, -0.0830], [-0.7798, 1.5474, 0.2480], [-0.1496, 0.1937, 0.6651]],
    [[0.6461, -0.0907, -0.0882], [-0.4300, 1.2184, 0.2378], [-0.0819, 0.1944, 0.5931]],
    [[0.7457, -0.0671, -0.0937], [-0.4849, 1.2495, 0.2643], [-0.1213, 0.2354, 0.5492]],
    [[0.7866, -0.2108, -0.0555], [-0.4869, 1.2483, 0.2681], [-0.1176, 0.2069, 0.7501]],
    [[0.5271, -0.0712, -0.0347], [-0.6153, 1.3653, 0.2763], [-0.1601, 0.2366, 0.7242]],
])
"""Colour matrices of five cameras under daylight, as in their DNG profiles: rows are their red, green and blue."""

WIDE = 2.0
"""Pixels; a blur of this radius or more is done at half the size."""

_BILINEAR = (
    [[0, 1, 0], [1, 0, 1], [0, 1, 0]],
    [[0, 0, 0], [2, 0, 2], [0, 0, 0]],
    [[0, 2, 0], [0, 0, 0], [0, 2, 0]],
    [[1, 0, 1], [0, 0, 0], [1, 0, 1]],
)
_MALVAR = (
    [[0, 0, -2, 0, 0], [0, 0, 4, 0, 0], [-2, 4, 8, 4, -2], [0, 0, 4, 0, 0], [0, 0, -2, 0, 0]],
    [[0, 0, 1, 0, 0], [0, -2, 0, -2, 0], [-2, 8, 10, 8, -2], [0, -2, 0, -2, 0], [0, 0, 1, 0, 0]],
    [[0, 0, -2, 0, 0], [0, -2, 8, -2, 0], [1, 0, 10, 0, 1], [0, -2, 8, -2, 0], [0, 0, -2, 0, 0]],
    [[0, 0, -3, 0, 0], [0, 4, 0, 4, 0], [-3, 0, 12, 0, -3], [0, 4, 0, 4, 0], [0, 0, -3, 0, 0]],
)
KERNELS = {name: tuple(np.array(rows, np.float32) / unit for rows in table)
           for name, table, unit in (("bilinear", _BILINEAR, 4), ("malvar", _MALVAR, 16))}
"""Linear demosaicings: green where red or blue was measured; red or blue at a green pixel of its own row, and of its
own column; red where blue was measured, or blue where red was. Means of neighbours, which Malvar, He and Cutler
(ICASSP 2004) correct by how the colour that was measured there bends."""
DEMOSAICINGS = (*KERNELS, "edge-aware")

_EDGE_AWARE = {(0, 0): cv2.COLOR_BayerRGGB2RGB_EA, (0, 1): cv2.COLOR_BayerGRBG2RGB_EA,
               (1, 0): cv2.COLOR_BayerGBRG2RGB_EA, (1, 1): cv2.COLOR_BayerBGGR2RGB_EA}
"""OpenCV's edge-aware demosaicing, by where the first red pixel lies."""
_EDGE_AWARE_BLACK, _EDGE_AWARE_WHITE = 8192.0, 49152.0
"""Where light 0 and 1 lie for it, since it takes uint16 and noise goes below 0 and above 1."""


# ---- light ----------------------------------------------------------------------------------------------------------


def tone_curve(contrast: float, gamma: float) -> np.ndarray:
    """A camera's tone curve: sRGB's, bent by a power and an S.

    Parameters
    ----------
    contrast : float
        0 (no S) to 1.
    gamma : float
        Above 1 darkens the middle tones, below 1 brightens them.

    Returns
    -------
    ndarray, shape (TONE_STEPS,)
        What is shown, 0..1 and rising, of light at even steps of its square root.
    """
    bent = _SRGB**gamma
    return ((1 - contrast) * bent + contrast * bent**2 * (3 - 2 * bent)).astype(np.float32)


def light_of(pixels: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """The light, 0..1, that a tone curve shows as these uint8 pixels."""
    roots = np.interp(np.arange(256) / 255.0, curve, np.linspace(0, 1, len(curve)))
    return cv2.LUT(pixels, np.square(roots).astype(np.float32))


def shown(light: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """What a tone curve makes of light, clipped to 0..1: grey levels of 0..255, of the same shape."""
    places = np.sqrt(np.maximum(light, 0)) * np.float32(len(curve) - 1)
    return np.take(curve * np.float32(255), np.rint(places).astype(np.intp), mode="clip")


def shown_on_average(light: np.ndarray, spread: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """What the mean of many photographs shows: a tone curve is bent, so noise moves the mean, and most in the dark.

    Parameters
    ----------
    light : ndarray
        Without noise.
    spread : ndarray of the same shape
        Standard deviation of its noise.
    curve : ndarray
        Of :func:`tone_curve`.
    """
    return sum(shown(light + np.float32(step) * spread, curve) for step in _STEPS) / len(_STEPS)


def colour_matrix(first: int, second: int, mix: float) -> np.ndarray:
    """What a camera between two of :data:`CAMERAS_OF_XYZ` measures of linear sRGB: (3, 3), white staying white."""
    matrix = ((1 - mix) * CAMERAS_OF_XYZ[first] + mix * CAMERAS_OF_XYZ[second]) @ XYZ_OF_SRGB
    return matrix / matrix.sum(axis=1, keepdims=True)


def matrixed(pixels: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Red, green and blue of each pixel, shape (..., 3), times a matrix."""
    return cv2.transform(pixels.reshape(-1, 1, 3), matrix.astype(np.float32)).reshape(pixels.shape)


# ---- the sensor -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sensor:
    """How a sensor spoils what it measures.

    Attributes
    ----------
    shot, read : float
        Variance of the noise at light x is ``shot * x + read``.
    unevenness : float
        Standard deviation of the pixels' sensitivities, as a share of them.
    banding : float
        Standard deviation of the rows' offsets, as a share of the read noise's.
    hot : float
        Share of the pixels that show white.
    bits : int
        Of the converter.
    """

    shot: float
    read: float
    unevenness: float = 0.0
    banding: float = 0.0
    hot: float = 0.0
    bits: int = 14


def mosaic_of(light: np.ndarray, red: tuple[int, int]) -> np.ndarray:
    """What a Bayer sensor sees of a picture.

    Parameters
    ----------
    light : ndarray, shape (h, w, 3)
        Even sides.
    red : (int, int)
        Row and column of the first red pixel, 0 or 1 each.

    Returns
    -------
    ndarray, shape (h, w)
    """
    at_red, at_blue = _places(*red)
    mosaic = light[..., 1].copy()
    mosaic[at_red], mosaic[at_blue] = light[..., 0][at_red], light[..., 2][at_blue]
    return mosaic


def _places(row: int, column: int) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Where the red pixels lie, and where the blue ones."""
    return ((slice(row, None, 2), slice(column, None, 2)), (slice(1 - row, None, 2), slice(1 - column, None, 2)))


def with_sensor_noise(mosaic: np.ndarray, sensor: Sensor, draws: np.random.Generator) -> np.ndarray:
    """Shot and read noise, fixed pattern, banding, hot pixels and quantization: (h, w) to (h, w).

    In a single photograph the pattern of the pixels' sensitivities is noise in proportion to the light. Darkness may
    come out below 0, as it does in raw files, whose black lies above their zero; white is cut off at 1.
    """
    light = np.maximum(mosaic, 0)
    variance = (light * np.float32(sensor.unevenness**2) + np.float32(sensor.shot)) * light + np.float32(sensor.read)
    noisy = mosaic + np.sqrt(variance) * draws.standard_normal(mosaic.shape, np.float32)
    if sensor.banding:
        rows = draws.standard_normal((len(mosaic), 1), np.float32)
        noisy += rows * np.float32(sensor.banding * np.sqrt(sensor.read))
    if sensor.hot:
        noisy[draws.random(mosaic.shape, np.float32) < sensor.hot] = 1
    steps = np.float32(2**sensor.bits - 1)
    return np.rint(np.minimum(noisy, 1) * steps) / steps


def noise_variance(raw: np.ndarray, matrix: np.ndarray, sensor: Sensor) -> np.ndarray:
    """Variance of shot and read noise behind a colour matrix.

    Parameters
    ----------
    raw : ndarray, shape (h, w, 3)
        What the sensor measures, without noise.
    matrix : ndarray, shape (3, 3)
    sensor : Sensor
    """
    squares = matrix**2
    constant = (squares.sum(axis=1) * sensor.read).astype(np.float32)
    return matrixed(np.maximum(raw, 0), squares * sensor.shot) + constant


def demosaiced(mosaic: np.ndarray, red: tuple[int, int], method: str) -> np.ndarray:
    """All three colours of every pixel.

    Parameters
    ----------
    mosaic : ndarray, shape (h, w)
        Even sides.
    red : (int, int)
        See :func:`mosaic_of`.
    method : str
        One of :data:`DEMOSAICINGS`.

    Returns
    -------
    ndarray, shape (h, w, 3)
    """
    if method == "edge-aware":
        scale = np.float32(_EDGE_AWARE_WHITE - _EDGE_AWARE_BLACK)
        integers = np.clip(mosaic * scale + np.float32(_EDGE_AWARE_BLACK + 0.5), 0, 65535).astype(np.uint16)
        return (cv2.cvtColor(integers, _EDGE_AWARE[red]).astype(np.float32) - np.float32(_EDGE_AWARE_BLACK)) / scale
    green, across, down, diagonal = (
        cv2.filter2D(mosaic, -1, kernel, borderType=cv2.BORDER_REFLECT_101) for kernel in KERNELS[method])
    at_red, at_blue = _places(*red)
    red_row, blue_row = (at_red[0], at_blue[1]), (at_blue[0], at_red[1])  # green pixels, by the row they lie in
    out = np.empty((*mosaic.shape, 3), np.float32)
    out[..., 1] = mosaic
    out[..., 1][at_red], out[..., 1][at_blue] = green[at_red], green[at_blue]
    for colour, own, other, own_row, other_row in ((0, at_red, at_blue, red_row, blue_row),
                                                   (2, at_blue, at_red, blue_row, red_row)):
        plane = out[..., colour]
        plane[own], plane[other] = mosaic[own], diagonal[other]
        plane[own_row], plane[other_row] = across[own_row], down[other_row]
    return out


# ---- what cameras do to the picture ---------------------------------------------------------------------------------


def activity(plane: np.ndarray, threshold: float) -> np.ndarray:
    """Where a plane has more than noise: 0 in flat areas, towards 1 at edges.

    Parameters
    ----------
    plane : ndarray, shape (h, w)
        Grey levels.
    threshold : float
        Standard deviation over 5 x 5 pixels at which the result is a half.
    """
    mean = cv2.blur(plane, (5, 5))
    variance = cv2.blur(plane * plane, (5, 5)) - mean * mean
    square = variance * variance
    return square / (square + np.float32(max(threshold, 0.1) ** 4))


def smoothed(pair: np.ndarray, kept: np.ndarray, radius: float, strength: float) -> np.ndarray:
    """A camera's denoising of one plane: blurred where little is to be kept.

    Parameters
    ----------
    pair : ndarray, shape (2, h, w)
    kept : ndarray, shape (h, w)
        Of :func:`activity`; the same for both pictures, so that the one loses what the other loses.
    radius : float
        Standard deviation of the blur in pixels.
    strength : float
        0 (none) to 1 (nothing but the blur in flat areas).
    """
    share = np.float32(strength) * (1 - kept)
    return pair + share * (_blurred(pair, radius) - pair)


def sharpened(pair: np.ndarray, radius: float, amount: float) -> np.ndarray:
    """Unsharp masking of (2, h, w): what a blur takes away is added `amount` times."""
    return pair + np.float32(amount) * (pair - _blurred(pair, radius))


def _blurred(pair: np.ndarray, radius: float) -> np.ndarray:
    """A Gaussian blur of each plane."""
    height, width = pair.shape[1:]
    out = np.empty_like(pair)
    for plane, blurred in zip(pair, out, strict=True):
        if radius < WIDE:
            cv2.GaussianBlur(plane, (0, 0), radius, blurred, borderType=cv2.BORDER_REFLECT_101)
            continue
        half = cv2.resize(plane, ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
        half = cv2.GaussianBlur(half, (0, 0), radius / 2, borderType=cv2.BORDER_REFLECT_101)
        cv2.resize(half, (width, height), blurred, interpolation=cv2.INTER_LINEAR)
    return out
