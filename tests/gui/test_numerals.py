"""A number says what it is worth, and numbers that belong together agree when somebody reckons with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.shown_sums import Unit
from sequentia_gui.gui.numerals import number, percent, scientific, tidy, whole_percent
from sequentia_gui.gui.views.shown_numbers import written


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_the_sign_belongs_to_what_is_shown(value: float, decimals: int) -> None:
    shown = number(value, decimals)
    assert shown.startswith("−") == (float(shown.replace("−", "-")) < 0)
    assert float(shown.replace("−", "-")) == pytest.approx(value, abs=0.5001 * 10**-decimals)


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert [number(value, 2) for value in (-0.004, -0.0, -0.005)] == ["0.00", "0.00", "−0.01"]
    assert [number(-0.4, 0), tidy(-1e-12)] == ["0", "0"]


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_percentage_is_the_whole_number_that_is_reckoned_with(part: int, whole: int) -> None:
    share = min(part, whole) / whole
    told = percent(share)
    assert told in (f"{whole_percent(share)} %", "<1 %", ">99 %")
    assert told.startswith("<") == (0 < share < 0.005)
    assert told.startswith(">") == (0.995 <= share < 1)


def test_one_of_200_that_is_wrong_is_not_forgotten() -> None:
    assert [percent(share) for share in (199 / 200, 1 / 200, 1.0, 0.0)] == [">99 %", "1 %", "100 %", "0 %"]


def test_a_half_per_cent_is_rounded_upwards_whatever_float_it_is() -> None:
    for whole in range(2, 2_001):
        halves = [part for part in range(whole + 1) if (200 * part) % (2 * whole) == whole]
        assert [whole_percent(part / whole) for part in halves] == [
            (200 * part + whole) // (2 * whole) for part in halves
        ]


def test_a_power_of_ten_is_told_from_a_product_of_two_numbers() -> None:
    assert [scientific(value, 1) for value in (1234, -1500, 0.02, 1e6)] == [
        "1.2·10³", "−1.5·10³", "2·10⁻²", "1·10⁶",
    ]  # fmt: skip


@given(st.integers(-800, 800).map(lambda eighths: eighths / 8) | st.floats(-1e4, 1e4), st.integers(2, 6))
def test_a_number_is_rounded_alike_in_a_column_and_outside(value: float, decimals: int) -> None:
    """A weight of 0.125 was 0.12 in Trace and in Collapse, and 0.13 in the formula of a piece."""
    unit = Unit(decimals)
    assert written(unit.of(value), unit) == number(value, decimals)
