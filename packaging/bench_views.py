"""What each view costs while it trains: to show a frame, to paint it, to find out what it wants, to send that.

Milliseconds of the processor, not of the clock: so a busy machine matters less. Run as a program, on a screen of
its own or on none (QT_QPA_PLATFORM=offscreen): bench_views.py WORKLOAD [VIEW ...]. It prints JSON.
"""

from __future__ import annotations

import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import sequentia_gui  # first of all: it sets how many threads NumPy may use
from bench_window import POINTS, Stage
from bench_workloads import workload
from PySide6.QtCore import QCoreApplication

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.views.catalogue import VIEWS
from sequentia_gui.training.child import NO_EXPERIMENT
from sequentia_gui.training.hindsight import Hindsight
from sequentia_gui.training.letters import read_letters, write_letter
from sequentia_gui.training.messages import Frame, Request
from sequentia_gui.training.rations import unrationed
from sequentia_gui.training.run import Run

FRAMES = 17
"""So many frames are shown; the first ones, in which a view builds what it keeps, do not count."""

EXPECTED = 5
EPOCHS = 10
"""So many passes lie between the start and the first frame: the courses over time are to have a past."""

LOOKS: dict[str, dict[str, Any]] = {
    "trace": {"chosen_point": 3},
    "switch": {"compared": ("tanh", "gelu", "sigmoid")},
}
"""What is chosen when a view is measured: where nothing is, some have little to do."""


def measure(name: str, only: Iterable[str] = ()) -> dict[str, Any]:
    """One row for the window as it opens, and one for each view."""
    experiment = workload(name).experiment(points=POINTS.get(name))
    stage = Stage(experiment)
    stage.parts.playback.frame_ready.disconnect()
    names = tuple(only) or ("window", *(entry.name for entry in VIEWS))
    rows = [_row(stage, each, experiment) for each in names]
    stage.parts.window.close()
    return {"workload": name, "views": rows}


def _row(stage: Stage, name: str, experiment: Experiment) -> dict[str, Any]:
    window = stage.parts.window
    if name == "window":
        show, wants = window.show_frame, stage.parts.playback._request.wants
    else:
        stage.parts.view_state.set(shown=(name,), **LOOKS.get(name, {}))
        view = window.views[name]
        show, wants = view.show_frame, view.wanted()
    stage.application.processEvents()
    frames, found = _frames(experiment, wants)
    shown, painted = zip(*(_shown_and_painted(stage, show, frame) for frame in frames), strict=True)
    shown, painted = shown[EXPECTED:], painted[EXPECTED:]
    both = [first + second for first, second in zip(shown, painted, strict=True)]
    row = {"view": name, "show": _spread(shown), "paint": _spread(painted), "both": _spread(both)}
    return {**row, "find": found, "letter": _letter(frames[-1])}


def _frames(experiment: Experiment, wants: frozenset[str]) -> tuple[list[Frame], dict[str, float]]:
    """Frames of a run, a few steps from one to the next, and the milliseconds that each finding took."""
    run = Run()
    times: dict[str, list[float]] = {}

    def timed(kind: Callable[..., object]) -> Callable[..., object]:
        def find(contestant: int, name: str, *about: object) -> object:
            begin = time.thread_time()
            finding = kind(contestant, name, *about)
            times.setdefault(name, []).append(1e3 * (time.thread_time() - begin))
            return finding

        return find

    find, look_back = timed(unrationed), timed(Hindsight().find)
    run.follow(Request(1, experiment, "fresh", playing=True))
    run.advance(EPOCHS * run.steps_per_epoch)
    frames = []
    for _ in range(FRAMES):
        run.advance(max(1, run.steps_per_epoch // 2))
        frames.append(run.frame(wants, 100.0, find, look_back))
    return frames, {name: round(statistics.median(each), 2) for name, each in times.items()}


def _shown_and_painted(stage: Stage, show: Callable[[Frame], None], frame: Frame) -> tuple[float, float]:
    begin = time.thread_time()
    show(frame)
    middle = time.thread_time()
    QCoreApplication.sendPostedEvents()
    stage.application.processEvents()
    end = time.thread_time()
    return 1e3 * (middle - begin), 1e3 * (end - middle)


def _letter(frame: Frame) -> dict[str, float]:
    """How many kilobytes a frame has between the processes, and the milliseconds to write and to read it."""
    sent = replace(frame, experiment=NO_EXPERIMENT)
    write, read = [], []
    for _ in range(9):
        stream = io.BytesIO()
        begin = time.thread_time()
        write_letter(sent, stream)
        middle = time.thread_time()
        stream.seek(0)
        next(read_letters(stream))
        write.append(1e3 * (middle - begin))
        read.append(1e3 * (time.thread_time() - middle))
    return {
        "kilobytes": round(len(stream.getvalue()) / 1024, 1),
        "write": round(min(write), 2),
        "read": round(min(read), 2),
    }


def _spread(values: Iterable[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "least": round(ordered[0], 2),
        "median": round(statistics.median(ordered), 2),
        "mean": round(statistics.mean(ordered), 2),
        "most": round(ordered[-1], 2),
    }


if __name__ == "__main__":
    assert sequentia_gui.__version__
    print(json.dumps(measure(sys.argv[1], sys.argv[2:])))
