"""The ONNX model says what the program showed, whoever runs it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sequentia_gui.export.catalogue import export
from sequentia_gui.export.onnx_model import INPUT, OUTPUT, onnx_model
from sequentia_gui.export.snapshot import Snapshot
from sequentia_gui.network.activations import ACTIVATIONS
from sequentia_gui.network.losses import LOSSES
from tests.export.snapshots import PLAN, design, experiment, points, trained, turned

pytestmark = [
    pytest.mark.skipif(bool(export("onnx").lacking()), reason="onnx is not installed"),
    pytest.mark.filterwarnings("ignore::RuntimeWarning:onnx"),  # the reference computes both sides of a where
]


def said_by_reference(model: bytes, xy: NDArray[Any]) -> NDArray[Any]:
    from onnx import load_model_from_string
    from onnx.reference import ReferenceEvaluator

    said: NDArray[Any] = ReferenceEvaluator(load_model_from_string(model)).run([OUTPUT], {INPUT: xy})[0]
    return said


def assert_says_what_was_shown(what: Snapshot) -> None:
    said = said_by_reference(onnx_model(what), what.points.xy)
    assert np.abs(said.T - what.layers()[-1][1]).max() <= 1e-5


@pytest.mark.parametrize("name", [entry.name for entry in ACTIVATIONS])
def test_every_activation_is_rebuilt(name: str) -> None:
    assert_says_what_was_shown(trained(experiment(design(name, name))))


@pytest.mark.parametrize("name", [entry.name for entry in ACTIVATIONS if entry.parameters])
def test_an_activation_keeps_its_layers_parameters(name: str) -> None:
    assert_says_what_was_shown(trained(experiment(turned(name))))


@pytest.mark.parametrize(("loss", "classes"), [(loss.name, classes) for loss in LOSSES for classes in (2, 3)])
def test_every_loss_is_rebuilt(loss: str, classes: int) -> None:
    now = experiment(design("relu"), replace(PLAN, loss=loss), points(classes=classes))
    assert_says_what_was_shown(trained(now))


def test_the_runtime_that_others_use_says_the_same() -> None:
    runtime = pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
    what = trained(experiment(design("relu", "gelu", "step", "silu")))
    session = runtime.InferenceSession(onnx_model(what), providers=["CPUExecutionProvider"])
    said = session.run([OUTPUT], {INPUT: what.points.xy})[0]
    assert np.abs(said.T - what.layers()[-1][1]).max() <= 1e-5
