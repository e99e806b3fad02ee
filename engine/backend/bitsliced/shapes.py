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

PLANE_STEPS = PLANE // 8
"""From one plane to the next, in steps of eight bytes: those in which the lists of planes count."""

QUAD = 4 * PLANE
"""Bytes of 64 pairs of 16-bit numbers, or of 64 32-bit sums."""

PLANE_ROWS = 3
"""Rows of blocks kept of every unit's planes: the one at work, the one above, the one below."""

OUTPUTS, PIXELS = 4, 64
"""Of a float convolution, summed at once."""

NONE, RELU, LEAKY = range(3)
"""What follows such a sum once it lies on the stream's grid."""

THREE = 3
"""Outputs of the tail that are summed at once: the colours of a pixel."""

KEPT_ROWS = 11
"""Rows of pixels that the tail keeps: a row of blocks, two above it, and one below the picture."""

MARGIN = 16
"""Pixels in front of such a row; as many at least lie behind it. They stay 0."""

TAP_ROW, TAP_COLUMN, FIRST, COUNT, CARRY = range(5)
"""Of pairs of channels under one tap of the tail: the tap's place, the first pair, how many, and whether sums are
carried behind them."""
