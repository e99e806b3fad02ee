"""What numbers were measured on."""

from engine.measure.machine import KNOWN, has, machine


def test_the_processor_is_named():
    found = machine()
    assert found["processor"] and found["cores"] >= 1
    assert set(found["features"]) <= set(KNOWN) and all(map(has, found["features"]))
    assert not has("no-such-feature")
