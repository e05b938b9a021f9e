"""What is looked at travels in the file; whatever makes no sense there is the usual choice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.file_format import dumps, loads
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.gui.preferences import CHOICES, PACES
from sequentia_gui.gui.saved_look import look_choices, view_of
from sequentia_gui.gui.view_state import Look, Neuron

FIRST = first_experiment()
USUAL = look_choices({"tint": "pattern"}, FIRST)


def words(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(CHOICES[name]), unique=True).map(tuple)


LOOKS = st.builds(
    Look,
    shown=words("shown"),
    pace=st.sampled_from(PACES),
    hinges_over=words("hinges_over"),
    layer=st.integers(1, 3),
    chosen_neuron=st.sampled_from([None, Neuron(0, 1), Neuron(1, 5), Neuron(4, 0)]),
    chosen_point=st.sampled_from([None, 0, 199]),
    chosen_place=st.sampled_from([None, (0.0, -6.0), (1.23, 4.0)]),
    compared=words("compared"),
    gradient=st.sampled_from(CHOICES["gradient"]),
    silent=st.sampled_from(CHOICES["silent"]),
    tint=st.sampled_from(CHOICES["tint"]),
    show_test=st.booleans(),
    log_loss=st.booleans(),
    discretise=st.booleans(),
)


@given(LOOKS)
def test_what_is_looked_at_comes_back_from_a_file(look: Look) -> None:
    opened = loads(dumps(Saved(FIRST, (), view_of(look))))
    assert Look(**look_choices(opened.view, opened.experiment)) == look


def test_a_file_that_says_nothing_of_it_leaves_the_look_alone() -> None:
    assert look_choices({}, FIRST) == {}


def test_how_a_person_likes_to_look_is_in_no_file() -> None:
    personal = {"tool", "brush_class", "reduce_motion", "more_training", "notice", "hovered_neuron", "lit"}
    assert not personal & view_of(Look()).keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tint", "rainbow"),
        ("gradient", 7),
        ("pace", 3.7),
        ("pace", True),
        ("pace", "1.0"),
        ("layer", 0),
        ("layer", True),
        ("layer", 99),
        ("show_test", "yes"),
        ("shown", "fold"),
        ("hinges_over", None),
        ("chosen_neuron", [1]),
        ("chosen_neuron", [1, 6]),
        ("chosen_neuron", [9, 0]),
        ("chosen_neuron", ["a", "b"]),
        ("chosen_point", 200),
        ("chosen_point", -1),
        ("chosen_place", [1.0]),
        ("chosen_place", [1.0, 6.5]),
        ("chosen_place", ["a", "b"]),
        ("of_a_newer_program", 1),
    ],
)
def test_a_choice_that_makes_no_sense_is_the_usual_one(name: str, value: Any) -> None:
    content = json.loads(dumps(Saved(FIRST, (), {name: value})))
    opened = loads(json.dumps(content))
    assert look_choices(opened.view, FIRST) == USUAL


def test_a_view_that_is_not_known_here_is_passed_over() -> None:
    assert look_choices({"shown": ["hologram", "fold"]}, FIRST)["shown"] == ("fold",)
