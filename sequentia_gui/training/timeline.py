"""A timeline keeps moments of a training run, so that what happened can be drawn over time and looked into."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Contestant, PointSet

LIMIT = 256
"""So many moments are kept at most: with 10,000 parameters about 30 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A state of a run, and what was trained with what from there on, up to the next moment.

    epoch: passes made, with the fraction of the one under way; checkpoint: from it training goes on bit for
    bit, its loss curve is left empty; stretch: how many changes of the contestant or the points lie before it.
    """

    epoch: float
    checkpoint: Checkpoint
    contestant: Contestant
    points: PointSet
    stretch: int = 0

    @property
    def step(self) -> int:
        """Batches taken in all."""
        return self.checkpoint.step

    @property
    def subject(self) -> Subject:
        """The network of that moment, as analyses look at it."""
        return Subject.of(self.checkpoint, self.contestant.training, self.points)


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """The start of a run, every `stride`-th epoch, and both sides of each edit; at most LIMIT moments in all.

    It is a value: adding to it makes another. When it is full the stride doubles, and what is no longer due is
    dropped; of edits that follow each other within a stride the sides between them are dropped, too. So what
    it holds depends on the run alone, never on a clock.
    """

    stride: int = 1
    moments: tuple[Moment, ...] = ()

    def next_due(self, epoch: int) -> int:
        """The first epoch after this one whose end is a moment."""
        return (epoch // self.stride + 1) * self.stride

    def is_due(self, epoch: int) -> bool:
        """Whether the end of this epoch is a moment."""
        return epoch % self.stride == 0

    def with_moment(self, moment: Moment) -> Timeline:
        """The timeline, one moment later in the same stretch."""
        stretch = self.moments[-1].stretch if self.moments else 0
        return self._grown(replace(moment, stretch=stretch))

    def with_edit(self, before: Moment, after: Moment) -> Timeline:
        """The timeline with the two sides of an edit; what was edited before anything was trained, never was."""
        last = self.moments[-1]
        if last.step < before.step:
            timeline = self._grown(replace(before, stretch=last.stretch))
            return timeline._grown(replace(after, stretch=last.stretch + 1))
        if self._opens_a_stretch(len(self.moments) - 1):
            earlier = Timeline(self.stride, self.moments[:-1])
            return earlier._grown(replace(after, stretch=last.stretch))
        return self._grown(replace(after, stretch=last.stretch + 1))

    def _opens_a_stretch(self, place: int) -> bool:
        return place == 0 or self.moments[place - 1].stretch != self.moments[place].stretch

    def _grown(self, moment: Moment) -> Timeline:
        timeline = Timeline(self.stride, (*self.moments, moment))
        while len(timeline.moments) > LIMIT:
            timeline = timeline._thinned()
        return timeline

    def _thinned(self) -> Timeline:
        stride = 2 * self.stride
        due = (
            moment for moment in self.moments if moment.checkpoint.batch == 0 and moment.epoch % stride == 0
        )
        kept = {self.moments[0], self.moments[-1], *due, *self._sides(stride)}
        return Timeline(stride, tuple(moment for moment in self.moments if moment in kept))

    def _sides(self, stride: int) -> set[Moment]:
        """Of all edits within a stride: the side before the first, and the side after the last."""
        edits = [pair for pair in pairwise(self.moments) if pair[0].stretch != pair[1].stretch]
        first = {moment.epoch // stride: moment for moment, _ in reversed(edits)}
        last = {moment.epoch // stride: moment for _, moment in edits}
        return {*first.values(), *last.values()}
