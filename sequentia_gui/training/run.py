"""A run trains the networks of one experiment step by step; it knows nothing of clocks, threads or windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import numpy as np

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Contestant, Experiment, PointSet
from sequentia_gui.network.trainer import Trainer
from sequentia_gui.training.hindsight import Present, is_hindsight, whole_hindsight
from sequentia_gui.training.messages import ContestantFrame, Divergence, Frame, Request, Start
from sequentia_gui.training.moments import moment_of, moments_of, recorded, timelines_after
from sequentia_gui.training.origin import origin
from sequentia_gui.training.rations import unrationed
from sequentia_gui.training.timeline import Moment, Timeline

Find = Callable[[int, str, Subject], object]
"""From a contestant's number, an analysis' name and a subject to a finding."""

LookBack = Callable[[int, str, Timeline, Present], object]
"""From a contestant's number, the name of what is wanted, a timeline and the present to what is found in the past."""

UNLIMITED = 2**62

SLICE = 1_000
"""Steps between two looks at whether the numbers are still finite, where no clock decides it."""

SLICES_BACK = 16
"""How far back, in slices, the kept state may lie to which a run returns when it diverged."""


class Run:
    """Owns the trainers of one experiment, one per contestant, and follows the newest request.

    What it computes depends on the requests' experiments, starts and stops alone: how many steps are taken at
    a time, how fast, and how often a frame is made changes no bit of it.
    """

    def __init__(self) -> None:
        self._request: Request | None = None
        self._trainers: tuple[Trainer, ...] = ()
        self._divergences: tuple[Divergence | None, ...] = ()
        self._timelines: tuple[Timeline, ...] = ()
        self._way_back: tuple[Checkpoint, ...] = ()
        self._timelines_back: tuple[Timeline, ...] = ()
        self._slices = 0
        self.playing = False

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the first contestant's training points, at least 1."""
        return max(1, self._trainers[0].batches_per_epoch)

    @property
    def epochs(self) -> float:
        """How many passes the first contestant has made, with the fraction of the present one."""
        return self._trainers[0].step / self.steps_per_epoch

    @property
    def timelines(self) -> tuple[Timeline, ...]:
        """What each contestant's training was like since its start, or since its layers last changed."""
        return self._timelines

    def follow(self, request: Request) -> None:
        """Make the request's wish true; an error leaves the run as it was, but standing."""
        self.playing = False
        self._way_back = ()
        if self._request is None or request.revision != self._request.revision:
            self._begin(request)
        self._request = request
        if request.playing:
            self._divergences = (None,) * len(self._trainers)
            self.playing = _has_training_points(request.experiment.points) and self._steps_left() > 0

    def advance(self, most: int) -> int:
        """Take at most `most` steps, and say how many; stop playing at the request's stop or at divergence."""
        self._keep_a_way_back()
        steps = min(most, self._steps_left())
        self._step(steps)
        if not self._is_finite() or self._stops_in_infinity():
            self._return_to_finite()
        self.playing = self.playing and self._steps_left() > 0
        return steps

    def halt(self) -> None:
        """Stop playing, whatever the request says."""
        self.playing = False

    def frame(
        self,
        wants: frozenset[str],
        epochs_per_second: float = 0.0,
        find: Find = unrationed,
        look_back: LookBack = whole_hindsight,
    ) -> Frame:
        """The present state of every contestant, with what is wanted of it and of its past, as it is found."""
        request = self._followed()
        analyses = frozenset(name for name in wants if not is_hindsight(name))
        contestants = zip(request.experiment.contestants, self._trainers, self._divergences, strict=True)
        with np.errstate(all="ignore"):
            frames = tuple(
                _contestant_frame(
                    contestant, request.experiment.points, trainer, divergence, _among(analyses, find, place)
                )
                for place, (contestant, trainer, divergence) in enumerate(contestants)
            )
        frame = Frame(
            request.revision,
            request.experiment,
            frames,
            self.playing,
            epochs_per_second,
            request.serial,
            pace=request.pace,
        )
        return self.with_hindsight(frame, wants, look_back)

    def with_hindsight(self, frame: Frame, wants: frozenset[str], look_back: LookBack) -> Frame:
        """The run's last frame with what is wanted of the past as it is found now."""
        names = sorted(name for name in wants if is_hindsight(name))
        frames = (
            _with_findings(
                each,
                {name: look_back(place, name, timeline, partial(self._moment_at, place)) for name in names},
            )
            for place, (each, timeline) in enumerate(zip(frame.contestants, self._timelines, strict=True))
        )
        return replace(frame, contestants=tuple(frames)) if names else frame

    def _followed(self) -> Request:
        if self._request is None:
            raise RuntimeError("a run shows and does nothing before its first request")
        return self._request

    def _begin(self, request: Request) -> None:
        experiment = request.experiment
        starts = self._starts(request.start, len(experiment.contestants))
        if request.start == "continue" and self._trains_the_same(experiment):
            return
        before = self._moments() if request.start != "fresh" else ()
        self._trainers = tuple(
            _trainer(contestant, experiment.points, start)
            for contestant, start in zip(experiment.contestants, starts, strict=True)
        )
        self._timelines = timelines_after(self._timelines, before, moments_of(experiment, self._trainers))
        self._divergences = (None,) * len(self._trainers)

    def _moments(self) -> tuple[Moment, ...]:
        experiment = self._request.experiment if self._request else None
        return moments_of(experiment, self._trainers) if experiment else ()

    def _moment_at(self, place: int) -> Moment:
        experiment = self._followed().experiment
        return moment_of(experiment.contestants[place], experiment.points, self._trainers[place])

    def _starts(self, start: Start, count: int) -> tuple[Checkpoint | None, ...]:
        if start == "fresh":
            return (None,) * count
        checkpoints = start if start != "continue" else tuple(each.checkpoint() for each in self._trainers)
        return (*checkpoints, *(None,) * count)[:count]

    def _trains_the_same(self, now: Experiment) -> bool:
        before = self._request.experiment if self._request else None
        return before is not None and (before.points, before.contestants) == (now.points, now.contestants)

    def _steps_left(self) -> int:
        """How many steps the contestant that has the longest way to its stop may take; huge without a stop."""
        request = self._followed()
        return max(_steps_left(trainer, request) for trainer in self._trainers)

    def _step(self, steps: int) -> None:
        request = self._followed()
        self._timelines = tuple(
            recorded(trainer, min(steps, _steps_left(trainer, request)), timeline)
            for trainer, timeline in zip(self._trainers, self._timelines, strict=True)
        )

    def _is_finite(self) -> bool:
        return all(trainer.is_finite() for trainer in self._trainers)

    def _has_finite_losses(self) -> bool:
        return all(trainer.has_finite_loss() for trainer in self._trainers)

    def _stops_in_infinity(self) -> bool:
        return self._steps_left() == 0 and not self._has_finite_losses()

    def _keep_a_way_back(self) -> None:
        """Keep a state to return to, the loss finite, too; not at each slice, for taking it costs time."""
        if not self._way_back or (self._slices >= SLICES_BACK and self._has_finite_losses()):
            self._way_back = tuple(trainer.checkpoint() for trainer in self._trainers)
            self._timelines_back = self._timelines
            self._slices = 0
        self._slices += 1

    def _return_to_finite(self) -> None:
        """Return to the last step at which all numbers were finite, the loss among them, and stand there.

        A weight that is not finite is noticed wherever it is; a loss at the end of an epoch and at the stop: so
        the step at which a run gives up does not depend on the slices. The same steps from the same checkpoint
        give the same bits: from the state that was kept they are taken once more, one by one.
        """
        finite = self._finite_steps()
        self._go_back()
        self._step_one_by_one(finite + 1)
        self._divergences = tuple(_divergence(trainer) for trainer in self._trainers)
        self._go_back()
        self._step_one_by_one(finite)
        self.halt()

    def _finite_steps(self) -> int:
        """How many steps lead from the kept state to the last one whose numbers are all finite."""
        self._go_back()
        steps = finite = 0
        while self._is_finite() and self._steps_left() > 0:
            self._step(1)
            steps += 1
            if self._is_finite() and self._has_finite_losses():
                finite = steps
        return finite

    def _step_one_by_one(self, steps: int) -> None:
        for _ in range(steps):
            self._step(1)

    def _go_back(self) -> None:
        experiment = self._followed().experiment
        self._timelines = self._timelines_back
        self._trainers = tuple(
            Trainer(contestant.network, contestant.training, experiment.points, checkpoint)
            for contestant, checkpoint in zip(experiment.contestants, self._way_back, strict=True)
        )


def run_to(
    experiment: Experiment,
    start: Start = "fresh",
    *,
    epochs: int | None = None,
    steps: int | None = None,
    wants: frozenset[str] = frozenset(),
) -> Frame:
    """Train to the end of epoch `epochs` or to step `steps`, counted from the first weights, and show the result.

    Without either it shows the start. It stops early where training diverges or there is nothing to train on.
    """
    run = Run()
    playing = epochs is not None or steps is not None
    run.follow(Request(1, experiment, start, playing, stop_step=steps, stop_epoch=epochs, wants=wants))
    while run.playing:
        run.advance(SLICE)
    return run.frame(wants)


def _trainer(contestant: Contestant, points: PointSet, start: Checkpoint | None) -> Trainer:
    checkpoint = origin(start, contestant, points.classes) if start else None
    return Trainer(contestant.network, contestant.training, points, checkpoint)


def _has_training_points(points: PointSet) -> bool:
    return len(points) > 0 and not bool(points.held_out.all())


def _steps_left(trainer: Trainer, request: Request) -> int:
    """Batches until the request's stop, 0 when it is behind us."""
    left = UNLIMITED
    if request.stop_step is not None:
        left = min(left, request.stop_step - trainer.step)
    if request.stop_epoch is not None:
        batches = (request.stop_epoch - trainer.epoch) * trainer.batches_per_epoch
        left = min(left, batches - trainer.batch)
    return max(0, left)


def _divergence(trainer: Trainer) -> Divergence | None:
    """What went wrong in the step just taken, if it did."""
    where = None if trainer.is_finite() and trainer.has_finite_loss() else trainer.first_nonfinite()
    return None if where is None else Divergence(trainer.step, *where)


def _contestant_frame(
    contestant: Contestant,
    points: PointSet,
    trainer: Trainer,
    divergence: Divergence | None,
    findings_in: Callable[[Subject], dict[str, object]],
) -> ContestantFrame:
    checkpoint = trainer.checkpoint()
    findings = MappingProxyType(findings_in(Subject.of(checkpoint, contestant.training, points)))
    return ContestantFrame(checkpoint, *trainer.losses(), findings, divergence)


def _with_findings(frame: ContestantFrame, findings: dict[str, object]) -> ContestantFrame:
    return replace(frame, findings=MappingProxyType({**frame.findings, **findings}))


def _among(wants: frozenset[str], find: Find, contestant: int) -> Callable[[Subject], dict[str, object]]:
    return lambda subject: {name: find(contestant, name, subject) for name in sorted(wants)}
