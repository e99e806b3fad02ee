import bbcu_app.__main__ as window
from engine.cli import main


def test_files_are_handed_to_the_window(monkeypatch):
    given = []
    monkeypatch.setattr(window, "main", lambda argv: given.append(argv) or 7)
    assert main(["app", "a.jpg", "b.png"]) == 7
    assert main(["app"]) == 7
    assert given == [["a.jpg", "b.png"], []]
