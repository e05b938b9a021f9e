"""Edits of a network or its plan change one contestant and leave the other one alone."""

from __future__ import annotations

from dataclasses import replace

from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    ExperimentError,
    NetworkDesign,
    TrainingPlan,
)
from sequentia_gui.experiment.rules import check_network, check_plan


def contestant_at(experiment: Experiment, contestant: int) -> Contestant:
    """The contestant at that place; ExperimentError where there is none."""
    if not 0 <= contestant < len(experiment.contestants):
        raise ExperimentError("There is no such network in this experiment.")
    return experiment.contestants[contestant]


def with_network(experiment: Experiment, network: NetworkDesign, contestant: int) -> Experiment:
    """The experiment with another network for one contestant; ExperimentError where it breaks a rule."""
    check_network(network)
    return _with(experiment, replace(contestant_at(experiment, contestant), network=network), contestant)


def with_plan(experiment: Experiment, plan: TrainingPlan, contestant: int) -> Experiment:
    """The experiment with another plan for one contestant; ExperimentError where it breaks a rule."""
    check_plan(plan)
    return _with(experiment, replace(contestant_at(experiment, contestant), training=plan), contestant)


def _with(experiment: Experiment, now: Contestant, contestant: int) -> Experiment:
    if now == experiment.contestants[contestant]:
        return experiment
    contestants = list(experiment.contestants)
    contestants[contestant] = now
    return replace(experiment, contestants=tuple(contestants))
