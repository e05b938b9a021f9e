"""What the decision plane says in words: about a point, about a neuron, about the whole picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from sequentia_gui.experiment.experiment import Experiment, PointSet
from sequentia_gui.gui.names import class_letter
from sequentia_gui.gui.numerals import count, number, percent
from sequentia_gui.gui.views.plane.neuron_closeup import Closeup
from sequentia_gui.network.forward import outputs
from sequentia_gui.training.messages import ContestantFrame, Frame

_GLUE = "\N{NO-BREAK SPACE}"


def point_sentence(points: PointSet, place: int, frame: Frame | None) -> str:
    """One point's coordinates and class, and what the network says there."""
    x1, x2 = (number(float(value), 2) for value in points.xy[place])
    parts = [
        f"x₁{_GLUE}{x1}",
        f"x₂{_GLUE}{x2}",
        _tr("class {0}").format(class_letter(int(points.label[place]))),
    ]
    if points.held_out[place]:
        parts.append(_tr("held out").replace(" ", _GLUE))
    verdict = network_verdict(points, place, frame) if frame else ""
    return ", ".join(parts) + verdict


def place_words(place: NDArray[np.float64]) -> str:
    """A place on the plane by its coordinates (2,)."""
    x1, x2 = (number(float(value), 1) for value in place)
    return f"x₁{_GLUE}{x1}, x₂{_GLUE}{x2}"


def network_verdict(points: PointSet, place: int, frame: Frame) -> str:
    """What the network says at a point: its class and how probable that is; nothing where it is not finite."""
    net, here = frame.subject, points.xy[place : place + 1]
    with np.errstate(all="ignore"):
        probability = outputs(net.parameters, net.design, net.plan.loss, net.classes, here)
    if not np.isfinite(probability).all():
        return ""
    best = int(probability[:, 0].argmax())
    says = f"{percent(float(probability[best, 0]))} {class_letter(best)}".replace(" ", _GLUE)
    return _tr("; network: {0}").format(says)


def closeup_title(closeup: Closeup) -> str:
    """Which neuron it is, what it computes, and from which to which value."""
    who = neuron_name(closeup)
    finite = closeup.a[np.isfinite(closeup.a)]
    if not finite.size:
        return who
    write = percent if closeup.outputs and not closeup.signed else _short
    low, high = write(float(finite.min())), write(float(finite.max()))
    if closeup.gates and not (closeup.z > 0).any():
        return _tr("{0}: off on the whole plane").format(who)
    off = _tr(" (off)") if closeup.gates and not finite.min() else ""
    return _tr("{0}: {1} to {2}").format(who, low + off, high)


def neuron_name(closeup: Closeup) -> str:
    """Which neuron it is and what its output is called."""
    layer, index = closeup.neuron
    if closeup.switch:
        return _tr("Layer {0}, neuron {1} · {2}").format(layer, index + 1, closeup.switch.label)
    if not layer:
        return _tr("Input {0}").format(("x₁", "x₂")[index])
    if closeup.outputs > 1:
        return _tr("Output, probability of class {0}").format(class_letter(index))
    return _tr("Output, from class A to class B") if closeup.signed else _tr("Output, probability of class B")


def summary(now: Experiment, frame: Frame | None) -> str:
    """How many points are on the right side, in a sentence."""
    if not len(now.points):
        return _tr("The plane is empty: there are no points yet.")
    shares = _shares(frame.contestants[0], frame.experiment.points) if frame else []
    if not shares:
        return _tr("{0} points, and no network has judged them yet.").format(count(len(now.points)))
    return _tr("{0} are on the right side.").format(_tr(" and ").join(shares))


def _shares(state: ContestantFrame, points: PointSet) -> list[str]:
    test = int(points.held_out.sum())
    train = len(points) - test
    kinds = (
        (
            state.train_accuracy,
            train,
            _tr("{0} of {1} training points" if train != 1 else "{0} of {1} training point"),
        ),
        (state.test_accuracy, test, _tr("{0} of {1} test points" if test != 1 else "{0} of {1} test point")),
    )
    return [words.format(percent(share), count(many)) for share, many, words in kinds if share is not None]


def _short(value: float) -> str:
    """Two decimals where they say something, none where they do not."""
    if value == 0 or abs(value) >= 100 or value == round(value):
        return number(value, 0)
    return number(value, 2 if abs(value) < 1 else 1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("DecisionPlane", text)
