"""Files: what goes in comes out bit for bit, and whatever is wrong with a file is said in a sentence."""

from __future__ import annotations

import json
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
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.experiment.file_format import (
    VERSION,
    FileError,
    dumps,
    loads,
    read,
    write,
)
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.experiment.migrations import MIGRATIONS
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.resources import asset

FIRST = first_experiment()
SAMPLES = sorted((Path(__file__).parents[1] / "files").glob("*.sequentia"))
FLOAT32 = hnp.from_dtype(np.dtype(np.float32), allow_nan=False, allow_infinity=False)

Content = dict[str, Any]


def checkpoint_of(experiment: Experiment, parameters: NDArray[np.float32], losses: list[float]) -> Checkpoint:
    """A checkpoint with these weights and this loss curve, nothing held out."""
    loss = np.array(losses, np.float64)
    rows = (np.arange(len(losses)) * 2, loss, np.full(len(losses), np.nan), loss / 2, loss / 3)
    curve = LossCurve.of(2, np.array(rows))
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
    return (
        [(layer.activation, layer.width, layer.parameters) for layer in design.layers],
        design.initializer,
        design.seed,
    )


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


@given(st.lists(st.floats(-100, 100), max_size=24))
def test_the_parameters_of_an_activation_are_saved_to_the_last_bit(values: list[float]) -> None:
    saved = Saved(edits.set_activation_parameters(FIRST, 1, tuple(values)))
    assert bits(loads(dumps(saved))) == bits(saved)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([0.1] * 25, r"layers\[1\]\.parameters has 25 entries: an activation has at most 24 parameters\."),
        ([1e3], r"layers\[1\]\.parameters\[0\] is 1000\.0: a parameter of an activation is a number from"),
        (["a"], r"layers\[1\]\.parameters\[0\] is “a”: a parameter of an activation is a number from"),
        (None, r"layers\[1\]\.parameters is null: it should be a list\."),
    ],
)
def test_parameters_of_an_activation_that_make_no_sense_are_refused(values: object, sentence: str) -> None:
    content = json.loads(dumps(Saved(FIRST)))
    content["experiment"]["contestants"][0]["network"]["layers"][1]["parameters"] = values
    with pytest.raises(FileError, match=sentence):
        loads(json.dumps(content))


def test_an_experiment_without_weights_and_without_points_is_saved() -> None:
    saved = Saved(edits.clear_points(FIRST))
    assert bits(loads(dumps(saved))) == bits(saved)


def test_the_weights_of_another_network_are_left_out() -> None:
    saved = Saved(edits.add_neuron(FIRST, 0), trained().progress)
    assert loads(dumps(saved)).progress == ()


def test_weights_that_are_not_finite_are_left_out() -> None:
    run = trained().progress[0]
    saved = Saved(FIRST, (replace(run, moments=np.full(165, np.inf, np.float32)),))
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
    assert len(text.splitlines()) < 200


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_of_every_version_opens(path: Path) -> None:
    saved = read(path)
    assert len(saved.experiment.points)
    assert saved.progress


def test_there_is_a_sample_of_every_version() -> None:
    assert len(MIGRATIONS) == VERSION - 1
    versions = {json.loads(path.read_text("utf-8"))["version"] for path in SAMPLES}
    assert versions == set(range(1, VERSION + 1))


def test_progress_for_fewer_networks_than_there_are_is_refused() -> None:
    race = replace(FIRST, contestants=FIRST.contestants * 2)
    content = json.loads(dumps(Saved(race)))
    content["progress"] = json.loads(dumps(trained()))["progress"]
    with pytest.raises(FileError, match=r"The file's progress does not belong to its networks\."):
        loads(json.dumps(content))


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
