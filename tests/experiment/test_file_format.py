"""Files: what goes in comes out bit for bit, and whatever is wrong with a file is said in a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint, LossCurve
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.file_format import (
    MIGRATIONS,
    VERSION,
    FileError,
    Saved,
    dumps,
    loads,
    read,
    write,
)
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.resources import asset

FIRST = first_experiment()
SAMPLES = sorted((Path(__file__).parents[1] / "files").glob("*.sequentia"))
FLOAT32 = hnp.from_dtype(np.dtype(np.float32), allow_nan=False, allow_infinity=False)

Content = dict[str, Any]


def checkpoint_of(experiment: Experiment, parameters: NDArray[np.float32], losses: list[float]) -> Checkpoint:
    """A checkpoint with these weights and this loss curve, nothing held out."""
    loss = np.array(losses, np.float64)
    curve = LossCurve(2, np.arange(len(losses)) * 2, loss, np.full(len(losses), np.nan), loss / 2, loss / 3)
    return Checkpoint(
        experiment.network, 2, "adam", 7, 1, 3, parameters, np.append(parameters, parameters[:3]), False, curve
    )  # fmt: skip


def trained() -> Saved:
    """The first experiment after an imagined training."""
    parameters = np.random.default_rng(1).normal(size=82).astype(np.float32)
    return Saved(FIRST, (checkpoint_of(FIRST, parameters, [0.7, 0.1 + 0.2, 1e-17]),))


def bits(saved: Saved) -> tuple[object, ...]:
    """All that a file holds, comparable to the last bit, but for the identities of neurons and layers."""
    experiment = saved.experiment
    points = experiment.points
    networks = [(each.name, anonymous(each.network), each.training) for each in experiment.contestants]
    arrays = (points.xy.tobytes(), points.label.tobytes(), points.held_out.tobytes())
    return (
        experiment.title,
        experiment.recipe,
        arrays,
        networks,
        [run_bits(each) for each in saved.progress],
    )


def run_bits(run: Checkpoint) -> tuple[object, ...]:
    """A checkpoint as comparable values."""
    curve = run.curve
    columns = (curve.train_loss, curve.test_loss, curve.train_accuracy, curve.test_accuracy)
    return (
        *(anonymous(run.design), run.classes, run.optimizer, run.step, run.epoch, run.batch, run.pristine),
        *(run.parameters.tobytes(), run.moments.tobytes(), curve.stride, curve.epoch.tolist()),
        *(column.tobytes() for column in columns),
    )


def anonymous(design: NetworkDesign) -> tuple[object, ...]:
    """A design without the identities of its neurons and layers."""
    return ([(layer.activation, layer.width) for layer in design.layers], design.initializer, design.seed)


def changed(*path: str | int, value: object) -> str:
    """The text of a trained file with one field changed."""
    content = json.loads(dumps(trained()))
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


@given(
    st.lists(st.integers(0, 4), max_size=3),
    hnp.arrays(np.float32, 82, elements=FLOAT32),
    st.lists(st.floats(0, 1e9), max_size=5),
    st.floats(1e-5, 10),
)
def test_a_file_gives_back_what_was_saved_bit_for_bit(
    grow: list[int], parameters: NDArray[np.float32], losses: list[float], rate: float
) -> None:
    plain = edits.retune(FIRST, learning_rate=rate)
    for place in grow:
        plain = edits.remove_neuron(edits.add_neuron(plain, place % 3), place % 3, 0)
    saved = Saved(plain, (checkpoint_of(plain, parameters, losses),))
    text = dumps(saved)
    assert bits(loads(text)) == bits(saved)
    assert dumps(loads(text)) == text


def test_a_race_of_two_networks_is_saved_with_both_of_its_runs() -> None:
    run = trained().progress[0]
    race = replace(FIRST, contestants=(*FIRST.contestants, replace(FIRST.contestants[0], name="B")))
    saved = Saved(race, (run, replace(run, step=9)))
    assert bits(loads(dumps(saved))) == bits(saved)


def test_an_experiment_without_weights_and_without_points_is_saved() -> None:
    saved = Saved(edits.clear_points(FIRST))
    assert bits(loads(dumps(saved))) == bits(saved)


def test_the_weights_of_another_network_are_left_out() -> None:
    saved = Saved(edits.add_neuron(FIRST, 0), trained().progress)
    assert loads(dumps(saved)).progress == ()


def test_loaded_arrays_cannot_be_changed_by_accident() -> None:
    run = loads(dumps(trained())).progress[0]
    for array in (run.parameters, run.moments, run.curve.epoch, run.curve.train_loss):
        assert not array.flags.writeable


def test_a_file_is_json_that_people_can_read() -> None:
    text = dumps(trained())
    assert json.loads(text)["format"] == "sequentia"
    assert '"recipe": {"dataset": "moons", "count": 200, "noise": 0.1, "seed": 1, "held_out": 0.3}' in text
    assert max(len(line) for line in text.splitlines()) < 160
    assert len(text.splitlines()) < 150


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_of_every_version_opens(path: Path) -> None:
    saved = read(path)
    assert len(saved.experiment.points)
    assert saved.progress


def test_there_is_a_sample_of_every_version() -> None:
    assert len(MIGRATIONS) == VERSION - 1
    versions = {json.loads(path.read_text("utf-8"))["version"] for path in SAMPLES}
    assert versions == set(range(1, VERSION + 1))


LAYERS = ("experiment", "contestants", 0, "network", "layers")
TRAINING = ("experiment", "contestants", 0, "training")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "This is not a Sequentia file."),
        ("Dear diary", "This is not a Sequentia file."),
        ("[1, 2]", "This is not a Sequentia file."),
        ('{"format": "other"}', "This is not a Sequentia file."),
        ('{"a": ' * 9_000 + "1" + "}" * 9_000, "The file is damaged."),
        ('{"format": "sequentia", "a": 1e999}', "The file is damaged"),
        ('{\n"format": NaN}', "The file is damaged: line 2 cannot be read."),
        (
            changed("version", value=3),
            "This file was made by a newer Sequentia (format 3; this one reads up to 1)",
        ),
        (changed("version", value="1"), "The file does not say which version of the format it has."),
        (changed("version", value=True), "The file does not say which version of the format it has."),
        (changed("experiment", value={}), "experiment lacks “title”."),
        (
            changed(*LAYERS, 2, "width", value=99),
            "contestants[0].network.layers[2].width is 99: a layer has 1 to 32 neurons.",
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
            "contestants[0].training.learning_rate is 0: the learning rate is a finite number above 0.",
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
            changed("experiment", "points", "held_out", value=list(range(200))),
            "At least one point must be left to train on.",
        ),
        (
            changed("progress", 0, "parameters", value=[0.5]),
            "The file has 1 weights and biases, but its network needs 82.",
        ),
        (
            changed("progress", 0, "parameters", 3, value=None),
            "progress[0].parameters[3] is null: a weight is a",
        ),
        (
            changed("progress", 0, "parameters", 3, value=1e39),
            "progress[0].parameters[3] is 1e+39: a weight is a",
        ),
        (changed("progress", 0, "step", value=-1), "progress[0].step is -1: it should be a whole number"),
        (
            changed("progress", 0, "curve", "epoch", value=[0]),
            "The columns of the loss curve differ in length.",
        ),
        (
            changed("progress", 0, "curve", "epoch", value=[0, 4, 2]),
            "The epochs of the loss curve are not in order.",
        ),
        (changed("progress", value=3), "progress is 3: it should be a list."),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_a_sentence(text: str, expected: str) -> None:
    assert sentence(text).startswith(expected)


def test_progress_for_fewer_networks_than_there_are_is_refused() -> None:
    race = replace(FIRST, contestants=FIRST.contestants * 2)
    content = json.loads(dumps(Saved(race)))
    content["progress"] = json.loads(dumps(trained()))["progress"]
    assert sentence(json.dumps(content)) == "The file's progress does not belong to its networks."


@given(st.data())
def test_a_file_that_breaks_off_anywhere_is_refused(data: st.DataObject) -> None:
    text = dumps(trained()).rstrip()
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
    assert bits(loads(dumps(saved))) == bits(saved)


@given(st.data())
def test_a_changed_file_opens_or_is_refused_and_nothing_else(data: st.DataObject) -> None:
    text = json.dumps(mutated(json.loads(dumps(trained())), data))
    opens_or_is_refused(lambda: loads(text))


@given(st.binary(max_size=6), st.data())
def test_a_file_with_damaged_bytes_opens_or_is_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, data: st.DataObject
) -> None:
    whole = dumps(trained()).encode()
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


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.sequentia"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(FileError, match=r"huge\.sequentia is too large: this program reads up to 64 MB\."):
        read(path)


def test_a_file_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "my moons.sequentia"
    write(path, Saved(FIRST))
    write(path, trained())
    assert bits(read(path)) == bits(trained())
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


EXPERIMENTS = sorted(asset("experiments").glob("*.sequentia"))


@pytest.mark.parametrize("path", EXPERIMENTS, ids=lambda path: path.stem)
def test_the_experiments_that_come_with_the_program_open_and_are_written_as_we_write(path: Path) -> None:
    saved = read(path)
    assert saved.progress == ()
    assert dumps(saved) == path.read_text("utf-8")
