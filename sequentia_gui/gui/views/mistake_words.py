"""The mistakes of a step neuron in words, and whether it will ever be done with them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.straight_line import StraightLine
from sequentia_gui.experiment.checkpoint import Mistakes
from sequentia_gui.gui.numerals import count
from sequentia_gui.training.messages import ContestantFrame, Frame

PATIENCE = 3
"""So many whole passes are watched before anything is said about the end."""


def mistakes_sentence(frame: Frame) -> str:
    """How many mistakes there were, and what follows; empty where none are counted."""
    state = frame.contestants[0]
    found = state.checkpoint.mistakes
    if found is None or state.train_accuracy is None:
        return ""
    counted = _counted(found)
    if found.last_pass == 0 and state.train_accuracy == 1:
        return _tr("{0}: the classes are separated.").format(counted)
    end = "" if state.checkpoint.design.layers else _end(state)
    return f"{counted}. {end}".strip()


def _counted(found: Mistakes) -> str:
    if found.last_pass is None:
        return _tr("Mistakes: {0} so far").format(count(found.total))
    words = _tr("Mistakes: {0} so far, {1} in the last pass")
    return words.format(count(found.total), count(found.last_pass))


def _end(state: ContestantFrame) -> str:
    """Whether there is an end: said only where it is proven that no straight line will do."""
    line = state.findings.get("straight_line")
    if state.checkpoint.epoch < PATIENCE or not isinstance(line, StraightLine) or line.exists is not False:
        return ""
    return _tr("No straight line separates these points: the rule never comes to rest.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("mistakes", text)
