"""Names in files: the known ones pass, and any other is refused with the names there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, ExperimentError
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.network.vocabulary import check_names, check_progress

FIRST = first_experiment()
NOTHING = np.empty(0)
RUN = Checkpoint(
    FIRST.network, 2, "adam", 0, 0, 0, np.zeros(82, np.float32), np.zeros(165, np.float32), True,
    LossCurve.empty(),
)  # fmt: skip


@pytest.mark.parametrize("name", [each.name for each in ACTIVATIONS])
def test_every_activation_is_known_by_its_name(name: str) -> None:
    check_names(edits.set_activation(FIRST, name))


@pytest.mark.parametrize(
    ("experiment", "sentence"),
    [
        (
            edits.set_activation(FIRST, "wave", 1),
            r"contestants\[0\]\.network\.layers\[1\]\.activation is “wave”",
        ),
        (
            edits.set_activation_parameters(edits.set_activation(FIRST, "elu", 2), 2, (9.0,)),
            r"contestants\[0\]\.network\.layers\[2\]\.parameters: ELU: alpha is 9, but it goes from 0.1 to 3\.",
        ),
        (
            edits.set_activation_parameters(FIRST, 0, (9.0,)),
            r"contestants\[0\]\.network\.layers\[0\]\.parameters: “relu” has 0 parameters, not 1\.",
        ),
        (edits.set_initializer(FIRST, "dice"), r"network\.initializer is “dice”; known are recommended, "),
        (
            edits.retune(FIRST, loss="pain"),
            r"training\.loss is “pain”; known are cross_entropy, squared_error, relu_error, perceptron\.",
        ),
        (edits.retune(FIRST, optimizer="luck"), r"training\.optimizer is “luck”; known are sgd, momentum, "),
    ],
)
def test_an_unknown_name_is_refused_with_its_field_and_the_known_ones(
    experiment: Experiment, sentence: str
) -> None:
    with pytest.raises(ExperimentError, match=sentence):
        check_names(experiment)


def test_a_run_with_the_right_memory_passes() -> None:
    check_progress((RUN,))


def test_an_optimizer_s_memory_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ExperimentError, match=r"progress\[0\]\.moments has 165 numbers.*“sgd” needs 0\."):
        check_progress((replace(RUN, optimizer="sgd"),))


def test_an_unknown_optimizer_of_a_run_is_refused() -> None:
    with pytest.raises(ExperimentError, match=r"progress\[0\]\.optimizer is “luck”"):
        check_progress((replace(RUN, optimizer="luck"),))


@pytest.mark.parametrize("count", [-1.0, 0.5, 3e38])
def test_a_memory_that_ends_in_no_count_of_steps_is_refused(count: float) -> None:
    moments = np.append(np.zeros(164), count).astype(np.float32)
    with pytest.raises(
        ExperimentError, match=r"progress\[0\]\.moments ends in .*, which is no count of steps"
    ):
        check_progress((replace(RUN, moments=moments),))
