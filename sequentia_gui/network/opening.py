"""Opening an experiment's file for use: it must be well formed, and speak only of what this program knows."""

from __future__ import annotations

from pathlib import Path

from sequentia_gui.experiment.file_format import read
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.network.vocabulary import check_names, check_progress


def read_checked(path: Path) -> Saved:
    """The saved experiment; ExperimentError with a sentence where it cannot be read or used."""
    return checked(read(path))


def checked(saved: Saved) -> Saved:
    """What was saved, as it is; ExperimentError where it speaks of something that this program does not know."""
    check_names(saved.experiment)
    check_progress(saved.progress)
    return saved
