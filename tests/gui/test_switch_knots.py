"""Knots of a drawn switch keep to the grid and to their order, whatever a hand does to them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from sequentia_gui.gui.views.switch.knots import (
    FEWEST,
    GRID,
    Knot,
    Knots,
    height,
    knot_between,
    knots_of,
    moved,
    values_of,
    with_knot,
    without_knot,
)
from sequentia_gui.gui.views.switch.plot import SwitchPlot
from sequentia_gui.network.activations import activation
from sequentia_gui.network.drawn_activation import KNOT_LIMIT, MOST_KNOTS, check_knots

PLACES = st.floats(-30, 30)
ACTS = st.lists(st.tuples(st.sampled_from("mai-"), st.integers(0, 40), PLACES, PLACES), max_size=30)
LINE: Knots = (Knot(-2.0, -1.0), Knot(0.0, 0.0), Knot(2.0, 3.0))


def played(acts: list[tuple[str, int, float, float]]) -> Knots:
    """What many moves, additions, insertions and removals leave."""
    knots = LINE
    for what, number, z, a in acts:
        which = number % len(knots)
        more = with_knot(knots, z, a) if what == "a" else knot_between(knots, which) if what == "i" else None
        if more is not None:
            knots = more[0]
        elif what == "m":
            knots = moved(knots, which, z, a)
        elif what == "-":
            knots = without_knot(knots, which)
    return knots


@given(ACTS)
def test_knots_stay_in_order_on_the_grid_and_within_bounds(acts: list[tuple[str, int, float, float]]) -> None:
    knots = played(acts)
    assert FEWEST <= len(knots) <= MOST_KNOTS
    assert all(right.z - left.z >= GRID - 1e-9 for left, right in pairwise(knots))
    for value in values_of(knots):
        assert abs(value) <= KNOT_LIMIT
        assert value == round(value, 1)
    assert knots_of(values_of(knots)) == knots
    check_knots(values_of(knots))


def test_the_line_goes_through_its_knots_and_straight_on_beyond_them() -> None:
    assert [height(LINE, z) for z in (-4, -2, -1, 0, 1, 2, 4)] == [-2, -1, -0.5, 0, 1.5, 3, 6]


def test_a_new_knot_says_where_it_stands() -> None:
    more = with_knot(LINE, 1.04, 0.5)
    assert more is not None
    knots, which = more
    assert (knots[which], which) == (Knot(1.0, 0.5), 2)


def test_no_knot_stands_on_another() -> None:
    assert with_knot(LINE, 0.01, 2.0) is None


def test_a_knot_stops_beside_its_neighbour() -> None:
    assert moved(LINE, 1, 7.0, 0.0)[1].z == pytest.approx(1.9)


def test_knots_never_crowd_in_the_middle_however_far_the_sums_go(qtbot: QtBot) -> None:
    plot = SwitchPlot()
    qtbot.addWidget(plot)
    plot.resize(300, 120)
    far = np.linspace(-60, 60, 200, dtype=np.float32).reshape(1, -1)
    plot.show_switches([activation("drawn", values_of(LINE))], far, LINE)
    farthest = max(abs(knot.z) for knot in LINE)
    assert plot.viewRange()[0][1] <= 4 * farthest
    plot.show_switches([activation("relu")], far, ())
    assert plot.viewRange()[0][1] >= 48
