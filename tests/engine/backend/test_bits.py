"""Packing bits into words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.backend import bits


@given(hnp.arrays(bool, st.tuples(st.integers(0, 3), st.integers(1, 200))))
def test_unpacking_undoes_packing(values):
    words = bits.pack(values)
    assert words.dtype == np.uint64
    assert words.shape == (values.shape[0], bits.words_for(values.shape[1]))
    assert np.array_equal(bits.unpack(words, values.shape[1]), values)


@given(st.integers(1, 200), st.data())
def test_bit_i_of_word_j_is_element_64_j_plus_i(length, data):
    place = data.draw(st.integers(0, length - 1))
    values = np.zeros(length, bool)
    values[place] = True
    words = bits.pack(values)
    assert int(words[place // 64]) == 1 << place % 64
    assert np.bitwise_count(words).sum() == 1


def test_unused_bits_are_clear():
    assert bits.pack(np.ones(70, bool)).tolist() == [2**64 - 1, 2**6 - 1]


def test_words_for():
    assert [bits.words_for(n) for n in (0, 1, 64, 65, 128)] == [0, 1, 1, 2, 2]


def test_channel_words_are_packed_channels():
    random = np.random.default_rng(0)
    for channels in (1, 7, 8, 64, 65):
        stream = random.integers(-9, 9, (channels, 3, 4)).astype(np.int16)
        threshold = random.integers(-9, 9, channels).astype(np.int16)
        wanted = bits.pack(np.moveaxis(stream > threshold[:, None, None], 0, -1))
        assert np.array_equal(bits.channel_words(stream, threshold), wanted)
