"""What is said about somebody's pictures before a network learns from them, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

GOOD, WORTH_KNOWING, LEFT_OUT = "good", "worth knowing", "left out"

SENTENCES: dict[str, tuple[str, str]] = {
    "usable": (GOOD, "{count} photos can be learned from, {number:.1f} megapixels."),
    "pairs": (GOOD, "{count} pairs can be learned from, {number:.1f} megapixels."),
    "noise measured": (GOOD, "Noise was measured in {count} damaged pictures: sigma about {number:.0f}."),
    "jpeg measured": (GOOD, "JPEG damage was found in {count} damaged pictures: quality about {number:.0f}."),
    "few": (WORTH_KNOWING, "There are only {count}. With 20 or more it learns to do well on others of the kind, too."),
    "sizes": (WORTH_KNOWING, "They are of {count} different sizes. That does no harm."),
    "alike": (WORTH_KNOWING, "Much alike: {names}. Other subjects would teach it more."),
    "cut": (WORTH_KNOWING, "They are large: about {number:.1f} megapixels from the middle of each are used."),
    "noisy": (WORTH_KNOWING, "Already noisy: {names}. What is to be learned as clean should be clean."),
    "jpeg": (WORTH_KNOWING, "Damaged by JPEG: {names}. What is to be learned as clean should be clean."),
    "blurred": (WORTH_KNOWING, "Not sharp: {names}. Sharp ones teach more."),
    "half used": (WORTH_KNOWING, "There are more than {count} files; those, spread over all, are used."),
    "unreadable": (LEFT_OUT, "Cannot be read: {names}."),
    "small": (LEFT_OUT, "Too small, each side needs {number:.0f} pixels: {names}."),
    "empty": (LEFT_OUT, "Nothing to be seen in them: {names}."),
    "twice": (LEFT_OUT, "The same picture as another: {names}."),
    "no partner": (LEFT_OUT, "Without a partner: {names}."),
    "unaligned": (LEFT_OUT, "The two do not show the same, even when moved: {names}."),
    "sizes of a pair": (LEFT_OUT, "The sizes of the two do not fit: {names}."),
    "not measurable": (LEFT_OUT, "No even place to measure the damage at: {names}."),
}
"""What may be found, how grave it is, and the sentence."""

NAMED = 3
"""How many file names stand in a sentence."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes
    ----------
    kind : str
        Of :data:`SENTENCES`.
    count : int
        How many pictures it is about.
    names : tuple of str
        Their files.
    number : float
        What was measured.
    """

    kind: str
    count: int = 0
    names: tuple[str, ...] = ()
    number: float = 0.0

    @classmethod
    def about(cls, kind: str, names: list[str], number: float = 0.0) -> Finding:
        """Of some files."""
        return cls(kind, len(names), tuple(names), number)

    @property
    def weight(self) -> str:
        """How grave it is."""
        return SENTENCES[self.kind][0]

    @property
    def sentence(self) -> str:
        """In English."""
        return self.filled(SENTENCES[self.kind][1])

    def filled(self, template: str, more: str = " and {count} more") -> str:
        """A sentence, in any language, with what was found in its places."""
        named = ", ".join(self.names[:NAMED])
        rest = len(self.names) - NAMED
        named += more.format(count=rest) if rest > 0 else ""
        return template.format(count=self.count, names=named, number=self.number)
