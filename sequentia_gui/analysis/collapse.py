"""Layers without a switch between them are one layer: here their matrices and biases are multiplied into one map.

W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2). A switch that is one straight line, a = m z + c, is multiplied in
as well. Where switches are straight in pieces, the same holds inside each piece, with the slope that each neuron
has there in place of m.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sequentia_gui.analysis.plane import samples
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import Activation, activations_of
from sequentia_gui.network.carry import carry_over
from sequentia_gui.network.parameters import Parameters

Floats = NDArray[np.float64]
Array = NDArray[Any]

GRID = 101
"""Samples along either axis at which two networks are compared."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring layers that are one: hidden layers `first` to `stop` - 1 (from 0) melt into layer `stop`."""

    first: int
    stop: int

    @property
    def layers(self) -> int:
        """How many layers become one."""
        return self.stop - self.first + 1


@dataclass(frozen=True, slots=True, eq=False)
class AffineMap:
    """matrix @ x + bias: matrix (k, m), bias (k,), float64 and read-only."""

    matrix: Floats
    bias: Floats

    @classmethod
    def of(cls, matrix: Array, bias: Array) -> AffineMap:
        """A map with arrays of its own."""
        return cls(read_only(np.array(matrix, np.float64)), read_only(np.array(bias, np.float64)))

    def after(self, before: AffineMap) -> AffineMap:
        """First `before`, then this one."""
        return AffineMap.of(self.matrix @ before.matrix, self.matrix @ before.bias + self.bias)

    def switched(self, slope: Array, offset: Array) -> AffineMap:
        """Followed by a switch that is a straight line for every neuron: slope and offset (k,)."""
        return AffineMap.of(slope[:, None] * self.matrix, slope * self.bias + offset)

    @property
    def rank(self) -> int:
        """How many directions the matrix keeps apart."""
        return int(np.linalg.matrix_rank(self.matrix)) if np.isfinite(self.matrix).all() else 0


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """Maps multiplied one after the other, with the steps in between.

    factors: the maps, the first layer's first, each with its own switch multiplied in but for the last one's.
    partial: partial[i] is the product of factors 0 to i, so the last one is the whole.
    """

    factors: tuple[AffineMap, ...]
    partial: tuple[AffineMap, ...]

    @property
    def whole(self) -> AffineMap:
        """The single map that equals all of them."""
        return self.partial[-1]

    @property
    def is_finite(self) -> bool:
        """Whether every number can be written down."""
        maps = (*self.factors, *self.partial)
        return all(np.isfinite(each.matrix).all() and np.isfinite(each.bias).all() for each in maps)

    @property
    def narrowest(self) -> int:
        """The fewest numbers that pass anywhere on the way: the rank cannot be higher."""
        widths = [len(factor.bias) for factor in self.factors]
        return min(len(self.factors[0].matrix[0]), *widths)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two networks are apart over the plane at most, in either precision; largest: the largest |z| there."""

    float32: float
    float64: float
    largest: float


def straight_line(entry: Activation) -> tuple[float, float] | None:
    """Slope m and offset c of an activation that is the line m z + c everywhere, else None."""
    if entry.linear is None or not entry.is_affine:
        return None
    return entry.linear.slopes[0], entry.linear.offsets[0]


def stretches(design: NetworkDesign, parameters: Parameters) -> tuple[Stretch, ...]:
    """All longest runs of hidden layers with a straight switch, from input to output."""
    straight = [straight_line(switch) is not None for switch in activations_of(design, parameters)]
    found, first = [], 0
    for is_straight, run in groupby(straight):
        stop = first + len(list(run))
        found += [Stretch(first, stop)] if is_straight else []
        first = stop
    return tuple(found)


def product_of(design: NetworkDesign, parameters: Parameters, stretch: Stretch) -> Product:
    """The maps of a stretch multiplied, in float64."""
    maps = _maps(parameters)[stretch.first : stretch.stop + 1]
    switches = activations_of(design, parameters)[stretch.first : stretch.stop]
    lines = [straight_line(switch) or (1.0, 0.0) for switch in switches]
    switched = [
        each.switched(np.full(len(each.bias), m), np.full(len(each.bias), c))
        for each, (m, c) in zip(maps, lines, strict=False)
    ]
    return product([*switched, maps[-1]])


def product(factors: Sequence[AffineMap]) -> Product:
    """The maps multiplied one after the other; the first one is applied first."""
    partial = [factors[0]]
    for factor in factors[1:]:
        partial.append(factor.after(partial[-1]))
    return Product(tuple(factors), tuple(partial))


def is_straight_in_pieces(design: NetworkDesign, parameters: Parameters) -> bool:
    """Whether every place but those on a hinge lies in a piece on which the network is one map."""
    return all(switch.linear is not None for switch in activations_of(design, parameters))


def product_at(design: NetworkDesign, parameters: Parameters, place: tuple[float, float]) -> Product:
    """The maps of all layers as they are in the piece around a place, multiplied; for switches straight in pieces.

    A neuron that is off there contributes a row of zeros. A place on a hinge belongs to the piece left of it.
    """
    maps, a = _maps(parameters), np.array(place, np.float64)
    switched: list[AffineMap] = []
    for each, switch in zip(maps, activations_of(design, parameters), strict=False):
        slope, offset = _line_at(switch, each.matrix @ a + each.bias)
        switched.append(each.switched(slope, offset))
        a = switched[-1].matrix @ a + switched[-1].bias
    return product([*switched, maps[-1]])


def collapsed(
    experiment: Experiment, checkpoint: Checkpoint, stretch: Stretch
) -> tuple[Experiment, Checkpoint]:
    """The experiment with the stretch's layers taken out, and the weights with which it computes the same.

    The layer into which they melt keeps its neurons, its switch and its key; its weights are the product.
    """
    now = experiment
    for _ in range(stretch.first, stretch.stop):
        now = edits.remove_layer(now, stretch.first)
    whole = product_of(checkpoint.design, Parameters.of(checkpoint), stretch).whole
    carried = carry_over(checkpoint, now.network, checkpoint.classes, checkpoint.optimizer)
    parameters = Parameters(carried.parameters.copy(), carried.sizes)
    _write(parameters, stretch.first, whole)
    return now, replace(carried, parameters=read_only(parameters.vector), pristine=False)


def difference(subject: Subject, stretch: Stretch, grid: int = GRID) -> Difference:
    """How far the network and the collapsed one are apart: outputs' z at grid x grid samples, in both precisions."""
    design, parameters = subject.design, subject.parameters
    maps, switches = _maps(parameters), activations_of(design, parameters)
    whole = product_of(design, parameters, stretch).whole
    short = [*maps[: stretch.first], whole, *maps[stretch.stop + 1 :]]
    kept = (*switches[: stretch.first], *switches[stretch.stop :])
    single, double = (
        (_output(maps, switches, grid, dtype), _output(short, kept, grid, dtype))
        for dtype in (np.float32, np.float64)
    )
    apart = [float(np.abs(before - after).max()) for before, after in (single, double)]
    return Difference(apart[0], apart[1], float(np.abs(double[0]).max()))


def _output(maps: list[AffineMap], switches: Sequence[Activation], grid: int, dtype: DTypeLike) -> Array:
    """The output's z (outputs, grid * grid) at samples of the plane, computed in one precision throughout."""
    a: Array = samples(grid).T.astype(dtype)
    with np.errstate(all="ignore"):
        for place, each in enumerate(maps):
            z = each.matrix.astype(dtype) @ a + each.bias.astype(dtype)[:, None]
            a = switches[place].value(z) if place < len(switches) else z
    return a


def _write(parameters: Parameters, layer: int, whole: AffineMap) -> None:
    parameters.weights[layer][:] = whole.matrix
    parameters.biases[layer][:] = whole.bias


def _maps(parameters: Parameters) -> list[AffineMap]:
    return [AffineMap.of(w, b) for w, b in zip(parameters.weights, parameters.biases, strict=True)]


def _line_at(switch: Activation, z: Floats) -> tuple[Floats, Floats]:
    """Slope and offset of the straight piece on which each neuron is, (k,) both."""
    assert switch.linear is not None
    piece = np.searchsorted(np.array(switch.linear.breaks), z)
    return np.array(switch.linear.slopes)[piece], np.array(switch.linear.offsets)[piece]
