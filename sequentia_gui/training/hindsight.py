"""Hindsight is what takes its time to be found: how measures went, why a neuron is silent, what a switch costs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sequentia_gui.analysis.catalogue import is_measure, measure
from sequentia_gui.analysis.cost import Costs
from sequentia_gui.training.cost_meter import Clock, CostMeter, is_cost_want, meter_for
from sequentia_gui.training.courses import Courses
from sequentia_gui.training.doctor import Diagnosis, examined, is_doctor_want, patient
from sequentia_gui.training.timeline import Moment, Timeline

Present = Callable[[], Moment]
"""Makes a moment of the present state."""


def is_hindsight(name: str) -> bool:
    """Whether what is wanted under this name takes its time, or a run's timeline."""
    return is_measure(name) or needs_rest(name)


def needs_rest(name: str) -> bool:
    """Whether there is time for what is wanted under this name only while the run stands."""
    return is_doctor_want(name) or is_cost_want(name) or (is_measure(name) and measure(name).rests)


def at_first(name: str) -> object:
    """What is known before there was time, of what needs rest."""
    return patient(name) if is_doctor_want(name) else None


@dataclass(slots=True)
class _Case:
    """One examination: of which moments, how far it is, and what was found by an earlier one of the same run."""

    moments: tuple[Moment, ...]
    steps: Iterator[Diagnosis]
    diagnosis: Diagnosis

    @property
    def is_open(self) -> bool:
        return self.diagnosis.cause == "looking"


class Hindsight:
    """Owns what was found so far; each question works a little further at its answer, and hands out what there is.

    `owes`: whether an answer since `settle` was not whole.
    """

    def __init__(self, clock: Clock = time.perf_counter) -> None:
        self._clock = clock
        self._courses = Courses()
        self._cases: dict[tuple[int, str], _Case] = {}
        self._meter: tuple[str, CostMeter] | None = None
        self.owes = False

    def settle(self) -> None:
        """Begin anew to note whether something is owed."""
        self._courses.settle()
        self.owes = False

    def find(
        self,
        contestant: int,
        name: str,
        timeline: Timeline,
        present: Present,
        is_late: Callable[[], bool] = lambda: False,
    ) -> object:
        """A course, a diagnosis or costs, as far as they come until it is late."""
        if is_cost_want(name):
            return self._costs(name, present, is_late)
        if is_doctor_want(name):
            return self._diagnosis((contestant, name), timeline, present, is_late)
        course = self._courses.course(contestant, name, timeline, is_late)
        self.owes = self.owes or self._courses.owes
        return course

    def _costs(self, name: str, present: Present, is_late: Callable[[], bool]) -> Costs:
        """The switches' costs are nobody's own: all contestants are told the same."""
        if self._meter is None or self._meter[0] != name:
            self._meter = (name, meter_for(name, present().subject, self._clock))
        meter = self._meter[1]
        while not meter.is_done:
            meter.advance()
            if is_late():
                break
        self.owes = self.owes or not meter.is_done
        return meter.costs()

    def _diagnosis(
        self, key: tuple[int, str], timeline: Timeline, present: Present, is_late: Callable[[], bool]
    ) -> Diagnosis:
        case = self._cases[key] = self._case(key, timeline, present())
        while case.is_open:
            case.diagnosis = next(case.steps)
            if is_late():
                break
        self.owes = self.owes or case.is_open
        return case.diagnosis

    def _case(self, key: tuple[int, str], timeline: Timeline, present: Moment) -> _Case:
        """The case of this neuron, or a new one where the run is another or has gone on."""
        case, moments = self._cases.get(key), timeline.with_moment(present).moments
        if case and case.moments[:-1] == moments[:-1] and case.moments[-1].step == present.step:
            return case
        known = case.diagnosis if case and case.moments[0] is moments[0] else None
        who = patient(key[1])
        return _Case(moments, examined(moments, who, known), who)


def whole_hindsight(contestant: int, name: str, timeline: Timeline, present: Present) -> object:
    """A course, a diagnosis or costs, however long it takes."""
    return Hindsight().find(contestant, name, timeline, present)
