"""A subject is what an analysis looks at: a network with its weights, and the points it learns from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.parameters import Parameters

Array = TypeVar("Array", bound=NDArray[Any])


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One contestant at one moment; `parameters` belong to `design`, the points may be none at all."""

    design: NetworkDesign
    plan: TrainingPlan
    points: PointSet
    parameters: Parameters

    @property
    def classes(self) -> int:
        """How many classes the network tells apart: one output neuron serves for two."""
        return max(2, self.parameters.sizes[-1])


def read_only(array: Array) -> Array:
    """The same array, closed for writing: findings cross threads."""
    array.flags.writeable = False
    return array
