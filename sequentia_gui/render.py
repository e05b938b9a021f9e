"""An experiment, trained for some epochs, becomes a picture and numbers, with no window and no display."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.csv_points import read_points
from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved, ViewValue, is_table
from sequentia_gui.experiment.text_file import check_place, write_bytes
from sequentia_gui.export import animation
from sequentia_gui.network.opening import read_checked
from sequentia_gui.report import REPORTED, report
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to

DRAWN = frozenset({"decision_map", "fold", "neuron_maps"})
"""The analyses that are drawn only, beside those that are reported, too."""

OVER_TIME = {
    "gradient": frozenset({"gradient_over_time"}),
    "sparsity": frozenset({"zeros_over_time", "dead_over_time"}),
}
"""What a view shows of the past, by the view's name: nobody else needs it."""

_FOREIGN_CHOICES = (
    "QT_FONT_DPI",
    "QT_QPA_PLATFORMTHEME",
    "QT_SCALE_FACTOR",
    "QT_SCREEN_SCALE_FACTORS",
    "QT_STYLE_OVERRIDE",
    "QT_USE_PHYSICAL_DPI",
)
"""What would make the picture depend on somebody's desktop."""


def render(options: argparse.Namespace) -> int:
    """Train, draw and report as the command line asks; the result is the exit code."""
    _check_outputs(options)
    saved = _reseeded(_read(options.file), options.seed)
    if options.epochs and not (~saved.experiment.points.held_out).any():
        raise ExperimentError(f"{options.file.name} has no points to train on.")
    _check_layer(options, len(saved.experiment.network.layers))
    began = time.perf_counter()
    frame = _trained(saved, options.epochs, analyses_for(options.view))
    seconds = time.perf_counter() - began
    if options.output:
        _film(saved, options) if _is_film(options) else _draw(frame, saved.view, options)
    if options.json:
        print(json.dumps(report(frame, seconds), indent=2, allow_nan=False))
    _tell_divergence(frame)
    return 0


def analyses_for(view: str) -> frozenset[str]:
    """What has to be found for a picture of that view, or of the window, and for a report."""
    over_time = OVER_TIME.values() if view == "window" else (OVER_TIME.get(view, frozenset()),)
    return DRAWN.union(REPORTED, *over_time)


def _check_layer(options: argparse.Namespace, hidden: int) -> None:
    """The output counts as a layer; on the trace the loss comes after it."""
    layer, last = options.layer, hidden + (2 if options.view == "trace" else 1)
    if layer is not None and layer > last:
        raise ExperimentError(f"There is no layer {layer}: the output is layer {hidden + 1}.")


def _check_outputs(options: argparse.Namespace) -> None:
    """Complain before the training, not after it."""
    if options.output:
        check_place(options.output)
        missing = animation.lacking(options.output.suffix.lower())
        if missing:
            raise ExperimentError(missing)
    if options.json and sys.stdout is None:
        raise ExperimentError("There is no standard output to print to.")


def _read(path: Path) -> Saved:
    if not is_table(path):
        return read_checked(path)
    loaded = read_points(path)
    return Saved(edits.load_points(first_experiment(), loaded.xy, loaded.label, path.stem), ())


def _reseeded(saved: Saved, seed: int | None) -> Saved:
    if seed is None:
        return saved
    return replace(saved, experiment=edits.set_seed(saved.experiment, seed), progress=())


def _trained(saved: Saved, epochs: int, wants: frozenset[str]) -> Frame:
    """So many epochs more than the file's weights have seen."""
    seen = max((checkpoint.epoch for checkpoint in saved.progress), default=0)
    stop = seen + epochs if epochs else None
    return run_to(saved.experiment, saved.progress or "fresh", epochs=stop, wants=wants)


def _tell_divergence(frame: Frame) -> None:
    divergence = frame.contestants[0].divergence
    if divergence is not None:
        print(divergence.sentence(frame.experiment.contestants[0]), file=sys.stderr)


def _draw(frame: Frame, seen: Mapping[str, ViewValue], options: argparse.Namespace) -> None:
    _leave_the_desktop_out(options.scale)
    from sequentia_gui.gui.pictures import picture
    from sequentia_gui.picture import Shot, staged

    shot = Shot(options.view, options.size, options.theme, options.zoom, options.layer, seen)
    with _mishaps_in_qt_raised(), staged(frame, shot) as scene:
        _check_size(scene.widget.width(), scene.widget.height(), options)
        content = picture(scene.widget, options.output.suffix.lower(), options.scale)
    write_bytes(options.output, content)


def _is_film(options: argparse.Namespace) -> bool:
    return options.output is not None and options.output.suffix.lower() in animation.SUFFIXES


def _film(saved: Saved, options: argparse.Namespace) -> None:
    """Draw the training while it happens, as many pictures of it as were asked for, evenly over the epochs."""
    _leave_the_desktop_out(options.scale)
    from sequentia_gui.film import evenly, pictures
    from sequentia_gui.picture import Shot, staged

    start = _trained(saved, 0, analyses_for(options.view))
    shot = Shot(options.view, options.size, options.theme, options.zoom, options.layer, saved.view)
    with _mishaps_in_qt_raised(), staged(start, shot) as scene:
        _check_size(scene.widget.width(), scene.widget.height(), options)
        shown = pictures(scene, evenly(saved.experiment, options.epochs, options.frames), options.progress)
        content = animation.film(options.output.suffix.lower(), shown, options.fps)
    write_bytes(options.output, content)


def _check_size(width: int, height: int, options: argparse.Namespace) -> None:
    """A window has a smallest size; a picture of another size than was asked for would be a surprise."""
    if (width, height) != options.size:
        raise ExperimentError(
            f"The {options.view} does not get smaller than {width}x{height} at zoom {options.zoom:g}: "
            "choose a larger --size, a smaller --zoom, or one --view."
        )


def _leave_the_desktop_out(scale: int) -> None:
    """Qt draws in memory, with choices of ours, and keeps its remarks about that to itself."""
    for name in _FOREIGN_CHOICES:
        os.environ.pop(name, None)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if scale > 1:
        os.environ["QT_SCALE_FACTOR"] = str(scale)
    os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false;*.info=false;*.warning=false")


@contextmanager
def _mishaps_in_qt_raised() -> Iterator[None]:
    """An error in a function that Qt called would be printed and forgotten; here it is raised at the end."""
    mishaps: list[BaseException] = []
    hook = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: mishaps.append(error)
    try:
        yield
    finally:
        sys.excepthook = hook
    if mishaps:
        raise mishaps[0]
