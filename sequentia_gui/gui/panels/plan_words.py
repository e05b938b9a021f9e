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


def plan_tip(now: Experiment) -> str:
    """The same at length."""
    if _flat_layers(now.network.layers):
        return _tr(
            "Backpropagation multiplies the error by the slope of every switch on its way back. Where that is 0 "
            "nothing comes through: neither this layer nor those before it ever learn."
        )
    if now.points.classes == 2 and now.training.loss == "perceptron" and now.network.layers:
        return _tr(
            "As if the step were not there: an answer counts as wrong by how far its sum z lies on the wrong side of 0."
        )
    return _tr(
        "Frank Rosenblatt’s rule (1958) takes one point at a time: where the neuron is right nothing changes, each "
        "mistake adds that point to its weights, or takes it away."
    )


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
        return _tr("{0}: slope 0, so layer 1 cannot learn.").format(label)
    return _tr("{0}: slope 0, so layers 1–{1} cannot learn.").format(label, last + 1)


def _of_step(plan: TrainingPlan, has_layers: bool) -> str:
    if has_layers:
        return _tr("The step has slope 0: the layers before it learn from z.")
    missing = differences(plan)
    if not missing:
        return _tr("Exactly Rosenblatt’s perceptron.")
    return _tr("Not quite Rosenblatt’s rule: that takes {0}.").format(", ".join(missing))


def _tr(text: str) -> str:
    return QCoreApplication.translate("plan_words", text)
