"""A tour in pictures: PNGs of the window in every size, theme and state worth looking at."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault(
    "QT_LOGGING_RULES", "default.warning=false"
)  # the offscreen platform talks at each window

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.views.catalogue import VIEWS
from sequentia_gui.picture import Shot, staged
from sequentia_gui.render import analyses_for
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to

SIZES = ((1280, 720), (1440, 900), (1920, 1080))


def with_network(experiment: Experiment, widths: tuple[int, ...], activation: str = "relu") -> Experiment:
    """The same points and plan with another network."""
    contestant = replace(experiment.contestants[0], network=NetworkDesign.of(widths, activation))
    return replace(experiment, contestants=(contestant,))


def scenes() -> Iterator[tuple[str, Experiment, int]]:
    """What to look at: a name, an experiment, and for how many epochs it is trained."""
    first = first_experiment()
    spiral = edits.choose_dataset(first, "spiral")
    yield "first", first, 0
    yield "first-trained", first, 100
    yield "spiral-8x8", with_network(spiral, (8, 8)), 400
    yield "one-neuron", with_network(first, (1,)), 100
    yield "no-hidden-layer", with_network(first, ()), 100
    yield "large-8x32", with_network(edits.set_recipe(spiral, count=2000), (32,) * 8), 20
    yield "tanh", with_network(edits.choose_dataset(first, "circle"), (4, 2), "tanh"), 100
    yield "iris", with_network(edits.choose_dataset(first, "iris"), (6, 4)), 100
    yield "no-points", edits.clear_points(first), 0


def take(folder: Path) -> None:
    """Write all pictures into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, experiment, epochs in scenes():
        frame = run_to(experiment, "fresh", epochs=epochs, wants=analyses_for("window"))
        for theme in ("light", "dark"):
            for size in SIZES:
                _write(frame, Shot("window", size, theme), folder / f"{name}-{theme}-{size[0]}x{size[1]}.png")
    frame = run_to(first_experiment(), "fresh", epochs=100, wants=analyses_for("window"))
    for zoom in (1.5, 2.0, 2.5):
        _write(frame, Shot("window", (1280, 720), zoom=zoom), folder / f"zoom-{zoom:g}-light-1280x720.png")
    _write(frame, Shot("window", (1440, 900), "contrast"), folder / "contrast-1440x900.png")
    for view in (entry.name for entry in VIEWS):
        _write(frame, Shot(view, (1280, 720)), folder / f"view-{view}.png")


def _write(frame: Frame, shot: Shot, path: Path) -> None:
    with staged(frame, shot) as scene:
        scene.widget.grab().toImage().save(str(path))
    print(path)


if __name__ == "__main__":
    take(Path(sys.argv[1]))
