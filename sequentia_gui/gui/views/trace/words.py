"""The trace in words: who is followed, what the stops are called, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.shown_sums import Unit, unit_for
from sequentia_gui.analysis.telling_point import telling_point
from sequentia_gui.analysis.trace import Trace
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet
from sequentia_gui.gui.names import class_letter, neuron_name
from sequentia_gui.gui.numerals import count, loss_text, number, percent
from sequentia_gui.gui.view_state import Look, Neuron
from sequentia_gui.gui.views.shown_numbers import alone
from sequentia_gui.gui.views.trace.path import Cell, Stop
from sequentia_gui.network.activations import activation_of


def who(points: PointSet, look: Look) -> str:
    """Who is followed, in a few words."""
    point = (
        look.hovered_point if look.chosen_point is None and look.chosen_place is None else look.chosen_point
    )
    if point is not None and point < len(points):
        words = _tr("point {0} of {1}, class {2}").format(
            count(point + 1), count(len(points)), class_letter(int(points.label[point]))
        )
        if points.held_out[point]:
            return f"{words}, {_tr('held out')}"
        is_telling = point == telling_point(points) and len(set(points.label.tolist())) > 1
        return f"{words}, {_tr('the one closest to another class')}" if is_telling else words
    if look.chosen_place is not None:
        return _tr("a place without a point")
    return _tr("every number on its way through the network")


def hint(is_beyond: bool, points: int) -> str:
    """What to do where there is nothing to see."""
    if is_beyond:
        return _tr("The numbers have grown beyond all measure. Reset the weights to follow a point again.")
    if points:
        return _tr(
            "Click a point on the plane, and follow it through the network, number by number.\n"
            "Ctrl+click chooses a place without a point, the arrows above go from point to point."
        )
    return _tr("There are no points yet. Draw one, and click it to follow it through the network.")


def stops(found: Trace, way: Sequence[int]) -> list[Stop]:
    """The place itself, one neuron of each layer, and the loss."""
    x1, x2 = (number(value, 1) for value in found.place)
    names = [Stop(("x₁, x₂", "x", "x"), (f"{x1}, {x2}",))]
    for depth, (layer, neuron) in enumerate(zip(found.layers[:-1], way, strict=False), 1):
        long = _tr("Layer {0}, neuron {1}").format(depth, neuron + 1)
        values = _forms(float(layer.a[neuron]), _unit(found, depth))
        names.append(Stop((long, f"L{depth} · {neuron + 1}", f"L{depth}"), values))
    values = _forms(float(found.layers[-1].z[way[-1]]), _unit(found, len(found.layers)))
    names.append(Stop((_tr("Output"), _tr("Out"), "z"), (f"z {values[0]}", *values)))
    return [*names, _end(found)]


def _forms(value: float, unit: Unit) -> tuple[str, ...]:
    """A number as the columns have it, and with fewer decimals."""
    shown = alone(value, unit)
    return (shown,) if "·" in shown else (shown, number(value, 1), number(value, 0))


def _end(found: Trace) -> Stop:
    if found.loss is not None:
        word = _tr("Loss")
        return Stop((word, word, word), (loss_text(found.loss), number(found.loss, 1), number(found.loss, 0)))
    best = int(found.probability.argmax())
    letter = class_letter(best)
    return Stop((_tr("Class {0}").format(letter), letter, letter), (percent(float(found.probability[best])),))


def cells(found: Trace, design: NetworkDesign, stop: int) -> list[Cell]:
    """The neurons of the layer at a stop; at the loss there are none."""
    if stop > len(found.layers):
        return []
    layer, unit = found.layers[stop - 1], _unit(found, stop)
    is_hidden = stop <= len(design.layers)
    gates = is_hidden and activation_of(design.layers[stop - 1]).gates
    values = layer.a if is_hidden else layer.z
    return [
        Cell(str(place + 1), alone(value, unit), value, gates and z <= 0)
        for place, (value, z) in enumerate(zip(values.tolist(), layer.z.tolist(), strict=True))
    ]


def title(found: Trace, design: NetworkDesign, stop: int, neuron: Neuron | None) -> str:
    """What the sheet shows."""
    if neuron is None:
        return _head_title(found)
    sizes = (2, *(len(layer.z) for layer in found.layers))
    name = neuron_name(neuron, sizes)
    if stop <= len(design.layers):
        return f"{name} · {activation_of(design.layers[stop - 1]).label}"
    return name


def _head_title(found: Trace) -> str:
    label = found.head.label
    return _tr("{0}, and the loss").format(label) if found.loss is not None else label


def summary(found: Trace | None, points: PointSet, look: Look) -> str:
    """What the network makes of what is followed."""
    if found is None:
        return hint(False, len(points)).replace("\n", " ")
    if not found.is_finite:
        return hint(True, len(points))
    best = int(found.probability.argmax())
    says = _tr("the network says {0} with {1}").format(
        class_letter(best), percent(float(found.probability[best]))
    )
    subject = who(points, look)
    words = f"{subject[:1].upper()}{subject[1:]}: {says}"
    return (
        f"{words}, {_tr('loss {0}').format(loss_text(found.loss))}."
        if found.loss is not None
        else f"{words}."
    )


def _unit(found: Trace, depth: int) -> Unit:
    return unit_for(found.layers[depth - 1].largest)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TraceView", text)
