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
