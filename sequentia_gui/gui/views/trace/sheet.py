"""The arithmetic of one neuron, of the output's head or of the loss, row by row, as a student would write it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.shown_sums import LARGEST, NOTHING, SMALLEST, Unit, apportioned, total, unit_for
from sequentia_gui.analysis.trace import Trace, TracedLayer
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.names import INPUTS, class_letter
from sequentia_gui.gui.numerals import loss_text, ten_to
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.shown_numbers import alone, in_column, signed_in_column, written
from sequentia_gui.network.activations import activation_of


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is, the factors or a remark before the equals sign, the value, and what the bar shows.

    amount: the value as a number, for its colour and bar; None for rows without. leads_to: the neuron that the
    row's input comes from. kind: term, others, bias, sum, result or words.
    """

    kind: str
    name: str
    value: str
    amount: float | None = None
    factors: tuple[str, str] | None = None
    note: str = ""
    remark: str = ""
    leads_to: Neuron | None = None

    def said(self) -> str:
        """The whole line, for who listens to it."""
        if not self.value:
            return self.name
        product = " × ".join(self.factors) if self.factors else ""
        return " ".join(
            part for part in (self.name, product or self.note, "=", self.value, self.remark) if part
        )


def largest_terms(layer: TracedLayer, neuron: int, most: int) -> tuple[int, ...]:
    """The inputs of a neuron that have a row of their own, in order.

    All where `most` rows have room for them; else those that weigh most, with one row left for all others.
    """
    products = np.abs(layer.products(neuron))
    if len(products) <= most:
        return tuple(range(len(products)))
    heaviest = np.argsort(-products, kind="stable")[: max(1, most - 1)]
    return tuple(sorted(place for place in heaviest.tolist() if products[place] > 0))


def neuron_rows(trace: Trace, design: NetworkDesign, neuron: Neuron, own: Sequence[int]) -> tuple[Row, ...]:
    """Every w * x of a neuron, the others' sum, the bias, z, and what the switch makes of it.

    The inputs `own` have rows of their own. The values from the first to the bias add up to z as they are shown.
    """
    layer = trace.layers[neuron.layer - 1]
    numbers = [*layer.products(neuron.position), layer.bias[neuron.position]]
    unit = _column_unit(layer, [*numbers, layer.z[neuron.position]])
    *terms, bias = apportioned(numbers, unit)
    chosen = [place for place in own if place < len(terms)]
    rows = [*_head(unit), *(_term(layer, neuron, place, terms[place], unit) for place in chosen)]
    if len(chosen) < len(terms):
        rows.append(_others([terms[place] for place in range(len(terms)) if place not in set(chosen)], unit))
    rows.append(Row("bias", _tr("bias b"), signed_in_column(bias, unit), bias * unit.size))
    z = total((*terms, bias))
    exact = alone(math.fsum(numbers), unit)
    remark = "" if unit.exponent is None else _tr("that is {0}").format(exact)
    rows.append(Row("sum", _tr("sum z"), in_column(z, unit), z * unit.size, remark=remark))
    return (*rows, *_switched(layer, design, neuron, unit, exact))


def head_rows(trace: Trace) -> tuple[Row, ...]:
    """From the output's sums to probabilities, and to the loss."""
    said, lost = _WRITTEN[trace.head.name]
    return said(trace) if trace.loss is None else (*said(trace), *lost(trace))


def source_name(neuron: Neuron) -> str:
    """What a term comes from: x₁, or a neuron of the layer before."""
    return INPUTS[neuron.position] if neuron.layer == 0 else _tr("neuron {0}").format(neuron.position + 1)


def _term(layer: TracedLayer, neuron: Neuron, place: int, units: int, unit: Unit) -> Row:
    source = Neuron(neuron.layer - 1, place)
    factors = (layer.weights[neuron.position, place], layer.inputs[place])
    first, second = (_factor(each, unit) for each in factors)
    leads_to = source if source.layer else None
    return Row(
        "term",
        source_name(source),
        signed_in_column(units, unit),
        units * unit.size,
        (first, second),
        leads_to=leads_to,
    )


def _factor(value: float, column: Unit) -> str:
    """A digit more than the terms have, so that the product comes out."""
    return alone(value, column.finer() if column.exponent is None else unit_for(value).finer())


def _column_unit(layer: TracedLayer, numbers: Sequence[float]) -> Unit:
    """All columns of a layer are written alike; where that takes a power of ten, each has the one that fits it."""
    usual = unit_for(layer.largest)
    return usual if usual.exponent is None else unit_for(float(np.abs(numbers).max()))


def _head(unit: Unit) -> tuple[Row, ...]:
    """What all numbers of the column are counted in, said once: so the huge ones add up, and small ones do not lie."""
    if unit.exponent is None:
        return ()
    return (Row("words", _tr("terms and sum, counted in {0}").format(ten_to(unit.exponent)), ""),)


def _others(units: list[int], unit: Unit) -> Row:
    name = _tr("1 other") if len(units) == 1 else _tr("{0} others").format(len(units))
    return Row("others", name, signed_in_column(total(units), unit), total(units) * unit.size)


def _switched(
    layer: TracedLayer, design: NetworkDesign, neuron: Neuron, unit: Unit, z: str
) -> tuple[Row, ...]:
    """The switch' row; the output's switch is the head, which has rows of its own."""
    if neuron.layer > len(design.layers):
        return ()
    switch, a = activation_of(design.layers[neuron.layer - 1]), float(layer.a[neuron.position])
    note = f"{switch.label}: max(0, {z})" if switch.name == "relu" else f"{switch.label}({z})"
    is_off = switch.gates and layer.z[neuron.position] <= 0
    remark = (_tr("off") if is_off else _tr("on")) if switch.gates else ""
    return (Row("result", _tr("output a"), alone(a, unit), a, note=note, remark=remark),)


# the head


def _probability_unit(trace: Trace) -> Unit:
    """Three decimals, and more where the right class' probability needs them, or what it lacks of 1 does."""
    if trace.label is None:
        return Unit(3)
    return _unit_to_tell(min(float(trace.probability[trace.label]), _rest(trace)))


def _unit_to_tell(value: float) -> Unit:
    """Three decimals, and up to six where two figures of a value from 0 to 1 need them."""
    return Unit(max(3, min(6, unit_for(value).decimals + 1)) if value >= SMALLEST else 6)


def _rest(trace: Trace) -> float:
    """What the right class' probability lacks of 1, with all its digits: those of the others together."""
    return math.fsum(np.delete(trace.probability, trace.label or 0).tolist())


def _sigmoid_rows(trace: Trace) -> tuple[Row, ...]:
    z = _sum_text(trace)
    shares, p = _shares(trace)
    return (
        Row("words", _tr("sum z"), z),
        Row("bias", _tr("probability of B"), shares[1], None, note=f"1 / (1 + e^{_raised(_negated(z))})"),
        Row("bias", _tr("probability of A"), shares[0], None, note=f"1 − {shares[1]}"),
        Row("sum", _tr("together"), written(total(p), _probability_unit(trace))),
    )


def _softmax_rows(trace: Trace) -> tuple[Row, ...]:
    """e to the power of every sum's distance to the largest one, and what share of their total that is."""
    z = trace.layers[-1].z
    below = z - z.max()
    unit, powers = _probability_unit(trace), np.exp(below)
    units = apportioned(powers.tolist(), unit)
    shares, p = _shares(trace)
    steps = [
        Row(
            "bias",
            f"e^z({class_letter(k)})",
            written(units[k], unit),
            None,
            note=f"e^{_exponent(float(below[k]))}",
        )
        for k in range(len(z))
    ]
    whole = Row("sum", _tr("their total"), written(total(units), unit), None)
    parts = [
        Row(
            "bias",
            _tr("probability of {0}").format(class_letter(k)),
            shares[k],
            note=f"{steps[k].value} / {whole.value}",
        )
        for k in range(len(z))
    ]
    together = Row("sum", _tr("together"), written(total(p), _probability_unit(trace)))
    lead = Row("words", _tr("e to the power of every z, less the largest z"), "")
    return (lead, *steps, whole, *parts, together)


def _shares(trace: Trace) -> tuple[list[str], tuple[int, ...]]:
    """The probabilities, written so that they add up to 1."""
    unit = _probability_unit(trace)
    units = apportioned(trace.probability.tolist(), unit)
    return [written(each, unit) for each in units], units


def _said_rows(trace: Trace) -> tuple[Row, ...]:
    """What a tanh, a ReLU or a step makes of the output's sum."""
    z, said = _sum_text(trace), float(trace.layers[-1].a[0])
    unit = _answer_unit(trace)
    # A step says 0 or 1, and nothing between.
    text = f"{said:.0f}" if trace.head.name == "step" else in_column(unit.of(said), unit)
    made = trace.head.formula.removeprefix("y = ").replace("z", z)
    return (
        Row("words", _tr("sum z"), z),
        *_head(unit),
        Row("bias", _tr("the network says"), text, note=made),
    )


def _sum_text(trace: Trace) -> str:
    """The sum of an output that stands alone."""
    return alone(float(trace.layers[-1].z[0]), unit_for(trace.layers[-1].largest))


def _answer_unit(trace: Trace) -> Unit:
    """Three decimals of what the network says, as long as there is room for them, and more of a small error."""
    said = float(trace.layers[-1].a[0])
    if abs(said) >= LARGEST:
        return unit_for(said)
    error = 0.0 if trace.label is None else abs(said - _target(trace))
    return _unit_to_tell(error) if error else Unit(3)


def _target(trace: Trace) -> int:
    """The right answer to a point with a label, as a number."""
    return int(trace.head.targets(np.array([trace.label]), np.int8)[0, 0])


# the loss


def _right_answer(trace: Trace) -> str:
    """The class that the point has, as its letter."""
    assert trace.label is not None
    return class_letter(trace.label)


def _entropy_rows(trace: Trace) -> tuple[Row, ...]:
    """The logarithm of the chance that was given to the right class."""
    assert trace.loss is not None
    return (
        Row("words", _tr("right answer"), _tr("class {0}").format(_right_answer(trace))),
        Row("result", _tr("loss"), loss_text(trace.loss), note=_logarithm(trace)),
    )


def _perceptron_rows(trace: Trace) -> tuple[Row, ...]:
    """How far the sum lies on the wrong side of 0."""
    assert trace.loss is not None
    letter = _right_answer(trace)
    note = _tr("how far z is on the wrong side") if trace.loss else _tr("the right side of 0")
    return (
        Row("words", _tr("right answer"), f"{1 if trace.label else 0} ({_tr('class {0}').format(letter)})"),
        Row("result", _tr("loss"), loss_text(trace.loss), note=note),
    )


def _logarithm(trace: Trace) -> str:
    """What the loss is the logarithm of; empty where that is too small to be written."""
    assert trace.label is not None
    share, rest = float(trace.probability[trace.label]), _rest(trace)
    if NOTHING <= rest < SMALLEST:
        return f"−ln (1 − {alone(rest, unit_for(rest))})"
    if share >= SMALLEST:
        return f"−ln {_shares(trace)[0][trace.label]}"
    return f"−ln {alone(share, unit_for(share))}" if share >= NOTHING else ""


def _squared_rows(trace: Trace) -> tuple[Row, ...]:
    """The error is what is shown minus what should have come out: exact in the digits shown."""
    assert trace.label is not None
    assert trace.loss is not None
    said, target, unit = float(trace.layers[-1].a[0]), _target(trace), _answer_unit(trace)
    error = unit.of(said) - unit.of(target)
    return (
        Row(
            "bias",
            _tr("minus the right answer"),
            signed_in_column(unit.of(-target), unit),
            note=_tr("{0} is {1}").format(_right_answer(trace), str(target).replace("-", "−")),
        ),
        Row("sum", _tr("error"), in_column(error, unit)),
        Row("result", _tr("loss"), loss_text(trace.loss), note=f"½ · ({written(error, unit)})²"),
    )


_WRITTEN = {
    "sigmoid": (_sigmoid_rows, _entropy_rows),
    "tanh": (_said_rows, _squared_rows),
    "relu": (_said_rows, _squared_rows),
    "step": (_said_rows, _perceptron_rows),
    "softmax": (_softmax_rows, _entropy_rows),
}
"""By the head's name: what the network says, and what it loses."""


def _exponent(value: float) -> str:
    return _raised(alone(value, Unit(2))) if math.isfinite(value) else "−∞"


def _raised(text: str) -> str:
    """What stands behind e^: a product needs brackets there."""
    return f"({text})" if "·" in text else text


def _negated(text: str) -> str:
    return text.removeprefix("−") if text.startswith("−") else f"−{text}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("TraceView", text)
