import pytest

from engine.cli import main


def test_unknown_commands_are_refused():
    with pytest.raises(SystemExit) as stop:
        main(["paint"])
    assert stop.value.code == 2
