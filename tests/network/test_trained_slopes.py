"""The slope of a PReLU layer is trained like a weight, lies at the end of the parameters, and is never lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import ExperimentError, Layer, NetworkDesign, TrainingPlan
from sequentia_gui.experiment.file_format import FileError, dumps, loads
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.network import reference
from sequentia_gui.network.activations import activations_of
from sequentia_gui.network.carry import carry_over
from sequentia_gui.network.parameters import Parameters, parameter_count
from sequentia_gui.network.trainer import Trainer, first_checkpoint
from sequentia_gui.network.vocabulary import check_progress
from sequentia_gui.training.origin import origin
from tests.network.networks import random_parameters, same_bits, some_points


def design_of(*names: str, values: tuple[float, ...] = ()) -> NetworkDesign:
    """Layers of three neurons; PReLU layers begin with `values`."""
    layers = (
        Layer(name, (0, 1, 2), key, values if name == "prelu" else ()) for key, name in enumerate(names)
    )
    return NetworkDesign(tuple(layers))


DESIGN, PLAN = design_of("prelu", "tanh", "prelu"), TrainingPlan(batch_size=7)


def trained_slopes(checkpoint: Checkpoint) -> list[float]:
    values: list[float] = Parameters.of(checkpoint).trained.tolist()
    return values


def trained(design: NetworkDesign = DESIGN, steps: int = 40) -> Checkpoint:
    trainer = Trainer(design, PLAN, some_points(30))
    trainer.run(steps)
    return trainer.checkpoint()


def test_there_is_one_slope_for_each_layer_at_the_end_of_the_vector() -> None:
    first = first_checkpoint(DESIGN, PLAN, 2)
    assert len(first.parameters) == parameter_count((2, 3, 3, 3, 1)) + 2
    assert first.parameters[-2:].tolist() == [0.25, 0.25]
    chosen = first_checkpoint(design_of("prelu", values=(0.5,)), PLAN, 2)
    assert chosen.parameters[-1] == 0.5


def test_training_moves_every_slope_and_the_activations_are_as_they_are_now() -> None:
    after = trained()
    slopes = trained_slopes(after)
    assert 0.25 not in slopes
    now = activations_of(DESIGN, Parameters.of(after))
    assert [each.name for each in now] == ["prelu", "tanh", "prelu"]
    assert [now[0].values[0], now[2].values[0]] == slopes
    assert now[0].value(np.array([-1.0]))[0] == pytest.approx(-slopes[0])
    assert now[0].linear is not None
    assert now[0].linear.slopes == (slopes[0], 1.0)


def test_penalties_do_not_pull_at_slopes() -> None:
    parameters, points = random_parameters(DESIGN, 2), some_points(9)
    slopes = [
        reference.gradient(parameters, DESIGN, plan, 2, points.xy, points.label).trained
        for plan in (PLAN, replace(PLAN, l1=0.3, l2=0.4))
    ]
    np.testing.assert_array_equal(slopes[0], slopes[1])


def test_a_surviving_layer_keeps_its_slope_and_its_moments_to_the_last_bit() -> None:
    before = trained()
    moved = replace(DESIGN, layers=(DESIGN.layers[2], DESIGN.layers[0]))
    after = carry_over(before, moved, 2, "adam")
    assert trained_slopes(after) == trained_slopes(before)[::-1]
    back = carry_over(after, moved, 2, "adam")
    assert same_bits(back.moments, after.moments)
    p, q = len(before.parameters), len(after.parameters)
    for slot in range(2):
        old, new = before.moments[slot * p : (slot + 1) * p], after.moments[slot * q : (slot + 1) * q]
        assert same_bits(new[-2:], old[-2:][::-1])


def test_a_layer_that_becomes_a_prelu_begins_with_the_first_slope() -> None:
    changed = replace(DESIGN, layers=(DESIGN.layers[0], replace(DESIGN.layers[1], activation="prelu")))
    before = trained()
    assert trained_slopes(carry_over(before, changed, 2, "adam")) == [trained_slopes(before)[0], 0.25]


def test_another_first_slope_shows_before_training_and_later_waits_for_a_reset() -> None:
    plain = first_experiment().contestants[0]
    contestant = replace(plain, network=design_of("prelu", values=(0.6,)), training=PLAN)
    earlier = design_of("prelu")
    assert origin(first_checkpoint(earlier, PLAN, 2), contestant, 2) is None
    after = trained(earlier)
    kept = origin(after, contestant, 2)
    assert kept is not None
    assert trained_slopes(kept) == trained_slopes(after)


def test_slopes_are_saved_and_read_to_the_last_bit() -> None:
    experiment = edits.set_activation(first_experiment(), "prelu")
    trainer = Trainer(experiment.network, experiment.training, experiment.points)
    trainer.run(30)
    saved = loads(dumps(Saved(experiment, (trainer.checkpoint(),))))
    check_progress(saved.progress)
    assert same_bits(saved.progress[0].parameters, trainer.checkpoint().parameters)
    assert same_bits(saved.progress[0].moments, trainer.checkpoint().moments)


def test_a_run_with_too_few_or_too_many_slopes_is_refused() -> None:
    after = trained()
    with pytest.raises(ExperimentError, match=r"progress\[0\]\.parameters has 1 trained slopes.*needs 2\."):
        check_progress((replace(after, parameters=after.parameters[:-1]),))
    few = replace(after, parameters=after.parameters[:-1], optimizer="sgd")
    with pytest.raises(ValueError, match="1 trained slopes do not fit 2 layers"):
        Trainer(DESIGN, PLAN, some_points(9), few)
    experiment = first_experiment()
    saved = Saved(experiment, (first_checkpoint(experiment.network, experiment.training, 2),))
    text = dumps(saved).replace('"parameters": [', '"parameters": [1.0, 1.0, 1.0, 1.0, ', 1)
    with pytest.raises(FileError, match=r"the file has 86, its network needs 82\."):
        loads(text)
