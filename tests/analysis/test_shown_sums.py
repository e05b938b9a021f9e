"""What is written down adds up as written, is nearly the truth, and nothing stays nothing."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.shown_sums import LARGEST, SMALLEST, Unit, apportioned, total, unit_for

NUMBERS = st.floats(-1e4, 1e4) | st.just(0.0) | st.floats(-0.01, 0.01)
COLUMNS = st.lists(NUMBERS, min_size=1, max_size=33)


@given(COLUMNS, st.integers(0, 5))
def test_a_column_adds_up_to_the_true_sum_rounded(terms: list[float], decimals: int) -> None:
    unit = Unit(decimals)
    shown = total(apportioned(terms, unit))
    assert abs(shown - math.fsum(terms) / unit.size) <= 0.5 + 1e-6


@given(COLUMNS, st.integers(0, 5))
def test_every_term_is_less_than_one_unit_from_the_truth(terms: list[float], decimals: int) -> None:
    unit = Unit(decimals)
    for term, shown in zip(terms, apportioned(terms, unit), strict=True):
        assert abs(shown - term / unit.size) < 1


@given(COLUMNS)
def test_a_term_of_zero_is_shown_as_zero(terms: list[float]) -> None:
    units = apportioned([*terms, 0.0], unit_for(max(map(abs, terms))))
    assert units[-1] == 0


@given(COLUMNS, st.data())
def test_what_is_put_together_as_others_adds_up_too(terms: list[float], data: st.DataObject) -> None:
    units = apportioned(terms, Unit(2))
    own = data.draw(st.sets(st.integers(0, len(terms) - 1)))
    others = total(each for place, each in enumerate(units) if place not in own)
    assert total(units[place] for place in own) + others == total(units)


@given(NUMBERS | st.floats(allow_nan=False, allow_infinity=False), st.integers(-2_000, 2_000))
def test_a_number_is_rounded_exactly_and_a_half_away_from_zero(value: float, eighths: int) -> None:
    for each in (value, eighths / 8):
        unit = unit_for(each)
        exact = abs(Fraction(each)) * Fraction(10) ** unit.decimals
        assert abs(unit.of(each)) == math.floor(exact + Fraction(1, 2))
        assert unit.of(-each) == -unit.of(each)


@given(st.floats(1e-30, 1e30))
def test_the_largest_number_of_a_column_has_at_least_two_digits_and_fits(largest: float) -> None:
    unit = unit_for(largest)
    digits = len(str(abs(unit.of(largest))))
    assert 2 <= digits <= 8
    assert (unit.exponent is None) == (SMALLEST <= largest < LARGEST)


def test_usual_columns_have_two_decimals_and_small_ones_more() -> None:
    assert [unit_for(size).decimals for size in (0.0, 0.1, 6.0, 99_999.0)] == [2, 2, 2, 2]
    assert [unit_for(size).decimals for size in (0.09, 0.01, 0.009)] == [3, 3, 4]


@pytest.mark.parametrize("value", [math.inf, math.nan])
def test_what_is_beyond_all_numbers_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="written"):
        unit_for(value)


@given(
    st.lists(st.integers(-800, 800).map(lambda eighths: eighths / 8), min_size=1, max_size=9),
    st.integers(0, 2),
)
def test_a_sum_is_written_as_the_same_number_would_be_that_stands_alone(
    terms: list[float], decimals: int
) -> None:
    """Also where it lies in the middle of two units, as 0.125 does: ReLU(z) = z is shown as the z before it."""
    unit = Unit(decimals)
    assert total(apportioned(terms, unit)) == unit.of(math.fsum(terms))
