"""What shapes the activation of a layer beside its name, as exported code says it: a leak, a depth, drawn pieces."""

from __future__ import annotations

from itertools import pairwise

from sequentia_gui.export.snapshot import Snapshot
from sequentia_gui.network.activation import Activation
from sequentia_gui.network.activations import activations_of

Shape = dict[str, float | list[float]]

DRAWN_NAMES = ("breaks", "slopes", "offsets")


def names_in(known: Activation) -> tuple[str, ...]:
    """The names of what shapes it, in the order in which a function takes them."""
    return DRAWN_NAMES if known.is_drawn else tuple(parameter.name for parameter in known.parameters)


def shape_of(known: Activation) -> Shape:
    """The same with their values; a drawn switch is given by its straight pieces."""
    if not known.is_drawn:
        return {name: float(value) for name, value in zip(names_in(known), known.values, strict=True)}
    assert known.linear is not None
    pieces = (known.linear.breaks, known.linear.slopes, known.linear.offsets)
    return {name: list(values) for name, values in zip(DRAWN_NAMES, pieces, strict=True)}


def shapes(snapshot: Snapshot) -> tuple[Shape, ...]:
    """For each hidden layer, as it is now: a slope that is trained has its present value."""
    return tuple(shape_of(known) for known in activations_of(snapshot.design, snapshot.parameters))


def bends(shape: Shape) -> Shape:
    """A drawn switch as one straight line and what is added to its slope at each break, as ONNX needs it."""
    if "breaks" not in shape:
        return shape
    breaks, slopes, offsets = (shape[name] for name in DRAWN_NAMES)
    assert isinstance(breaks, list)
    assert isinstance(slopes, list)
    assert isinstance(offsets, list)
    return {
        "breaks": breaks or [0.0],
        "changes": [right - left for left, right in pairwise(slopes)] or [0.0],
        "first_slope": slopes[0],
        "first_offset": offsets[0],
    }


def keywords(shape: Shape) -> str:
    """The shape as it stands in a call, after other arguments."""
    return "".join(f", {name}={value!r}" for name, value in shape.items())
