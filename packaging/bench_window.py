"""The real window while it trains flat out: smoothness, answer to keys, pause, and what training keeps.

Run as a program, on a screen of its own: bench_window.py WORKLOAD SECONDS [edit]. It prints JSON.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import sequentia_gui  # first of all: it sets how many threads NumPy may use
import numpy as np
from bench_memory import resident_megabytes
from bench_workloads import workload
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QSettings, Qt, QTimer

from sequentia_gui.app import build, create_application
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.network.trainer import Trainer

POINTS = {"W2": 500, "W3": 500}
PAUSES = 10
AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1
"""Qt paints at LowEventPriority, so an event that is posted below it comes when the window is painted."""

FILLING = 80.0
"""Seconds of edits after which there is as much to undo as is ever kept, 200 of them."""


LOOKS = 40
"""How often memory is looked at for one number: two megabytes come and go with the edits, a percent of it all."""


class Watch(QObject):
    """Notes when frames come and when they have been painted, and how late keys arrive."""

    def __init__(self, target: QObject) -> None:
        super().__init__()
        self._target = target
        self.clear()

    def clear(self) -> None:
        """Forget everything so far."""
        self.painted: list[float] = []
        self.busy: list[float] = []
        self.keys: list[float] = []

    def note_frame(self, _frame: object) -> None:
        """A frame is about to be shown."""
        self._begin = time.perf_counter()
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), AFTER_PAINTING)

    def event(self, event: QEvent) -> bool:
        now = time.perf_counter()
        self.painted.append(now)
        self.busy.append(1e3 * (now - self._begin))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # X servers count in milliseconds of the same clock as time.monotonic.
        if event.type() == QEvent.Type.KeyPress and watched is self._target:
            self.keys.append(1e3 * time.monotonic() - event.timestamp())  # type: ignore[attr-defined]
        return False

    def result(self) -> dict[str, Any]:
        """Milliseconds: between frames, of work in a frame, and from a key press to its handler."""
        gaps = 1e3 * np.diff(self.painted)
        return {"frame": _quantiles(gaps), "work": _quantiles(self.busy), "key": _quantiles(self.keys)}


class Stage:
    """The program with one experiment, its window shown."""

    def __init__(self, experiment: Experiment) -> None:
        self.application = create_application()
        folder = tempfile.mkdtemp()
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        self.parts = build(self.application, experiment, Preferences(settings))
        self.parts.window.resize(1440, 900)
        self.parts.window.show()
        handle = self.parts.window.windowHandle()
        self.watch = Watch(handle)
        self.application.installEventFilter(self.watch)
        shutil.rmtree(folder, ignore_errors=True)
        self.until(lambda: self.parts.playback.latest is not None)
        self.run(1.0)

    def run(self, seconds: float) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(int(1e3 * seconds), loop.quit)
        loop.exec()

    def until(self, happened: Callable[[], bool]) -> None:
        """Let the window live until something has happened."""
        end = time.perf_counter() + 30
        while not happened() and time.perf_counter() < end:
            self.application.processEvents()
            time.sleep(0.001)

    @property
    def step(self) -> int:
        """How many steps have been trained."""
        latest = self.parts.playback.latest
        return latest.contestants[0].checkpoint.step if latest else 0


def measure_idle(stage: Stage, seconds: float) -> dict[str, Any]:
    """A timer of the display's rate in a window in which nothing happens but key presses."""
    ticks: list[float] = []
    timer = QTimer(interval=16, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    with _typing(seconds):
        stage.run(seconds)
    timer.stop()
    keys, stage.watch.keys = stage.watch.keys, []
    return {"frame": _quantiles(1e3 * np.diff(ticks)), "key": _quantiles(keys)}


def measure_training(stage: Stage, seconds: float) -> dict[str, Any]:
    """Frames, keys and steps a second while it trains flat out."""
    playback = stage.parts.playback
    playback.frame_ready.disconnect()
    for receiver in (stage.watch.note_frame, stage.parts.window.show_frame):
        playback.frame_ready.connect(receiver)
    playback.play()
    stage.run(0.7)
    stage.watch.clear()
    begin, step = time.perf_counter(), stage.step
    with _typing(seconds):
        stage.run(seconds)
    speed = (stage.step - step) / (time.perf_counter() - begin)
    frames = len(stage.watch.painted) / seconds
    return {**stage.watch.result(), "steps_per_second": speed, "frames_per_second": round(frames, 1)}


def measure_pauses(stage: Stage) -> dict[str, float]:
    """Milliseconds from the wish to pause to the frame after the last step."""
    playback, times = stage.parts.playback, []
    for place in range(PAUSES):
        playback.play()
        stage.run(0.2 + 0.013 * place)
        begin = time.perf_counter()
        playback.pause()
        stage.until(lambda: not playback.is_expecting)
        times.append(1e3 * (time.perf_counter() - begin))
    return _quantiles(times)


def free_speed(experiment: Experiment, seconds: float = 0.7) -> float:
    """Steps a second of the engine with no window to draw."""
    contestant = experiment.contestants[0]
    trainer = Trainer(contestant.network, contestant.training, experiment.points)
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        trainer.run(trainer.batches_per_epoch)
    return trainer.step / (time.perf_counter() - begin)


def measure(name: str, seconds: float) -> dict[str, Any]:
    """Everything about one workload; training alone is measured before and after."""
    experiment = workload(name).experiment(points=POINTS.get(name))
    before = free_speed(experiment)
    stage = Stage(experiment)
    idle = measure_idle(stage, min(3.0, seconds))
    training = measure_training(stage, seconds)
    pause = measure_pauses(stage)
    stage.parts.window.close()
    alone = (before + free_speed(experiment)) / 2
    ratios = {
        "p95_to_idle": round(training["frame"]["p95"] / idle["frame"]["p95"], 3),
        "kept": round(training["steps_per_second"] / alone, 3),
    }
    return {"workload": name, **ratios, "idle": idle, **training, "pause": pause, "alone": alone}


def measure_growth(minutes: float) -> dict[str, float]:
    """By how many percent memory grows while it trains flat out and somebody edits at random."""
    stage = Stage(workload("W2").experiment(points=500))
    rng = np.random.default_rng(0)
    stage.parts.playback.play()
    _edit_for(stage, FILLING, rng)
    first = _usual_megabytes(stage, rng)
    _edit_for(stage, 60 * minutes, rng)
    last = _usual_megabytes(stage, rng)
    stage.parts.window.close()
    return {"megabytes": first, "grown_percent": round(100 * (last / first - 1), 2), "minutes": minutes}


def _usual_megabytes(stage: Stage, rng: np.random.Generator) -> float:
    """The median of some looks while the editing goes on: a frame that is just being made is a megabyte or two."""
    looks = []
    for _ in range(LOOKS):
        _edit_for(stage, 1.0, rng)
        looks.append(resident_megabytes())
    return float(np.median(looks))


def _edit_for(stage: Stage, seconds: float, rng: np.random.Generator) -> None:
    end, document = time.perf_counter() + seconds, stage.parts.document
    while time.perf_counter() < end:
        document.apply(_edited(document.now, rng), "Edit")
        if not stage.parts.playback.is_playing:
            stage.parts.playback.play()
        stage.run(0.3)


def _edited(now: Experiment, rng: np.random.Generator) -> Experiment:
    """The experiment after one edit of a handful, picked at random."""
    if rng.random() < 0.25:
        narrow = now.network.layers[0].width < 12
        return edits.add_neuron(now, 0) if narrow else edits.remove_neuron(now, 0)
    if rng.random() < 0.33:
        return edits.set_activation(now, str(rng.choice(["tanh", "relu", "gelu"])))
    if rng.random() < 0.5:
        return edits.set_recipe(now, seed=int(rng.integers(100)))
    return edits.retune(now, learning_rate=float(rng.choice([0.003, 0.01, 0.03])))


class _typing:  # noqa: N801  (used like a function)
    """Somebody presses Shift about twenty times a second, as far as this machine can pretend it."""

    def __init__(self, seconds: float) -> None:
        self._count = int(seconds * 20)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> None:
        if shutil.which("xdotool"):
            words = ["xdotool", "key", "--delay", "23", "--repeat", str(self._count), "Shift_L"]
            self._process = subprocess.Popen(words)

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()


def _quantiles(values: Any) -> dict[str, float]:
    if not len(values):
        return {"median": float("nan"), "p95": float("nan"), "most": float("nan"), "count": 0}
    middle, high = (round(float(np.percentile(values, share)), 2) for share in (50, 95))
    return {"median": middle, "p95": high, "most": round(float(max(values)), 2), "count": len(values)}


if __name__ == "__main__":
    assert sequentia_gui.__version__
    if sys.argv[1] == "growth":
        print(json.dumps(measure_growth(float(sys.argv[2]))))
    else:
        print(json.dumps(measure(sys.argv[1], float(sys.argv[2]))))
