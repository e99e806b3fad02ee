"""What a network is to learn, and of which pictures: said once, kept beside the run."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import TrainingError
from engine.run import catalog
from engine.run.catalog import Model

LONGEST_NAME = 60
_NAME = re.compile(r"[\w][\w .+-]*")


@dataclass(frozen=True)
class Order:
    """One wish.

    Attributes
    ----------
    name : str
        Of the model that comes out.
    base : str
        Name of the model to begin with.
    photos : tuple of Path
        Folders of good photographs, or files.
    damaged : tuple of Path
        Folders of spoiled pictures, of whatever; the damage is measured in them.
    pairs : Path or None
        A folder of spoiled pictures beside good ones.
    minutes : float
        Of training.
    seed : int

    Raises
    ------
    TrainingError
        For a name that no file can have, no pictures, or no time.
    """

    name: str
    base: str
    photos: tuple[Path, ...] = ()
    damaged: tuple[Path, ...] = ()
    pairs: Path | None = None
    minutes: float = 20.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or len(self.name) > LONGEST_NAME or self.name != self.name.strip(" ."):
            raise TrainingError(f"a model cannot be called {self.name!r}",
                                hint="Use letters, digits, spaces and hyphens.")
        if not self.photos and self.pairs is None:
            raise TrainingError("there are no pictures to learn from", hint="Name a folder of good photographs.")
        if not (math.isfinite(self.minutes) and 0 < self.minutes <= 7 * 24 * 60):
            raise TrainingError(f"{self.minutes:g} minutes cannot be trained for",
                                hint="Choose a time of up to a week; 20 minutes are a good beginning.")

    @property
    def model(self) -> Model:
        """The base.

        Raises
        ------
        ModelError
            If it is not there any more.
        """
        return catalog.find(None, self.base)

    def longer(self, minutes: float) -> Order:
        """The same with another time."""
        return replace(self, minutes=minutes)

    def to_json(self) -> str:
        """As JSON; folders by their whole names, for it may be read elsewhere."""
        values = self.__dict__ | {"photos": [str(path.absolute()) for path in self.photos],
                                  "damaged": [str(path.absolute()) for path in self.damaged],
                                  "pairs": None if self.pairs is None else str(self.pairs.absolute())}
        return json.dumps(values, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Order:
        """Read what :meth:`to_json` wrote.

        Raises
        ------
        TrainingError
            If it is something else.
        """
        try:
            raw = json.loads(text)
            folders = {key: tuple(Path(str(each)) for each in raw[key]) for key in ("photos", "damaged")}
            pairs = None if raw["pairs"] is None else Path(str(raw["pairs"]))
            return cls(str(raw["name"]), str(raw["base"]), **folders, pairs=pairs, minutes=float(raw["minutes"]),
                       seed=int(raw["seed"]))
        except (ValueError, TypeError, KeyError) as err:
            raise TrainingError("what was to be learned cannot be read any more", hint="Begin it anew.") from err
