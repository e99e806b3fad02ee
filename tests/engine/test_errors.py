import pytest

from engine.errors import RestoreError, printable


def test_an_error_is_one_line():
    err = RestoreError("it is broken", hint="Copy it again.", file="/a/b.png", step="reading")
    assert str(err) == "b.png: it is broken (while reading). Copy it again."
    assert str(RestoreError("no")) == "no."
    assert str(RestoreError("no", file="a\nb\x1b[2J.png")) == r"a\nb\x1b[2J.png: no."


@pytest.mark.parametrize(("text", "shown"), [
    ("Zoë 写真 👍\u3000", "Zoë 写真 👍\u3000"), ("\x1b]0;title\x07", r"\x1b]0;title\x07"), ("\x9b2J\r", r"\x9b2J\r"),
    ("\udcff", r"\udcff"), ("a\u2028b", r"a\u2028b"),
])
def test_control_characters_are_spelt_out(text, shown):
    assert printable(text) == shown
