"""What the engine says to people, found in its source: its errors and notes, with places for what varies.

The engine speaks English, for the command line; the window finds a sentence again by its fixed words
(``bbcu_app.said``) and says it in the language of the person.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("picture", "run", "network/packed.py", "backend/__init__.py", "size.py", "tuning",
         *(f"training/{name}.py" for name in ("fine_tune", "tuned")))
"""Parts of the engine whose sentences the window shows; a plan that cannot be is for who writes it."""
UNHEARD = ("selftest.py",)

SAID = {"PictureError": 0, "SaveError": 0, "ModelError": 0, "BackendError": 0, "MemoryShortError": 0,
        "RestoreError": 0, "TrainingError": 0,
        "unsupported": 1, "Chosen": 1}
"""Calls that take a sentence, and at which place."""
WORDS = ("first", "second", "third", "file", "animation", "whole", "signed", "floating-point", "camera raw",
         "from source")
"""Put into their sentences."""
SPOKEN = ("hint", "notes", "why")
"""Arguments and variables that hold sentences."""
HOLE = "\0"
PLACE = re.compile(r"\{\d\}")


def sentences() -> list[str]:
    """All of them, such as ``"{0} does not hold 16 bits"``, in alphabetical order."""
    found: set[str] = set()
    for room in ROOMS:
        place = ROOT / "engine" / room
        for path in [place] if place.suffix else sorted(place.rglob("*.py")):
            if path.name not in UNHEARD:
                found.update(map(numbered, _of_module(ast.parse(path.read_text(encoding="utf-8")))))
    return sorted({text for text in found if " " in PLACE.sub("", text).strip(" :")} | set(WORDS))


def numbered(text: str) -> str:
    """A sentence with its places numbered in order."""
    first, *others = text.split(HOLE)
    return first + "".join(f"{{{number}}}{other}" for number, other in enumerate(others))


def _of_module(tree: ast.Module) -> Iterator[str]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        known: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for names, value in _assigned(node):
                    known.setdefault(names, []).append(value)
        for node in ast.walk(function):
            for value in _spoken(node):
                yield from (text for text in _texts(value, known) if text.strip(HOLE + " "))


def _assigned(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs: Iterable[tuple[ast.expr, ast.expr]] = zip(target.elts, value.elts, strict=True)
    else:
        pairs = [(target, value)]
    yield from ((name.id, given) for name, given in pairs if isinstance(name, ast.Name))


def _spoken(node: ast.AST) -> Iterator[ast.expr]:
    """What is said at this point of the source."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        place = SAID.get(name)
        if place is not None and len(node.args) > place:
            yield node.args[place]
        yield from (each.value for each in node.keywords if each.arg in SPOKEN)
        if name == "append" and getattr(node.func.value, "id", "") in SPOKEN:
            yield from node.args
    elif isinstance(node, ast.Assign | ast.AugAssign):
        target = node.target if isinstance(node, ast.AugAssign) else node.targets[0]
        if isinstance(target, ast.Name) and target.id in SPOKEN:
            yield node.value
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield node.value  # perhaps of a function that makes notes


def _texts(node: ast.expr, known: dict[str, list[ast.expr]]) -> list[str]:
    """Every text that an expression can be, holes where something else is put in."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(each) for each in product(*(_texts(part, known) or [HOLE] for part in parts))]
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return _texts(value, known)
        case ast.IfExp(body=one, orelse=other):
            return (_texts(one, known) or [HOLE]) + (_texts(other, known) or [HOLE])
        case ast.BinOp(left=one, right=other, op=ast.Add()):
            parts = [one, other]
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts):
            pass
        case _:
            parts, known = known.get(getattr(node, "id", ""), []), {}
    return [text for part in parts for text in _texts(part, known)]
