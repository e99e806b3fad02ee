"""Sizes and places that the kernels and what they read agree on."""

ROWS, COLUMNS = 8, 64
"""Pixels of a block."""

CHANNEL_BYTES = 2 * ROWS * COLUMNS
"""Bytes of one channel of a block in the stream."""

CUT, GAIN, OFFSET, NEXT, CENTRE, CONSTANTS = 0, 1, 3, 5, 6, 8
"""Places of an output's int16 constants: cut, two gains, two offsets, next threshold, what centres the sum."""

LEVELS = 16
"""Bit-planes kept per count; 9 * 512 channels need 13."""

BLOCK = 4
"""Planes are added in blocks of this many; two blocks at least, four where there are enough."""

PLANE = 64
"""Bytes of one bit-plane of a block of pixels."""

QUAD = 4 * PLANE
"""Bytes of 64 pairs of 16-bit numbers, or of 64 32-bit sums."""

SUM_ROW = QUAD + 2 * PLANE
"""Bytes of 64 32-bit sums between two margins of 16 that stay 0."""

PLANE_ROWS = 3
"""Rows of blocks kept of every unit's planes: the one at work, the one above, the one below."""

OUTPUTS, PIXELS = 4, 64
"""Of a float convolution, summed at once."""

NONE, RELU, LEAKY = range(3)
"""What follows such a sum once it lies on the stream's grid."""

