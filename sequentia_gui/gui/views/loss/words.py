"""Numbers about the loss, in the few figures that a learner needs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sequentia_gui.gui.numerals import epoch_text, loss_text, percent, scientific, tidy


def tick_text(value: float) -> str:
    """A round loss on the axis, beyond four digits as a figure and a power of ten, so that it is never cut off."""
    return tidy(value) if value < 10_000 else scientific(value, 1)


def pair_text(loss: float, accuracy: float) -> tuple[str, str]:
    """A loss and a share correct."""
    return loss_text(float(loss)), percent(float(accuracy))


def epochs_text(epoch: float) -> str:
    """The same with its noun: 1 epoch, 2.5 epochs."""
    noun = _tr("{0} epoch") if epoch == 1 else _tr("{0} epochs")
    return noun.format(epoch_text(epoch))


def _tr(text: str) -> str:
    return QCoreApplication.translate("LossView", text)
