"""The words that the network understands: an experiment from a file may use no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Contestant, Experiment, ExperimentError, Layer
from sequentia_gui.network.activations import ACTIVATIONS, check_parameters, trained_layers
from sequentia_gui.network.initializers import INITIALIZERS
from sequentia_gui.network.losses import LOSSES
from sequentia_gui.network.optimizers import OPTIMIZERS, optimizer
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.trainer import MOST_COUNTED


class Named(Protocol):
    """Anything that knows its own name."""

    @property
    def name(self) -> str:
        """As in files."""


def check_names(experiment: Experiment) -> None:
    """ExperimentError where a network names an activation, initializer, loss or optimizer that we do not have.

    The sentence tells the field and the names that we know. So it is with parameters that an activation has not.
    """
    for place, contestant in enumerate(experiment.contestants):
        for field, name, known in _names(contestant):
            _check(f"contestants[{place}].{field}", name, known)
        _check_layers(f"contestants[{place}].network", contestant.network.layers)


def check_progress(progress: Sequence[Checkpoint]) -> None:
    """ExperimentError where a checkpoint's optimizer is unknown, or its numbers are too many or too few."""
    for place, checkpoint in enumerate(progress):
        _check(f"progress[{place}].optimizer", checkpoint.optimizer, OPTIMIZERS)
        _check_trained(f"progress[{place}].parameters", checkpoint)
        expected = optimizer(checkpoint.optimizer).moment_count(len(checkpoint.parameters))
        if len(checkpoint.moments) != expected:
            raise ExperimentError(
                f"progress[{place}].moments has {len(checkpoint.moments):,} numbers, but the optimiser "
                f"“{checkpoint.optimizer}” needs {expected:,}."
            )
        _check_memory(f"progress[{place}].moments", checkpoint)


def _check_trained(field: str, checkpoint: Checkpoint) -> None:
    """Behind the weights and biases there is one number for each activation with a trained parameter."""
    trained = len(Parameters.of(checkpoint).trained)
    expected = len(trained_layers(checkpoint.design))
    if trained != expected:
        raise ExperimentError(
            f"{field} has {trained} trained slopes of activations; its network needs {expected}."
        )


def _check_memory(field: str, checkpoint: Checkpoint) -> None:
    """Where an optimizer counts its steps, the count stands last."""
    if not optimizer(checkpoint.optimizer).counts:
        return
    count = float(checkpoint.moments[-1])
    if not (0 <= count <= MOST_COUNTED and count.is_integer()):
        raise ExperimentError(f"{field} ends in {count:g}, which is no count of steps.")


def _check_layers(field: str, layers: Sequence[Layer]) -> None:
    for place, layer in enumerate(layers):
        try:
            check_parameters(layer.activation, layer.parameters)
        except ExperimentError as error:
            raise ExperimentError(f"{field}.layers[{place}].parameters: {error}") from error


def _names(contestant: Contestant) -> Iterator[tuple[str, str, Sequence[Named]]]:
    network, training = contestant.network, contestant.training
    for place, layer in enumerate(network.layers):
        yield f"network.layers[{place}].activation", layer.activation, ACTIVATIONS
    yield "network.initializer", network.initializer, INITIALIZERS
    yield "training.loss", training.loss, LOSSES
    yield "training.optimizer", training.optimizer, OPTIMIZERS


def _check(field: str, name: str, known: Sequence[Named]) -> None:
    if name not in {entry.name for entry in known}:
        raise ExperimentError(
            f"{field} is “{name[:40]}”; known are {', '.join(entry.name for entry in known)}."
        )
