"""An output head joins the last activation to the loss: together they have a slope that is simple and safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from numpy.typing import DTypeLike, NDArray

from sequentia_gui.network.tape import Tape

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class OutputHead:
    """The last activation with its loss. Arrays are (outputs, n); labels (n,) integers from 0.

    value(z): what the network says. losses(z, label): each point's loss, (n,). delta(z, label): dloss/dz of
    each point. probabilities(z): (classes, n). winner(z): each point's class, (n,), class 0 in a tie.
    targets(label, dtype): what `record_delta` needs of the labels, (outputs, n).
    record_delta(tape, z, target, delta, scale): the slope times `scale`, written on a tape. threshold: one
    output decides for class B where z is above it. counts_mistakes: each point with a delta that is not 0 is a
    mistake, and worth counting. formula: value(z) as people write it. is_signed: what the network says lies from
    -1 to 1, and not from 0 upwards.
    """

    name: str
    label: str
    formula: str
    value: Callable[[Array], Array]
    losses: Callable[[Array, Array], Array]
    delta: Callable[[Array, Array], Array]
    probabilities: Callable[[Array], Array]
    winner: Callable[[Array], Array]
    targets: Callable[[Array, DTypeLike], Array]
    record_delta: Callable[[Tape, Array, Array, Array, float], None]
    threshold: float = 0.0
    counts_mistakes: bool = False
    is_signed: bool = False
