"""What inputs, neurons and classes are called, on screen and by who reads it aloud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sequentia_gui.gui.view_state import Neuron

INPUTS = ("x₁", "x₂")


def neuron_name(neuron: Neuron, sizes: Sequence[int]) -> str:
    """What a neuron is called: "Input x₁", "Layer 2, neuron 3", "Output"."""
    if neuron.layer == 0:
        return _tr("Input {0}").format(INPUTS[neuron.position])
    if neuron.layer < len(sizes) - 1:
        return _tr("Layer {0}, neuron {1}").format(neuron.layer, neuron.position + 1)
    return _tr("Output") if sizes[-1] == 1 else _tr("Output {0}").format(class_letter(neuron.position))


def class_letter(label: int) -> str:
    """The letter of a class: A, B, C..."""
    return chr(ord("A") + label)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NetworkView", text)
