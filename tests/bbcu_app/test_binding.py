"""The Qt binding itself: one release ruined Python's None (see pyproject.toml)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_calls_leave_the_references_of_none_alone():
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 500
