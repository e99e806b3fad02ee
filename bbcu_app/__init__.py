"""The window: see docs/architecture.md for what lives where."""

import engine  # noqa: F401  (first of all: it must come before NumPy, see there)
