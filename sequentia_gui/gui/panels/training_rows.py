"""What the training panel's lists offer, and how they explain it; what a choice does is the panel's affair."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from sequentia_gui.gui.activation_groups import activation_groups
from sequentia_gui.gui.panels.choice_row import IN_FULL, ChoiceRow, Entry
from sequentia_gui.network.initializers import INITIALIZERS
from sequentia_gui.network.losses import LOSSES
from sequentia_gui.network.optimizers import OPTIMIZERS

RATES = (0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
BATCHES = (1, 2, 4, 8, 10, 16, 32, 64, 128)
PENALTIES = (0.0, 0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
ALL = "all"
"""Stands in the list for a batch of all points: Qt cannot look for None."""


def activation_row() -> ChoiceRow:
    """All activations, in their groups."""
    tip = _tr(
        "The switch of all hidden layers at once: what a neuron makes of its sum. Above each layer it can "
        "be chosen for that layer alone."
    )
    return ChoiceRow(_tr("Activation"), _activation_entries(), tip)


def optimizer_row() -> ChoiceRow:
    """All optimisers."""
    entries = [Entry(each.name, each.label, f"{each.explanation}\n{each.formula}") for each in OPTIMIZERS]
    tip = _tr("How the weights follow the slope of the loss downhill. Adam needs the least patience.")
    return ChoiceRow(_tr("Optimiser"), entries, tip)


def rate_row() -> ChoiceRow:
    """Learning rates, two to a decade."""
    tip = _tr(
        "How far one step goes. Too small, and learning crawls; too large, and it jumps about or blows up. "
        "Changing it keeps the weights."
    )
    entries = [Entry(rate, number_text(rate)) for rate in RATES]
    return ChoiceRow(_tr("Learning rate"), entries, tip)


def batch_row() -> ChoiceRow:
    """Points in a batch."""
    tip = _tr(
        "How many points are looked at before each step. Small batches step often and stagger; large ones "
        "step rarely and straight."
    )
    entries = [*(Entry(size, str(size)) for size in BATCHES), Entry(ALL, _tr("all"))]
    return ChoiceRow(_tr("Batch"), entries, tip)


def output_row() -> ChoiceRow:
    """What the last neuron makes of its sum; its loss goes with it."""
    entries = [Entry(each.name, each.head.label, each.explanation) for each in LOSSES]
    row = ChoiceRow(_tr("Output"), entries, "")
    for place, each in enumerate(LOSSES):
        words = _tr("{0}: {1}").format(entries[place].text, each.label.lower())
        row.box.setItemData(place, words, IN_FULL)
    return row


def output_tip(several: bool) -> str:
    """What the list of outputs is about; with several classes there is nothing to choose."""
    if several:
        return _tr("Three classes or more: one output per class, through a softmax, with cross-entropy.")
    return _tr(
        "What the last neuron makes of its sum, and with it how wrong an answer counts. A sigmoid with "
        "cross-entropy learns best; a step learns by Rosenblatt’s rule, as the first perceptron did."
    )


def initializer_row() -> ChoiceRow:
    """All ways to draw the first weights."""
    entries = [
        Entry(each.name, each.label, _explained(each.explanation, each.formula)) for each in INITIALIZERS
    ]
    tip = _tr(
        "How large the first weights are. Too small, and signals fade from layer to layer; too large, and "
        "they explode. Once training has begun it is used at the next reset."
    )
    return ChoiceRow(_tr("Initialisation"), entries, tip)


def l1_row() -> ChoiceRow:
    """Strengths of the penalty on the size of weights."""
    tip = _tr(
        "A price for every weight that is not 0. The higher it is, the more weights are driven close to 0; "
        "too high, and nothing is learned."
    )
    return ChoiceRow(_tr("L1 penalty"), _penalties(), tip)


def l2_row() -> ChoiceRow:
    """Strengths of the penalty on their squares."""
    tip = _tr(
        "A price for large weights. The higher it is, the smaller they stay and the smoother the boundary; "
        "too high, and nothing is learned."
    )
    return ChoiceRow(_tr("L2 penalty"), _penalties(), tip)


def _penalties() -> list[Entry]:
    return [Entry(each, number_text(each) if each else _tr("none")) for each in PENALTIES]


def number_text(value: float) -> str:
    """A number as people write it, without an exponent: 0.00003."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text.replace(".", QLocale().decimalPoint())


def _activation_entries() -> list[Entry]:
    entries = []
    for group in activation_groups():
        if group.title:
            entries.append(Entry(None, group.title, is_title=True))
        entries += [
            Entry(each.name, each.listed, f"{each.explanation}\n{each.formula}") for each in group.entries
        ]
    return entries


def _explained(explanation: str, formula: str) -> str:
    return f"{explanation}\n{formula}" if formula else explanation


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainingPanel", text)
