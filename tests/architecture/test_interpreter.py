"""Facts about Python and Qt on this machine that the program relies on, each asked of a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

EMITS_5000_TIMES = """
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(bool)

bell = Bell()
heard = []
bell.rung.connect(heard.append)
for _ in range(5000):
    bell.rung.emit(True)
assert heard == [True] * 5000
"""

KNOWS_QT = """
import sys
from sequentia_gui.cli import main

try:
    code = main(sys.argv[1:])
except SystemExit as end:
    code = end.code
heavy = {"PySide6", "pyqtgraph", "numpy"} & set(sys.modules)
sys.exit(f"imported {heavy}" if heavy else code)
"""


def fresh_python(*words: str) -> subprocess.CompletedProcess[str]:
    """What a new interpreter answers."""
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, timeout=120, check=False)


def test_qt_signals_can_be_emitted_5000_times() -> None:
    answer = fresh_python("-c", EMITS_5000_TIMES)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["render", "--help"]], ids=" ".join)
def test_help_and_version_answer_without_qt(words: list[str]) -> None:
    answer = fresh_python("-c", KNOWS_QT, *words)
    assert answer.returncode == 0, answer.stderr
    assert "Sequentia" in answer.stdout or "usage: sequentia-gui" in answer.stdout


def test_the_module_and_the_command_are_the_same_program() -> None:
    answer = fresh_python("-m", "sequentia_gui", "--version")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("Sequentia ")


FIRST_PAINTING = """
import sys
from sequentia_gui.cli import import_what_needs_no_qt

import_what_needs_no_qt()
from sequentia_gui.app import build, create_application
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.preferences import Preferences
from sequentia_gui.gui.view_card import ViewCard

application = create_application()
window = build(application, first_experiment(), Preferences()).window
imported = []
for card in window.findChildren(ViewCard):
    card.painted_empty.connect(lambda: imported.append(" ".join(sys.modules)))
window.painted.connect(application.quit)
window.show()
application.exec()
window.close()
print(imported[-1])
"""

NOT_SEEN_AT_FIRST = {
    "fonticon_mdi7": "its table has 7,000 names, we show two dozen",
    "html": "for pictures as SVG",
    "importlib.metadata": "for the licences",
    "msgspec": "for files",
    "pyqtgraph": "charts come after the first painting",
    "sequentia_gui.experiment.csv_points": "for tables of points",
    "sequentia_gui.experiment.experiment_text": "for experiments as text",
    "sequentia_gui.experiment.file_format": "for files",
    "sequentia_gui.export.script": "for what leaves the program",
    "sequentia_gui.gui.about": "a dialog",
    "sequentia_gui.gui.films": "films are asked for",
    "sequentia_gui.gui.pictures": "pictures are asked for",
    "sequentia_gui.gui.recovery": "unsaved work is kept from the first painting on",
    "sequentia_gui.gui.svg": "pictures are asked for",
    "sequentia_gui.network.trainer": "another process trains",
    "sequentia_gui.training.worker": "another process trains",
}
"""What a window does not need for its first painting, and why: importing it would only keep people waiting."""


def test_what_is_not_seen_at_first_is_not_imported_before_the_first_painting() -> None:
    answer = fresh_python("-c", FIRST_PAINTING)
    assert answer.returncode == 0, answer.stderr
    imported = set(answer.stdout.split())
    assert "sequentia_gui.gui.main_window" in imported
    assert not imported & set(NOT_SEEN_AT_FIRST)
