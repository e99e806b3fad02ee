"""What the packaged programs run: the command line if called ``bbcu``, else the window."""

import os
import sys
from pathlib import Path

for name in ("stdout", "stderr"):
    if getattr(sys, name) is None:  # Windows gives a program without a console no streams
        setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115

if Path(sys.argv[0]).stem.lower() == "bbcu":
    from engine.cli import program

    program()
else:
    from bbcu_app.__main__ import main

    sys.exit(main())
