"""The self-test: the real window opens, trains, saves, opens and draws, and a report says whether all of it worked.

It proves an installation, not the mathematics: libraries, plugins, fonts and the training process are there.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import PySide6
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sequentia_gui import __version__
from sequentia_gui.app import Parts, build, create_application
from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.training.process import TrainingProcess

PICTURE, REPORT = "window.png", "report.json"
EXPERIMENT, EXPERIMENT_AGAIN = "saved.sequentia", "saved-again.sequentia"
SECONDS = 120
"""All of it has to be done by then; the slowest machine that we know needs a tenth."""

FRAMES = 30
COLOURS = 200
"""The window shows thousands of colours; a blank one shows one, a window without fonts or views a few."""

_LOOK_MS = 5


class Failure(Exception):  # noqa: N818  (what was found, as a sentence)
    """What did not work, in a sentence."""


@dataclass(slots=True, weakref_slot=True)
class SelfTest:
    """Owns a program that was built as always, but with choices of its own, and what it was seen to do."""

    folder: Path
    parts: Parts
    began: float = field(default_factory=time.monotonic)
    frames: int = 0
    mishaps: list[str] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    def run(self) -> None:
        """Everything in order; Failure where something does not work."""
        self.parts.playback.frame_ready.connect(self._count)
        for step in (self._show, self._train, self._save_and_open, self._look_at_all, self._draw):
            step()
            if self.mishaps:
                raise Failure(f"Something unexpected happened: {self.mishaps[0]}")

    def _show(self) -> None:
        window = self.parts.window
        window.show()
        handle = window.windowHandle()
        self._wait(handle.isExposed, "The window did not appear.")
        self.facts["window_seconds"] = _age()
        self._wait(lambda: self.parts.playback.latest is not None, "The training process sent no frame.")
        self.facts["first_frame_seconds"] = _age()

    def _train(self) -> None:
        playback, wanted = self.parts.playback, self.frames + FRAMES
        playback.play()
        self._wait(lambda: self.frames >= wanted, f"Training did not bring {FRAMES} frames.")
        playback.pause()
        self._wait(lambda: not playback.is_expecting, "Training did not stop.")
        contestant = playback.latest.contestants[0] if playback.latest else None
        if contestant is None or not contestant.checkpoint.step or contestant.train_loss is None:
            raise Failure("Training took no step.")
        self.facts |= {"frames": self.frames, "steps": contestant.checkpoint.step}
        self.facts |= {"loss": contestant.train_loss, "accuracy": contestant.train_accuracy}

    def _save_and_open(self) -> None:
        playback, files = self.parts.playback, self.parts.window.files
        first, second = self.folder / EXPERIMENT, self.folder / EXPERIMENT_AGAIN
        self._save(first)
        files.new()
        self._wait(lambda: not playback.is_expecting, "A new experiment did not appear.")
        files.open_path(first)
        self._wait(lambda: not playback.is_expecting, "The saved experiment did not appear.")
        self._save(second)
        if first.read_bytes() != second.read_bytes():
            raise Failure("The experiment that was opened is not the one that was saved.")

    def _save(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.parts.window.files.save_to(path)
        if not path.is_file():
            raise Failure(f"The experiment was not saved: {self.parts.view_state.now.notice}")

    def _look_at_all(self) -> None:
        """Every view is built, gets what it wants, and is painted, also where this screen has no room for it."""
        before = self.parts.view_state.now.shown
        for name, view in self.parts.window.views.items():
            self.parts.view_state.set(shown=(name,))
            self._wait(lambda: not self.parts.playback.is_expecting, "A view did not get what it wants.")
            if view.grab().isNull():
                raise Failure(f"The view {name} cannot be painted.")
        self.facts["views"] = len(self.parts.window.views)
        self.parts.view_state.set(shown=before)

    def _draw(self) -> None:
        image = self.parts.window.grab().toImage()
        path = self.folder / PICTURE
        if not image.save(str(path)):
            raise Failure(f"The picture {path} could not be written.")
        self.facts |= {"width": image.width(), "height": image.height(), "colours": colours(image)}
        if colours(image) < COLOURS:
            raise Failure(f"The window is blank: it shows {colours(image)} colours.")

    def _count(self) -> None:
        self.frames += 1

    def _wait(self, fact: Callable[[], bool], complaint: str) -> None:
        """Let the window live until this is so; Failure with the complaint when all time is used up."""
        loop = QEventLoop()
        timer = QTimer(interval=_LOOK_MS)
        timer.timeout.connect(lambda: loop.quit() if fact() or self._is_late() else None)
        timer.start()
        loop.exec()
        timer.stop()
        if not fact():
            raise Failure(f"{complaint} {SECONDS} seconds have passed.")

    def _is_late(self) -> bool:
        return time.monotonic() - self.began > SECONDS


def self_test(folder: Path) -> int:
    """Open the window, use it, and write a picture and a report to the folder; 0 where all worked, else 1."""
    folder.mkdir(parents=True, exist_ok=True)
    application = create_application()
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    test = SelfTest(folder, build(application, first_experiment(), Preferences(settings), TrainingProcess))
    sentence = _outcome(test)
    test.parts.window.close()
    (folder / REPORT).write_text(json.dumps(_report(test, sentence), indent=2) + "\n", "utf-8")
    _say(sentence or f"The self-test passed: {folder / REPORT}", sentence is None)
    return 0 if sentence is None else 1


def _outcome(test: SelfTest) -> str | None:
    """None where all worked, else what did not."""
    hook = sys.excepthook
    sys.excepthook = lambda kind, error, _trace: test.mishaps.append(f"{kind.__name__}: {error}")
    try:
        test.run()
    except (Failure, ExperimentError) as failure:
        return str(failure)
    finally:
        sys.excepthook = hook
    return None


def _report(test: SelfTest, sentence: str | None) -> dict[str, object]:
    return {
        "passed": sentence is None,
        "failure": sentence,
        "seconds": round(time.monotonic() - test.began, 2),
        **test.facts,
        "sequentia": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "qt": PySide6.__version__,
        "system": platform.platform(),
        "platform": QApplication.platformName(),
        "executable": bool(getattr(sys, "frozen", False)),
    }


def colours(image: QImage) -> int:
    """How many different colours a picture has."""
    argb = image.convertToFormat(QImage.Format.Format_RGB32)
    return len(np.unique(np.frombuffer(argb.constBits(), np.uint32)))


def _age() -> float | None:
    """Seconds since this process began, where the system tells (Linux)."""
    try:
        ticks = int(Path("/proc/self/stat").read_text("utf-8").rpartition(")")[2].split()[19])
        up = float(Path("/proc/uptime").read_text("utf-8").split()[0])
    except OSError:
        return None
    return round(up - ticks / os.sysconf("SC_CLK_TCK"), 2)


def _say(sentence: str, good: bool) -> None:
    """A program without a console (Windows) has nowhere to say it: there the report does."""
    stream = sys.stdout if good else sys.stderr
    if stream is not None:
        print(sentence, file=stream)
