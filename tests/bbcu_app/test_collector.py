import gc
import threading
import weakref

import pytest

from bbcu_app import collector as module
from bbcu_app.collector import Collector


class Knot:
    """Refers to itself: only the collector frees it."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def collector(qapp, monkeypatch):
    monkeypatch.setattr(module, "INTERVAL", 10)
    made = Collector(qapp)
    yield made
    made.close()
    gc.unfreeze()


def test_circles_are_collected_on_the_gui_thread(qtbot, collector):
    on = []
    knot = Knot()
    gone = weakref.finalize(knot, lambda: on.append(threading.current_thread()))
    del knot
    keep = [[] for _ in range(5000)]  # so that there is something to look for
    qtbot.waitUntil(lambda: not gone.alive, timeout=5000)
    assert on == [threading.main_thread()] and keep


def test_python_does_not_collect_by_itself_until_it_is_left_to_it_again(qapp):
    made = Collector(qapp)
    assert not gc.isenabled()
    made.close()
    assert gc.isenabled()


def test_what_is_loaded_is_not_looked_through_again(collector):
    collector.settle()
    assert gc.get_freeze_count() > 10000
