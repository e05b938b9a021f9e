"""What must be said about a plan beside its numbers: where it is not what its name promises, and who cannot learn."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sequentia_gui.experiment.experiment import Experiment, Layer, TrainingPlan
from sequentia_gui.network.activations import activation_of


def plan_words(now: Experiment) -> str:
    """The most important sentence about the output and the layers before it; empty where all goes without saying."""
    layers, classes = now.network.layers, now.points.classes
    if flat := _flat_layers(layers):
        return _cannot_learn(flat[-1], activation_of(layers[flat[-1]]).label)
    if classes > 2:
        return _tr("softmax, because there are {0} classes").format(classes)
    if now.training.loss == "perceptron":
        return _of_step(now.training, bool(layers))
    return ""


def differences(plan: TrainingPlan) -> list[str]:
    """What of a plan is not Rosenblatt's: he takes one point at a time, and a plain step."""
    found = []
    if plan.optimizer != "sgd":
        found.append(_tr("SGD"))
    if plan.batch_size != 1:
        found.append(_tr("batches of 1"))
    if plan.l1 or plan.l2:
        found.append(_tr("no penalties"))
    return found


def _flat_layers(layers: tuple[Layer, ...]) -> list[int]:
    """The hidden layers whose switch has slope 0 everywhere."""
    lines = ((place, activation_of(layer).linear) for place, layer in enumerate(layers))
    return [place for place, line in lines if line is not None and not any(line.slopes)]


def _cannot_learn(last: int, label: str) -> str:
    if last == 0:
        return _tr("{0} has slope 0: no error comes back to layer 1, so it cannot learn.").format(label)
    words = _tr("{0} has slope 0: no error comes back to layers 1 to {1}, so they cannot learn.")
    return words.format(label, last + 1)


def _of_step(plan: TrainingPlan, has_layers: bool) -> str:
    if has_layers:
        return _tr(
            "The step has slope 0: the layers before it learn from z, how far it is on the wrong side."
        )
    missing = differences(plan)
    if not missing:
        return _tr("This is Rosenblatt’s perceptron exactly.")
    return _tr("Not quite Rosenblatt’s perceptron: that takes {0}.").format(", ".join(missing))


def _tr(text: str) -> str:
    return QCoreApplication.translate("plan_words", text)
