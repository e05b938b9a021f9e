"""What an output head says of itself in words and flags is what its arithmetic does."""

from __future__ import annotations

import numpy as np
import pytest

from sequentia_gui.network.losses import LOSSES, Loss, output_head
from sequentia_gui.network.output_head import OutputHead

HEADS = [*(each.head for each in LOSSES), output_head("cross_entropy", 3)]


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.name)
def test_a_head_that_calls_itself_signed_says_numbers_on_both_sides_of_0(head: OutputHead) -> None:
    z = np.linspace(-30.0, 30.0, 601).reshape(1, -1) * np.ones((3 if head.name == "softmax" else 1, 1))
    said = head.value(z)
    assert head.is_signed == bool(said.min() < 0)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.name)
def test_a_heads_formula_is_what_it_computes(loss: Loss) -> None:
    head = loss.head
    for z in (-2.0, -0.5, 0.0, 0.5, 2.0):
        says = {
            "y = 1 / (1 + e⁻ᶻ)": 1 / (1 + np.exp(-z)),
            "y = tanh(z)": np.tanh(z),
            "y = max(0, z)": max(0.0, z),
            "y = 1 if z > 0, else 0": float(z > 0),
        }
        assert head.value(np.array([[z]]))[0, 0] == pytest.approx(says[head.formula])


@pytest.mark.parametrize("head", HEADS[:-1], ids=lambda head: head.name)
def test_a_single_output_decides_for_class_b_above_its_threshold_and_for_a_where_they_tie(
    head: OutputHead,
) -> None:
    z = head.threshold + np.array([[-1e-6, 0.0, 1e-6]])
    assert head.winner(z).tolist() == [0, 0, 1]
    second = head.probabilities(z)[1]
    assert not second[0] > 0.5
    assert second[2] > 0.5


def test_of_several_outputs_the_first_wins_a_tie() -> None:
    assert HEADS[-1].winner(np.array([[1.0], [1.0], [0.5]])).tolist() == [0]


def test_the_probability_of_the_class_that_is_all_but_excluded_keeps_its_digits() -> None:
    z = np.array([[-45.0, 45.0]])
    least = output_head("cross_entropy", 2).probabilities(z).min(axis=0)
    np.testing.assert_allclose(least, np.exp(-45.0), rtol=1e-14)
