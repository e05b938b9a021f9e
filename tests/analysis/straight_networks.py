"""Networks of straight switches for the tests of the pieces, with everything that makes geometry awkward."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from sequentia_gui.analysis.pieces import Pieces, pieces
from sequentia_gui.experiment.experiment import Layer, NetworkDesign
from sequentia_gui.network.activations import ACTIVATIONS, activation, activations_of, parameters_at_zero
from sequentia_gui.network.forward import forward
from sequentia_gui.network.parameters import Parameters
from tests.network.networks import knots, values_of

LIMIT = 6.0
"""The square goes from -LIMIT to LIMIT."""

STRAIGHT = tuple(entry.name for entry in ACTIVATIONS if entry.linear is not None)
SWITCHES = ("relu", *STRAIGHT)
FEW_BREAKS = 4
"""A drawn switch has at most so many knots here: each break more multiplies the pieces."""

Network = tuple[NetworkDesign, Parameters]


def a_network(
    widths: tuple[int, ...],
    name: str = "relu",
    classes: int = 2,
    seed: int = 1,
    bias: float = 1.0,
    values: tuple[float, ...] = (),
) -> Network:
    """A random network in float64, with weights as at the start of training and biases of that size."""
    plain = NetworkDesign.of(widths, name)
    design = replace(plain, layers=tuple(replace(layer, parameters=values) for layer in plain.layers))
    rng = np.random.default_rng(seed)
    parameters = parameters_at_zero(design, classes, np.float64)
    parameters.trained[:] = values[0] if values else 0.25
    for block in parameters.blocks:
        block[:, :-1] = rng.normal(0, np.sqrt(2 / (block.shape[1] - 1)), block[:, :-1].shape)
        block[:, -1] = bias * rng.normal(0, 1, len(block))
    return design, parameters


@st.composite
def straight_networks(
    draw: st.DrawFn, width: int = 8, dyadic: bool = False, most_classes: int = 4
) -> Network:
    """Up to three layers; rows that repeat, negate or cancel; small integers, zeros, biases at 0 or not.

    dyadic: all numbers are eighths, so that fractions stay short.
    """
    plain = draw(st.lists(st.tuples(st.integers(1, width), st.sampled_from(SWITCHES)), max_size=3))
    layers = [_layer(draw, key, k, name, dyadic) for key, (k, name) in enumerate(plain)]
    design = NetworkDesign(tuple(layers))
    parameters = parameters_at_zero(design, draw(st.integers(2, most_classes)), np.float64)
    parameters.trained[:] = [draw(st.integers(-16, 16)) / 8 for _ in parameters.trained]
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    kind = draw(st.sampled_from(["eighths", "integers"] if dyadic else ["normal", "eighths", "integers"]))
    for block in parameters.blocks:
        block[:] = _numbers(kind, rng, block.shape)
        if draw(st.booleans()):
            block[:, -1] = 0.0
        _disturb(
            block,
            draw(st.lists(st.tuples(*[st.integers(0, 7)] * 2, st.sampled_from([-1, 0, 1, 2])), max_size=3)),
        )
    return design, parameters


def _layer(draw: st.DrawFn, key: int, width: int, name: str, dyadic: bool) -> Layer:
    """Any values for the switch's parameters, eighths where all is to be dyadic."""
    entry = activation(name)
    if entry.is_drawn:
        values = draw(knots(FEW_BREAKS, gaps=(4, 8, 16) if dyadic else (4, 5, 11, 24)))
    elif dyadic:
        values = tuple(
            draw(st.integers(int(8 * each.low), int(8 * each.high))) / 8 for each in entry.parameters
        )
    else:
        values = draw(values_of(entry))
    return Layer(name, tuple(range(width)), key, values)


def _numbers(kind: str, rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[Any]:
    if kind == "normal":
        return rng.normal(0, 1, shape)
    return rng.integers(-16, 17, shape) / 8 if kind == "eighths" else rng.integers(-2, 3, shape).astype(float)


def _disturb(block: NDArray[Any], changes: list[tuple[int, int, int]]) -> None:
    """Make some rows a multiple of others."""
    for place, source, factor in changes:
        block[place % len(block)] = factor * block[source % len(block)]


def breaks_of(network: Network, layer: int) -> tuple[float, ...]:
    linear = activations_of(*network)[layer].linear
    assert linear is not None
    return linear.simplest.breaks


def patterns_at(network: Network, xy: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """On which linear piece each neuron is at places xy (n, 2), and whether rounding may decide it: both (n, k).

    By the forward pass; a neuron that is exactly at a break counts to the left of it.
    """
    design, parameters = network
    numbers, close = [], []
    for layer, (z, _) in enumerate(forward(parameters, design, xy)[:-1]):
        below = [z > at for at in breaks_of(network, layer)]
        near = [np.abs(z - at) < 1e-8 * np.maximum(1.0, np.abs(z).max()) for at in breaks_of(network, layer)]
        numbers.append(np.sum(below, axis=0, dtype=np.uint8) if below else np.zeros(z.shape, np.uint8))
        close.append(np.any(near, axis=0) if near else np.zeros(z.shape, np.bool_))
    if not numbers:
        return np.zeros((len(xy), 0), np.uint8), np.zeros((len(xy), 0), np.bool_)
    return np.concatenate(numbers).T, np.concatenate(close).T


def found_in(network: Network) -> Pieces:
    """All its pieces."""
    found = pieces(*network, most=None)
    assert found is not None
    assert found.is_complete
    return found


def pattern_of(found: Pieces) -> NDArray[np.uint8]:
    """All layers side by side: (p, k)."""
    return np.concatenate([np.zeros((found.count, 0), np.uint8), *found.pattern], axis=1)


def somewhere(n: int) -> NDArray[np.float64]:
    """Random places of the square, always the same: (n, 2)."""
    return np.random.default_rng(0).uniform(-LIMIT, LIMIT, (n, 2))
