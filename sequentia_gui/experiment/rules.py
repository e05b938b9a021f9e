"""The rules that every experiment keeps to: how many points, layers, neurons, and which values make sense."""

from __future__ import annotations

import numpy as np

from sequentia_gui.experiment.experiment import (
    MAX_CLASSES,
    MAX_LAYERS,
    MAX_POINTS,
    MAX_WIDTH,
    PLANE_LIMIT,
    Experiment,
    ExperimentError,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)

MAX_SEED = 2**31 - 1
MIN_RATE, MAX_RATE = 1e-9, 1e6
MAX_PENALTY = 1e6
MAX_NOISE = 0.5
MAX_HELD_OUT = 0.9
MAX_CONTESTANTS = 2
MAX_NAME = 200
MAX_ACTIVATION_PARAMETERS = 24
MAX_ACTIVATION_PARAMETER = 100.0

WIDTH_RULE = f"a layer has 1 to {MAX_WIDTH} neurons"
LAYERS_RULE = f"a network has at most {MAX_LAYERS} hidden layers"
CLASSES_RULE = f"there are at most {MAX_CLASSES} classes"
COUNT_RULE = f"the plane holds at most {MAX_POINTS:,} points"
NOISE_RULE = f"noise is a share from 0 to {MAX_NOISE}"
HELD_OUT_RULE = f"the share held out for testing is from 0 to {MAX_HELD_OUT}"
SEED_RULE = f"a seed is a whole number from 0 to {MAX_SEED:,}"
RATE_RULE = f"the learning rate is a number from {MIN_RATE:.9f} to {MAX_RATE:,.0f}"
MOMENTUM_RULE = "momentum is at least 0 and below 1"
PENALTY_RULE = f"the strength of a penalty is a number from 0 to {MAX_PENALTY:,.0f}"
BATCH_RULE = f"a batch has 1 to {MAX_POINTS:,} points, or all of them"
PLANE_RULE = f"points lie between -{PLANE_LIMIT:g} and {PLANE_LIMIT:g} on both axes"
TRAIN_RULE = "at least one point must be left to train on"
ACTIVATION_PARAMETERS_RULE = f"an activation has at most {MAX_ACTIVATION_PARAMETERS} parameters"
ACTIVATION_PARAMETER_RULE = (
    f"a parameter of an activation is a number from -{MAX_ACTIVATION_PARAMETER:g} to "
    f"{MAX_ACTIVATION_PARAMETER:g}"
)
NAME_RULE = f"a name has 1 to {MAX_NAME} characters"
CONTESTANTS_RULE = f"an experiment has 1 or {MAX_CONTESTANTS} networks"


def check_experiment(experiment: Experiment) -> None:
    """ExperimentError with a sentence where any part of the experiment breaks a rule."""
    check_points(experiment.points)
    check_recipe(experiment.recipe)
    demand(1 <= len(experiment.contestants) <= MAX_CONTESTANTS, CONTESTANTS_RULE)
    for contestant in experiment.contestants:
        check_network(contestant.network)
        check_plan(contestant.training)


def check_points(points: PointSet) -> None:
    """ExperimentError where there are too many points or classes, some outside, or none to train on."""
    demand(len(points) <= MAX_POINTS, COUNT_RULE)
    if len(points):
        demand(points.label.min() >= 0 and points.label.max() < MAX_CLASSES, CLASSES_RULE)
        demand(bool((np.abs(points.xy) <= PLANE_LIMIT).all()), PLANE_RULE)
        demand(not points.held_out.all(), TRAIN_RULE)


def check_recipe(recipe: Recipe) -> None:
    """ExperimentError where a value of the recipe makes no sense; the dataset's name is not looked up."""
    check_name(recipe.dataset)
    demand(_is_whole(recipe.count) and 0 <= recipe.count <= MAX_POINTS, COUNT_RULE)
    demand(0 <= recipe.noise <= MAX_NOISE, NOISE_RULE)
    demand(0 <= recipe.held_out <= MAX_HELD_OUT, HELD_OUT_RULE)
    check_seed(recipe.seed)


def check_network(network: NetworkDesign) -> None:
    """ExperimentError where the network has too many layers or a layer too few or too many neurons."""
    demand(len(network.layers) <= MAX_LAYERS, LAYERS_RULE)
    for layer in network.layers:
        demand(1 <= layer.width <= MAX_WIDTH, WIDTH_RULE)
        check_name(layer.activation)
        check_activation_parameters(layer.parameters)
    check_name(network.initializer)
    check_seed(network.seed)


def check_activation_parameters(values: tuple[float, ...]) -> None:
    """ExperimentError where there are too many, or one is no number of sensible size.

    Which ones suit an activation is known to `network.activations`.
    """
    demand(len(values) <= MAX_ACTIVATION_PARAMETERS, ACTIVATION_PARAMETERS_RULE)
    fitting = (_is_number(each) and abs(each) <= MAX_ACTIVATION_PARAMETER for each in values)
    demand(all(fitting), ACTIVATION_PARAMETER_RULE)


def check_plan(plan: TrainingPlan) -> None:
    """ExperimentError where a number of the training plan makes no sense."""
    check_name(plan.loss)
    check_name(plan.optimizer)
    demand(_is_number(plan.learning_rate) and MIN_RATE <= plan.learning_rate <= MAX_RATE, RATE_RULE)
    demand(0 <= plan.momentum < 1, MOMENTUM_RULE)
    demand(all(_is_number(each) and 0 <= each <= MAX_PENALTY for each in (plan.l1, plan.l2)), PENALTY_RULE)
    if plan.batch_size is not None:
        demand(_is_whole(plan.batch_size) and 1 <= plan.batch_size <= MAX_POINTS, BATCH_RULE)


def check_seed(seed: int) -> None:
    """ExperimentError where the seed is not a whole number in range."""
    demand(_is_whole(seed) and 0 <= seed <= MAX_SEED, SEED_RULE)


def check_name(name: str) -> None:
    """ExperimentError where a name is empty or absurdly long."""
    demand(isinstance(name, str) and 1 <= len(name) <= MAX_NAME, NAME_RULE)


def demand(kept: bool | np.bool_, rule: str) -> None:
    """ExperimentError with the rule as a sentence, unless it is kept."""
    if not kept:
        raise ExperimentError(f"{rule[0].upper()}{rule[1:]}.")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
