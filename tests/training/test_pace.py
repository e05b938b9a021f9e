"""Pace: steps are spread evenly in time, slices fit their time, speed is what was measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.training.pace import (
    MAX_DEBT,
    Metronome,
    SliceSize,
    Speedometer,
)


@given(st.floats(0.5, 200.0), st.lists(st.floats(0.0, 0.09), min_size=1, max_size=60))
def test_the_metronome_gives_as_many_steps_as_time_has_passed(rate: float, gaps: list[float]) -> None:
    metronome, now, taken = Metronome(rate, 0.0), 0.0, 0
    for gap in gaps:
        now += gap
        due = metronome.steps_due(now)
        metronome.took(due)
        taken += due
    assert taken == pytest.approx(1 + now * rate, abs=1.0 + 1e-6)


def test_the_first_step_comes_at_once_and_the_next_after_its_time() -> None:
    metronome = Metronome(0.5, 100.0)
    assert metronome.steps_due(100.0) == 1
    metronome.took(1)
    assert metronome.seconds_to_next() == pytest.approx(2.0)
    assert metronome.steps_due(101.9) == 0
    assert metronome.steps_due(102.0) == 1


def test_what_a_slow_computer_missed_is_forgiven() -> None:
    metronome = Metronome(1000.0, 0.0)
    assert metronome.steps_due(60.0) == 1 + MAX_DEBT * 1000


@given(st.floats(1e-6, 0.1), st.floats(1e-4, 0.01))
def test_a_slice_comes_to_fit_its_time_and_never_has_less_than_one_step(
    per_step: float, slice_seconds: float
) -> None:
    size = SliceSize(slice_seconds)
    assert size.steps == 1
    for _ in range(3):
        size.measured(size.steps, size.steps * per_step)
    assert size.steps >= 1
    assert size.steps == 1 or size.steps * per_step <= slice_seconds * 1.001


def test_a_step_that_became_slow_is_believed_at_once() -> None:
    size = SliceSize(0.002)
    size.measured(1, 1e-5)
    assert size.steps == 200
    size.measured(1, 4e-5)
    assert size.steps == 50
    size.measured(1, 0.01)
    assert size.steps == 1


def test_the_speed_is_epochs_over_the_seconds_they_took() -> None:
    speedometer = Speedometer()
    assert speedometer.speed(0.0, 10.0) == 0.0
    assert speedometer.speed(5.0, 10.1) == pytest.approx(50.0)
    for tenth in range(2, 30):
        speed = speedometer.speed(5.0 + 2.0 * (tenth - 1), 10.0 + tenth / 10)
    assert speed == pytest.approx(20.0)
