"""Files that are damaged, foreign or impossible: each is refused with a sentence, and never with anything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.file_format import FileError, dumps, loads, read
from sequentia_gui.experiment.saved import Saved

SAMPLE = (Path(__file__).parents[1] / "files" / "version-2.sequentia").read_text("utf-8")


def changed(*path: str | int, value: object) -> str:
    """The text of our sample with one field changed."""
    content = json.loads(SAMPLE)
    field = content
    for name in path[:-1]:
        field = field[name]
    field[path[-1]] = value
    return json.dumps(content)


def sentence(text: str) -> str:
    """Why a text is refused."""
    with pytest.raises(FileError) as refusal:
        loads(text)
    return str(refusal.value)


LAYERS = ("experiment", "contestants", 0, "network", "layers")
TRAINING = ("experiment", "contestants", 0, "training")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "This is not a Sequentia file."),
        ("Dear diary", "This is not a Sequentia file."),
        ("[1, 2]", "This is not a Sequentia file."),
        ('{"format": "other"}', "This is not a Sequentia file."),
        ('{"format": "sequentia", "a": 1e999}', "The file is damaged"),
        ('{\n"format": NaN}', "The file is damaged: line 2 cannot be read."),
        (
            changed("version", value=3),
            "This file was made by a newer Sequentia (format 3; this one reads up to 2)",
        ),
        (changed("version", value="1"), "The file does not say which version of the format it has."),
        (changed("version", value=True), "The file does not say which version of the format it has."),
        (changed("experiment", value={}), "experiment lacks “title”."),
        (
            changed(*LAYERS, 1, "width", value=99),
            "contestants[0].network.layers[1].width is 99: a layer has 1 to 32 neurons.",
        ),
        (
            changed(*LAYERS, value=[{"activation": "relu", "width": 1}] * 9),
            "contestants[0].network.layers has 9 entries: a network has at most 8 hidden layers.",
        ),
        (
            changed(*LAYERS, 0, value=7),
            "contestants[0].network.layers[0] is 7: it should be a group of named",
        ),
        (
            changed(*TRAINING, "learning_rate", value=0),
            "contestants[0].training.learning_rate is 0: the learning rate is a number from 0.000000001 to 1,000,000.",
        ),
        (
            changed(*TRAINING, "optimizer", value=None),
            "contestants[0].training.optimizer is null: it should be a text.",
        ),
        (changed("experiment", "title", value=""), "title is “”: a name has 1 to 200 characters."),
        (
            changed("experiment", "points", "x", 4, value=6.5),
            "points.x[4] is 6.5: points lie between -6 and 6 on both axes.",
        ),
        (
            changed("experiment", "points", "x", value=[0] * 2_001),
            "points.x has 2,001 entries: the plane holds at most 2,000 points.",
        ),
        (
            changed("experiment", "points", "x", value=[0]),
            "points.x, points.y and points.label differ in length.",
        ),
        (
            changed("experiment", "points", "label", 0, value=6),
            "points.label[0] is 6: classes count from 0, and there are at most 6 classes.",
        ),
        (changed("experiment", "points", "held_out", value=[999]), "points.held_out names point 999, which"),
        (
            changed("experiment", "points", "held_out", value=list(range(60))),
            "At least one point must be left to train on.",
        ),
        (
            changed("progress", 0, "parameters", value=[0.5]),
            "Weights and biases: the file has 1, its network needs 59.",
        ),
        (
            changed("progress", 0, "parameters", 3, value=None),
            "progress[0].parameters[3] is null: a weight is a",
        ),
        (
            changed("progress", 0, "parameters", 3, value=1e39),
            "progress[0].parameters[3] is 1e+39: a weight is a",
        ),
        (
            changed("progress", 0, "step", value=-1),
            "progress[0].step is -1: it should be a whole number, at least 0.",
        ),
        (
            changed("progress", 0, "epoch", value=2**60),
            "progress[0].epoch is 1152921504606846976: it should be a whole number, at most 9,007,199,254,740,992.",
        ),
        (
            changed("progress", 0, "curve", "stride", value=0),
            "progress[0].curve.stride is 0: it should be a whole number, at least 1.",
        ),
        (
            changed("progress", 0, "curve", "epoch", value=[0]),
            "The columns of the loss curve differ in length.",
        ),
        (
            changed("progress", 0, "curve", "epoch", 5, value=9),
            "The epochs of the loss curve are not in order.",
        ),
        (changed("progress", value=3), "progress is 3: it should be a list."),
        (changed("view", value=3), "view is 3: it should be a group of named fields."),
        (
            changed("view", "layer", value={}),
            "view is a group of fields: each of its choices is a short text",
        ),
        (
            changed("view", "shown", value=[None]),
            "view is a group of fields: each of its choices is a short text",
        ),
        (
            changed(*LAYERS, 0, "width", value=3.0),
            "contestants[0].network.layers[0].width is 3.0: it should be",
        ),
        ('{"format": "sequentia",\n"version": 2,}\n', "The file is damaged: line 2 cannot be read."),
        ('{"format": "sequentia"} and more', "The file is damaged: something follows after its end."),
        (changed("view", "shown", value=["a" * 41]), "view"),
        (changed("view", value={str(place): 1 for place in range(101)}), "view"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_a_sentence(text: str, expected: str) -> None:
    assert sentence(text).startswith(expected)


@pytest.mark.parametrize("depth", [100, 9_000, 100_000])
def test_a_file_nested_beyond_all_reason_is_refused_with_a_sentence(depth: int) -> None:
    # How deep is too deep to be read at all depends on the Python; both sentences are true.
    said = sentence('{"a": ' * depth + "1" + "}" * depth)
    assert said.startswith(("The file is damaged.", "This is not a Sequentia file."))


@given(st.data())
def test_a_file_that_breaks_off_anywhere_is_refused(data: st.DataObject) -> None:
    text = SAMPLE.rstrip()
    end = data.draw(st.integers(1, len(text) - 1))
    assert (
        sentence(text[:end]) == "The file is incomplete: it breaks off in the middle."
        or "}" in text[end - 5 : end]
    )


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)


def mutated(content: object, data: st.DataObject) -> object:
    """The content with one part, anywhere inside it, replaced by anything or left out."""
    if not isinstance(content, (dict, list)) or not content or data.draw(st.integers(0, 5)) == 0:
        return data.draw(ANYTHING)
    place: Any = data.draw(
        st.sampled_from(list(content) if isinstance(content, dict) else range(len(content)))
    )
    now: Any = content.copy()
    if data.draw(st.integers(0, 5)) == 0:
        del now[place]
    else:
        now[place] = mutated(content[place], data)
    return now


def opens_or_is_refused(read_it: Callable[[], Saved]) -> None:
    """Either the file is fine, and can be saved again, or it is refused by FileError and nothing else."""
    try:
        saved = read_it()
    except FileError:
        return
    assert dumps(loads(dumps(saved))) == dumps(saved)


@given(st.data())
def test_a_changed_file_opens_or_is_refused_and_nothing_else(data: st.DataObject) -> None:
    text = json.dumps(mutated(json.loads(SAMPLE), data))
    opens_or_is_refused(lambda: loads(text))


@given(st.binary(max_size=6), st.data())
def test_a_file_with_damaged_bytes_opens_or_is_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, data: st.DataObject
) -> None:
    whole = SAMPLE.encode()
    at = data.draw(st.integers(0, len(whole)))
    path = tmp_path_factory.mktemp("damaged") / "damaged.sequentia"
    path.write_bytes(whole[:at] + damage + whole[at + data.draw(st.integers(0, 9)) :])
    opens_or_is_refused(lambda: read(path))


@given(st.binary())
def test_any_bytes_are_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.sequentia"
    path.write_bytes(content)
    with pytest.raises(FileError):
        read(path)
