"""The trainer takes a network through its points, batch by batch: as fast as NumPy goes, and repeatably.

What it does is the textbook's algorithm, which `reference` spells out; a test holds the two together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.checkpoint import Checkpoint, Mistakes
from sequentia_gui.experiment.experiment import ExperimentError, NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import trained_layers
from sequentia_gui.network.batches import Batch, Batches
from sequentia_gui.network.curve_recorder import CurveRecorder
from sequentia_gui.network.evaluation import Evaluation, Losses, are_finite
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.nonfinite import first_nonfinite
from sequentia_gui.network.optimizers import Update, flush_denormals, optimizer
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.recorded_step import RecordedStep
from sequentia_gui.network.tape import Call, Tape, play

Array = NDArray[Any]

NO_CURVE = LossCurve.empty()

MOST_COUNTED = 2**24
"""Steps are counted up to here: float32 counts no further, and the corrections ended long before."""


def first_checkpoint(design: NetworkDesign, plan: TrainingPlan, classes: int) -> Checkpoint:
    """The state before the first step: the first weights, and an optimiser that remembers nothing."""
    vector = first_parameters(design, classes).vector
    moments = np.zeros(optimizer(plan.optimizer).moment_count(len(vector)), np.float32)
    frozen = read_only(vector), read_only(moments)
    return Checkpoint(design, classes, plan.optimizer, 0, 0, 0, *frozen, True, NO_CURVE)


class Trainer:
    """Owns one network's parameters while they are trained on the points that are not held out.

    It begins with `checkpoint`, or with the first weights. The checkpoint must belong to the design and the
    points' classes (ValueError; `carry.carry_over` makes it fit); moments of another optimiser are forgotten.
    The same arguments give the same training, bit for bit, however it is cut into runs and checkpoints.
    Every reported loss is the data loss, without the penalties. Public: `step`, `epoch` (whole passes
    finished), `batch` (batches taken of the present pass).
    """

    def __init__(
        self,
        design: NetworkDesign,
        plan: TrainingPlan,
        points: PointSet,
        checkpoint: Checkpoint | None = None,
        dtype: type[np.floating[Any]] = np.float32,
    ) -> None:
        start = checkpoint or first_checkpoint(design, plan, points.classes)
        self._design, self._plan, self._classes = design, plan, points.classes
        self._optimizer = optimizer(plan.optimizer)
        self._parameters = Parameters(start.parameters.astype(dtype), design.sizes(points.classes))
        self.step, self.epoch, self.batch = start.step, start.epoch, start.batch
        self._pristine = start.pristine
        self._take_up_mistakes(start)
        self._take_up_moments(start)
        self._batches = Batches(design, plan, points, dtype)
        self._make_arrays(dtype)
        self._evaluation = Evaluation(self._parameters, design, plan, points)
        self._evaluated: tuple[int, Losses] | None = None
        self._recorder = CurveRecorder(start.curve if start.step else NO_CURVE)
        if self.batches_per_epoch:
            self._begin()

    def _take_up_mistakes(self, start: Checkpoint) -> None:
        """In float64, which counts them all: in all, and in this pass; NaN where its beginning was not counted."""
        mistakes = start.mistakes or Mistakes(this_pass=None if start.batch else 0)
        self._counts = np.array([mistakes.total, mistakes.this_pass], np.float64)
        self._last_pass = mistakes.last_pass

    @property
    def _mistakes(self) -> Mistakes | None:
        if not output_head(self._plan.loss, self._classes).counts_mistakes:
            return None
        return Mistakes(int(self._counts[0]), self._mistakes_of_this_pass, self._last_pass)

    @property
    def _mistakes_of_this_pass(self) -> int | None:
        return None if np.isnan(self._counts[1]) else int(self._counts[1])

    def _take_up_moments(self, start: Checkpoint) -> None:
        count = len(self._parameters.vector)
        moments = np.zeros(self._optimizer.moment_count(count), self._parameters.vector.dtype)
        if start.optimizer == self._plan.optimizer:
            moments[:] = start.moments
        slots = self._optimizer.slots
        self._moments = moments[: slots * count].reshape(slots, count)
        self._counted = int(moments[-1]) if self._optimizer.counts else 0

    def _make_arrays(self, dtype: type[np.floating[Any]]) -> None:
        self._work = np.zeros((2, len(self._parameters.vector)), dtype)
        self._rates = np.zeros(self.batches_per_epoch, dtype)
        self._epsilons = np.zeros_like(self._rates)
        self._steps: dict[int, RecordedStep] = {}
        self._last_taken: RecordedStep | None = None
        self._calls: list[list[Call] | None] = [None] * self.batches_per_epoch

    def _begin(self) -> None:
        """Go on in the middle of a pass; one that is longer than it can be now, counts as finished."""
        if self.batch >= self.batches_per_epoch:
            self.epoch, self.batch, self._counts[1] = self.epoch + 1, 0, 0
        if self.step == 0:
            self._record_losses()
        self._prepare_epoch()

    @property
    def batches_per_epoch(self) -> int:
        """Steps in a pass over the training points; 0 where there are none."""
        return len(self._batches)

    @property
    def parameters(self) -> Parameters:
        """A copy of the present parameters."""
        return self._parameters.copy()

    def run(self, steps: int) -> None:
        """Take that many batches; overflow passes in silence. ExperimentError without training points."""
        if not self.batches_per_epoch:
            raise ExperimentError(
                "There are no points to train on: draw some, or hold out fewer for testing."
            )
        self._pristine = self._pristine and steps <= 0
        with np.errstate(all="ignore"):
            while steps > 0:
                steps -= self._run_within_epoch(steps)

    def _run_within_epoch(self, steps: int) -> int:
        stop = min(self.batch + steps, self.batches_per_epoch)
        taken = stop - self.batch
        for place in range(self.batch, stop):
            play(self._calls[place] or self._record(place))
        self._last_taken = self._steps[self._batches[stop - 1].size]
        self.step, self.batch, self._counted = self.step + taken, stop, self._counted + taken
        if stop == self.batches_per_epoch:
            self._finish_epoch()
        return taken

    def _finish_epoch(self) -> None:
        self.epoch, self.batch = self.epoch + 1, 0
        self._last_pass, self._counts[1] = self._mistakes_of_this_pass, 0
        flush_denormals(self._moments)
        self._record_losses()
        self._prepare_epoch()

    def _prepare_epoch(self) -> None:
        self._batches.gather(self.epoch)
        places = np.arange(self.batches_per_epoch) - self.batch
        steps = np.maximum(self._counted + 1 + places, 1)
        self._rates[:], self._epsilons[:] = self._optimizer.schedule(self._plan, steps)

    def _record_losses(self) -> None:
        if self._recorder.is_due(self.epoch):
            self._recorder.record(self.epoch, self.losses())

    def _record(self, place: int) -> list[Call]:
        """The calls of a step on that batch, recorded when it is first needed."""
        batch = self._batches[place]
        if batch.size not in self._steps:
            self._steps[batch.size] = self._recorded_step(batch)
        calls = self._steps[batch.size].calls(batch, self._rates[place, ...], self._epsilons[place, ...])
        self._calls[place] = calls
        return calls

    def _recorded_step(self, batch: Batch) -> RecordedStep:
        number = Tape(self._work.dtype).constant
        update = Update(self._parameters.vector, self._work, self._moments, number(0), number(0))
        head = output_head(self._plan.loss, self._classes)
        return RecordedStep(self._parameters, self._design, self._plan, head, batch, update, self._counts)

    def losses(self) -> Losses:
        """Training and test loss, training and test accuracy; None where there are no such points."""
        if self._evaluated is None or self._evaluated[0] != self.step:
            self._evaluated = (self.step, self._evaluation.losses())
        return self._evaluated[1]

    def is_finite(self) -> bool:
        """Whether all parameters are finite numbers, and so were the losses when they were last recorded."""
        return self._recorder.is_finite and bool(np.isfinite(self._parameters.vector).all())

    def has_finite_loss(self) -> bool:
        """Whether the losses of the present parameters, on training and test points, are finite numbers."""
        return are_finite(self.losses())

    def first_nonfinite(self) -> tuple[int, str] | None:
        """Where the last step first left the finite numbers: (layer, quantity), or None.

        The layer counts from 0, the first hidden one; the quantity is "pre-activation", "gradient",
        "weight" or "loss", looked through in the order in which a step computes them, the loss (of the weights
        after the step) last. It names the cause when it is asked right after the step that went wrong; later
        steps start from weights that are already lost.
        """
        pre_activations = self._last_taken.layers.pre_activations if self._last_taken else []
        gradient = Parameters(self._work[0], self._parameters.sizes)
        trained = trained_layers(self._design)
        return first_nonfinite(pre_activations, self.losses()[:2], gradient, self._parameters, trained)

    def checkpoint(self) -> Checkpoint:
        """A frozen copy of the present state, from which another trainer goes on bit for bit."""
        return self._frozen(self._recorder.curve)

    def checkpoint_without_curve(self) -> Checkpoint:
        """The same without the losses so far: small enough to be kept by the hundred."""
        return self._frozen(NO_CURVE)

    def _frozen(self, curve: LossCurve) -> Checkpoint:
        counted = [min(self._counted, MOST_COUNTED)] if self._optimizer.counts else []
        moments = np.append(self._moments, counted).astype(self._moments.dtype)
        return Checkpoint(
            design=self._design,
            classes=self._classes,
            optimizer=self._optimizer.name,
            step=self.step,
            epoch=self.epoch,
            batch=self.batch,
            parameters=read_only(self._parameters.vector.copy()),
            moments=read_only(moments),
            pristine=self._pristine,
            curve=curve,
            mistakes=self._mistakes,
        )
