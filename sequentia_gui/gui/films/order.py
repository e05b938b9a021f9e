"""A film that somebody wants: what it shows, of which training, how fast and how large."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FilmOrder:
    """What to show, and how.

    `view` is "window" or a view's name; `fresh`: it begins with the first weights, and not with the present
    ones; `size` is in pixels, as the command line has it.
    """

    view: str = "window"
    fresh: bool = True
    epochs: int = 100
    pictures: int = 60
    per_second: int = 10
    size: str = "1280x800"
    theme: str = "light"

    def words(self, experiment: Path, film: Path) -> list[str]:
        """What the command line is told, to make it of an experiment's file."""
        return [
            *("render", str(experiment), "-o", str(film), "--progress"),
            *("--view", self.view, "--size", self.size, "--theme", self.theme),
            *("--epochs", str(self.epochs), "--frames", str(self.pictures), "--fps", str(self.per_second)),
        ]
