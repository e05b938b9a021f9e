"""The decision map against brute force: every sample asked by itself, every border where two classes tie."""

from __future__ import annotations

import numpy as np
import pytest

from sequentia_gui.analysis.borders import borders
from sequentia_gui.analysis.decision_map import GRID, DecisionMap, decision_map
from sequentia_gui.analysis.pieces import pieces_of
from sequentia_gui.analysis.plane import samples
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.parameters import Parameters, parameter_count


def a_subject(
    widths: tuple[int, ...], classes: int = 2, loss: str = "cross_entropy", seed: int = 1, scale: float = 0.7
) -> Subject:
    design = NetworkDesign.of(widths, "tanh")
    sizes = design.sizes(classes)
    vector = np.random.default_rng(seed).normal(0, scale, parameter_count(sizes)).astype(np.float32)
    return Subject(design, TrainingPlan(loss=loss), PointSet.empty(), Parameters(vector, sizes))


def output_of(subject: Subject, place: np.ndarray) -> np.ndarray:
    """The output's pre-activations (outputs,) at one place (2,), in float64, a layer at a time."""
    a = place.astype(np.float64)
    blocks = list(zip(subject.parameters.weights, subject.parameters.biases, strict=True))
    for weights, bias in blocks[:-1]:
        a = np.tanh(weights.astype(np.float64) @ a + bias)
    weights, bias = blocks[-1]
    return np.asarray(weights.astype(np.float64) @ a + bias)


def probabilities_of(subject: Subject, place: np.ndarray) -> np.ndarray:
    z = output_of(subject, place)
    if len(z) > 1:
        return np.asarray(np.exp(z - z.max()) / np.exp(z - z.max()).sum())
    p = (1 + np.tanh(z[0] if subject.plan.loss == "squared_error" else z[0] / 2)) / 2
    return np.array([1 - p, p])


@pytest.mark.parametrize(
    ("widths", "classes", "loss"),
    [
        ((), 2, "cross_entropy"),
        ((8, 8), 2, "cross_entropy"),
        ((8, 8), 2, "squared_error"),
        ((6, 5), 6, "cross_entropy"),
    ],
)
def test_winner_and_confidence_are_what_every_sample_says_by_itself(
    widths: tuple[int, ...], classes: int, loss: str
) -> None:
    subject = a_subject(widths, classes, loss)
    found = decision_map(subject)
    winner, confidence = found.winner.ravel(), found.confidence.ravel()
    for place in range(0, GRID * GRID, 37):
        p = np.sort(probabilities_of(subject, samples(GRID)[place]))
        assert confidence[place] == pytest.approx(p[-1] - p[-2], abs=1e-5)
        if p[-1] - p[-2] > 1e-5:
            assert winner[place] == np.argmax(probabilities_of(subject, samples(GRID)[place]))


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_along_the_boundary_the_best_two_classes_tie(classes: int) -> None:
    subject = a_subject((8, 8), classes, scale=0.4)
    boundary = decision_map(subject).boundary
    assert boundary
    for place in np.vstack(boundary)[::5]:
        z = np.sort(output_of(subject, place) if classes > 2 else np.append(output_of(subject, place), 0.0))
        gap = z[-1] - z[-2] if classes > 2 else abs(output_of(subject, place)[0])
        assert gap < 0.02


@pytest.mark.parametrize("classes", [2, 3, 4, 6])
@pytest.mark.parametrize("seed", range(5))
def test_the_boundary_passes_wherever_the_winner_changes_and_nowhere_else(classes: int, seed: int) -> None:
    found = decision_map(a_subject((6, 6), classes, seed=seed))
    crossed = cells_crossed_by(found)
    changes = cells_of_change(found)
    assert len(changes - crossed) <= 0.02 * len(changes)
    assert len(crossed - changes) <= 0.02 * len(crossed)


def cells_of_change(found: DecisionMap) -> set[tuple[int, int]]:
    w = found.winner
    corners = np.stack([w[:-1, :-1], w[:-1, 1:], w[1:, :-1], w[1:, 1:]])
    return set(map(tuple, np.argwhere(corners.min(axis=0) != corners.max(axis=0))))


def cells_crossed_by(found: DecisionMap) -> set[tuple[int, int]]:
    """Cells (row, column) in which a piece of the boundary has its middle."""
    middles = [(line[1:] + line[:-1]) / 2 for line in found.boundary]
    cells = np.floor((np.vstack([np.empty((0, 2)), *middles]) + 6) / 12 * (GRID - 1)).astype(int)
    return {(row, column) for column, row in cells}


def test_no_border_is_drawn_twice() -> None:
    maps = [decision_map(a_subject((6, 6), 5, seed=seed)) for seed in range(10)]
    drawn = [found.boundary for found in maps if found.boundary]
    assert drawn
    for boundary in drawn:
        vertices = np.vstack(boundary)
        assert len(np.unique(vertices.round(4), axis=0)) >= len(vertices) - 2 * len(boundary)


def test_the_map_is_the_right_way_up() -> None:
    subject = a_subject(())
    subject.parameters.vector[:] = (0.0, 1.0, -2.0)
    found = decision_map(subject)
    assert (found.winner[-1] == 1).all() and (found.winner[0] == 0).all()
    (line,) = found.boundary
    np.testing.assert_allclose(line[:, 1], 2.0, atol=1e-5)
    assert {float(line[0, 0]), float(line[-1, 0])} == {-6.0, 6.0}


def test_without_a_preference_there_is_no_boundary_and_no_confidence() -> None:
    for classes in (2, 3):
        subject = a_subject((3,), classes)
        subject.parameters.vector[:] = 0.0
        found = decision_map(subject)
        assert found.boundary == ()
        assert not found.confidence.any()


@pytest.mark.parametrize("classes", [2, 4])
def test_even_absurd_weights_give_a_map(classes: int) -> None:
    subject = a_subject((4,), classes)
    subject.parameters.vector[:] = np.float32(3e38)
    with np.errstate(all="ignore"):
        found = decision_map(subject)
    assert all(np.isfinite(line).all() for line in found.boundary)


def test_findings_cannot_be_written_to_and_are_new_every_time() -> None:
    subject = a_subject((4,), 3)
    found, again = decision_map(subject), decision_map(subject)
    assert not found.winner.flags.writeable
    assert not any(array.flags.writeable for array in (found.confidence, *found.boundary))
    assert not np.shares_memory(found.confidence, again.confidence)


def test_a_relu_output_says_b_from_a_half_on_and_the_boundary_runs_there() -> None:
    design = NetworkDesign.of(())
    parameters = Parameters(np.array([1.0, 0.0, -1.0], np.float32), (2, 1))
    subject = Subject(design, TrainingPlan(loss="relu_error"), PointSet.empty(), parameters)
    found, exact = decision_map(subject), pieces_of(subject)
    assert exact is not None
    np.testing.assert_allclose(exact.boundary[:, ::2], 1.5)
    for line in found.boundary:
        np.testing.assert_allclose(line[:, 0], 1.5, atol=1e-5)


def test_scores_beyond_all_numbers_win_and_lose_as_they_should() -> None:
    first = np.full((9, 9), -1.0, np.float32)
    first[:, :4] = np.inf
    (line,) = borders(np.stack([first, np.zeros_like(first)]))
    assert ((line[:, 0] > -1.5) & (line[:, 0] <= 0.0)).all()
    assert borders(np.stack([np.full_like(first, -np.inf), first])) == ()
