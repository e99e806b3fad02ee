"""Targets: each less capable one has no instruction that the one above lacks, and none is chosen that cannot run."""

from itertools import pairwise

import pytest
from llvmlite import binding

from engine.backend.bitsliced import targets
from engine.backend.bitsliced.targets import X86, Target, fitting


def test_they_go_down_from_the_most_capable():
    for above, below in pairwise(X86):
        assert set(above.features) > set(below.features)


def test_flags_are_as_llvm_writes_them():
    assert Target("generic", ("neon", "sve")).flags == "+neon,+sve"


@pytest.mark.parametrize("place", range(len(X86)))
def test_a_processor_runs_its_own_target_and_those_below(place, monkeypatch):
    monkeypatch.setattr(targets.platform, "machine", lambda: "AMD64")
    assert fitting(X86[place].features) == X86[place:]
    assert fitting(X86[place].features[:-1]) == X86[place + 1 :]


def test_other_machines(monkeypatch):
    for machine, system, cpu in (("arm64", "darwin", "apple-m1"), ("aarch64", "linux", "generic")):
        monkeypatch.setattr(targets.platform, "machine", lambda machine=machine: machine)
        monkeypatch.setattr(targets.sys, "platform", system)
        assert [target.cpu for target in fitting(["neon"])] == [cpu]
    monkeypatch.setattr(targets.platform, "machine", lambda: "riscv64")
    assert fitting(["neon"]) == ()


def test_llvm_knows_the_features_by_these_names():
    known = set(binding.get_host_cpu_features())
    wanted = {feature for target in targets.all_here() for feature in target.features}
    assert wanted <= known or not known
