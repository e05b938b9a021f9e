"""The stops of the plane's journey: W, + b and the switch of every layer, from the plane itself to the output."""

from __future__ import annotations

from dataclasses import dataclass

from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.numerals import subscript
from sequentia_gui.network.activations import activation


@dataclass(frozen=True, slots=True)
class Stop:
    """One stage: `kind` is plane, weights, bias or switch; `layer` counts from 1, 0 is the plane."""

    kind: str
    layer: int
    name: str


def stops_of(design: NetworkDesign) -> tuple[Stop, ...]:
    """All stages from the plane to the output."""
    stops = [Stop("plane", 0, "x")]
    for place, layer in enumerate(design.layers, start=1):
        mark, label = subscript(place), activation(layer.activation).label
        stops += [Stop("weights", place, f"W{mark}"), Stop("bias", place, f"+ b{mark}")]
        stops.append(Stop("switch", place, label))
    last = len(design.layers) + 1
    return (*stops, Stop("weights", last, f"W{subscript(last)}"), Stop("bias", last, f"+ b{subscript(last)}"))


def end_of(layer: int, hidden: int) -> int:
    """The stop at which a layer (0: the plane) has done its work, of a network with so many hidden layers."""
    return 3 * layer if layer <= hidden else 3 * hidden + 2
