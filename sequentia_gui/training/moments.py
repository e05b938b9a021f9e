"""What a timeline learns of a run: the ends of epochs that are due, and both sides of each edit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sequentia_gui.experiment.experiment import Contestant, Experiment, PointSet
from sequentia_gui.network.trainer import Trainer
from sequentia_gui.training.timeline import Moment, Timeline


def moment_of(contestant: Contestant, points: PointSet, trainer: Trainer) -> Moment:
    """The present state of a trainer, and what it trains with what."""
    epoch = trainer.epoch + trainer.batch / max(1, trainer.batches_per_epoch)
    return Moment(epoch, trainer.checkpoint_without_curve(), contestant, points)


def moments_of(experiment: Experiment, trainers: Sequence[Trainer]) -> tuple[Moment, ...]:
    """The present states of all contestants."""
    pairs = zip(experiment.contestants, trainers, strict=True)
    return tuple(moment_of(contestant, experiment.points, trainer) for contestant, trainer in pairs)


def recorded(trainer: Trainer, steps: int, timeline: Timeline) -> Timeline:
    """Take so many steps, and the timeline with the ends of epochs that were due among them."""
    while steps > 0:
        due = timeline.next_due(trainer.epoch) - trainer.epoch
        taken = min(steps, due * trainer.batches_per_epoch - trainer.batch)
        trainer.run(taken)
        steps -= taken
        if trainer.batch == 0 and timeline.is_due(trainer.epoch):
            last = timeline.moments[-1]
            timeline = timeline.with_moment(moment_of(last.contestant, last.points, trainer))
    return timeline


def timelines_after(
    timelines: Sequence[Timeline], before: Sequence[Moment], after: Sequence[Moment]
) -> tuple[Timeline, ...]:
    """Each contestant's timeline goes on where its weights did, and begins anew where they are others.

    before: what was there before the edit, of as many contestants as there were; none of a fresh start.
    """
    known = (*zip(timelines, before, strict=False), *(None,) * len(after))
    return tuple(
        past[0].with_edit(past[1], now) if past and _goes_on(past[1], now) else Timeline(1, (now,))
        for past, now in zip(known, after, strict=False)
    )


def _goes_on(before: Moment, after: Moment) -> bool:
    """Whether the same network is trained on, be it with another switch or with some weights changed by hand.

    An opened network as large, and trained as long, is told from it by its points or its weights.
    """
    old, new = before.checkpoint, after.checkpoint
    same_weights = np.array_equal(old.parameters, new.parameters, equal_nan=True)
    same_run = before.points is after.points or same_weights
    return (old.sizes, old.step) == (new.sizes, new.step) and same_run
