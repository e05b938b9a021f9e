"""Whether a switch creases, folds, tears or flattens is what its values say, for every activation and any numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.switch_shape import shape_of, switching_at
from sequentia_gui.network.activations import ACTIVATIONS, Activation, activation
from tests.network.networks import values_of

Z = np.round(np.arange(-40, 40.0005, 1 / 256), 10)
NAMES = [entry.name for entry in ACTIVATIONS]


@st.composite
def switches(draw: st.DrawFn) -> Activation:
    """Any activation with any numbers; the Swish's dip lies within the places that are looked at, or nowhere."""
    entry = activation(draw(st.sampled_from(NAMES)))
    values = draw(values_of(entry))
    if entry.name == "silu" and values and 0 < values[0] < 0.05:
        values = (0.05,)
    return activation(entry.name, values)


def rises_and_falls(switch: Activation) -> int:
    """How often the values themselves, far apart enough to be told apart, turn from up to down or back."""
    steps = np.diff(switch.value(Z))
    ways = np.sign(steps[np.abs(steps) > 1e-14])
    return int((ways[1:] != ways[:-1]).sum())


@given(switches())
def test_it_folds_where_its_values_turn_back(switch: Activation) -> None:
    shape, turns = shape_of(switch), rises_and_falls(switch)
    assert shape.folds == (turns > 0)
    assert switch.name == "sine" or shape.turns == turns


@given(switches())
def test_it_creases_where_its_second_difference_does_not_fade_with_the_step(switch: Activation) -> None:
    """At a corner f(z + h) - 2 f(z) + f(z - h) is of the order h, elsewhere of the order h squared."""
    shape, h = shape_of(switch), 1e-6
    corners = np.concatenate([Z, switching_at(switch)])
    value = switch.value
    bend = (value(corners + h) - 2 * value(corners) + value(corners - h)) / h
    sharp = np.abs(bend) > 1e-3
    if shape.tears:
        assert not shape.creases
    elif not _hardly_bends(switch):
        assert shape.creases == bool(sharp.any())


def _hardly_bends(switch: Activation) -> bool:
    """A leak of nearly 1, or an ELU of a depth of nearly 1, has a corner too blunt to be found in differences."""
    return bool(switch.values) and abs(switch.values[0] - 1) < 2e-3


@given(switches())
def test_it_is_straight_where_three_places_always_lie_on_a_line(switch: Activation) -> None:
    value = switch.value
    off = np.abs(value(Z[1:-1]) * 2 - value(Z[:-2]) - value(Z[2:])).max()
    assert shape_of(switch).is_straight == (off < 1e-9) or _hardly_bends(switch)


@given(switches())
def test_what_is_pressed_flat_hardly_differs_from_there_on(switch: Activation) -> None:
    shape = shape_of(switch)
    for flat, end in ((shape.flat_below, -9_000.0), (shape.flat_above, 9_000.0)):
        near, far = switch.value(np.array([end, end + 100.0]))
        assert flat == (abs(far - near) < 1.0) or switch.name in ("silu", "sine")


@pytest.mark.parametrize(
    ("name", "values", "at"),
    [
        ("relu", (), (0.0,)),
        ("hard_tanh", (), (-1.0, 1.0)),
        ("relu6", (), (0.0, 6.0)),
        ("absolute", (), (0.0,)),
        ("gelu", (), (0.0,)),
        ("tanh", (), ()),
        ("identity", (), ()),
        ("leaky_relu", (1.0,), ()),
        ("silu", (0.0,), ()),
        ("drawn", (-3.0, 0.0, -1.0, 0.0, 2.0, 3.0, 4.0, 3.0), (-1.0, 2.0)),
    ],
)
def test_neurons_switch_at_corners_and_where_gates_open(
    name: str, values: tuple[float, ...], at: tuple[float, ...]
) -> None:
    assert switching_at(activation(name, values)) == at
