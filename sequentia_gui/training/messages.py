"""The messages between the window and what trains: frozen wishes one way, frozen frames the other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Contestant, Experiment

Start = Literal["continue", "fresh"] | tuple[Checkpoint, ...]
"""Where a request begins: go on from the present weights (surviving ones where the design changed), draw the
first weights of the design, or take up the given checkpoints (one per contestant)."""


@dataclass(frozen=True, slots=True)
class Request:
    """A wish about the present, not an order in a queue: a newer request replaces an unread one.

    revision: counts up whenever experiment or start change; the worker acts on `start` once per revision.
    playing: train on; pace: epochs per second, None for flat out; the run pauses by itself when it has taken
    `stop_step` batches or finished `stop_epoch` epochs.
    wants: names of the analyses that visible views want.
    serial: counts up with every request; frames and crashes name the request that they answer.
    """

    revision: int
    experiment: Experiment
    start: Start = "continue"
    playing: bool = False
    pace: float | None = None
    stop_step: int | None = None
    stop_epoch: int | None = None
    wants: frozenset[str] = field(default_factory=frozenset)
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where a run stopped being finite: at which step, in which layer (0 = first hidden), by which quantity.

    The frame that carries it shows the step before, the last finite one.
    """

    step: int
    layer: int
    quantity: str

    def sentence(self, contestant: Contestant) -> str:
        """What happened, for the learner, and what to try."""
        hidden = len(contestant.network.layers)
        where = f"layer {self.layer + 1}" if self.layer < hidden else "the output layer"
        rate = contestant.training.learning_rate
        if self.step == 1 and self.quantity == "pre-activation":
            return (
                f"Training could not begin: with these weights, before any step, the pre-activation of {where} is "
                "beyond all numbers. Try fewer layers, another activation, or smaller first weights."
            )
        return (
            f"Training stopped at step {self.step}: the {self.quantity} of {where} grew beyond all numbers. "
            f"You see the step before it. Try a learning rate smaller than {rate:g}, for example {rate / 10:g}, "
            "and reset the weights if they have grown too large to come back."
        )


@dataclass(frozen=True, slots=True)
class ContestantFrame:
    """One contestant at one moment; test values are None where no point is held out.

    Losses and accuracies are means over all train or test points, None where there are none; `findings` maps
    an analysis' name to what it found, for the analyses that the request wanted.
    """

    checkpoint: Checkpoint
    train_loss: float | None
    test_loss: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    findings: Mapping[str, object]
    divergence: Divergence | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of the present: the experiment it was computed from, and each contestant's state.

    `playing` is false when the run stands, whether it was asked to or stopped by itself (it has come to where
    it should stop, it diverged, there is no point to train on). `more` is true when another frame of the same
    moment follows by itself, in which findings that take their time have come further. pace: the request's.
    """

    revision: int
    experiment: Experiment
    contestants: tuple[ContestantFrame, ...]
    playing: bool
    epochs_per_second: float
    serial: int = 0
    more: bool = False
    pace: float | None = None

    @property
    def subject(self) -> Subject:
        """The first contestant's network and its points, as analyses look at them."""
        return Subject.of(self.contestants[0].checkpoint, self.experiment.training, self.experiment.points)

    @property
    def epoch(self) -> float:
        """How many passes the first contestant has made, the one under way counted by its share of batches."""
        checkpoint = self.contestants[0].checkpoint
        return checkpoint.epoch + min(checkpoint.batch / max(1, self._batches), 1.0)

    @property
    def batches_per_second(self) -> float:
        """How many batches its pace asks for in a second; infinitely many where it is flat out."""
        return math.inf if self.pace is None else self.pace * self._batches

    @property
    def _batches(self) -> int:
        """In a pass of the first contestant."""
        return self.experiment.training.batches_in_pass(
            int(np.count_nonzero(~self.experiment.points.held_out))
        )

    def shows(self, now: Experiment) -> bool:
        """Whether its first network has the layers and outputs that are designed now: only then do its weights fit."""
        shown = self.contestants[0].checkpoint
        return shown.design.layers == now.network.layers and shown.classes == now.points.classes


@dataclass(frozen=True, slots=True)
class Receipt:
    """The window has taken the last frame: it is time for the next."""


@dataclass(frozen=True, slots=True)
class Crash:
    """An unexpected error where it trains: it ends the run, never the program."""

    revision: int
    sentence: str
    details: str
    serial: int = 0
