"""Numbers about the loss, in the few figures that a learner needs."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from sequentia_gui.gui.numerals import number, percent, tidy


def loss_text(value: float) -> str:
    """A loss with three decimals, more where it is small, fewer where it is large; '–' where there is none."""
    if not math.isfinite(value):
        return "–"
    if 0 < value < 0.0001 or value >= 100_000:
        return scientific(value, 0)
    return number(value, 4 if 0 < value < 0.01 else 3 if value < 100 else 0)


def tick_text(value: float) -> str:
    """A round loss on the axis, beyond four digits as a figure and a power of ten, so that it is never cut off."""
    return tidy(value) if value < 10_000 else scientific(value, 1)


def pair_text(loss: float, accuracy: float) -> tuple[str, str]:
    """A loss and a share correct."""
    return loss_text(float(loss)), percent(float(accuracy))


def epoch_text(epoch: float) -> str:
    """Whole passes, and tenths where one is under way."""
    return number(epoch, 0 if epoch == round(epoch) else 1)


def epochs_text(epoch: float) -> str:
    """The same with its noun: 1 epoch, 2.5 epochs."""
    noun = _tr("{0} epoch") if epoch == 1 else _tr("{0} epochs")
    return noun.format(epoch_text(epoch))


def power_text(exponent: int) -> str:
    """A power of ten: written out from 0.001 to 1000, else with a raised exponent."""
    if -3 <= exponent <= 3:
        return tidy(10.0**exponent)
    raised = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{raised}"


def scientific(value: float, decimals: int) -> str:
    """A figure and a power of ten."""
    figure, exponent = f"{value:.{decimals}e}".split("e")
    return f"{tidy(float(figure))}·{power_text(int(exponent))}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("LossView", text)
