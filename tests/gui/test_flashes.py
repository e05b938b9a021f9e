"""However training swings, the plane does not flash more than three times a second; WCAG 2.2, 2.3.1."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sequentia_gui.analysis.decision_map import DecisionMap
from sequentia_gui.gui.views.plane.flashes import FlashGuard

FRAMES = 60


def plane(share: float) -> DecisionMap:
    """Class 1 in this share of the plane from the left, class 0 in the rest, and sure of it."""
    winner = np.zeros((50, 50), np.int8)
    winner[:, : round(50 * share)] = 1
    return DecisionMap(winner, np.ones((50, 50), np.float32), ())


def shown(shares: list[float]) -> list[float]:
    """Those of the shares that are shown, in frames of a second's sixtieth part."""
    guard = FlashGuard()
    return [
        share for at, share in enumerate(shares) if guard.passes(plane(share), at / FRAMES, is_moving=True)
    ]


@pytest.mark.parametrize("every", [1, 2, 3, 7])
def test_a_plane_that_swings_as_a_whole_flashes_less_than_three_times_a_second(every: int) -> None:
    seen = shown([float(at // every % 2) for at in range(10 * FRAMES)])
    turns = sum(one != other for one, other in pairwise(seen))
    assert 10 < turns <= 2 * 3 * 10  # two turns are a flash, and there are ten seconds


def test_a_border_that_moves_on_is_shown_in_every_frame_however_fast() -> None:
    shares = np.linspace(0, 1, 12).tolist()
    assert shown(shares) == shares


def test_a_small_swing_is_not_held_back() -> None:
    shares = [0.5, 0.54] * 30
    assert shown(shares) == shares


def test_what_stands_is_always_shown() -> None:
    guard = FlashGuard()
    assert guard.passes(plane(0.0), 0.0, is_moving=True) and guard.passes(plane(1.0), 0.01, is_moving=True)
    assert not guard.passes(plane(0.0), 0.02, is_moving=True)
    assert guard.passes(plane(0.0), 0.03, is_moving=False)
