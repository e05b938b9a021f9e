"""Decimals are short, and give back every float32, bit for bit."""

from __future__ import annotations

import timeit
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from sequentia_gui.experiment.decimals import shortest


def digits(value: float) -> int:
    return len(Decimal(repr(value)).normalize().as_tuple().digits)


@given(arrays(np.float32, st.integers(0, 20), elements=st.floats(width=32)))
@example(np.array([0.0, -0.0, np.inf, -np.inf, 1e-45, 3.4028235e38, 1.1754944e-38], np.float32))
def test_every_float32_comes_back_bit_for_bit(values: NDArray[np.float32]) -> None:
    with np.errstate(over="ignore"):
        again = np.array(shortest(values), np.float64).astype(np.float32)
    assert np.array_equal(again, values, equal_nan=True)
    assert np.array_equal(np.signbit(again), np.signbit(values))


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_decimal_is_as_short_as_numpy_finds_it(value: float) -> None:
    (found,) = shortest(np.array([value], np.float32))
    assert digits(found) <= digits(float(str(np.float32(value)))) + 1  # where it may be rounded up or down


@pytest.mark.parametrize("value", [0.1, -2.5, 1e-5, 123456.0, 1e-20, 1e30, 16777216.0])
def test_what_was_written_short_stays_short(value: float) -> None:
    assert shortest(np.array([value], np.float32)) == [value]


def test_all_at_once_is_much_faster_than_one_by_one() -> None:
    values = np.random.default_rng(0).normal(size=20_000).astype(np.float32)
    ours = min(timeit.repeat(lambda: shortest(values), number=1, repeat=5))
    numpys = min(timeit.repeat(lambda: values.astype(str), number=1, repeat=3))
    assert ours < numpys / 5
