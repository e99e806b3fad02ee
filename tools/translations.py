"""Keep the translations in step with the window's words.

    python tools/translations.py            find new texts, drop old ones, say what is missing, make the .qm files
    python tools/translations.py --check    change nothing; exit code 1 if something is missing or not in step

The texts are translated in ``resources/i18n/bbcu_*.ts``, by hand or with Qt Linguist. English has its plurals there.
What the engine says is collected in ``resources/i18n/engine.txt`` and translated like the rest.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.tuning.findings import SENTENCES  # noqa: E402 - this is a program, too
from tools.engine_words import sentences  # noqa: E402

FOLDER = ROOT / "resources" / "i18n"
ENGINE = FOLDER / "engine.txt"
PLURALS_ONLY = "en"


def files() -> list[Path]:
    """The files with translations."""
    return sorted(FOLDER.glob("bbcu_*.ts"))


def update(path: Path) -> None:
    """Bring one file in step with the code."""
    sources = sorted(str(source) for source in (ROOT / "bbcu_app").rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-sort-messages"]
    if language(path) == PLURALS_ONLY:
        options.append("-pluralonly")
    with tempfile.TemporaryDirectory() as folder:
        engine = Path(folder, "engine.py")
        texts = [*sentences(), *(text for _, text in SENTENCES.values())]
        engine.write_text("".join(f"QT_TR_NOOP({json.dumps(text)})\n" for text in texts), encoding="utf-8")
        _tool("lupdate", *options, *sources, str(engine), "-ts", str(path))


def collected() -> str:
    """What the engine says, a line each."""
    return "".join(f"{text}\n" for text in sentences())


def release(path: Path, target: Path) -> None:
    """Make what the program reads; one that runs meanwhile keeps what it has mapped."""
    part = target.with_suffix(".part")
    _tool("lrelease", "-silent", str(path), "-qm", str(part))
    part.replace(target)


def missing(path: Path) -> list[str]:
    """The texts that are not translated, and those whose places for names are not those of the English text."""
    bad = []
    for message in ElementTree.parse(path).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        if translation.get("type") == "unfinished" or not all(forms):
            bad.append(source)
        elif any(_places(form) != _places(source) for form in forms):
            bad.append(f"{source} (its places in braces differ)")
    return bad


def language(path: Path) -> str:
    """Which one a file is for."""
    return path.stem.removeprefix("bbcu_")


def check() -> list[str]:
    """What is wrong, one sentence each."""
    wrong = []
    if ENGINE.read_text(encoding="utf-8") != collected():
        wrong.append(f"{ENGINE.name}: not in step with the engine; run python tools/translations.py")
    with tempfile.TemporaryDirectory() as folder:
        for path in files():
            wrong += [f"{path.name}: not translated: {text}" for text in missing(path)]
            copy = Path(shutil.copy(path, folder))
            update(copy)
            if _messages(copy) != _messages(path):
                wrong.append(f"{path.name}: not in step with the code; run python tools/translations.py")
            fresh = copy.with_suffix(".qm")
            release(path, fresh)
            made = path.with_suffix(".qm")
            if not made.is_file() or made.read_bytes() != fresh.read_bytes():
                wrong.append(f"{made.name}: not made from the texts; run python tools/translations.py")
    return wrong


def _messages(path: Path) -> list[tuple[str, str]]:
    return sorted((message.findtext("source") or "", message.findtext("comment") or "")
                  for message in ElementTree.parse(path).getroot().iter("message"))


def _places(text: str) -> list[str]:
    return sorted(part.split("}")[0] for part in text.split("{")[1:])


def _tool(name: str, *options: str) -> None:
    from PySide6 import __file__ as binding

    program = Path(binding).parent / name
    command = str(program) if program.is_file() else shutil.which(f"pyside6-{name}") or name
    done = subprocess.run([command, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr or done.stdout}")


def main() -> int:
    """Do it; returns the exit code."""
    parser = argparse.ArgumentParser(description="Keep the translations in step with the window's words.")
    parser.add_argument("--check", action="store_true", help="change nothing")
    if parser.parse_args().check:
        wrong = check()
    else:
        ENGINE.write_text(collected(), encoding="utf-8")
        for path in files():
            update(path)
            release(path, path.with_suffix(".qm"))
        wrong = [f"{path.name}: not translated: {text}" for path in files() for text in missing(path)]
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
