"""Courses are worked out moment by moment, each once, and never more of them at a time than there is time for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.catalogue import measure
from sequentia_gui.analysis.course import Course
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.training.timeline import Moment, Timeline

Values = dict[Moment, NDArray[np.float64]]
"""What a measure found at those moments of a timeline that were looked at already."""


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The moments that a course was asked for, what is known of them, and the course."""

    moments: tuple[Moment, ...]
    known: Values
    course: Course

    @property
    def is_whole(self) -> bool:
        return len(self.known) == len(self.moments)


class Courses:
    """Owns what measures have found so far, per contestant and measure, for the moments that timelines still hold.

    `owes`: whether a course handed out since `settle` lacks a moment.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str], _Kept] = {}
        self.owes = False

    def settle(self) -> None:
        """Begin anew to note whether something is owed."""
        self.owes = False

    def course(
        self, contestant: int, name: str, timeline: Timeline, is_late: Callable[[], bool] = lambda: False
    ) -> Course:
        """How the measure of that name went; at least one more moment is worked out, others until it is late."""
        kept = self._kept.get((contestant, name))
        if kept is None or kept.moments is not timeline.moments or not kept.is_whole:
            known = _known(name, timeline.moments, kept.known if kept else {}, is_late)
            kept = _Kept(timeline.moments, known, _course(timeline.moments, known))
            self._kept[contestant, name] = kept
        self.owes = self.owes or not kept.is_whole
        return kept.course


def _known(name: str, moments: Sequence[Moment], before: Values, is_late: Callable[[], bool]) -> Values:
    known = {each: before[each] for each in moments if each in before}
    compute = measure(name).compute
    for moment in (moments[place] for place in _ends_first(len(moments))):
        if moment not in known:
            with np.errstate(all="ignore"):
                known[moment] = compute(moment.subject)
            if is_late():
                break
    return known


def _ends_first(count: int) -> Iterator[int]:
    """The newest, the oldest, the one in their middle, the middles of the halves and so on: a coarse course first."""
    yield count - 1
    yield 0
    yield from _middles(count)


def _middles(count: int) -> Iterator[int]:
    gap = 1 << max(0, count - 1).bit_length()
    while gap > 1:
        yield from range(gap // 2, count, gap)
        gap //= 2


def _course(moments: Sequence[Moment], known: Values) -> Course:
    there = [each for each in moments if each in known]
    epoch = np.array([each.epoch for each in there], np.float64)
    values = np.array([known[each] for each in there], np.float64) if there else np.empty((0, 0))
    return Course(read_only(epoch), read_only(values))
