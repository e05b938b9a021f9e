"""What is known about one activation: its curve, its slope, its numbers, and the words for them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.tape import Tape

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class LinearPieces:
    """The straight pieces of a piecewise linear activation, from left to right.

    `breaks` are the z, ascending, at which one piece ends and the next begins; a break itself belongs to the
    piece on its left. On piece i, one more than there are breaks, a = slopes[i] z + offsets[i].
    """

    breaks: tuple[float, ...]
    slopes: tuple[float, ...]
    offsets: tuple[float, ...]

    @property
    def simplest(self) -> LinearPieces:
        """The same curve; one piece alone where all of them lie on one straight line."""
        return LinearPieces((), self.slopes[:1], self.offsets[:1]) if self.is_affine and self.breaks else self

    @property
    def is_continuous(self) -> bool:
        """Whether each piece begins where the one before it ends."""
        ends = zip(self.breaks, pairwise(self.slopes), pairwise(self.offsets), strict=True)
        return all(math.isclose(m * z + b, n * z + c, abs_tol=1e-9) for z, (m, n), (b, c) in ends)

    @property
    def is_affine(self) -> bool:
        """Whether all the pieces lie on one straight line, but for rounding."""
        lines = zip(pairwise(self.slopes), pairwise(self.offsets), strict=True)
        return all(is_near(m, n) and is_near(b, c) for (m, n), (b, c) in lines)


def is_near(one: float, other: float) -> bool:
    """Whether two numbers are the same but for rounding."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def figures(value: float) -> str:
    """A number as in a formula: to three figures, with a true minus sign."""
    return f"{value:.3g}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class ActivationParameter:
    """A number that a learner can choose for an activation: from `low` to `high`, in steps of `step`."""

    name: str
    label: str
    low: float
    high: float
    default: float
    step: float


@dataclass(frozen=True, slots=True)
class Activation:
    """What is known about one activation, with the numbers `values` for its `parameters`.

    `value` and `slope` are its definition: a(z) and da/dz for an array of any shape, in the array's own type,
    without overflow for |z| up to 10,000. `gates` says whether it has an off side (closed for z <= 0),
    `initializer` names the recommended one. `fast_value` and `fast_slope` write the same curves on a tape in
    calls that allocate nothing; an activation can do without them. `linear` tells its straight pieces; None
    where it is curved. `bounded`: its values stay between two limits, so that it can saturate.
    `with_values` makes the same activation with other values; None where it has no parameters. The drawn one
    has values (its knots) without having parameters.
    `trained_slope` is da/dp(z) where p, the only parameter, is trained with the weights: then the value that a
    layer chooses is only the first one. `fast_trained_slope` writes it on a tape. `also` is another name of it.
    """

    name: str
    label: str
    formula: str
    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    gates: bool
    initializer: str
    explanation: str
    fast_value: Callable[[Tape, Array, Array], None] | None = None
    fast_slope: Callable[[Tape, Array, Array, Array], None] | None = None
    linear: LinearPieces | None = None
    bounded: bool = False
    parameters: tuple[ActivationParameter, ...] = ()
    values: tuple[float, ...] = ()
    with_values: Callable[..., Activation] | None = None
    trained_slope: Callable[[Array], Array] | None = None
    fast_trained_slope: Callable[[Tape, Array, Array], None] | None = None
    also: str = ""

    @property
    def listed(self) -> str:
        """What it is called in a list, for those who look for it by its other name, too."""
        return f"{self.label}, {self.also}" if self.also else self.label

    @property
    def is_affine(self) -> bool:
        """Whether it is, with these values, no switch at all: a straight line, so that layers of it collapse."""
        return self.linear is not None and self.linear.is_affine

    @property
    def is_trained(self) -> bool:
        """Whether its parameter is learned: then a network keeps one more number for each layer of it."""
        return self.trained_slope is not None

    @property
    def is_drawn(self) -> bool:
        """Whether a learner draws it: then its values are knots, z and a in turn."""
        return self.with_values is not None and not self.parameters

    def record_value(self, tape: Tape, z: Array, a: Array) -> None:
        """Write on the tape: a becomes the values at z. Both have one shape."""
        if self.fast_value is not None:
            self.fast_value(tape, z, a)
        else:
            tape.call(lambda: np.copyto(a, self.value(z)))

    def record_slope(self, tape: Tape, z: Array, a: Array, slope: Array) -> None:
        """Write on the tape: `slope` becomes da/dz, from z and the values a. All have one shape."""
        if self.fast_slope is not None:
            self.fast_slope(tape, z, a, slope)
        else:
            tape.call(lambda: np.copyto(slope, self.slope(z)))

    def record_trained_slope(self, tape: Tape, z: Array, out: Array) -> None:
        """Write on the tape: `out` becomes da/dp, where p is trained. Both have one shape."""
        assert self.fast_trained_slope is not None
        self.fast_trained_slope(tape, z, out)
