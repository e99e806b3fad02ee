"""``python -m engine.cli``: the same as ``bbcu``."""

import sys

from engine.cli import main

sys.exit(main())
