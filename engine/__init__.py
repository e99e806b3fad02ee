"""Restoration without a window: see docs/architecture.md for what lives where."""

import os

# Tiles already run on every core. A matrix product that takes more threads for itself waits for cores that are busy,
# and its threads, once woken, spin beside the tiles: measured on two shared cores, the convolutions of an upsampler
# were four to thirteen times slower. NumPy and OpenCV read this when they are first imported, so `engine` comes before
# them; a value that someone has set stays.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
