"""Exported scripts say what the program showed, whatever the network, and train on as it does."""

from __future__ import annotations

import ast
import shutil
import subprocess
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sequentia_gui.experiment.experiment import (
    ExperimentError,
    Layer,
    NetworkDesign,
    PointSet,
    TrainingPlan,
)
from sequentia_gui.export.activation_code import ACTIVATION_CODE, activation_code
from sequentia_gui.export.catalogue import Export, export
from sequentia_gui.export.literals import number, numbers
from sequentia_gui.export.loss_code import LOSS_CODE
from sequentia_gui.export.optimizer_code import OPTIMIZER_CODE
from sequentia_gui.export.snapshot import Snapshot, snapshot
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.network.losses import LOSSES, output_head
from sequentia_gui.network.optimizers import OPTIMIZERS
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.trainer import Trainer
from tests.export.snapshots import PLAN, design, experiment, load_script, points, run_script, trained, turned

AGREES = "The network says what it said in Sequentia."
NAMES = tuple(entry.name for entry in ACTIVATIONS)
HEADS = tuple((loss.name, classes) for loss in LOSSES for classes in (2, 3))
LANGUAGES = (
    "numpy",
    pytest.param(
        "torch", marks=pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
    ),
)


def written(form: Export, what: Snapshot, folder: Path) -> Path:
    path = folder / form.file_name
    form.write(path, what)
    return path


def assert_runs(language: str, what: Snapshot, folder: Path, *words: str) -> str:
    """The script agrees with what was shown, in silence on standard error; what it says."""
    answer = run_script(written(export(language), what, folder), *words)
    assert answer.stderr == ""
    assert answer.returncode == 0
    assert AGREES in answer.stdout
    return answer.stdout


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_activation_is_rebuilt_and_trains_on(language: str, name: str, tmp_path: Path) -> None:
    said = assert_runs(language, trained(experiment(design(name, name))), tmp_path, "--epochs", "2")
    assert "trained on, training" in said


@pytest.mark.parametrize("name", [entry.name for entry in ACTIVATIONS if entry.parameters])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_activation_keeps_its_layers_parameters(language: str, name: str, tmp_path: Path) -> None:
    assert_runs(language, trained(experiment(turned(name))), tmp_path)


@pytest.mark.parametrize(("loss", "classes"), HEADS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_loss_is_rebuilt_and_trains_on(language: str, loss: str, classes: int, tmp_path: Path) -> None:
    now = experiment(design("tanh"), replace(PLAN, loss=loss), points(classes=classes))
    assert_runs(language, trained(now), tmp_path, "--epochs", "2")


@pytest.mark.parametrize("name", [entry.name for entry in OPTIMIZERS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_optimiser_is_rebuilt(language: str, name: str, tmp_path: Path) -> None:
    now = experiment(design("relu"), replace(PLAN, optimizer=name, l1=0.001, l2=0.01))
    assert_runs(language, trained(now), tmp_path, "--epochs", "1")


@pytest.mark.parametrize("held_out", [0.0, 1.0], ids=["no test points", "only test points"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_without_some_kind_of_points_still_checks(
    language: str, held_out: float, tmp_path: Path
) -> None:
    assert_runs(language, snapshot(experiment(design("relu"), data=points(held_out=held_out)), ()), tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_without_points_and_layers_runs_and_says_why_it_cannot_train(
    language: str, tmp_path: Path
) -> None:
    empty = snapshot(experiment(design(), data=PointSet.empty()), ())
    assert_runs(language, empty, tmp_path)
    answer = run_script(tmp_path / export(language).file_name, "--epochs", "1")
    assert answer.returncode == 1
    assert answer.stderr == "There are no points to train on.\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_outputs_in_the_millions_agree_to_as_many_digits_as_a_float32_has(
    language: str, tmp_path: Path
) -> None:
    """The output ReLU has no upper end: there one last digit is more than a hundred-thousandth."""
    what = snapshot(experiment(design("relu"), replace(PLAN, loss="relu_error")), ())
    large = what.checkpoint.parameters * np.float32(12_345.678)
    checkpoint = replace(what.checkpoint, parameters=large)
    assert replace(what, checkpoint=checkpoint).layers()[-1][1].max() > 1e6
    assert_runs(language, replace(what, checkpoint=checkpoint), tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_with_other_weights_says_so(language: str, tmp_path: Path) -> None:
    what = trained(experiment(design("relu")))
    path = written(export(language), what, tmp_path)
    bias = number(what.parameters.biases[-1][0])
    path.write_text(
        path.read_text("utf-8").replace(f'"output.bias": [{bias}]', '"output.bias": [9.0]'), "utf-8"
    )
    answer = run_script(path)
    assert answer.returncode == 1
    assert "does not say" in answer.stderr


PLANS = [
    TrainingPlan(loss, optimizer, 0.02, 0.8, l1, l2, batch)
    for loss, optimizer, l1, l2, batch in (
        ("cross_entropy", "adam", 0.0, 0.0, 16),
        ("squared_error", "momentum", 0.001, 0.0, 7),
        ("cross_entropy", "rmsprop", 0.0, 0.01, None),
        ("squared_error", "sgd", 0.001, 0.01, 100),
    )
]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.optimizer)
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("steps", [0, 10])
def test_the_numpy_script_trains_on_as_the_program_does(
    plan: TrainingPlan, classes: int, steps: int, tmp_path: Path
) -> None:
    now = experiment(design("tanh", "gelu"), plan, points(classes=classes))
    what = trained(now, steps) if steps else snapshot(now, ())
    script = load_script(written(export("numpy"), what, tmp_path))
    layers = script.build()
    script.train(layers, 20)
    trainer = Trainer(what.design, what.plan, what.points, what.checkpoint)
    while trainer.epoch < what.checkpoint.epoch + 20:
        trainer.run(1)
    assert_close_to(layers, trainer.parameters)


@st.composite
def any_layers(draw: st.DrawFn) -> tuple[Layer, ...]:
    """Up to four layers of activations with any numbers that these allow, the drawn one too.

    z squared is left out: several of it are soon beyond all numbers, in the program and in the script.
    """
    tame = [each for each in ACTIVATIONS if each.name != "square"]
    kinds = draw(st.lists(st.sampled_from(tame), max_size=4))
    layers = []
    for key, kind in enumerate(kinds):
        shape = tuple(draw(st.floats(each.low, each.high)) for each in kind.parameters)
        width = draw(st.integers(1, 8))
        layers.append(Layer(kind.name, tuple(range(width)), key, DRAWN if kind.name == "drawn" else shape))
    return tuple(layers)


DRAWN = (-3.0, 0.5, -0.25, 0.0, 1.5, 2.0, 4.0, -1.0)
PLANS_OF_ANY_KIND = st.builds(
    TrainingPlan,
    loss=st.sampled_from([each.name for each in LOSSES if each.name != "perceptron"]),
    optimizer=st.sampled_from([each.name for each in OPTIMIZERS]),
    learning_rate=st.sampled_from([0.0001, 0.001]),
    momentum=st.sampled_from([0.0, 0.9]),
    l1=st.sampled_from([0.0, 0.001]),
    l2=st.sampled_from([0.0, 0.01]),
    batch_size=st.sampled_from([1, 7, 16, None]),
)


@given(any_layers(), PLANS_OF_ANY_KIND, st.integers(1, 6), st.integers(0, 12))
def test_any_network_says_the_same_in_numpy_and_trains_on_in_the_same_way(
    layers: tuple[Layer, ...], plan: TrainingPlan, classes: int, steps: int
) -> None:
    what = trained(experiment(NetworkDesign(layers, seed=7), plan, points(classes=classes)), steps)
    with TemporaryDirectory() as folder:
        script = load_script(written(export("numpy"), what, Path(folder)))
    built = script.build()
    assert np.allclose(script.forward(built, what.points.xy), what.layers()[-1][0].T, rtol=1e-5, atol=1e-5)
    script.train(built, 1)
    trainer = Trainer(what.design, what.plan, what.points, what.checkpoint)
    while trainer.epoch < what.checkpoint.epoch + 1:
        trainer.run(1)
    assert_close_to(built, trainer.parameters)


@pytest.mark.parametrize("optimizer", [entry.name for entry in OPTIMIZERS])
def test_a_slope_that_is_trained_is_trained_on(optimizer: str, tmp_path: Path) -> None:
    what = trained(experiment(design("prelu", "prelu"), replace(PLAN, optimizer=optimizer)))
    script = load_script(written(export("numpy"), what, tmp_path))
    layers = script.build()
    script.train(layers, 20)
    trainer = Trainer(what.design, what.plan, what.points, what.checkpoint)
    while trainer.epoch < what.checkpoint.epoch + 20:
        trainer.run(1)
    found = [layer.shape["slope"][0] for layer in layers[:-1]]
    assert not np.allclose(found, what.parameters.trained, atol=1e-3)
    assert np.allclose(found, trainer.parameters.trained, atol=2e-4)


def assert_close_to(layers: list[object], parameters: Parameters) -> None:
    for layer, weights, biases in zip(layers, parameters.weights, parameters.biases, strict=True):
        assert np.allclose(getattr(layer, "W"), weights, atol=2e-4)  # noqa: B009
        assert np.allclose(getattr(layer, "b"), biases, atol=2e-4)  # noqa: B009


@pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.optimizer)
def test_the_pytorch_script_trains_on_all_points_at_once_as_the_program_does(
    plan: TrainingPlan, tmp_path: Path
) -> None:
    now = experiment(design("prelu", "gelu"), replace(plan, batch_size=None))
    what = trained(now)
    script = load_script(written(export("torch"), what, tmp_path))
    model = script.build("cpu")
    script.train(model, 20, "cpu")
    trainer = Trainer(what.design, what.plan, what.points, what.checkpoint)
    trainer.run(20)
    ours = trainer.parameters
    for layer, weights, biases in zip(model.children(), ours.weights, ours.biases, strict=True):
        assert np.allclose(layer.weight.detach().numpy(), weights, atol=2e-4)
        assert np.allclose(layer.bias.detach().numpy(), biases, atol=2e-4)
    assert np.allclose(model.hidden_1_slope.detach().numpy(), ours.trained, atol=2e-4)


def test_everything_in_the_catalogues_can_be_exported() -> None:
    assert set(ACTIVATION_CODE) == set(NAMES)
    assert set(OPTIMIZER_CODE) == {entry.name for entry in OPTIMIZERS}
    assert set(LOSS_CODE) == {output_head(loss, classes).name for loss, classes in HEADS}


def test_an_activation_without_code_gets_a_sentence() -> None:
    with pytest.raises(ExperimentError, match="no code for the activation “new”"):
        activation_code("new")


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_written_number_is_read_as_the_same_float32(value: float) -> None:
    assert np.float32(float(number(value))).tobytes() == np.float32(value).tobytes()


def test_the_weights_are_written_exactly(tmp_path: Path) -> None:
    what = trained(experiment(design("relu")))
    script = load_script(written(export("numpy"), what, tmp_path))
    for layer, weights in zip(script.build(), what.parameters.weights, strict=True):
        assert layer.W.tobytes() == np.ascontiguousarray(weights).tobytes()


def test_long_lists_are_folded_and_hold_every_number() -> None:
    values = np.arange(200, dtype=np.float32).reshape(2, 100)
    text = numbers(values)
    assert max(map(len, text.splitlines())) <= 96
    assert np.array_equal(ast.literal_eval(text), values)


@pytest.mark.parametrize("title", ['"""', "a\\", "line\nbreak", "$seed {x}", "", "Grüße ✓", "\ud800"])
@pytest.mark.parametrize("language", ["numpy", "torch"])
def test_no_title_breaks_a_script(language: str, title: str, tmp_path: Path) -> None:
    what = replace(trained(experiment(design("relu"))), title=title)
    ast.parse(written(export(language), what, tmp_path).read_text("utf-8"))


@pytest.mark.skipif(shutil.which("ruff") is None, reason="ruff is not on the path")
@pytest.mark.parametrize("language", ["numpy", "torch"])
def test_a_linter_finds_nothing_in_a_script(language: str, tmp_path: Path) -> None:
    now = experiment(design(*NAMES[:8]), replace(PLAN, optimizer="momentum"))
    path = written(export(language), trained(now), tmp_path)
    answer = subprocess.run(  # the program of that name, wherever it is
        ["ruff", "check", "--isolated", str(path)],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout
