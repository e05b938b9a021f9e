"""Rebuilding a network keeps what it has learnt, wherever that still means something."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Layer, NetworkDesign, TrainingPlan
from sequentia_gui.network.carry import carry_over
from sequentia_gui.network.forward import outputs
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.optimizers import optimizer
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.trainer import Trainer
from tests.network.networks import ACTIVATION_NAMES, OPTIMIZER_NAMES, designs, same_bits, some_points

TAME = tuple(name for name in ACTIVATION_NAMES if name != "square")
"""Squares of squares grow beyond all numbers within a few steps, and may."""


def trained(design: NetworkDesign, classes: int = 2, name: str = "adam") -> Checkpoint:
    trainer = Trainer(design, TrainingPlan(optimizer=name), some_points(30, classes))
    trainer.run(10)
    return trainer.checkpoint()


def with_neuron(design: NetworkDesign, place: int) -> NetworkDesign:
    layers = list(design.layers)
    layers[place] = replace(layers[place], neurons=(*layers[place].neurons, 99))
    return replace(design, layers=tuple(layers))


def without_neuron(design: NetworkDesign, place: int, neuron: int) -> NetworkDesign:
    layers = list(design.layers)
    kept = tuple(name for name in layers[place].neurons if name != neuron)
    layers[place] = replace(layers[place], neurons=kept)
    return replace(design, layers=tuple(layers))


def test_nothing_changes_when_nothing_was_edited() -> None:
    design = NetworkDesign.of((4, 3))
    before = trained(design)
    after = carry_over(before, design, 2, "adam")
    assert same_bits(after.parameters, before.parameters)
    assert same_bits(after.moments, before.moments)
    assert (after.step, after.epoch, after.batch, after.curve) == (
        10,
        before.epoch,
        before.batch,
        before.curve,
    )


@given(designs().filter(lambda design: design.layers), st.sampled_from(OPTIMIZER_NAMES), st.data())
def test_adding_and_removing_a_neuron_restores(design: NetworkDesign, name: str, data: st.DataObject) -> None:
    before = trained(design, 3, name)
    edited = with_neuron(design, data.draw(st.integers(0, len(design.layers) - 1)))
    back = carry_over(carry_over(before, edited, 3, name), design, 3, name)
    assert same_bits(back.parameters, before.parameters)
    assert same_bits(back.moments, before.moments)


def test_a_neuron_from_the_middle_takes_only_its_own_weights_along() -> None:
    design = NetworkDesign.of((4, 3))
    before = trained(design)
    after = carry_over(before, without_neuron(design, 0, 1), 2, "adam")
    old, new = Parameters.of(before), Parameters.of(after)
    np.testing.assert_array_equal(new.blocks[0], np.delete(old.blocks[0], 1, axis=0))
    np.testing.assert_array_equal(new.blocks[1], np.delete(old.blocks[1], 1, axis=1))
    np.testing.assert_array_equal(new.blocks[2], old.blocks[2])


def test_a_new_neuron_is_drawn_by_the_initializer() -> None:
    edited = with_neuron(NetworkDesign.of((4, 3)), 0)
    after = carry_over(trained(NetworkDesign.of((4, 3))), edited, 2, "adam")
    new, first = Parameters.of(after), first_parameters(edited, 2)
    np.testing.assert_array_equal(new.blocks[0][-1], first.blocks[0][-1])
    np.testing.assert_array_equal(new.weights[1][:, -1], first.weights[1][:, -1])


def test_a_layer_put_between_keeps_what_lies_before_and_after() -> None:
    design = NetworkDesign.of((4, 3))
    edited = replace(design, layers=(design.layers[0], Layer("relu", (0, 1), 9), design.layers[1]))
    before = trained(design)
    after = carry_over(before, edited, 2, "adam")
    old, new = Parameters.of(before), Parameters.of(after)
    np.testing.assert_array_equal(new.blocks[0], old.blocks[0])
    np.testing.assert_array_equal(new.biases[2], old.biases[1])
    np.testing.assert_array_equal(new.blocks[3], old.blocks[2])


@pytest.mark.parametrize("more", [3, 6])
def test_more_classes_keep_the_odds_of_the_first_two_and_come_back(more: int) -> None:
    design, xy = NetworkDesign.of((4, 3)), some_points(20).xy
    before = trained(design)
    after = carry_over(before, design, more, "adam")
    two = outputs(Parameters.of(before), design, "cross_entropy", 2, xy)
    many = outputs(Parameters.of(after), design, "cross_entropy", more, xy)
    np.testing.assert_allclose(many[1] / many[0], two[1] / two[0], rtol=1e-4)
    back = carry_over(after, design, 2, "adam")
    np.testing.assert_allclose(back.parameters, before.parameters, rtol=1e-6, atol=1e-7)
    for each in (after, back):  # what was remembered of an output that means something else now is no use
        count = len(each.parameters)
        for slot in range(2):
            part = Parameters(each.moments[slot * count : (slot + 1) * count], each.sizes)
            assert part.blocks[0].any()
            assert not part.blocks[-1].any()


def test_a_class_more_than_three_keeps_the_other_rows_and_their_moments() -> None:
    design = NetworkDesign.of((4,))
    before = trained(design, 3)
    after = carry_over(carry_over(before, design, 4, "adam"), design, 3, "adam")
    assert same_bits(after.parameters, before.parameters)
    assert same_bits(after.moments, before.moments)


@pytest.mark.parametrize("name", OPTIMIZER_NAMES)
def test_another_optimizer_begins_with_moments_of_its_own(name: str) -> None:
    design = NetworkDesign.of((4,))
    before = trained(design, name="rmsprop" if name != "rmsprop" else "adam")
    after = carry_over(before, design, 2, name)
    assert same_bits(after.parameters, before.parameters)
    assert len(after.moments) == optimizer(name).moment_count(len(after.parameters))
    assert not after.moments.any()


@given(designs(TAME), designs(TAME), st.integers(2, 4), st.integers(2, 4), st.sampled_from(OPTIMIZER_NAMES))
def test_any_design_can_follow_any_other_and_train_on(
    before: NetworkDesign, after: NetworkDesign, classes: int, more: int, name: str
) -> None:
    carried = carry_over(trained(before, classes), after, more, name)
    trainer = Trainer(after, TrainingPlan(optimizer=name), some_points(12, more), carried)
    trainer.run(3)
    assert trainer.step == 13
    assert trainer.is_finite()
