"""The import contracts name every module, and what they let pass is as they say."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("engine", "bbcu_app")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_of(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))}


def named(contract):
    """The modules that a contract is about."""
    layers = [name.strip() for layer in contract.get("layers", []) for name in layer.split("|")]
    containers = contract.get("containers")
    inside = [f"{container}.{layer}" for container in containers for layer in layers] if containers else layers
    return {*inside, *contract.get("source_modules", [])}


def test_every_module_is_in_a_contract():
    """By its own name or that of the room it lies in; the two packages' names do not count for what is in them."""
    names = set().union(*map(named, CONTRACTS))
    rooms = {name for name in names if "." in name}
    missing = [module for module in FILES if module not in names
               and not any(module.startswith(f"{room}.") for room in rooms) and module not in PACKAGES]
    assert not missing
    assert names <= {*FILES}, "a contract names what is not there"


def test_rooms_with_layers_are_exhaustive():
    """So that lint-imports itself refuses a new module that is in no line."""
    layered = [contract for contract in CONTRACTS if contract["type"] == "layers"]
    assert layered and all(contract["exhaustive"] for contract in layered)


def imports(tree):
    """Names that are imported: (at the start, late), whole paths such as ``engine.plan.Task``."""
    first, late = set(), set()

    def visit(node, inside):
        found = late if inside else first
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        for child in ast.iter_child_nodes(node):
            visit(child, inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)))

    visit(tree, False)
    return first, late


def within(name, module):
    return name == module or name.startswith(f"{module}.")


@pytest.mark.parametrize("module", FILES)
def test_what_is_heavy_is_imported_late(module):
    tree = ast.parse(FILES[module].read_text())
    first, _ = imports(tree)
    if not within(module, "engine.training"):
        assert not [name for name in first if within(name, "engine.training")]
        if module != "engine.backend.torch_runner":
            assert not [name for name in first if within(name, "torch")]
    for node in ast.walk(tree):  # a name in a string would pass under the contracts
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("import_module", "__import__"):
            assert not ast.unparse(node.args[0]).lstrip("f\"'").startswith(PACKAGES), ast.unparse(node)


IGNORED = sorted({pair for contract in CONTRACTS for pair in contract.get("ignore_imports", [])})


@pytest.mark.parametrize("pair", IGNORED)
def test_ignored_imports_are_late(pair):
    importer, imported = pair.split(" -> ")
    imported = imported.removesuffix(".**")
    first, late = imports(ast.parse(FILES[importer].read_text()))
    if importer == "engine.backend.torch_runner":  # which is itself loaded late
        _, late = imports(ast.parse(FILES["engine.backend"].read_text()))
        imported, first = importer, set()
    assert any(within(name, imported) for name in late)
    assert not any(within(name, imported) for name in first)


@pytest.mark.parametrize("module", FILES)
def test_the_map_shows_every_module(module):
    name = module.rpartition(".")[2]
    rows = [line for line in (ROOT / "docs" / "architecture.md").read_text().splitlines() if line.startswith("| ")]
    assert module in PACKAGES or any(f"`{name}`" in row or f"{name}/`" in row for row in rows)
