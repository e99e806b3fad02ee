import pytest

from engine.cli import main


def test_complaints_about_the_command_do_not_move_the_cursor(capsys):
    for arguments in (["restore", "a.jpg", "--odd\x1b[2J"], ["pa\x1b[2Jint"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        said = capsys.readouterr().err
        assert stop.value.code == 2
        assert "\\x1b[2J" in said and "\x1b" not in said


def test_unknown_commands_are_refused():
    with pytest.raises(SystemExit) as stop:
        main(["paint"])
    assert stop.value.code == 2
