import io
import sys

import pytest

from engine.cli.console import out, say


@pytest.mark.parametrize(("coding", "shown"), [
    ("utf-8", "Zoë \\x1b[2J \\udcff"), ("ascii", "Zo\\xeb \\x1b[2J \\udcff"),
])
def test_nothing_that_is_written_fails_or_moves_the_cursor(monkeypatch, coding, shown):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=coding)
    monkeypatch.setattr(sys, "stdout", stream)
    out("Zoë \x1b[2J \udcff\nmore")
    stream.flush()
    assert stream.buffer.getvalue().decode(coding) == shown + "\nmore\n"


def test_what_went_wrong_goes_beside_the_result(capsys):
    out("result")
    say("trouble")
    assert tuple(capsys.readouterr()) == ("result\n", "trouble\n")
