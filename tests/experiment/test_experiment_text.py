"""An experiment as a text: short, exact, found among other words, and refused with a sentence when damaged."""

from __future__ import annotations

import base64
import contextlib
import string
import time
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment import edits, experiment_text
from sequentia_gui.experiment.datasets import DATASETS
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.experiment.experiment_text import as_text, from_text
from sequentia_gui.experiment.file_format import FileError, content_of
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import PREFIX, Saved

FIRST = first_experiment()
TEXT = as_text(FIRST)


def same(one: Experiment, other: Experiment) -> bool:
    """Whether all that a file says of two experiments agrees to the last bit."""
    return content_of(Saved(one)) == content_of(Saved(other))


def sentence(text: str) -> str:
    with pytest.raises(FileError) as refusal:
        from_text(text)
    return str(refusal.value)


def lettered(content: bytes, dictionary: int = 1) -> str:
    """A text with this content and a check sum that fits."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=experiment_text._TYPICAL)
    packed = packer.compress(content) + packer.flush()
    letter = bytes([dictionary]) + zlib.crc32(packed).to_bytes(4, "big") + packed
    return PREFIX + base64.urlsafe_b64encode(letter).decode().rstrip("=")


@pytest.mark.parametrize("name", [each.name for each in DATASETS])
def test_points_that_a_recipe_makes_take_no_room(name: str) -> None:
    experiment = edits.choose_dataset(edits.set_recipe(FIRST, count=2000, noise=0.25, seed=7), name)
    text = as_text(experiment)
    assert same(from_text(text).experiment, experiment)
    assert len(text) < 150


def test_points_of_a_set_that_this_program_does_not_have_come_back_bit_for_bit() -> None:
    foreign = replace(FIRST, recipe=replace(FIRST.recipe, dataset="rings"))
    assert same(from_text(as_text(foreign)).experiment, foreign)


def test_the_first_experiment_fits_on_a_line_of_a_worksheet() -> None:
    assert len(TEXT) < 80
    assert set(TEXT.removeprefix(PREFIX)) <= {*string.ascii_letters, *string.digits, "-", "_"}


def test_a_large_network_of_many_kinds_is_still_a_short_text() -> None:
    experiment = FIRST
    for place in range(5):
        experiment = edits.add_layer(experiment, place)
    for place, name in enumerate(("tanh", "sigmoid", "elu", "gelu", "silu", "selu", "softplus", "relu")):
        experiment = edits.set_activation(experiment, name, place)
    assert len(as_text(edits.retune(experiment, l1=0.003, optimizer="rmsprop"))) < 300


@given(st.integers(0, 60), st.integers(0, 9))
def test_drawn_points_come_back_bit_for_bit(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    xy, label = rng.uniform(-6, 6, (count, 2)), rng.integers(0, 6, count)
    experiment = edits.add_points(edits.clear_points(FIRST), xy, label)
    assert same(from_text(as_text(experiment)).experiment, experiment)


def test_a_recipes_points_with_one_more_come_back_bit_for_bit() -> None:
    experiment = edits.add_points(FIRST, [(1, 2)], [0])
    assert same(from_text(as_text(experiment)).experiment, experiment)


def test_a_race_and_any_title_come_back() -> None:
    other = replace(FIRST.contestants[0], name="B")
    race = replace(FIRST, title="Größe <ℝ²> 🎓", contestants=(FIRST.contestants[0], other))
    assert same(from_text(as_text(race)).experiment, race)


@pytest.mark.parametrize(
    "text",
    [
        f"  {TEXT}\n",
        f"Look at this: {TEXT} (it learns in 20 epochs)",
        f"<{TEXT}>",
        f"“{TEXT}”.",
        f"> {TEXT[:30]}\n> {TEXT[30:45]}\r\n> {TEXT[45:]}\n\nHave fun",
        f"{PREFIX}\n{TEXT.removeprefix(PREFIX)}",
        f"S{TEXT[1:]}",
        f"For Sequentia: {TEXT}",
    ],
)
def test_a_text_is_found_among_other_words_and_over_broken_lines(text: str) -> None:
    assert same(from_text(text).experiment, FIRST)


def test_hyphens_that_were_made_prettier_on_the_way_are_understood() -> None:
    plain = next(
        text
        for seed in range(10_000)
        if "--" in (text := as_text(edits.set_seed(edits.rename(FIRST, str(seed)), seed)))
    )
    for dash in ("\u2013", "\u2014"):
        assert same(from_text(plain.replace("--", dash)).experiment, from_text(plain).experiment)


def test_one_wrong_or_missing_sign_anywhere_is_noticed() -> None:
    signs = TEXT.removeprefix(PREFIX)
    for place in range(len(signs) - 1):  # the last one has spare bits
        other = "A" if signs[place] != "A" else "B"
        assert sentence(PREFIX + signs[:place] + other + signs[place + 1 :])
        assert sentence(PREFIX + signs[:place] + signs[place + 1 :])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "This text holds no experiment"),
        ("hello", "This text holds no experiment"),
        (PREFIX, "The experiment's text is damaged"),
        (f"{PREFIX}????", "The experiment's text is damaged"),
        (f"{PREFIX}AQ", "The experiment's text is damaged"),
        (PREFIX + "A" * 200_000, "The text is too long"),
        (lettered(b"{}"), "This is not a Sequentia file."),
        (lettered(b"\xff"), "The experiment's text is damaged"),
        (lettered(b"{}", dictionary=2), "This text was made by a newer Sequentia."),
        (lettered(b'{"format":"sequentia","version":9}'), "This file was made by a newer Sequentia"),
        (lettered(b'{"format":"sequentia","version":2}'), "The file lacks “experiment”."),
        (lettered(b'{"format":"sequentia","version":2,"experiment":{}}'), "The file is null"),
        (
            lettered(b'{"format":"sequentia","version":2,"experiment":{"recipe":{"dataset":"own","count":1,'
                     b'"noise":0,"seed":1,"held_out":0}}}'),
            "There is no dataset called “own”",
        ),
        (
            lettered(b'{"format":"sequentia","version":2,"experiment":{"recipe":{"dataset":"moons","count":1e9,'
                     b'"noise":0,"seed":1,"held_out":0}}}'),
            "count is 1000000000.0: it should be a whole number.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_text_is_said_in_a_sentence(text: str, expected: str) -> None:
    assert sentence(text).startswith(expected)


def test_a_text_that_would_fill_the_memory_is_refused_at_once() -> None:
    bomb = lettered(b"0" * 50_000_000)
    began = time.perf_counter()
    assert sentence(bomb) == "The text holds more than an experiment can be."
    assert time.perf_counter() - began < 1


def test_thousands_of_damaged_texts_are_refused_and_nothing_else() -> None:
    signs = string.ascii_letters + string.digits + "-_ \n>é"
    rng = np.random.default_rng(1)
    for _ in range(3_000):
        text = list(TEXT)
        for place in rng.integers(0, len(text), rng.integers(1, 6)):
            text[place : place + rng.integers(0, 3)] = rng.choice(list(signs), rng.integers(0, 3)).tolist()
        with contextlib.suppress(FileError):
            from_text("".join(text))
