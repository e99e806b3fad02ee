"""What the engine says, in the language of the person.

The engine speaks English and puts names and numbers into its sentences. Each of them is known by its fixed words
(``resources/i18n/engine.txt``, found in its source by ``tools/engine_words.py``) and translated like the window's
own. One that is not known is shown as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bbcu_app.i18n import folder, tr

PLACE = re.compile(r"\\?\{\d\\?\}")


def said(text: str) -> str:
    """One or several of the engine's sentences, translated.

    Parameters
    ----------
    text : str
        Such as ``"it is not a picture"``, or ``"a.png: the disk is full. Save to another disk."``.
    """
    for pattern, sentence in _known():
        if found := pattern.fullmatch(text):
            return tr(sentence).format(*map(said, found.groups()))
    for stop in (". ", ": "):
        head, there, rest = text.partition(stop)
        if there and (said(head), said(rest)) != (head, rest):
            return f"{said(head)}{stop}{said(rest)}"
    return f"{said(text[:-1])}." if text.endswith(".") else tr(text)


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The engine's sentences as patterns, those with the most words of their own first."""
    lines = (folder() / "engine.txt").read_text(encoding="utf-8").splitlines()
    lines.sort(key=lambda line: -len(PLACE.sub("", line)))
    return tuple((re.compile(PLACE.sub("(.+?)", re.escape(line)), re.DOTALL), line) for line in lines)
