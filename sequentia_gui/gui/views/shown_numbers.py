"""Whole units of a column's last digit become numbers to be read."""

from __future__ import annotations

from sequentia_gui.analysis.shown_sums import PLACES, Unit
from sequentia_gui.gui.numerals import number, superscript


def written(units: int, unit: Unit) -> str:
    """So many units as a number: "0.83", or "1.20·10⁸" in a column of huge or tiny numbers."""
    if unit.exponent is None:
        return number(units / 10**unit.decimals, unit.decimals)
    mantissa = number(units / 10**PLACES, PLACES)
    return f"{mantissa}·10{superscript(unit.exponent)}" if units else "0"


def signed(units: int, unit: Unit) -> str:
    """The same with a sign in front, + too; 0 has none."""
    return written(units, unit) if units <= 0 else f"+{written(units, unit)}"
