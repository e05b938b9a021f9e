"""What a new window does not show is imported here, when it is first asked for: so the window is there sooner.

All such imports of the window's own parts are in this module, but for those of the views and of the forms of
export, which their catalogues name. tests/architecture holds what must not be imported before the first painting.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.experiment.saved import Saved

if TYPE_CHECKING:
    from sequentia_gui.experiment.csv_points import LoadedPoints
    from sequentia_gui.export.snapshot import Snapshot
    from sequentia_gui.gui.document import Document, Progress
    from sequentia_gui.gui.films.maker import FilmMaker
    from sequentia_gui.gui.offer_strip import OfferStrip
    from sequentia_gui.gui.playback import Playback
    from sequentia_gui.gui.recovery import Recovery
    from sequentia_gui.gui.view_state import ViewState


def read_experiment(path: Path) -> Saved:
    """See `network.opening`."""
    from sequentia_gui.network.opening import read_checked

    return read_checked(path)


def write_experiment(path: Path, saved: Saved) -> None:
    """See `experiment.file_format`."""
    from sequentia_gui.experiment.file_format import write

    write(path, saved)


def experiment_in_text(text: str) -> Experiment:
    """See `experiment.experiment_text`; one that this program cannot use is refused."""
    from sequentia_gui.experiment.experiment_text import from_text
    from sequentia_gui.network.opening import checked

    return checked(from_text(text)).experiment


def text_of(experiment: Experiment) -> str:
    """See `experiment.experiment_text`."""
    from sequentia_gui.experiment.experiment_text import as_text

    return as_text(experiment)


def read_points(path: Path) -> LoadedPoints:
    """See `experiment.csv_points`."""
    from sequentia_gui.experiment.csv_points import read_points

    return read_points(path)


def fitting(progress: Progress, experiment: Experiment) -> Progress:
    """See `training.origin`."""
    from sequentia_gui.training.origin import fitting

    return fitting(progress, experiment)


def snapshot(experiment: Experiment, progress: Progress) -> Snapshot:
    """See `export.snapshot`."""
    from sequentia_gui.export.snapshot import snapshot

    return snapshot(experiment, progress)


def picture(widget: QWidget, suffix: str, scale: int) -> bytes:
    """See `pictures`."""
    from sequentia_gui.gui.pictures import picture

    return picture(widget, suffix, scale)


def film_maker(saved: Callable[[], Saved], say: Callable[[str], None], window: QWidget) -> FilmMaker:
    """See `films.maker`."""
    from sequentia_gui.gui.films.maker import FilmMaker

    return FilmMaker(saved, say, window)


def show_about(window: QWidget) -> None:
    """See `about`."""
    from sequentia_gui.gui.about import show_about

    show_about(window)


def recovery(document: Document, playback: Playback, view_state: ViewState, strip: OfferStrip) -> Recovery:
    """See `recovery`."""
    from sequentia_gui.gui.recovery import Recovery, unsaved_folder

    return Recovery(document, playback, view_state, strip, unsaved_folder())
