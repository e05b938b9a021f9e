"""What a file of ours holds, and how names and texts tell that they are ours; reading and writing are elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment

SUFFIX = ".sequentia"
PREFIX = "sequentia:"
BEGINNING = re.compile(re.escape(PREFIX), re.IGNORECASE | re.ASCII)
"""With this an experiment's text begins; telephones like to begin a line with a capital letter."""

TABLES = (".csv", ".tsv", ".tab", ".txt", ".dat", ".data")
_WORKBOOKS = (".xlsx", ".xls", ".ods")
"""Of these, too, points are expected, and it is said how they become a table that can be read."""

ViewValue = bool | int | float | str | list[int | float | str] | None
"""A choice of the look in a file."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a file holds: an experiment, one checkpoint per contestant or none, and how it is looked at.

    `view` are names and simple values that the window understands; empty where the file says nothing of it.
    """

    experiment: Experiment
    progress: tuple[Checkpoint, ...] = ()
    view: Mapping[str, ViewValue] = field(default_factory=dict)


def is_table(path: Path) -> bool:
    """Whether the file's name says that it is a table of points."""
    return path.suffix.lower() in (*TABLES, *_WORKBOOKS)


def holds_experiment(text: str) -> bool:
    """Whether there is an experiment's text in this one, undamaged or not."""
    return BEGINNING.search(text) is not None
