"""Whole units of a column's last digit become numbers to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sequentia_gui.analysis.shown_sums import PLACES, Unit, unit_for
from sequentia_gui.gui.numerals import number, ten_to

_NOISE = 1e-12
"""Products of a few layers in float64 are exact to a smaller share of their largest number."""


def written(units: int, unit: Unit) -> str:
    """So many units as a number: "0.83", or "1.20·10⁸" in a column of huge or tiny numbers."""
    if unit.exponent is None:
        return number(units / 10**unit.decimals, unit.decimals)
    mantissa = number(units / 10**PLACES, PLACES)
    return f"{mantissa}·{ten_to(unit.exponent)}" if units else "0"


def alone(value: float, column: Unit) -> str:
    """A number beside a column: written as there, or in a unit of its own where either has a power of ten."""
    own = unit_for(value)
    unit = own if own.exponent is not None or column.exponent is not None else column
    return written(unit.of(value), unit)


def in_column(units: int, unit: Unit) -> str:
    """The same below a head that says the power of ten for all: "1.20", and 0.00 for what is too small to count."""
    return written(units, unit if unit.exponent is None else Unit(PLACES))


def sum_text(terms: Iterable[tuple[str, str]]) -> str:
    """Terms such as 1.20 x₁ − 0.45 x₂ + 0.30, each a number and what follows it; the first has only a minus sign."""
    parts = [f"{'−' if text.startswith('−') else '+'} {text.removeprefix('−')}{name}" for text, name in terms]
    first = parts[0].removeprefix("+ ").replace("− ", "−", 1)
    return " ".join([first, *parts[1:]])


def affine_text(terms: Sequence[float], names: Sequence[str]) -> str:
    """A formula of finite numbers, such as 1.20 x₁ − 0.45 x₂ + 0.30, in the digits that the largest one asks for.

    What is so small beside it that rounding may have made it is written as 0.
    """
    largest = max(map(abs, terms))
    kept = [value if abs(value) > _NOISE * largest else 0.0 for value in terms]
    unit = unit_for(largest)
    return sum_text((alone(value, unit), name) for value, name in zip(kept, names, strict=True))


def with_power(line: str, unit: Unit) -> str:
    """A number or a sum of a column with the power of ten that all of it is counted in, where there is one."""
    if unit.exponent is None:
        return line
    return f"{f'({line})' if ' ' in line else line}·{ten_to(unit.exponent)}"


def signed(units: int, unit: Unit) -> str:
    """The same with a sign in front, + too; 0 has none."""
    return _with_sign(units, written(units, unit))


def signed_in_column(units: int, unit: Unit) -> str:
    """A column's number with a sign in front."""
    return _with_sign(units, in_column(units, unit))


def _with_sign(units: int, text: str) -> str:
    return f"+{text}" if units > 0 else text
