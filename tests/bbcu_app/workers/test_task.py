import os
import sys
import threading
import time

import pytest

from bbcu_app.workers.task import WAITING, Failure, Task, close_pool, make_pool
from engine.system import BEHIND


@pytest.fixture
def pool(qtbot):
    made = make_pool()
    yield made
    assert close_pool(made, 10)


def test_partial_results_and_the_end_arrive_in_order_on_this_thread(qtbot, pool):
    task, seen = Task(pool), []
    here = threading.get_ident()
    task.partial.connect(lambda value: seen.append((value, threading.get_ident() == here)))
    task.succeeded.connect(lambda value: seen.append((value, True)))

    def work(request, state):
        for number in request:
            state.partial(number)
        return threading.get_ident() != here

    with qtbot.waitSignal(task.ended, timeout=5000):
        task.start(work, (1, 2))
    assert seen == [(1, True), (2, True), (True, True)]
    assert not task.running


def test_an_error_arrives_as_a_failure_with_its_traceback(qtbot, pool):
    task = Task(pool)

    def work(_request, _state):
        raise ValueError("seven")

    with qtbot.waitSignal(task.failed, timeout=5000) as caught:
        task.start(work, None)
    failure = caught.args[0]
    assert isinstance(failure, Failure)
    assert "seven" in failure.details
    assert "in work" in failure.details


def test_nothing_late_arrives_after_cancel(qtbot, pool):
    """Not even what was sent before and is still waiting in this thread's queue."""
    task, sent, seen = Task(pool), threading.Event(), []
    for signal in (task.partial, task.succeeded, task.ended):
        signal.connect(lambda *args: seen.append(args))

    def work(_request, state):
        state.partial("waits in the queue")
        sent.set()
        while not state.is_cancelled():
            time.sleep(0.001)
        state.partial("late")
        return "late too"

    task.start(work, None)
    assert sent.wait(5)
    task.cancel()
    assert pool.waitForDone(5000)
    qtbot.wait(20)
    assert seen == []
    assert not task.running


def test_starting_again_cuts_the_first_run_off(qtbot, pool):
    task, seen = Task(pool), []
    task.succeeded.connect(seen.append)

    def work(request, state):
        if request == "old":
            while not state.is_cancelled():
                time.sleep(0.001)
        return request

    task.start(work, "old")
    with qtbot.waitSignal(task.ended, timeout=5000):
        task.start(work, "new")
    assert pool.waitForDone(5000)
    qtbot.wait(20)
    assert seen == ["new"]


def test_close_waits_for_what_is_cancelled(qtbot):
    pool = make_pool()
    task = Task(pool)
    task.start(lambda _request, state: time.sleep(0.05), None)
    task.cancel()
    assert close_pool(pool, 10)
    assert pool.activeThreadCount() == 0


def test_close_waits_for_what_has_not_begun_too(qtbot):
    pool, done = make_pool(threads=1), []
    tasks = [Task(pool) for _ in range(3)]
    for task in tasks:
        task.start(lambda _request, _state: (time.sleep(0.02), done.append(1)), None)
    assert close_pool(pool, 10)
    assert len(done) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows threads of different niceness")
def test_work_lets_the_window_go_first(qtbot, pool):
    task, seen = Task(pool), []
    task.succeeded.connect(seen.append)
    task.start(lambda _request, _state: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()), None)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen[0] >= BEHIND


def test_a_fast_function_waits_for_a_slow_window(qtbot, pool):
    task, sent = Task(pool), []

    def work(_request, state):
        for number in range(100):
            state.partial(number)
            sent.append(number)

    task.start(work, None)
    time.sleep(0.1)
    assert len(sent) <= WAITING
    seen = []
    task.partial.connect(seen.append)
    qtbot.waitUntil(lambda: len(seen) == 100, timeout=5000)


def test_cancelling_frees_a_function_that_waits_for_room(qtbot, pool):
    task = Task(pool)
    task.start(lambda _request, state: [state.partial(number) for number in range(100)], None)
    time.sleep(0.05)
    task.cancel()
    assert pool.waitForDone(5000)
