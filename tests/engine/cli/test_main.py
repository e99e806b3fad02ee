import subprocess
import sys

import pytest


@pytest.mark.parametrize(("words", "code", "shown"), [
    (["--help"], 0, "restore"), (["cost", "--table", "2"], 0, "DnCNN"), (["paint"], 2, "invalid choice"),
    ([], 2, "COMMAND"),
])
def test_the_module_is_the_command(words, code, shown):
    done = subprocess.run([sys.executable, "-m", "engine.cli", *words], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert shown in done.stdout + done.stderr
