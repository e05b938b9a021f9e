"""The catalogue lists everything that can be seen in a network at one moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sequentia_gui.analysis import activity, decision_map, fold, neuron_maps, pieces
from sequentia_gui.analysis.subject import Subject


@dataclass(frozen=True, slots=True)
class Analysis:
    """A pure function from a subject to a finding, under the name by which views want it.

    `hurried`, where there is one, finds less when `is_late`, which it asks now and then, says so.
    """

    name: str
    compute: Callable[[Subject], object]
    hurried: Callable[[Subject, Callable[[], bool]], object] | None = None


ANALYSES: tuple[Analysis, ...] = (
    Analysis("decision_map", decision_map.decision_map),
    Analysis("neuron_maps", neuron_maps.neuron_maps),
    Analysis("activity", activity.activity),
    Analysis("pieces", pieces.pieces_of, hurried=pieces.pieces_of),
    Analysis("fold", fold.fold),
)


def analysis(name: str) -> Analysis:
    """The analysis of that name; KeyError where there is none."""
    return {each.name: each for each in ANALYSES}[name]
