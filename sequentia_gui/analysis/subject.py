"""A subject is what an analysis looks at: a network with its weights, and the points it learns from."""

from __future__ import annotations

from dataclasses import dataclass

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.parameters import Parameters


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One contestant at one moment; `parameters` belong to `design`, the points may be none at all."""

    design: NetworkDesign
    plan: TrainingPlan
    points: PointSet
    parameters: Parameters

    @classmethod
    def of(cls, checkpoint: Checkpoint, plan: TrainingPlan, points: PointSet) -> Subject:
        """The network of a checkpoint, trained so with these points."""
        return cls(checkpoint.design, plan, points, Parameters.of(checkpoint))

    @property
    def classes(self) -> int:
        """How many classes the network tells apart: one output neuron serves for two."""
        return max(2, self.parameters.sizes[-1])
