"""An experiment, trained for some epochs, becomes a picture and numbers, with no window and no display."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.csv_points import read_points
from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.experiment.file_format import Saved
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.network.opening import read_checked
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to

if TYPE_CHECKING:
    pass

ALL_ANALYSES = frozenset({"activity", "decision_map", "neuron_maps"})


def render(options: argparse.Namespace) -> int:
    """Train, draw and report as the command line asks; the result is the exit code."""
    saved = _reseeded(_read(options.file), options.seed)
    if options.epochs and not (~saved.experiment.points.held_out).any():
        raise ExperimentError(f"{options.file.name} has no points to train on.")
    began = time.perf_counter()
    frame = run_to(saved.experiment, saved.progress or "fresh", epochs=options.epochs, wants=ALL_ANALYSES)
    seconds = time.perf_counter() - began
    if options.output:
        _draw(frame, options)
    if options.json:
        print(json.dumps(report(frame, seconds), indent=2))
    return _tell_divergence(frame)


def report(frame: Frame, seconds: float) -> dict[str, object]:
    """What was measured, as plain values for JSON; `seconds` is how long training took."""
    at = frame.contestants[0]
    activity = at.findings["activity"]
    assert isinstance(activity, Activity)
    dead = [
        [layer + 1, int(place) + 1] for layer, dead in enumerate(activity.dead) for place in dead.nonzero()[0]
    ]
    return {
        "title": frame.experiment.title,
        "epoch": at.checkpoint.epoch,
        "step": at.checkpoint.step,
        "train_loss": at.train_loss,
        "test_loss": at.test_loss,
        "train_accuracy": at.train_accuracy,
        "test_accuracy": at.test_accuracy,
        "zeros_per_layer": list(activity.layer_zeros),
        "zeros": activity.all_zeros,
        "dead_neurons": len(dead),
        "dead": dead,
        "diverged": at.divergence.step if at.divergence else None,
        "seconds": round(seconds, 3),
    }


def _read(path: Path) -> Saved:
    if path.suffix.lower() != ".csv":
        return read_checked(path)
    loaded = read_points(path)
    return Saved(edits.load_points(first_experiment(), loaded.xy, loaded.label, path.stem), ())


def _reseeded(saved: Saved, seed: int | None) -> Saved:
    if seed is None:
        return saved
    return replace(saved, experiment=edits.set_seed(saved.experiment, seed), progress=())


def _tell_divergence(frame: Frame) -> int:
    divergence = frame.contestants[0].divergence
    if divergence is None:
        return 0
    print(divergence.sentence(frame.experiment.contestants[0]), file=sys.stderr)
    return 0


def _draw(frame: Frame, options: argparse.Namespace) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from sequentia_gui.picture import draw

    image = draw(frame, options.view, options.size, options.theme, options.zoom)
    if not image.save(str(options.output), "PNG"):
        raise OSError(5, "the picture could not be written there", str(options.output))
