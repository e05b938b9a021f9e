"""The straight pieces of an activation are its curve, and only what is straight has them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sequentia_gui.network.activations import ACTIVATIONS, Activation, LinearPieces, activation
from sequentia_gui.network.tape import Tape

STRAIGHT = [entry for entry in ACTIVATIONS if entry.linear is not None]
every_straight = pytest.mark.parametrize("entry", STRAIGHT, ids=lambda entry: entry.name)


def pieces_of(entry: Activation) -> LinearPieces:
    assert entry.linear is not None
    return entry.linear


@pytest.mark.parametrize("entry", [*STRAIGHT, activation("silu", (0.0,))], ids=lambda entry: entry.name)
def test_on_each_piece_value_and_slope_are_those_of_a_straight_line(entry: Activation) -> None:
    linear = pieces_of(entry)
    z = np.sort(np.concatenate([np.linspace(-9, 9, 1801), linear.breaks]))
    piece = np.searchsorted(linear.breaks, z, side="left")
    slope, offset = np.array(linear.slopes)[piece], np.array(linear.offsets)[piece]
    np.testing.assert_allclose(entry.value(z), slope * z + offset, rtol=1e-15, atol=1e-15)
    np.testing.assert_array_equal(entry.slope(z), slope)
    tape = Tape(z.dtype)
    a, by_tape = tape.buffer(len(z)), tape.buffer(len(z))
    entry.record_value(tape, z, a)
    entry.record_slope(tape, z, a, by_tape)
    tape.play()
    np.testing.assert_allclose(by_tape, slope, rtol=1e-14, atol=1e-14)


@every_straight
def test_there_is_one_piece_more_than_there_are_breaks_and_no_break_is_idle(entry: Activation) -> None:
    linear = pieces_of(entry)
    assert len(linear.slopes) == len(linear.offsets) == len(linear.breaks) + 1
    assert list(linear.breaks) == sorted(set(linear.breaks))
    lines = list(zip(linear.slopes, linear.offsets, strict=True))
    assert all(left != right for left, right in pairwise(lines))


@pytest.mark.parametrize("entry", ACTIVATIONS, ids=lambda entry: entry.name)
def test_an_activation_has_pieces_exactly_when_its_slope_takes_few_values(entry: Activation) -> None:
    slopes = np.unique(entry.slope(np.linspace(-3, 3, 1000)))
    assert (entry.linear is not None) == (len(slopes) < 10)


@every_straight
def test_only_the_step_jumps(entry: Activation) -> None:
    assert pieces_of(entry).is_continuous == (entry.name != "step")
