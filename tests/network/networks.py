"""Small networks, plans and point sets for the tests, and strategies that draw random ones."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import Layer, NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.activations import ACTIVATIONS, Activation, activation, parameters_at_zero
from sequentia_gui.network.drawn_activation import KNOT_LIMIT, MOST_KNOTS
from sequentia_gui.network.initializers import INITIALIZERS
from sequentia_gui.network.losses import LOSSES
from sequentia_gui.network.optimizers import OPTIMIZERS
from sequentia_gui.network.parameters import Parameters

ACTIVATION_NAMES = tuple(entry.name for entry in ACTIVATIONS)
OPTIMIZER_NAMES = tuple(entry.name for entry in OPTIMIZERS)
LOSS_NAMES = tuple(entry.name for entry in LOSSES)
HEADS = (*((loss, 2) for loss in LOSS_NAMES), ("cross_entropy", 3), ("cross_entropy", 6))
"""(loss, classes): all output heads."""


def points_of(xy: Any, label: Any, held_out: Any) -> PointSet:
    """Points from plain lists or from arrays of any type."""
    return PointSet(np.asarray(xy, np.float32), np.asarray(label, np.int8), np.asarray(held_out, np.bool_))


def some_points(count: int, classes: int = 2, held_out: float = 0.0, seed: int = 0) -> PointSet:
    """Points anywhere on the plane, of every class in turn; about a share of them is held out, never the first."""
    rng = np.random.default_rng(seed)
    held = rng.random(count) < held_out
    held[:1] = False
    label = np.arange(count)[::-1] % classes
    return points_of(rng.uniform(-6, 6, (count, 2)), label, held)


def random_parameters(
    design: NetworkDesign, classes: int, dtype: Any = np.float64, seed: int = 0
) -> Parameters:
    """Weights and biases of a size at which every part of the network matters."""
    parameters = parameters_at_zero(design, classes, dtype)
    parameters.vector[:] = np.random.default_rng(seed).normal(0, 0.6, len(parameters.vector))
    return parameters


def same_bits(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether two arrays are equal to the last bit."""
    return one.dtype == other.dtype and one.tobytes() == other.tobytes()


def values_of(entry: Activation) -> st.SearchStrategy[tuple[float, ...]]:
    """Values for an activation's parameters, or none: then it has its defaults."""
    if entry.is_drawn:
        return st.one_of(st.just(()), knots())
    ranges = (st.floats(each.low, each.high, allow_subnormal=False) for each in entry.parameters)
    return st.one_of(st.just(()), st.tuples(*ranges))


@st.composite
def knots(
    draw: st.DrawFn, most: int = MOST_KNOTS, gaps: tuple[int, ...] = tuple(range(1, 14))
) -> tuple[float, ...]:
    """A line that can be drawn, in eighths, flat and straight stretches included; gaps between knots in eighths."""
    between = draw(st.lists(st.sampled_from(gaps), min_size=1, max_size=most - 1))
    start = draw(st.integers(-int(8 * KNOT_LIMIT), int(8 * KNOT_LIMIT) - sum(between)))
    heights = st.one_of(st.integers(-16, 16), st.sampled_from([0, 0, 8]))
    return tuple(number / 8 for z in accumulate(between, initial=start) for number in (z, draw(heights)))


@st.composite
def layers(draw: st.DrawFn, key: int, width: int, name: str) -> Layer:
    """A layer of that width and activation, with any parameters."""
    return Layer(name, tuple(range(width)), key, draw(values_of(activation(name))))


@st.composite
def designs(draw: st.DrawFn, activations: tuple[str, ...] = ACTIVATION_NAMES) -> NetworkDesign:
    """Up to four hidden layers of up to six neurons, each with an activation of its own."""
    plain = draw(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(activations)), max_size=4))
    made = [draw(layers(key, width, name)) for key, (width, name) in enumerate(plain)]
    initializer = draw(st.sampled_from([entry.name for entry in INITIALIZERS]))
    return NetworkDesign(tuple(made), initializer, draw(st.integers(0, 2**32)))


@st.composite
def plans(draw: st.DrawFn) -> TrainingPlan:
    """Every loss and optimizer, with and without penalties, batches of every kind."""
    return TrainingPlan(
        loss=draw(st.sampled_from(LOSS_NAMES)),
        optimizer=draw(st.sampled_from(OPTIMIZER_NAMES)),
        learning_rate=draw(st.sampled_from([0.001, 0.01, 0.03])),
        momentum=draw(st.sampled_from([0.0, 0.5, 0.9])),
        l1=draw(st.sampled_from([0.0, 0.01])),
        l2=draw(st.sampled_from([0.0, 0.1])),
        batch_size=draw(st.sampled_from([None, 1, 2, 5, 16, 100])),
    )


def point_sets() -> st.SearchStrategy[PointSet]:
    """From one point to thirty, of two to four classes, some held out."""
    shares = st.sampled_from([0.0, 0.3])
    return st.builds(some_points, st.integers(1, 30), st.integers(2, 4), shares, st.integers(0, 99))
