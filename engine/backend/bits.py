"""Bits, stated once: what a bit means, in which word it lies, how it gets there.

* A set bit is +1, a clear bit is -1. There is no third value; a tap outside the picture, which counts 0, is put
  right by the caller (:func:`engine.backend.popcount.border_correction`).
* ``sign(x) = +1 if x > threshold else -1``: equality gives -1, in training as here (paper, Eq. 2).
* Words are unsigned 64-bit. Bit *i* of a word is ``(word >> i) & 1``; unused bits of the last word are 0 in
  activations and in weights alike, so that they cancel in an exclusive or.

Two layouts are used. *Channel words* (popcount backend): the channels of one pixel fill its words. *Pixel planes*
(bit-sliced backend): the pixels of one row fill the words of one channel's plane.
"""

from __future__ import annotations

import numpy as np

WORD = np.dtype(np.uint64)
WORD_BITS = 64


def words_for(bits: int) -> int:
    """How many words hold `bits` bits."""
    return -(-bits // WORD_BITS)


def pack(bits: np.ndarray) -> np.ndarray:
    """Pack the last axis into words.

    Parameters
    ----------
    bits : ndarray of bool, shape (..., n)

    Returns
    -------
    ndarray of uint64, shape (..., words_for(n))
        Bit i of word j is ``bits[..., 64 * j + i]``; unused bits are 0.
    """
    length = bits.shape[-1]
    octets = np.packbits(bits, axis=-1, bitorder="little")
    missing = words_for(length) * 8 - octets.shape[-1]
    if missing:
        octets = np.concatenate([octets, np.zeros((*octets.shape[:-1], missing), np.uint8)], axis=-1)
    return np.ascontiguousarray(octets).view("<u8").astype(WORD, copy=False)


def channel_words(stream: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """Binarize and pack the channels of each pixel.

    The same as :func:`pack` of the transposed comparison, five times as fast: whole planes are doubled and added,
    and only finished octets are put where they belong.

    Parameters
    ----------
    stream : ndarray of int16, shape (channels, h, w)
    threshold : ndarray of int16, shape (channels,)

    Returns
    -------
    ndarray of uint64, shape (h, w, words_for(channels))
    """
    channels, height, width = stream.shape
    octets = np.zeros((height, width, words_for(channels) * WORD.itemsize), np.uint8)
    octet, bit = np.empty((height, width), np.uint8), np.empty((height, width), bool)
    for first in range(0, channels, 8):
        octet[:] = 0
        for channel in reversed(range(first, min(first + 8, channels))):
            np.add(octet, octet, out=octet)
            np.greater(stream[channel], threshold[channel], out=bit)
            np.add(octet, bit.view(np.uint8), out=octet)
        octets[..., first // 8] = octet
    return octets.view("<u8").astype(WORD, copy=False)


def unpack(words: np.ndarray, length: int) -> np.ndarray:
    """Undo :func:`pack`.

    Parameters
    ----------
    words : ndarray of uint64, shape (..., n_words)
    length : int
        Number of bits, at most ``64 * n_words``.

    Returns
    -------
    ndarray of bool, shape (..., length)
    """
    octets = np.ascontiguousarray(words.astype("<u8", copy=False)).view(np.uint8)
    return np.unpackbits(octets, axis=-1, bitorder="little", count=length).astype(bool)
