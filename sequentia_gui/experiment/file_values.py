"""Between the values that the program works with and the records that a file contains, in both directions."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.checkpoint import Checkpoint, Mistakes
from sequentia_gui.experiment.decimals import shortest
from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    ExperimentError,
    Layer,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.experiment.file_records import (
    CheckpointRecord,
    ContestantRecord,
    CurveRecord,
    ExperimentRecord,
    LayerRecord,
    MistakesRecord,
    NetworkRecord,
    PointsRecord,
    RecipeRecord,
    TrainingRecord,
)
from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.experiment.rules import check_experiment


def experiment_record(experiment: Experiment) -> ExperimentRecord:
    """The record of an experiment."""
    return ExperimentRecord(
        title=experiment.title,
        recipe=RecipeRecord(**asdict(experiment.recipe)),
        points=points_record(experiment.points),
        contestants=[_contestant_record(each) for each in experiment.contestants],
    )


def experiment_of(record: ExperimentRecord) -> Experiment:
    """The experiment in a record; ExperimentError where its parts do not fit together."""
    experiment = Experiment(
        title=record.title,
        points=_points_of(record.points),
        recipe=Recipe(**_fields(record.recipe)),
        contestants=tuple(_contestant_of(each) for each in record.contestants),
    )
    check_experiment(experiment)
    return experiment


def checkpoint_record(checkpoint: Checkpoint) -> CheckpointRecord:
    """The record of a checkpoint: its design is the contestant's, and not written twice."""
    return CheckpointRecord(
        optimizer=checkpoint.optimizer,
        step=checkpoint.step,
        epoch=checkpoint.epoch,
        batch=checkpoint.batch,
        pristine=checkpoint.pristine,
        parameters=shortest(checkpoint.parameters),
        moments=shortest(checkpoint.moments),
        curve=_curve_record(checkpoint.curve),
        mistakes=MistakesRecord(**asdict(checkpoint.mistakes)) if checkpoint.mistakes else None,
    )


def checkpoint_of(record: CheckpointRecord, design: NetworkDesign, classes: int) -> Checkpoint:
    """The checkpoint in a record; ExperimentError where its weights or its curve do not fit."""
    expected, trained = _parameter_count(design.sizes(classes)), len(design.layers)
    # activations with a trained slope need more; how many, is known to network.vocabulary
    if not expected <= len(record.parameters) <= expected + trained:
        raise ExperimentError(
            f"Weights and biases: the file has {len(record.parameters):,}, its network needs {expected:,}."
        )
    return Checkpoint(
        design=design,
        classes=classes,
        optimizer=record.optimizer,
        step=record.step,
        epoch=record.epoch,
        batch=record.batch,
        parameters=_frozen(record.parameters, np.float32),
        moments=_frozen(record.moments, np.float32),
        pristine=record.pristine,
        curve=_curve_of(record.curve),
        mistakes=Mistakes(**_fields(record.mistakes)) if record.mistakes else None,
    )


def goes_on(experiment: Experiment, progress: tuple[Checkpoint, ...]) -> bool:
    """Whether training can go on from there: the weights are finite and belong to the experiment's networks."""
    classes = experiment.points.classes
    return len(progress) == len(experiment.contestants) and all(
        _who(each.design) == _who(contestant.network) and each.classes == classes and _is_finite(each)
        for each, contestant in zip(progress, experiment.contestants, strict=True)
    )


def _is_finite(checkpoint: Checkpoint) -> bool:
    return bool(np.isfinite(checkpoint.parameters).all() and np.isfinite(checkpoint.moments).all())


def _who(design: NetworkDesign) -> list[tuple[int, tuple[int, ...]]]:
    return [(layer.key, layer.neurons) for layer in design.layers]


def _parameter_count(sizes: tuple[int, ...]) -> int:
    """Each layer's neurons have one weight per input and a bias."""
    return sum(out * (into + 1) for into, out in pairwise(sizes))


def points_record(points: PointSet) -> PointsRecord:
    """The record of a set of points."""
    return PointsRecord(
        x=shortest(points.xy[:, 0]),
        y=shortest(points.xy[:, 1]),
        label=points.label.tolist(),
        held_out=np.flatnonzero(points.held_out).tolist(),
    )


def _points_of(record: PointsRecord) -> PointSet:
    if not len(record.x) == len(record.y) == len(record.label):
        raise ExperimentError("points.x, points.y and points.label differ in length.")
    if record.held_out and max(record.held_out) >= len(record.label):
        raise ExperimentError(f"points.held_out names point {max(record.held_out)}, which does not exist.")
    held_out = np.zeros(len(record.label), np.bool_)
    held_out[record.held_out] = True
    xy = np.column_stack((record.x, record.y)).reshape(-1, 2)
    return PointSet(xy.astype(np.float32), np.array(record.label, np.int8), held_out)


def _contestant_record(contestant: Contestant) -> ContestantRecord:
    network = contestant.network
    layers = [LayerRecord(layer.activation, layer.width, list(layer.parameters)) for layer in network.layers]
    return ContestantRecord(
        name=contestant.name,
        network=NetworkRecord(initializer=network.initializer, seed=network.seed, layers=layers),
        training=TrainingRecord(**asdict(contestant.training)),
    )


def _contestant_of(record: ContestantRecord) -> Contestant:
    layers = tuple(
        Layer(layer.activation, tuple(range(layer.width)), key, tuple(layer.parameters))
        for key, layer in enumerate(record.network.layers)
    )
    network = NetworkDesign(layers, record.network.initializer, record.network.seed)
    return Contestant(record.name, network, TrainingPlan(**_fields(record.training)))


def _curve_record(curve: LossCurve) -> CurveRecord:
    return CurveRecord(
        stride=curve.stride,
        epoch=curve.epoch.tolist(),
        train_loss=_or_null(curve.train_loss),
        test_loss=_or_null(curve.test_loss),
        train_accuracy=_or_null(curve.train_accuracy),
        test_accuracy=_or_null(curve.test_accuracy),
    )


def _curve_of(record: CurveRecord) -> LossCurve:
    values = (record.train_loss, record.test_loss, record.train_accuracy, record.test_accuracy)
    if any(len(row) != len(record.epoch) for row in values):
        raise ExperimentError("The columns of the loss curve differ in length.")
    entries = np.array((record.epoch, *values), np.float64)
    if (np.diff(entries[0]) <= 0).any():
        raise ExperimentError("The epochs of the loss curve are not in order.")
    return LossCurve.of(record.stride, entries)


def _fields(record: RecipeRecord | TrainingRecord | MistakesRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def _or_null(values: NDArray[np.float64]) -> list[float | None]:
    """JSON has no NaN: a value that is not finite is null."""
    return [value if np.isfinite(value) else None for value in values.tolist()]


def _frozen(values: list[Any], dtype: type[np.generic]) -> NDArray[Any]:
    """A read-only array; null (None) becomes NaN."""
    return read_only(np.array(values, dtype=dtype))
