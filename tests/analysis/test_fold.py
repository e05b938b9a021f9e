"""The carried plane is the network's own arithmetic, its creases are sharp, and odd networks are no trouble."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.analysis.carried_grid import LINES, PLACES, creased_grid, even_grid
from sequentia_gui.analysis.catalogue import analysis
from sequentia_gui.analysis.fold import GRID_PLACES, MOST_HINGES, Fold, fold
from sequentia_gui.analysis.hinge_lines import zero_lines
from sequentia_gui.analysis.plane import samples
from sequentia_gui.analysis.principal import continued, principal_components
from sequentia_gui.analysis.separability import of_layers
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.activations import ACTIVATIONS, activations_of, parameters_at_zero
from sequentia_gui.network.forward import forward

NAMES = [each.name for each in ACTIVATIONS]


def subject_of(
    widths: tuple[int, ...], name: str = "relu", seed: int = 0, n: int = 40, classes: int = 2
) -> Subject:
    """A network with weights drawn at random, and points."""
    rng = np.random.default_rng(seed)
    label = (np.arange(n) % classes).astype(np.int8)
    points = PointSet(rng.uniform(-5, 5, (n, 2)).astype(np.float32), label, np.arange(n) % 4 == 3)
    design = NetworkDesign.of(widths, name)
    parameters = parameters_at_zero(design, classes)
    parameters.vector[:] = rng.normal(scale=0.7, size=len(parameters.vector))
    return Subject(design, TrainingPlan(), points, parameters)


@given(st.lists(st.integers(1, 9), max_size=4), st.sampled_from(NAMES), st.integers(0, 99), st.integers(2, 6))
def test_every_stage_is_what_the_network_computes(
    widths: list[int], name: str, seed: int, classes: int
) -> None:
    subject = subject_of(tuple(widths), name, seed, classes=classes)
    found = fold(subject)
    assert np.array_equal(found.start[:, GRID_PLACES:], subject.points.xy.T)
    inputs = found.start
    pairs = forward(subject.parameters, subject.design, np.ascontiguousarray(found.start.T))
    for layer, (z, a), weights in zip(found.layers, pairs, subject.parameters.weights, strict=True):
        assert np.array_equal(layer.pre, z)
        assert np.array_equal(layer.post, a)
        scale = 1 + np.abs(layer.pre).max() + np.abs(layer.bias).max()
        assert np.allclose(layer.weighted, weights @ inputs, atol=1e-5 * scale)
        inputs = a


@given(st.integers(0, 99), st.integers(1, 6))
def test_lines_bend_only_at_their_places(seed: int, width: int) -> None:
    """Between two places a first layer's neuron is on at both or off at both, but where two hinges are too near."""
    subject = subject_of((width,), seed=seed)
    grid = creased_grid(subject).reshape(2, -1)
    z = subject.parameters.weights[0] @ grid + subject.parameters.biases[0][:, None]
    z = z.reshape(width, 2 * LINES, PLACES)
    step = np.abs(np.diff(z, axis=2)).max()
    cut = (z[..., :-1] * z[..., 1:] < 0) & (
        np.minimum(np.abs(z[..., :-1]), np.abs(z[..., 1:])) > 1e-4 * max(step, 1e-6)
    )
    crossings = max(1, (np.diff(np.sign(z), axis=2) != 0).sum())
    assert cut.sum() <= (0 if width == 1 else 0.35 * crossings)


@given(st.integers(0, 99))
def test_the_grid_stays_on_its_lines_and_in_its_order(seed: int) -> None:
    grid, even = creased_grid(subject_of((7, 5), seed=seed)), even_grid()
    assert np.allclose(grid[0, :LINES], even[0, :LINES], atol=1e-5)
    assert np.allclose(grid[1, LINES:], even[1, LINES:], atol=1e-5)
    assert (np.diff(grid[1, :LINES], axis=1) >= -1e-5).all()
    assert (np.diff(grid[0, LINES:], axis=1) >= -1e-5).all()
    assert np.array_equal(grid[..., [0, -1]], even[..., [0, -1]])


def test_curved_activations_leave_the_grid_alone() -> None:
    assert np.array_equal(creased_grid(subject_of((4, 4), "tanh")), even_grid())


def test_a_hinge_is_where_its_neuron_is_zero() -> None:
    subject = subject_of((5,), seed=4)
    z = forward(subject.parameters, subject.design, samples(31))[0][0].reshape(5, 31, 31)
    ends, neuron = zero_lines(z)
    at = subject.parameters.weights[0] @ ends + subject.parameters.biases[0][:, None]
    assert np.abs(at[np.repeat(neuron, 2), np.arange(ends.shape[1])]).max() < 1e-4
    assert set(neuron) <= set(range(5))


def test_hinges_come_to_lie_at_zero_before_the_switch() -> None:
    layer = fold(subject_of((2,), seed=3)).layers[0]
    assert layer.hinges.shape[1] > 0
    assert np.abs(layer.hinges_pre).min(axis=0).max() == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [0.0, 1e30])
def test_dead_and_exploding_layers_are_numbers_still(name: str, scale: float) -> None:
    subject = subject_of((5, 3, 2, 1), name)
    subject.parameters.vector[:] *= np.float32(scale)
    with np.errstate(all="ignore"):
        found = fold(subject)
    for layer in found.layers:
        arrays = (layer.pre, layer.post, layer.components, layer.shares, layer.hinges, layer.hinges_pre)
        assert all(np.isfinite(array).all() for array in arrays)


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("widths", [(), (1,), (8, 8)])
def test_hardly_any_points_are_enough(n: int, widths: tuple[int, ...]) -> None:
    found = fold(subject_of(widths, n=n))
    assert found.start.shape == (2, GRID_PLACES + n)
    shares = of_layers(subject_of(widths, n=n)).shares
    assert len(shares) == len(widths) + 2
    assert all((share is None) == (n < 2) for share in shares)


def test_nothing_in_it_can_be_written_to() -> None:
    found = analysis("fold").compute(subject_of((8, 3), seed=2))
    assert isinstance(found, Fold)
    arrays = [found.start]
    for layer in found.layers:
        arrays += [layer.pre, layer.post, layer.bias, layer.components, layer.hinges, layer.hinges_pre]
    assert not any(array.flags.writeable for array in arrays)


@given(st.integers(0, 99), st.integers(2, 10))
def test_components_are_the_widest_view_of_the_points(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    values = (rng.normal(size=(k, k)) @ rng.normal(size=(k, 30))).astype(np.float32)
    components, shares = principal_components(values)
    assert np.allclose(components @ components.T, np.eye(2), atol=1e-4)
    centred = values - values.mean(axis=1, keepdims=True)
    seen = ((components @ centred) ** 2).sum(axis=1) / (centred**2).sum()
    assert np.allclose(seen, shares, atol=1e-3)
    other, _ = np.linalg.qr(rng.normal(size=(k, 2)))
    assert seen.sum() >= ((other.T @ centred) ** 2).sum() / (centred**2).sum() - 1e-4


@given(st.integers(0, 99))
def test_components_go_on_without_a_jump(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(6, 50)).astype(np.float32)
    components, shares = principal_components(values)
    upside_down = -components
    assert np.allclose(continued(components, shares, upside_down), upside_down)
    near = np.array((0.5, 0.45), np.float32)
    assert np.allclose(continued(components, near, components[::-1]), components[::-1])
    clear = np.array((0.8, 0.1), np.float32)
    assert np.allclose(np.abs(continued(components, clear, components[::-1])), np.abs(components))


@pytest.mark.parametrize("name", ["hard_tanh", "relu6", "drawn"])
def test_lines_bend_at_each_corner_of_a_switch(name: str) -> None:
    """One neuron that sees x1 alone: a level line then has a place at each x1 where the switch has a corner."""
    subject = subject_of((1,), name)
    subject.parameters.weights[0][:], subject.parameters.biases[0][:] = (1.7, 0.0), 0.17
    linear = activations_of(subject.design, subject.parameters)[0].linear
    assert linear is not None
    corners = [x for x in ((bend - 0.17) / 1.7 for bend in linear.breaks) if abs(x) < 6]
    assert len(corners) > 1
    for line in creased_grid(subject)[0, LINES:]:
        assert all(np.abs(line - x).min() < 1e-4 for x in corners)


def test_one_point_has_no_spread_so_the_grid_shows_the_way() -> None:
    subject = subject_of((8, 8), n=1)
    one, none = (fold(replace(subject, points=each)).layers[0] for each in (subject.points, PointSet.empty()))
    np.testing.assert_array_equal(one.components, none.components)
    assert one.shares.any()


def test_eight_hinges_are_drawn_and_nine_are_not() -> None:
    assert fold(subject_of((MOST_HINGES,))).layers[0].hinges.shape[1] > 0
    assert fold(subject_of((MOST_HINGES + 1,))).layers[0].hinges.shape[1] == 0
