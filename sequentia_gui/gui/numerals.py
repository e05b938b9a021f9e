"""How numbers are written here: in the learner's way, with a real minus sign, the same number the same everywhere."""

from __future__ import annotations

import math

from PySide6.QtCore import QLocale


def choose_figures() -> None:
    """Write 0 to 9 where the country has other figures: our letters have no others, and axes, seeds, sums neither.

    Called once, before there is a widget: each takes over how numbers are written.
    """
    locale = QLocale()
    if locale.zeroDigit() != "0":
        QLocale.setDefault(QLocale(QLocale.Language.English, locale.territory()))


def ungrouped() -> QLocale:
    """The learner's way of writing without a sign between thousands: 1,234 might be read as one and a bit."""
    locale = QLocale()
    locale.setNumberOptions(locale.numberOptions() | QLocale.NumberOption.OmitGroupSeparator)
    return locale


def number(value: float, decimals: int) -> str:
    """A number in the learner's way of writing, with a real minus sign; what is shown as 0 has none."""
    locale = ungrouped()
    size, nothing = (locale.toString(each, "f", decimals) for each in (abs(float(value)), 0.0))
    return f"−{size}" if value < 0 and size != nothing else size


def tidy(value: float) -> str:
    """A round number with no more decimals than it needs."""
    for decimals in range(7):
        if abs(value - round(value, decimals)) < 1e-9:
            return number(value, decimals)
    return ungrouped().toString(float(value), "g", 3).replace("-", "−")


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
    """A share from 0 to 1 in whole per cents, a half upwards: what `percent` shows, to be reckoned with.

    23 of 40 are 57.5 per cent, though 100 times that float is a little less: so far it is rounded first.
    """
    return int(round(100 * share, 9) + 0.5)


def count(value: int) -> str:
    """A whole number, its thousands apart."""
    return f"{value:,}".replace(",", "\u202f")


def subscript(number: int) -> str:
    """Small figures below the line, as in W₁."""
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def ten_to(exponent: int) -> str:
    """A power of ten with small figures above the line, as in 10⁻³."""
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def power_text(exponent: int) -> str:
    """A power of ten: written out from 0.001 to 1000, else with a raised exponent."""
    if -3 <= exponent <= 3:
        return tidy(10.0**exponent)
    return ten_to(exponent)


def scientific(value: float, decimals: int) -> str:
    """A figure and a power of ten, never two plain numbers: 1.2·10³."""
    figure, exponent = f"{value:.{decimals}e}".split("e")
    return f"{tidy(float(figure))}·{ten_to(int(exponent))}"


def loss_text(value: float) -> str:
    """A loss with three decimals, more where it is small, fewer where it is large; '–' where there is none."""
    if not math.isfinite(value):
        return "–"
    if 0 < value < 0.0001 or value >= 100_000:
        return scientific(value, 0)
    return number(value, 4 if 0 < value < 0.01 else 3 if value < 100 else 0)


def epoch_text(epoch: float) -> str:
    """Whole passes, their thousands apart, and tenths where one is under way."""
    if epoch == round(epoch):
        return count(int(epoch))
    tenths = number(epoch, 1)
    return count(int(tenths[:-2])) + tenths[-2:]
