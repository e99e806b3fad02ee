from PySide6.QtGui import QKeySequence

from bbcu_app.views.actions import EXTRA_KEYS, ROWS, key_list, native


def test_one_key_means_one_thing():
    keys = [key for row in ROWS for key in (*row.keys, *row.heard)] + [key for keys, _ in EXTRA_KEYS for key in keys]
    assert len(keys) == len(set(keys))
    assert all(not QKeySequence(key).isEmpty() for key in keys)


def test_every_key_is_in_the_list_of_keys():
    listed = " ".join(keys for keys, _ in key_list())
    for row in ROWS:
        assert all(native(key) in listed for key in (*row.keys, *row.heard))


def test_tooltips_name_the_key(window):
    assert window.actions_["open"].toolTip() == "Open (Ctrl+O)"
    assert window.actions_["next"].toolTip() == "Next picture (Right)"
    assert window.actions_["about"].toolTip() == "About BBCU Restore"


def test_each_action_does_something(window):
    from PySide6.QtCore import SIGNAL

    for row in ROWS:
        action = window.actions_[row.name]
        assert action.receivers(SIGNAL("triggered(bool)")) + action.receivers(SIGNAL("toggled(bool)")) > 0, row.name
