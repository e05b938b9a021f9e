"""The pieces of a network in plain Python and exact fractions: slow, and easy to believe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.network.activations import LinearPieces, activations_of
from sequentia_gui.network.parameters import Parameters

Corner = tuple[Fraction, Fraction]
Formula = tuple[Fraction, Fraction, Fraction]
"""a, b, c of a x1 + b x2 + c."""


@dataclass(frozen=True)
class ClippedPiece:
    """A convex polygon, what each neuron of the current layer computes in it, and all switches so far."""

    corners: tuple[Corner, ...]
    formulas: tuple[Formula, ...]
    pattern: tuple[int, ...] = ()

    @property
    def area(self) -> Fraction:
        following = (*self.corners[1:], self.corners[0])
        twice = sum(
            (x * v - u * y for (x, y), (u, v) in zip(self.corners, following, strict=True)), Fraction(0)
        )
        return twice / 2


def value(formula: Formula, place: Corner) -> Fraction:
    a, b, c = formula
    return a * place[0] + b * place[1] + c


def clipped(corners: tuple[Corner, ...], formula: Formula) -> tuple[Corner, ...]:
    """The part where the formula is not negative (Ivan Sutherland and Gary Hodgman, 1974)."""
    kept: list[Corner] = []
    for here, there in zip(corners, (*corners[1:], corners[0]), strict=True):
        z, w = value(formula, here), value(formula, there)
        if z >= 0:
            kept.append(here)
        if z * w < 0:
            t = z / (z - w)
            kept.append((here[0] + t * (there[0] - here[0]), here[1] + t * (there[1] - here[1])))
    return tuple(kept)


def parted(
    corners: tuple[Corner, ...], formula: Formula, breaks: tuple[float, ...]
) -> Iterator[tuple[int, tuple[Corner, ...]]]:
    """The part of the polygon on each linear piece of one neuron, with the linear piece's number."""
    for number in range(len(breaks) + 1):
        part = corners
        if number > 0:
            part = clipped(part, less(formula, breaks[number - 1])) if part else part
        if number < len(breaks) and part:
            part = clipped(part, negative(less(formula, breaks[number])))
        if part and spans(part) and not_on_the_break_below(part, formula, breaks, number):
            yield number, part


def less(formula: Formula, amount: float) -> Formula:
    return (formula[0], formula[1], formula[2] - Fraction(amount))


def negative(formula: Formula) -> Formula:
    return (-formula[0], -formula[1], -formula[2])


def spans(corners: tuple[Corner, ...]) -> bool:
    """Whether a polygon has an inside."""
    return len(corners) > 2 and ClippedPiece(corners, ()).area > 0


def not_on_the_break_below(
    corners: tuple[Corner, ...], formula: Formula, breaks: tuple[float, ...], number: int
) -> bool:
    """A neuron that stays exactly at a break counts to the left of it."""
    return number == 0 or any(value(less(formula, breaks[number - 1]), corner) > 0 for corner in corners)


def switched(formula: Formula, linear: LinearPieces, number: int) -> Formula:
    slope, offset = Fraction(linear.slopes[number]), Fraction(linear.offsets[number])
    return (slope * formula[0], slope * formula[1], slope * formula[2] + offset)


def through_neurons(piece: ClippedPiece, linear: LinearPieces) -> list[ClippedPiece]:
    """The piece, cut by each of its neurons in turn."""
    found = [ClippedPiece(piece.corners, (), piece.pattern)]
    for formula in piece.formulas:
        found = [
            ClippedPiece(part, (*old.formulas, switched(formula, linear, number)), (*old.pattern, number))
            for old in found
            for number, part in parted(old.corners, formula, linear.breaks)
        ]
    return found


def summed(inputs: tuple[Formula, ...], weights: list[float], bias: float) -> Formula:
    a, b, c = (
        sum((Fraction(w) * formula[at] for w, formula in zip(weights, inputs, strict=True)), Fraction(0))
        for at in range(3)
    )
    return (a, b, c + Fraction(bias))


def clipped_pieces(design: NetworkDesign, parameters: Parameters, limit: int = 6) -> list[ClippedPiece]:
    """All pieces, with the formulas of the output."""
    low, high, zero, one = Fraction(-limit), Fraction(limit), Fraction(0), Fraction(1)
    square = ((low, low), (high, low), (high, high), (low, high))
    found = [ClippedPiece(square, ((one, zero, zero), (zero, one, zero)))]
    for place, (weights, bias) in enumerate(zip(parameters.weights, parameters.biases, strict=True)):
        rows = list(zip(weights.tolist(), bias.tolist(), strict=True))
        found = [
            ClippedPiece(piece.corners, tuple(summed(piece.formulas, *row) for row in rows), piece.pattern)
            for piece in found
        ]
        if place < len(design.layers):
            linear = activations_of(design, parameters)[place].linear
            assert linear is not None
            found = [part for piece in found for part in through_neurons(piece, linear.simplest)]
    return found
