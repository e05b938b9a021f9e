"""Rounded numbers that still add up: a sum that is written down must come out when somebody checks it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACES = 2
"""Decimals of an ordinary column."""

SMALLEST, LARGEST = 1e-5, 1e5
"""Where the largest number of a column is beyond these, the column is written with a power of ten."""

NOTHING = 1e-300
"""What is smaller is written as 0: the unit of such a number's last digit would itself be no number any more."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The last digit that a column shows: one unit is ten to the power of minus `decimals`, which may be negative."""

    decimals: int

    @property
    def size(self) -> float:
        """What one unit is worth."""
        return float(10.0**-self.decimals)

    @property
    def exponent(self) -> int | None:
        """The power of ten that a column's numbers are written with; None for plain decimals."""
        return None if PLACES <= self.decimals <= 6 else PLACES - self.decimals

    def finer(self) -> Unit:
        """One digit more."""
        return Unit(self.decimals + 1) if self.exponent is None else self

    def of(self, value: float) -> int:
        """A finite number in whole units, a half away from 0: as numbers are written that are in no column."""
        return int(Decimal(value).scaleb(self.decimals).to_integral_value(ROUND_HALF_UP))


def unit_for(largest: float) -> Unit:
    """The unit of a column whose largest number is so large: two decimals, or two digits of what is smaller.

    ValueError for what is not a finite number.
    """
    if not math.isfinite(largest):
        raise ValueError(f"{largest} cannot be written down")
    size = abs(largest)
    if size < NOTHING or 0.1 <= size < LARGEST:
        return Unit(PLACES)
    power = math.floor(math.log10(size))
    return Unit(PLACES - power if size >= LARGEST or size < SMALLEST else 1 - power)


def apportioned(terms: Sequence[float], unit: Unit) -> tuple[int, ...]:
    """The terms in whole units, so that these add up to the rounded sum of the terms.

    The method of the largest remainder (Alexander Hamilton, 1792): every term is rounded down, and the units
    that the sum lacks go to the terms that lost most. So each term is less than one unit from the truth, a term
    of 0 stays 0, and the sum is the true one, rounded as `Unit.of` rounds it. Terms are finite.
    """
    exact = [term / unit.size for term in terms]
    floors = [math.floor(each) for each in exact]
    lost = [each - floor for each, floor in zip(exact, floors, strict=True)]
    lacking = max(0, unit.of(math.fsum(terms)) - sum(floors))  # below 0 only where floats are no longer exact
    for place in sorted(range(len(terms)), key=lambda place: -lost[place])[:lacking]:
        floors[place] += 1
    return tuple(floors)


def total(units: Iterable[int]) -> int:
    """What the shown numbers add up to."""
    return sum(units)
