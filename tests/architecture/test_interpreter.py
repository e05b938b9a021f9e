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
