"""The numbers of one neuron and of the point that somebody looks at, as they are written: they add up as shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.shown_sums import apportioned, total, unit_for
from sequentia_gui.analysis.trace import Trace, trace
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.names import class_letter
from sequentia_gui.gui.numerals import number, scientific
from sequentia_gui.gui.view_state import Look
from sequentia_gui.gui.views.shown_numbers import signed, written
from sequentia_gui.training.messages import Frame

DECIMALS = 3
"""Of weights and inputs, as in Trace; what they make has two."""


def weight_text(value: float) -> str:
    """A weight or an input: three decimals, a power of ten where it is huge, '–' where it is no number."""
    if not math.isfinite(value):
        return "–"
    return number(value, DECIMALS) if abs(value) < 1000 else scientific(value, 1)


@dataclass(frozen=True, slots=True)
class Looked:
    """One point on its way through the neuron, written down.

    inputs: of x1 and x2; terms: of w1 x1, w2 x2 and b, which add up to `total` as they are shown; z, a: where the
    point is on the switch; answer: what comes out; verdict: what that says.
    """

    inputs: tuple[str, str]
    terms: tuple[str, str, str]
    total: str
    z: float
    a: float
    answer: str
    verdict: str


def looked_at(frame: Frame, now: Experiment, look: Look) -> Looked | None:
    """The point that is pointed at, else the one that is followed, on its way; None where there is none."""
    place, label = _place(now, look)
    if place is None:
        return None
    found = trace(frame.subject, place, label)
    return _written(found) if found.is_finite else None


def _place(now: Experiment, look: Look) -> tuple[tuple[float, float] | None, int | None]:
    point = look.chosen_point if look.hovered_point is None else look.hovered_point
    if point is not None and point < len(now.points):
        x1, x2 = now.points.xy[point].tolist()
        return (x1, x2), int(now.points.label[point])
    return look.chosen_place, None


def _written(found: Trace) -> Looked:
    layer = found.layers[0]
    unit = unit_for(layer.largest)
    terms = apportioned([*layer.products(0), layer.bias[0]], unit)
    x1, x2 = (weight_text(float(value)) for value in layer.inputs)
    first_text, second_text, bias_text = (signed(each, unit) for each in terms)
    z, a = float(layer.z[0]), float(layer.a[0])
    winner = class_letter(int(found.probability.argmax()))
    return Looked(
        (x1, x2),
        (first_text, second_text, bias_text),
        written(total(terms), unit),
        z,
        a,
        _answer(found, a),
        QCoreApplication.translate("neuron", "class {0}").format(winner),
    )


def _answer(found: Trace, a: float) -> str:
    """A step says 0 or 1, and nothing between."""
    return number(a, 0) if found.head.name == "step" else number(a, 2) if abs(a) < 1000 else scientific(a, 1)


def formula(weights: tuple[float, float], bias: float) -> str:
    """What the neuron adds up: "z = 0.439 x₁ + 0.729 x₂ + 0.600"."""
    parts = [f"{weight_text(weights[0])} x₁", _joined(weights[1], " x₂"), _joined(bias, "")]
    return "z = " + " ".join(parts)


def _joined(value: float, name: str) -> str:
    text = weight_text(value)
    return f"− {text[1:]}{name}" if text.startswith("−") else f"+ {text}{name}"
