"""The catalogue lists everything that can be seen in a network at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis import (
    activity,
    decision_map,
    fold,
    gradient_flow,
    neuron_maps,
    pieces,
    separability,
    sparsity,
    straight_line,
)
from sequentia_gui.analysis.subject import Subject


@dataclass(frozen=True, slots=True)
class Analysis:
    """A pure function from a subject to a finding, under the name by which views want it.

    `hurried`, where there is one, finds less when `is_late`, which it asks now and then, says so. While a
    network trains, a finding serves for at least `rest` seconds: more than 0 for what is read, not watched.
    `parts`, where there are any, are the way to the finding in steps, the last of which is what `compute` finds.
    """

    name: str
    compute: Callable[[Subject], object]
    hurried: Callable[[Subject, Callable[[], bool]], object] | None = None
    rest: float = 0.0
    parts: Callable[[Subject], Iterator[object]] | None = None


ANALYSES: tuple[Analysis, ...] = (
    Analysis("decision_map", decision_map.decision_map),
    Analysis("neuron_maps", neuron_maps.neuron_maps),
    Analysis("activity", activity.activity),
    Analysis("pieces", pieces.pieces_of, hurried=pieces.pieces_of),
    Analysis("fold", fold.fold),
    Analysis("separability", separability.of_layers, rest=0.2, parts=separability.layer_by_layer),
    Analysis("gradient", gradient_flow.gradient_flow),
    Analysis("straight_line", straight_line.straight_line),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A few numbers, (rows,) float, about a subject: cheap enough for every moment of a run's timeline.

    A view wants a measure by its name, like an analysis; what it finds is a `course.Course`. One that `rests`
    takes longer: it is worked out only while the run stands.
    """

    name: str
    compute: Callable[[Subject], NDArray[np.float64]]
    rests: bool = False


MEASURES: tuple[Measure, ...] = (
    Measure("zeros_over_time", sparsity.zeros),
    Measure("dead_over_time", sparsity.dead),
    Measure("gradient_over_time", gradient_flow.over_time),
    Measure("pieces_over_time", pieces.over_time, rests=True),
)


def analysis(name: str) -> Analysis:
    """The analysis of that name; KeyError where there is none."""
    return {each.name: each for each in ANALYSES}[name]


def is_measure(name: str) -> bool:
    """Whether the name is one of a measure, and not of an analysis."""
    return any(each.name == name for each in MEASURES)


def measure(name: str) -> Measure:
    """The measure of that name; KeyError where there is none."""
    return {each.name: each for each in MEASURES}[name]
