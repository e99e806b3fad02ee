"""Tests mirror the tree: a module's are in the file of its name, or in that of the module through which it runs."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
THROUGH = {
    "engine/__init__": "engine/test_start",
    "engine/backend/__init__": "engine/backend/test_choose",
    "engine/backend/selfcheck": "engine/backend/test_choose",
    "engine/backend/bitsliced/kernels": "engine/backend/bitsliced/test_runner",
    **{f"engine/backend/bitsliced/{name}": "engine/backend/bitsliced/test_runner"
       for name in ("blocks", "entries", "layered", "numbers", "profile", "shapes", "tables")},
    "engine/cli/parsing": "engine/cli/test_init",
    "engine/picture/meta/__init__": "engine/picture/test_files",
    "engine/picture/read/__init__": "engine/picture/test_files",
    "engine/picture/write": "engine/picture/write/test_formats",
    "engine/training/scale_kernels": "engine/training/test_scales",
    "bbcu_app/__init__": "engine/test_start",
    "bbcu_app/views/teach_form": "bbcu_app/views/test_teach_page",
    "bbcu_app/views/teach_progress": "bbcu_app/views/test_teach_page",
    "bbcu_app/estimates": "bbcu_app/test_controller",
    "bbcu_app/openings": "bbcu_app/test_controller",
    "bbcu_app/saves": "bbcu_app/test_controller",
}
"""Modules, or folders of them, whose tests are in another file: compiled kernels run only as a backend, say."""
MODULES = [path.relative_to(ROOT).with_suffix("").as_posix() for package in ("engine", "bbcu_app")
           for path in sorted((ROOT / package).rglob("*.py")) if path.name != "__init__.py" or path.read_text().strip()]


def own(module):
    """The file of tests that has the module's name."""
    folder, _, name = module.rpartition("/")
    return ROOT / "tests" / folder / f"test_{name.strip('_')}.py"


def through(module):
    """What stands in for it, or None."""
    return next((test for there, test in THROUGH.items() if module == there or module.startswith(f"{there}/")), None)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_tests(module):
    other = through(module)
    assert own(module).exists() or (other and (ROOT / "tests" / f"{other}.py").exists()), own(module)


@pytest.mark.parametrize("there", THROUGH)
def test_nothing_is_excused_that_is_not_there(there):
    assert any(module == there or module.startswith(f"{there}/") for module in MODULES)
