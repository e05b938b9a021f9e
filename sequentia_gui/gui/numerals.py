"""How numbers are written here: in the learner's way, with a real minus sign, the same number the same everywhere."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale


def number(value: float, decimals: int) -> str:
    """A number in the learner's way of writing, with a real minus sign; what is shown as 0 has none."""
    size, nothing = (QLocale().toString(each, "f", decimals) for each in (abs(float(value)), 0.0))
    return f"−{size}" if value < 0 and size != nothing else size


def tidy(value: float) -> str:
    """A round number with no more decimals than it needs."""
    for decimals in range(7):
        if abs(value - round(value, decimals)) < 1e-9:
            return number(value, decimals)
    return QLocale().toString(float(value), "g", 3).replace("-", "−")


def percent(share: float) -> str:
    """A share from 0 to 1 in words: never 0 % where there is something, never 100 % where something lacks."""
    if not math.isfinite(share):
        return "–"
    if 0 < share < 0.005:
        return "<1 %"
    if 0.995 <= share < 1:
        return ">99 %"
    return f"{number(whole_percent(share), 0)} %"


def whole_percent(share: float) -> int:
    """A share from 0 to 1 in whole per cents, a half upwards: what `percent` shows, to be reckoned with."""
    return int(100 * share + 0.5)


def count(value: int) -> str:
    """A whole number, its thousands apart."""
    return f"{value:,}".replace(",", "\u202f")


def subscript(number: int) -> str:
    """Small figures below the line, as in W₁."""
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
