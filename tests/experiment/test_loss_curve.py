"""A curve never changes, however many go on from it; and moments of one run share what they have in common."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.loss_curve import ROWS, LossCurve, Values


def entries(begin: int, count: int, seed: int = 0) -> Values:
    """Random entries of `count` epochs from `begin` on."""
    table = np.random.default_rng(seed).random((ROWS, count))
    table[0] = np.arange(begin, begin + count)
    return table


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 90)), max_size=30))
def test_whichever_curve_is_made_longer_all_others_stay_what_they_were(
    growths: list[tuple[int, int]],
) -> None:
    curves = [LossCurve.empty()]
    expected = [np.empty((ROWS, 0))]
    for seed, (back, count) in enumerate(growths):
        origin = max(0, len(curves) - 1 - back)
        more = entries(len(curves[origin]), count, seed)
        curves.append(curves[origin].longer(more))
        expected.append(np.hstack((expected[origin], more)))
    for curve, rows in zip(curves, expected, strict=True):
        np.testing.assert_array_equal(curve.entries, rows)


def test_a_hundred_moments_of_a_run_need_room_for_one() -> None:
    curve = LossCurve.of(1, entries(0, 500)).longer(entries(500, 1))
    moments = [curve]
    for epoch in range(501, 601):
        moments.append(moments[-1].longer(entries(epoch, 1)))
    assert all(np.shares_memory(each.entries, curve.entries) for each in moments)
    assert moments[-1].goes_on_from(curve)
    assert not curve.goes_on_from(moments[-1])


def test_what_begins_anew_from_an_earlier_moment_is_no_continuation_of_the_later_one() -> None:
    early = LossCurve.of(1, entries(0, 5)).longer(entries(5, 1))
    late = early.longer(entries(6, 1))
    again = early.longer(entries(6, 3, seed=1))
    assert late.goes_on_from(early)
    assert not again.goes_on_from(late)


def test_every_other_entry_is_left_at_twice_the_stride() -> None:
    curve = LossCurve.of(4, entries(0, 9) * np.array([[4]] + [[1]] * 4)).thinned()
    assert (curve.stride, curve.epoch.tolist()) == (8, [0, 8, 16, 24, 32])


def test_nobody_can_write_into_a_curve() -> None:
    curve = LossCurve.of(1, entries(0, 3))
    for values in (curve.entries, curve.train_loss, curve.test_accuracy):
        with pytest.raises(ValueError, match="read-only"):
            values[..., 0] = 1.0


def test_a_curve_is_the_same_after_a_journey_and_takes_only_its_own_entries_along() -> None:
    curve = LossCurve.of(2, entries(0, 3)).longer(entries(3, 1))
    parcel = pickle.dumps(curve, 5)
    np.testing.assert_array_equal(pickle.loads(parcel).entries, curve.entries)  # noqa: S301
    assert len(parcel) < 64 * ROWS * 8
