"""Held-out points: the share asked for, fair to each class, and never all of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sequentia_gui.experiment.held_out import choose_held_out, choose_more, with_one_to_train_on

labels = st.lists(st.integers(0, 5), max_size=120).map(lambda each: np.array(each, np.int8))
shares = st.floats(0, 0.9)
seeds = st.integers(0, 2**31 - 1)


@given(labels, shares, seeds)
def test_each_class_gives_its_share_and_keeps_a_point_to_train_on(
    label: NDArray[np.int8], share: float, seed: int
) -> None:
    held_out = choose_held_out(label, share, seed)
    for each in np.unique(label):
        members = int((label == each).sum())
        chosen = int(held_out[label == each].sum())
        assert chosen == min(round(members * share), members - 1)


@given(labels, shares, shares, seeds)
def test_a_larger_share_holds_out_the_same_points_and_more(
    label: NDArray[np.int8], one: float, other: float, seed: int
) -> None:
    fewer, more = (choose_held_out(label, share, seed) for share in sorted((one, other)))
    assert not (fewer & ~more).any()


@given(labels, seeds)
def test_a_share_of_zero_holds_out_none(label: NDArray[np.int8], seed: int) -> None:
    assert not choose_held_out(label, 0.0, seed).any()
    assert not choose_more(label, label, 0.0, seed).any()


@given(labels, shares, seeds)
def test_points_drawn_one_by_one_fare_like_points_drawn_together(
    label: NDArray[np.int8], share: float, seed: int
) -> None:
    together = choose_more(label[:0], label, share, seed)
    singly = [choose_more(label[:at], label[at : at + 1], share, seed)[0] for at in range(len(label))]
    assert together.tolist() == singly


@given(st.integers(1, 6), shares, seeds)
def test_drawn_points_reach_their_share_in_each_class_however_classes_take_turns(
    classes: int, share: float, seed: int
) -> None:
    label = (np.arange(600) % classes).astype(np.int8)
    held_out = choose_more(label[:0], label, share, seed)
    for each in range(classes):
        assert held_out[label == each].mean() == pytest.approx(share, abs=0.08)


@given(labels, shares, seeds)
def test_the_first_point_of_a_class_is_always_trained_on(
    label: NDArray[np.int8], share: float, seed: int
) -> None:
    held_out = choose_more(label[:0], label, share, seed)
    assert not any(held_out[np.flatnonzero(label == each)[0]] for each in np.unique(label))


@given(st.lists(st.booleans()).map(lambda each: np.array(each, np.bool_)))
def test_where_all_were_held_out_the_first_is_trained_on(held_out: NDArray[np.bool_]) -> None:
    now = with_one_to_train_on(held_out)
    assert not len(now) or not now.all()
    assert (held_out != now).sum() == (len(held_out) > 0 and held_out.all())
