"""A checkpoint is how far a training run has come: all that is needed to go on from there, bit for bit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.experiment.loss_curve import LossCurve


@dataclass(frozen=True, slots=True)
class Mistakes:
    """How often a neuron that is on or off was wrong when a training point came by, each time with an update.

    In all; in the pass under way, None where counting began in its middle; and in the last pass, None where there
    is none that was counted as a whole: 0 there means that it has learned every training point.
    """

    total: int = 0
    this_pass: int | None = 0
    last_pass: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """The full state of one run.

    `design` and `classes` say which network the parameters belong to; `step` batches taken in all; `epoch`
    whole passes finished; `batch` batches taken of the pass that is under way; `parameters` (p,) float32 in
    the layout of `network.parameters`; `moments` (m,) float32, the memory of the optimizer `optimizer`, in a
    layout that it knows; `pristine`: the weights are still exactly the first ones, as the initializer drew them;
    `mistakes`: counted where the loss is the perceptron rule, else None.
    """

    design: NetworkDesign
    classes: int
    optimizer: str
    step: int
    epoch: int
    batch: int
    parameters: NDArray[np.float32]
    moments: NDArray[np.float32]
    pristine: bool
    curve: LossCurve
    mistakes: Mistakes | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons from input to output, for example (2, 8, 8, 1)."""
        return self.design.sizes(self.classes)
