"""The network in words: what a neuron, a link and the whole network are, for readouts and screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.saturation import SATURATED_BELOW
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.names import INPUTS, neuron_name
from sequentia_gui.gui.numerals import number, percent, tidy
from sequentia_gui.gui.view_state import Link, Neuron
from sequentia_gui.gui.views.network.picture import NetworkPicture
from sequentia_gui.network.activations import activation

_DECIMALS = 3
"""Of weights and biases."""


def neuron_lines(picture: NetworkPicture, neuron: Neuron) -> list[str]:
    """What is known about a neuron; the first line is its title."""
    name = neuron_name(neuron, picture.sizes)
    switch = _switch(picture, neuron)
    lines = [f"{name} · {switch}" if switch else name]
    if (bias := picture.bias(neuron)) is not None:
        lines.append(_tr("bias {0}").format(number(bias, _DECIMALS)))
    if (share := picture.share(neuron)) is not None:
        lines.append(_tr("on for {0} of the points").format(percent(share)))
    lines += _range_lines(picture, neuron)
    if picture.is_dead(neuron):
        lines.append(_tr("dead: no training point switches it on"))
    if picture.saturated_of(neuron.layer)[neuron.position]:
        lines.append(_tr("saturated: slope below {0} at every training point").format(tidy(SATURATED_BELOW)))
    return lines


def link_lines(picture: NetworkPicture, link: Link) -> list[str]:
    """The one line about a link: "weight from L1·3 to L2·1: −0.432"."""
    start = _short(Neuron(link.layer - 1, link.source), picture.sizes)
    end = _short(Neuron(link.layer, link.position), picture.sizes)
    weight = number(picture.weight(link), _DECIMALS)
    return [_tr("weight from {0} to {1}: {2}").format(start, end, weight)]


def network_summary(design: NetworkDesign, outputs: int, dead: int) -> str:
    """The whole network in a sentence."""
    text = ", ".join([_tr("2 inputs"), _layers(design), _counted(outputs, _tr("output"), _tr("outputs"))])
    if dead:
        text += "; " + _counted(dead, _tr("neuron is dead"), _tr("neurons are dead"))
    return text


def _layers(design: NetworkDesign) -> str:
    labels = [activation(layer.activation).label for layer in design.layers]
    if not labels:
        return _tr("no hidden layers")
    word = _tr("neuron") if len(labels) == 1 and design.layers[0].width == 1 else _tr("neurons")
    start = _tr("a layer of") if len(labels) == 1 else _tr("layers of")
    widths = [str(layer.width) for layer in design.layers]
    if len(set(labels)) == 1:
        return f"{start} {_listed(widths)} {labels[0]} {word}"
    pairs = [f"{width} {label}" for width, label in zip(widths, labels, strict=True)]
    return f"{start} {_listed(pairs)} {word}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {_tr('and')} {parts[-1]}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _switch(picture: NetworkPicture, neuron: Neuron) -> str:
    if neuron.layer == 0:
        return ""
    layers = picture.checkpoint.design.layers
    hidden = neuron.layer <= len(layers)
    return activation(layers[neuron.layer - 1].activation).label if hidden else picture.head.label


def _range_lines(picture: NetworkPicture, neuron: Neuron) -> list[str]:
    if picture.maps is None:
        return []
    values = picture.maps.layers[neuron.layer][neuron.position]
    least, most = (number(float(end), 2) for end in (values.min(), values.max()))
    lines = [_tr("output from {0} to {1} on the plane").format(least, most)]
    if 0 < neuron.layer < len(picture.sizes) - 1:
        scale = number(picture.scale(neuron.layer), 2)
        lines.append(_tr("strongest colour in this layer: {0}").format(scale))
    return lines


def _short(neuron: Neuron, sizes: Sequence[int]) -> str:
    if neuron.layer == 0:
        return INPUTS[neuron.position]
    if neuron.layer < len(sizes) - 1:
        return f"L{neuron.layer}·{neuron.position + 1}"
    return neuron_name(neuron, sizes).lower() if sizes[-1] == 1 else neuron_name(neuron, sizes)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NetworkView", text)
