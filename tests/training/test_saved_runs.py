"""Training on from a file gives, bit for bit, what training on without saving would have given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.experiment.file_format import dumps, loads
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.network.losses import LOSSES
from sequentia_gui.network.opening import read_checked
from sequentia_gui.network.optimizers import OPTIMIZERS
from sequentia_gui.training.messages import Frame
from sequentia_gui.training.run import run_to

SMALL = edits.set_recipe(first_experiment(), count=50)
SAMPLES = sorted((Path(__file__).parents[1] / "files").glob("*.sequentia"))


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """Moons or three blobs, one to three layers of any activations, any optimizer, batches of any size."""
    experiment = draw(st.sampled_from([SMALL, edits.choose_dataset(SMALL, "blobs")]))
    for layer in range(draw(st.integers(0, 2))):
        experiment = edits.remove_layer(experiment, 2 - layer)
    for layer in range(len(experiment.network.layers)):
        name = draw(st.sampled_from([each.name for each in ACTIVATIONS]))
        experiment = edits.set_activation(experiment, name, layer)
    return edits.retune(
        experiment,
        optimizer=draw(st.sampled_from([each.name for each in OPTIMIZERS])),
        loss=draw(st.sampled_from([each.name for each in LOSSES])),
        batch_size=draw(st.sampled_from([1, 7, 16, None])),
        l1=draw(st.sampled_from([0.0, 0.001])),
        l2=draw(st.sampled_from([0.0, 0.001])),
    )


def bits(frame: Frame) -> list[tuple[object, ...]]:
    """How far each run has come, comparable to the last bit."""
    return [run_bits(each.checkpoint) for each in frame.contestants]


def run_bits(run: Checkpoint) -> tuple[object, ...]:
    curve = run.curve
    columns = (curve.train_loss, curve.test_loss, curve.train_accuracy, curve.test_accuracy)
    arrays = (run.parameters, run.moments, curve.epoch, *columns)
    place = (run.step, run.epoch, run.batch, run.pristine, run.optimizer, curve.stride)
    return (*place, *(array.tobytes() for array in arrays))


def saved_and_opened(experiment: Experiment, frame: Frame) -> Saved:
    return loads(dumps(Saved(experiment, tuple(each.checkpoint for each in frame.contestants))))


@given(experiments(), st.integers(0, 30), st.integers(1, 30))
def test_training_goes_on_after_opening_as_it_would_have_without_saving(
    experiment: Experiment, before: int, after: int
) -> None:
    opened = saved_and_opened(experiment, run_to(experiment, steps=before))
    resumed = run_to(opened.experiment, opened.progress, steps=before + after)
    assert bits(resumed) == bits(run_to(experiment, steps=before + after))


def test_a_race_goes_on_with_both_of_its_runs() -> None:
    first = SMALL.contestants[0]
    other = replace(first, name="B", training=replace(first.training, optimizer="sgd", batch_size=9))
    race = replace(SMALL, contestants=(first, other))
    opened = saved_and_opened(race, run_to(race, steps=23))
    assert bits(run_to(opened.experiment, opened.progress, steps=60)) == bits(run_to(race, steps=60))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_training_goes_on_from_every_sample(path: Path) -> None:
    saved = read_checked(path)
    step = saved.progress[0].step
    assert run_to(saved.experiment, saved.progress, steps=step + 5).contestants[0].checkpoint.step == step + 5
