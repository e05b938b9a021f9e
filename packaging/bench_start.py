"""From the start of the program to its first painted window, beside an empty window with an empty plot.

Run as a program it is one start: bench_start.py KIND BEGIN, where BEGIN is the time.monotonic() of its start.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MEASURED = ("seconds", "processor_seconds", "megabytes", "own_megabytes")
"""From the start to the first painting, and what of that the processor took: a busy machine disturbs that less."""

EMPTY, FULL = "empty", "sequentia"
SETTLE = 1_000
"""Milliseconds after the first painting until memory is read: by then the first frame is on screen."""


def measure(variables: Mapping[str, str], quick: bool) -> dict[str, Any]:
    """Medians of both kinds, started in turns, and their ratios."""
    starts: dict[str, list[dict[str, float]]] = {EMPTY: [], FULL: []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(5 if quick else 10):
            for kind, column in starts.items():
                column.append(_start(kind, _with_compiled_modules(variables, folder)))
    middle = {
        kind: {key: statistics.median(each[key] for each in column[1:]) for key in MEASURED}
        for kind, column in starts.items()
    }
    ratios = {key: round(middle[FULL][key] / middle[EMPTY][key], 3) for key in MEASURED}
    return {"ratios": ratios, **middle}


def _with_compiled_modules(variables: Mapping[str, str], folder: str) -> dict[str, str]:
    """Python keeps compiled modules, as it does for anybody; the first start, which makes them, is not counted."""
    ours = {name: text for name, text in variables.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, "PYTHONPYCACHEPREFIX": folder}


def _start(kind: str, variables: Mapping[str, str]) -> dict[str, float]:
    command = [sys.executable, __file__, kind, str(time.monotonic())]
    answer = subprocess.run(
        command, env=dict(variables), capture_output=True, text=True, check=True, timeout=60
    )
    result: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return result


def _live(kind: str, begin: float) -> None:
    """Open the window, say when it was painted and how much memory it holds, and end."""
    application, window = _empty_window() if kind == EMPTY else _full_window()
    from PySide6.QtCore import QEvent, QObject, QTimer
    from bench_memory import own_megabytes, resident_megabytes

    class Watch(QObject):
        painted = (0.0, 0.0)
        megabytes = (0.0, 0.0)

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if not any(self.painted) and event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, self.note)
            return False

        def note(self) -> None:
            if not any(self.painted):
                self.painted = time.monotonic() - begin, time.process_time()
                QTimer.singleShot(SETTLE, self.end)

        def end(self) -> None:
            self.megabytes = resident_megabytes(), own_megabytes()
            application.quit()

    watch = Watch()
    application.installEventFilter(watch)
    window.show()
    application.exec()
    print(json.dumps(dict(zip(MEASURED, (*watch.painted, *watch.megabytes), strict=True))))


def _empty_window() -> tuple[Any, Any]:
    from PySide6.QtWidgets import QApplication, QMainWindow  # isort: skip
    import pyqtgraph

    application, window = QApplication([]), QMainWindow()
    window.setCentralWidget(pyqtgraph.PlotWidget())
    window.resize(1440, 900)
    return application, window


def _full_window() -> tuple[Any, Any]:
    from sequentia_gui.cli import import_what_needs_no_qt

    import_what_needs_no_qt()
    from PySide6.QtCore import QSettings
    from sequentia_gui.app import build, create_application
    from sequentia_gui.experiment.first import first_experiment
    from sequentia_gui.gui.preferences import Preferences

    application = create_application()
    nobodys = QSettings(str(Path(tempfile.mkdtemp()) / "settings.ini"), QSettings.Format.IniFormat)
    parts = build(application, first_experiment(), Preferences(nobodys))
    return application, parts.window


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    _live(sys.argv[1], float(sys.argv[2]))
