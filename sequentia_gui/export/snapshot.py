"""A snapshot is what is exported: one network as it is now, with its plan and the points that it learns from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.forward import forward
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.output_head import OutputHead
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.trainer import Trainer
from sequentia_gui.training.origin import fitting


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One contestant at one moment; the checkpoint belongs to the design and to the points' classes."""

    title: str
    design: NetworkDesign
    plan: TrainingPlan
    points: PointSet
    checkpoint: Checkpoint

    @property
    def parameters(self) -> Parameters:
        """The weights and biases."""
        return Parameters.of(self.checkpoint)

    @property
    def head(self) -> OutputHead:
        """The last activation with its loss."""
        return output_head(self.plan.loss, self.points.classes)

    @property
    def layer_names(self) -> tuple[str, ...]:
        """The layers' names in code: hidden_1, hidden_2, ..., output."""
        return (*(f"hidden_{place + 1}" for place in range(len(self.design.layers))), "output")

    def layers(self) -> tuple[tuple[NDArray[Any], NDArray[Any]], ...]:
        """The pairs (z, a) of all layers at all points, (k, n) each; the output's activation is its head's."""
        with np.errstate(all="ignore"):
            *hidden, (z, _) = forward(self.parameters, self.design, self.points.xy)
            return (*hidden, (z, self.head.value(z)))


def snapshot(experiment: Experiment, progress: Sequence[Checkpoint]) -> Snapshot:
    """The first contestant with how far it has come; without progress, at the first weights of its design."""
    contestant, points = experiment.contestants[0], experiment.points
    fitted = fitting(tuple(progress)[:1], experiment)
    trainer = Trainer(contestant.network, contestant.training, points, fitted[0] if fitted else None)
    return Snapshot(experiment.title, contestant.network, contestant.training, points, trainer.checkpoint())
