"""Slow charts let frames pass while it trains, and never miss the one at which it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sequentia_gui.experiment.edits import retune
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.views.view import EveryOther
from sequentia_gui.training.run import run_to


@pytest.mark.parametrize("turn", [0, 1])
def test_every_other_frame_is_shown_while_it_trains_and_each_one_that_stands(turn: int) -> None:
    standing = run_to(first_experiment())
    moving = replace(standing, playing=True)
    pace = EveryOther(turn)
    shown = [pace.passes(frame) for frame in (moving, *[moving] * 20, standing, standing, moving)]
    assert shown[0] and sum(shown[1:21]) == 10
    assert shown[21:] == [True, True, True]


@pytest.mark.parametrize("turn", [0, 1])
def test_where_batches_come_one_by_one_each_is_shown_and_no_chart_is_a_second_behind(turn: int) -> None:
    slow = replace(run_to(first_experiment()), playing=True, pace=1.0)
    all_at_once = replace(slow, experiment=retune(slow.experiment, 0, batch_size=None))
    many = replace(slow, experiment=retune(slow.experiment, 0, batch_size=1))
    pace = EveryOther(turn)
    assert all(pace.passes(all_at_once) for _ in range(6))
    assert sum(pace.passes(many) for _ in range(20)) < 20


def test_two_charts_take_turns() -> None:
    moving = replace(run_to(first_experiment()), playing=True)
    first, second = EveryOther(0), EveryOther(1)
    shown = [(first.passes(moving), second.passes(moving)) for _ in range(12)]
    assert all(sum(pair) == 1 for pair in shown[1:])
