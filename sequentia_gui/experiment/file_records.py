"""What a .sequentia file contains, field by field, with the range that each value must keep to."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from sequentia_gui.experiment import rules
from sequentia_gui.experiment.experiment import (
    MAX_CLASSES,
    MAX_LAYERS,
    MAX_POINTS,
    MAX_WIDTH,
    PLANE_LIMIT,
)

LARGEST_WEIGHT = 3.4028235e38
"""The largest float32, in its shortest form."""

LARGEST_WHOLE = 2**53
MAX_PARAMETERS = 10_000
MAX_CURVE = 100_000

Name = Annotated[str, Meta(min_length=1, max_length=rules.MAX_NAME)]
Seed = Annotated[int, Meta(ge=0, le=rules.MAX_SEED)]
Whole = Annotated[int, Meta(ge=0, le=LARGEST_WHOLE)]
Coordinate = Annotated[float, Meta(ge=-PLANE_LIMIT, le=PLANE_LIMIT)]
Label = Annotated[int, Meta(ge=0, lt=MAX_CLASSES)]
PointIndex = Annotated[int, Meta(ge=0, lt=MAX_POINTS)]
Penalty = Annotated[float, Meta(ge=0, le=rules.MAX_PENALTY)]
Rate = Annotated[float, Meta(ge=rules.MIN_RATE, le=rules.MAX_RATE)]
Weight = Annotated[float, Meta(ge=-LARGEST_WEIGHT, le=LARGEST_WEIGHT)]
ActivationValue = Annotated[
    float, Meta(ge=-rules.MAX_ACTIVATION_PARAMETER, le=rules.MAX_ACTIVATION_PARAMETER)
]
Coordinates = Annotated[list[Coordinate], Meta(max_length=MAX_POINTS)]
Epochs = Annotated[list[Whole], Meta(max_length=MAX_CURVE)]
ViewName = Annotated[str, Meta(min_length=1, max_length=40)]
ViewWord = Annotated[str, Meta(max_length=40)]
ViewNumber = (
    Annotated[int, Meta(ge=-LARGEST_WHOLE, le=LARGEST_WHOLE)]
    | Annotated[float, Meta(ge=-LARGEST_WHOLE, le=LARGEST_WHOLE)]
)
ViewField = bool | ViewNumber | ViewWord | Annotated[list[ViewNumber | ViewWord], Meta(max_length=100)] | None
Curve = Annotated[list[float | None], Meta(max_length=MAX_CURVE)]


class LayerRecord(Struct, omit_defaults=True):
    """One hidden layer; without `parameters` its activation has its defaults."""

    activation: Name
    width: Annotated[int, Meta(ge=1, le=MAX_WIDTH)]
    parameters: Annotated[list[ActivationValue], Meta(max_length=rules.MAX_ACTIVATION_PARAMETERS)] = []


class NetworkRecord(Struct):
    """The hidden layers and how the first weights are drawn."""

    initializer: Name
    seed: Seed
    layers: Annotated[list[LayerRecord], Meta(max_length=MAX_LAYERS)]


class TrainingRecord(Struct):
    """The training plan; `batch_size` null means all training points at once."""

    loss: Name
    optimizer: Name
    learning_rate: Rate
    momentum: Annotated[float, Meta(ge=0, lt=1)]
    l1: Penalty
    l2: Penalty
    batch_size: Annotated[int, Meta(ge=1, le=MAX_POINTS)] | None


class ContestantRecord(Struct):
    """One network and its plan."""

    name: Name
    network: NetworkRecord
    training: TrainingRecord


class RecipeRecord(Struct):
    """How the points were made."""

    dataset: Name
    count: Annotated[int, Meta(ge=0, le=MAX_POINTS)]
    noise: Annotated[float, Meta(ge=0, le=rules.MAX_NOISE)]
    seed: Seed
    held_out: Annotated[float, Meta(ge=0, le=rules.MAX_HELD_OUT)]


class PointsRecord(Struct):
    """The points, a column each; `held_out` lists the places of those held out, counted from 0."""

    x: Coordinates
    y: Coordinates
    label: Annotated[list[Label], Meta(max_length=MAX_POINTS)]
    held_out: Annotated[list[PointIndex], Meta(max_length=MAX_POINTS)]


class ExperimentRecord(Struct):
    """Everything the learner designed."""

    title: Name
    recipe: RecipeRecord
    points: PointsRecord
    contestants: Annotated[list[ContestantRecord], Meta(min_length=1, max_length=rules.MAX_CONTESTANTS)]


class CurveRecord(Struct):
    """The losses so far; null stands for a value that there is none of."""

    stride: Annotated[int, Meta(ge=1, le=LARGEST_WHOLE)]
    epoch: Epochs
    train_loss: Curve
    test_loss: Curve
    train_accuracy: Curve
    test_accuracy: Curve


class MistakesRecord(Struct):
    """How often the perceptron rule found a mistake; null for a pass that was not counted from its start to its end."""

    total: Whole
    this_pass: Whole | None
    last_pass: Whole | None


class CheckpointRecord(Struct, omit_defaults=True):
    """How far the training of one contestant has come."""

    optimizer: Name
    step: Whole
    epoch: Whole
    batch: Whole
    pristine: bool
    parameters: Annotated[list[Weight], Meta(max_length=MAX_PARAMETERS)]
    moments: Annotated[list[Weight], Meta(max_length=4 * MAX_PARAMETERS)]
    curve: CurveRecord
    mistakes: MistakesRecord | None = None


class FileRecord(Struct):
    """The whole file; in `view` stands what the window showed, by names that it looks up itself."""

    format: str
    version: int
    experiment: ExperimentRecord
    view: Annotated[dict[ViewName, ViewField], Meta(max_length=100)] = {}
    progress: Annotated[list[CheckpointRecord], Meta(max_length=rules.MAX_CONTESTANTS)] = []
