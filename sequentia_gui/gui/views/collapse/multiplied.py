"""What is multiplied: a run of layers without a switch, or all layers in one piece of the plane; anew each time."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sequentia_gui.analysis.collapse import (
    AffineMap,
    Difference,
    Product,
    Stretch,
    difference,
    is_straight_in_pieces,
    product_at,
    product_of,
    stretches,
)
from sequentia_gui.analysis.subject import Subject

Choice = Stretch | Literal["piece"]

Place = tuple[float, float]


class Multiplied:
    """Owns what can be multiplied now, which of it is chosen, and what came of it.

    offers: the runs of layers, from input to output, and last the piece, where there is more than one. product: None
    where nothing can be multiplied, or numbers are beyond measure. difference: how exact it is, of a run. here: the
    place whose piece is multiplied; before: what the network was in the piece looked at before, None where there was
    no other one.
    """

    def __init__(self) -> None:
        self.offers: tuple[Choice, ...] = ()
        self.chosen: Choice | None = None
        self.product: Product | None = None
        self.difference: Difference | None = None
        self.before: AffineMap | None = None
        # Not the middle: while all biases are 0, all neurons are just off there.
        self.here: Place = (1.0, 1.0)
        self._there = self.here

    def look(self, subject: Subject, place: Place | None, grid: int) -> None:
        """Multiply the network as it is at this moment, at the place that is pointed at, if it is about places.

        A choice that is gone gives way to the first offer. The difference is measured at grid x grid samples.
        """
        self.offers = _offers(subject)
        if self.chosen not in self.offers:
            self.chosen = self.offers[0] if self.offers else None
        with np.errstate(all="ignore"):
            found, apart = self._found(subject, place or self.here, grid)
        self.product = found if found and found.is_finite else None
        self.difference = apart if apart and np.isfinite(apart.float32) else None

    def _found(self, subject: Subject, place: Place, grid: int) -> tuple[Product | None, Difference | None]:
        self.before = None
        design, parameters = subject.design, subject.parameters
        if not np.isfinite(parameters.vector).all():
            return None, None
        if isinstance(self.chosen, Stretch):
            return product_of(design, parameters, self.chosen), difference(subject, self.chosen, grid)
        if self.chosen == "piece":
            return self._piece(subject, place), None
        return (None if design.layers else product_of(design, parameters, Stretch(0, 0))), None

    def _piece(self, subject: Subject, place: Place) -> Product:
        """The product in the piece around a place; the last place in another piece is kept to compare."""
        design, parameters = subject.design, subject.parameters
        found, last = product_at(design, parameters, place), product_at(design, parameters, self.here)
        if not np.array_equal(found.whole.matrix, last.whole.matrix):
            self._there = self.here
        self.here = place
        before = product_at(design, parameters, self._there).whole
        self.before = None if np.array_equal(before.matrix, found.whole.matrix) else before
        return found


def _offers(subject: Subject) -> tuple[Choice, ...]:
    design, runs = subject.design, stretches(subject.design, subject.parameters)
    is_whole = runs[:1] == (Stretch(0, len(design.layers)),)
    has_pieces = design.layers and not is_whole and is_straight_in_pieces(design, subject.parameters)
    return (*runs, "piece") if has_pieces else runs
