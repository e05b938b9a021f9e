"""While a network trains, a finding that took long serves for some frames; a cheap one is always new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from sequentia_gui.analysis import catalogue
from sequentia_gui.analysis.catalogue import Analysis
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet, TrainingPlan
from sequentia_gui.network.initializers import first_parameters
from sequentia_gui.training.rations import BUDGET, CHEAP, SHARE, STALL, STALL_SHARE, Rations

COSTLY = 4 * CHEAP


class Clock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def subject(*widths: int) -> Subject:
    design = NetworkDesign.of(widths)
    return Subject(design, TrainingPlan(), PointSet.empty(), first_parameters(design, 2))


def rations_of(clock: Clock, seconds: float, monkeypatch: pytest.MonkeyPatch, rest: float = 0.0) -> Rations:
    """Rations in which the analysis "slow" takes so long, and finds something new each time."""

    def compute(_subject: Subject) -> object:
        clock.now += seconds
        return object()

    monkeypatch.setattr(catalogue, "ANALYSES", (Analysis("slow", compute, rest=rest),))
    return Rations(clock)


def test_a_cheap_finding_is_made_anew_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    rations = rations_of(Clock(), CHEAP / 2, monkeypatch)
    assert rations.find(0, "slow", subject(3)) is not rations.find(0, "slow", subject(3))


def test_a_costly_finding_serves_until_a_few_times_its_cost_has_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    rations = rations_of(clock, COSTLY, monkeypatch)
    first = rations.find(0, "slow", subject(3))
    clock.now += 0.9 * SHARE * COSTLY
    assert rations.find(0, "slow", subject(3)) is first
    clock.now += 0.2 * SHARE * COSTLY
    assert rations.find(0, "slow", subject(3)) is not first


def test_a_finding_that_holds_everything_up_serves_longer_still(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, took = Clock(), 1.1 * STALL
    rations = rations_of(clock, took, monkeypatch)
    first = rations.find(0, "slow", subject(3))
    clock.now += 0.9 * STALL_SHARE * took
    assert rations.find(0, "slow", subject(3)) is first
    clock.now += 0.2 * STALL_SHARE * took
    assert rations.find(0, "slow", subject(3)) is not first


def test_a_costly_finding_serves_no_other_network_and_no_other_contestant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rations = rations_of(Clock(), COSTLY, monkeypatch)
    first = rations.find(0, "slow", subject(3))
    assert rations.find(1, "slow", subject(3)) is not first
    assert rations.find(0, "slow", subject(4)) is not first


def test_an_analysis_that_can_end_early_is_told_when_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, answers = Clock(), []

    def hurried(_subject: Subject, is_late: object) -> None:
        for _ in range(2):
            answers.append(is_late())  # type: ignore[operator]
            clock.now += 1.1 * BUDGET

    monkeypatch.setattr(catalogue, "ANALYSES", (Analysis("slow", lambda _: None, hurried=hurried),))
    Rations(clock).find(0, "slow", subject(3))
    assert answers == [False, True]


def test_what_is_read_and_not_watched_rests_between_two_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    rations = rations_of(clock, 0.0, monkeypatch, rest=0.2)
    first = rations.find(0, "slow", subject(2))
    clock.now = 0.19
    assert rations.find(0, "slow", subject(2)) is first
    clock.now = 0.21
    assert rations.find(0, "slow", subject(2)) is not first


def test_what_was_found_in_another_network_or_at_other_points_never_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rations = rations_of(Clock(), COSTLY, monkeypatch)
    before = subject(3)
    first = rations.find(0, "slow", before)
    assert rations.find(0, "slow", before) is first
    leaky = replace(before, design=replace(before.design, layers=NetworkDesign.of((3,), "leaky_relu").layers))
    assert rations.find(0, "slow", leaky) is not first
    one = PointSet(np.zeros((1, 2), np.float32), np.zeros(1, np.int8), np.zeros(1, np.bool_))
    found = rations.find(0, "slow", before)
    assert rations.find(0, "slow", replace(before, points=one)) is not found


def test_an_analysis_in_parts_does_one_of_them_a_frame_and_its_last_finding_serves_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, done = Clock(), []

    def parts(_subject: Subject) -> Iterator[object]:
        for part in ("a", "ab", "abc"):
            clock.now += CHEAP
            done.append(part)
            yield part

    gradual = Analysis("slow", lambda _subject: "whole", rest=0.2, parts=parts)
    monkeypatch.setattr(catalogue, "ANALYSES", (gradual,))
    rations = Rations(clock)
    assert rations.find(0, "slow", subject(3)) == "whole"  # the first time there is nothing that could serve
    assert not done
    clock.now += 0.3
    found = [rations.find(0, "slow", subject(3)) for _ in range(4)]
    assert found == ["whole", "whole", "whole", "abc"]
    assert done == ["a", "ab", "abc"]
    assert rations.find(0, "slow", subject(4)) == "whole"  # no part of another network's


def test_parts_that_were_begun_for_another_network_are_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()

    def parts(of: Subject) -> Iterator[object]:
        for _ in range(2):
            yield of.parameters.sizes

    gradual = Analysis("slow", lambda of: of.parameters.sizes, rest=0.2, parts=parts)
    monkeypatch.setattr(catalogue, "ANALYSES", (gradual,))
    rations = Rations(clock)
    for width in (3, 4):
        found = []
        for _ in range(3):
            found.append(rations.find(0, "slow", subject(width)))
            clock.now += 0.3
        assert found == [(2, width, 1)] * 3
