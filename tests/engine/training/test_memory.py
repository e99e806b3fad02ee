"""Freed memory stays with the process while it trains, and only then."""

import subprocess
import sys

import pytest

CHILD = """
import resource, numpy as np
from contextlib import nullcontext
from engine.training.memory import kept_memory

def rounds():
    for _ in range(5):
        held = [np.ones(1 << 22, np.uint8) for _ in range(16)]

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    rounds()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

with {context}():
    rounds()
    print(faults())
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")][0])
"""


def child(context):
    done = subprocess.run([sys.executable, "-c", CHILD.replace("{context}", context)], capture_output=True, text=True,
                          check=True)
    faults, kilobytes = map(int, done.stdout.split())
    return faults, kilobytes


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's")
def test_pages_are_not_taken_anew_and_are_given_back_at_the_end():
    plain, kept = child("nullcontext"), child("kept_memory")
    assert kept[0] < 0.1 * plain[0]
    assert kept[1] < plain[1] + 30_000
