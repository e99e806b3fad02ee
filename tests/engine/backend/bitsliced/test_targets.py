"""Targets: each less capable one has no instruction that the one above lacks, and none is chosen that cannot run."""

from itertools import pairwise

import pytest
from llvmlite import binding

from engine.backend.bitsliced import targets
from engine.backend.bitsliced.targets import X86, Target, features_here, features_in, fitting


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


def test_linux_tells_of_the_same_features(monkeypatch):
    monkeypatch.setattr(targets.platform, "machine", lambda: "x86_64")
    flags = ("lm cmov cx8 fxsr mmx sse sse2 pni ssse3 cx16 sse4_1 sse4_2 lahf_lm popcnt xsave avx f16c fma movbe abm "
             "bmi1 avx2 bmi2 avx512f avx512dq avx512cd avx512bw avx512vl")
    text = f"processor\t: 0\nmodel name\t: Any\nflags\t\t: {flags}\nbugs\t\t: some\n\nflags\t\t: lm\n"
    assert fitting(features_in(text)) == X86[1:]
    assert fitting(features_in(text.replace("lahf_lm", ""))) == () == fitting(features_in("no flags"))
    more = " avx512vbmi avx512_vbmi2 avx512_vnni avx512ifma avx512_bitalg avx512_vpopcntdq gfni"
    assert fitting(features_in(text.replace(flags, flags + more))) == X86
    monkeypatch.setattr(targets.platform, "machine", lambda: "aarch64")
    monkeypatch.setattr(targets.sys, "platform", "linux")
    assert [target.cpu for target in fitting(features_in("Features\t: fp asimd\n"))] == ["generic"]


@pytest.mark.skipif(not features_here(), reason="the system does not tell")
def test_llvm_and_linux_agree_on_this_processor():
    here = [name for name, has in binding.get_host_cpu_features().items() if has]
    assert fitting(features_here()) == fitting(here)
