"""Undo and redo: the laws that hold for any list of edits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.history import History

edits = st.lists(st.tuples(st.integers(), st.sampled_from([None, None, "stroke", "drag"])), max_size=40)
actions = st.lists(st.one_of(st.just("undo"), st.just("redo"), st.integers()), max_size=60)


def keep(value: int) -> Callable[[int], int]:
    """What is left behind is this value, whatever is gone to."""
    return lambda _: value


def recorded(steps: list[tuple[int, str | None]], start: int = 0) -> tuple[History[int], int, list[int]]:
    """A history after these edits, the present value, and the values that undo should visit, latest first."""
    history: History[int] = History()
    now, visits, last = start, [], None
    for value, merge in steps:
        if merge is None or merge != last:
            visits.append(now)
        history.record(f"to {value}", now, merge)
        now, last = value, merge
    return history, now, visits[::-1]


@given(edits)
def test_undo_visits_every_step_back_to_the_start_and_redo_returns(
    steps: list[tuple[int, str | None]],
) -> None:
    history, now, visits = recorded(steps)
    end, back = now, []
    while history.undo_label is not None:
        now = history.undo(keep(now))
        back.append(now)
    assert back == visits
    while history.redo_label is not None:
        now = history.redo(keep(now))
    assert now == end


@given(actions)
def test_a_history_behaves_like_a_list_of_values_and_a_place_in_it(steps: list[int | str]) -> None:
    history: History[int] = History()
    values, at = [0], 0
    for step in steps:
        if isinstance(step, int):
            history.record("set", values[at])
            values, at = [*values[: at + 1], step], at + 1
        elif step == "undo" and history.undo_label is not None:
            assert history.undo(keep(values[at])) == values[at - 1]
            at -= 1
        elif step == "redo" and history.redo_label is not None:
            assert history.redo(keep(values[at])) == values[at + 1]
            at += 1
        assert (history.undo_label is None) == (at == 0)
        assert (history.redo_label is None) == (at == len(values) - 1)


def test_a_stroke_is_one_step() -> None:
    history, now, visits = recorded([(1, "stroke"), (2, "stroke"), (3, "stroke")])
    assert visits == [0]
    assert history.undo(keep(now)) == 0
    assert history.undo_label is None


def test_after_undo_a_stroke_starts_a_new_step() -> None:
    history, now, _ = recorded([(1, "stroke"), (2, None)])
    now = history.undo(keep(now))
    now = history.redo(keep(now))
    assert not history.merges("stroke")


def test_a_new_edit_forgets_what_was_undone() -> None:
    history, now, _ = recorded([(1, None), (2, None)])
    now = history.undo(keep(now))
    history.record("other", now)
    assert history.redo_label is None


def test_the_labels_tell_what_undo_and_redo_would_do() -> None:
    history, now, _ = recorded([(1, None), (2, None)])
    assert history.undo_label == "to 2"
    history.undo(keep(now))
    assert (history.undo_label, history.redo_label) == ("to 1", "to 2")


@given(st.integers(1, 5), st.lists(st.integers(), max_size=20))
def test_only_the_latest_steps_are_kept(limit: int, values: list[int]) -> None:
    history: History[int] = History(limit)
    now = 0
    for value in values:
        history.record("set", now)
        now = value
    undone = 0
    while history.undo_label is not None:
        now = history.undo(keep(now))
        undone += 1
    assert undone == min(limit, len(values))


def test_an_empty_history_has_nothing_to_undo() -> None:
    with pytest.raises(IndexError):
        History[int]().undo(keep(0))


def test_a_stroke_that_was_undone_and_done_again_is_not_drawn_on() -> None:
    history, now, _ = recorded([(1, "stroke")])
    now = history.undo(keep(now))
    now = history.redo(keep(now))
    assert not history.merges("stroke")
    history.record("to 2", now, "stroke")
    assert [history.undo(keep(2)), history.undo(keep(1))] == [1, 0]
