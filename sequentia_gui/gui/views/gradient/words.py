"""What the gradients do, in words: whether they reach the first layer, and what decides it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.course import Course
from sequentia_gui.analysis.expected_gradient import Rival
from sequentia_gui.analysis.gradient_flow import EXPLODES_ABOVE, VANISHES_BELOW, GradientFlow
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.numerals import epoch_text, number, scientific, tidy
from sequentia_gui.network.activations import activation, activation_of
from sequentia_gui.network.initializers import initializer, initializers_of


def amount(value: float) -> str:
    """A gradient in two figures; '–' where there is none."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞"
    rounded = float(f"{value:.1e}")
    return tidy(rounded) if value == 0 or 0.001 <= rounded < 1000 else scientific(value, 1)


def layer_name(layer: int, hidden: int) -> str:
    """Short, 0 the first hidden layer: L1, L2, ..., out."""
    return _tr("out") if layer == hidden else f"L{layer + 1}"


def moment(checkpoint: Checkpoint) -> str:
    """When the picture was taken."""
    if checkpoint.pristine:
        return _tr("at the start")
    return _tr("epoch {0}").format(epoch_text(float(checkpoint.epoch)))


def headline(flow: GradientFlow, hidden: int) -> str:
    """Whether the gradient reaches the first layer."""
    ratio = _tr("L1 = {0} × out").format(amount(flow.ratio))
    if flow.word == "spent":
        return _tr("Nothing left to learn: every error is 0")
    if flow.word == "stuck":
        return _tr("Flat: nothing leaves the output")
    if flow.word == "flat":
        return _tr("Flat: nothing comes back to {0}").format(_upto(flow, hidden))
    if hidden == 0:
        return _tr("One layer: nothing to cross")
    if flow.word == "explodes" and not math.isfinite(flow.ratio):
        return _tr("Explodes: beyond all numbers")
    names = {"vanishes": _tr("Vanishes"), "explodes": _tr("Explodes"), "flows": _tr("Flows")}
    return f"{names[flow.word]}: {ratio}"


def reason(flow: GradientFlow, checkpoint: Checkpoint) -> str:
    """What decides it: the switch and the first weights, by name, and what theory expects of them."""
    design = checkpoint.design
    hidden = len(design.layers)
    if flow.word == "stuck":
        return _tr("Where the output is wrong, its slope is 0")
    if hidden == 0 and checkpoint.mistakes is not None:
        return _tr("The step has slope 0: its rule counts 1 for each mistake.")
    if hidden == 0:
        return _tr("The output has the error at first hand.")
    if flow.word == "flat":
        return _why_flat(flow, design)
    made = recipe(design)
    expected = float(flow.expected[0] / flow.expected[-1]) if flow.expected[-1] else 0.0
    if flow.word in ("vanishes", "explodes") and VANISHES_BELOW <= expected <= EXPLODES_ABOVE:
        return _tr("{0}: {1} was expected at the start").format(made, amount(expected))
    factor = layer_factor(flow)
    return _tr("{0}: ×{1} a layer expected").format(made, number(factor, 2)) if factor else made


def recipe(design: NetworkDesign) -> str:
    """The hidden layers' switch and what drew their first weights: "Sigmoid with Glorot"."""
    switches = [activation_of(layer).label for layer in design.layers]
    drawn = [each.label for each in initializers_of(design)[:-1]]
    return _tr("{0} with {1}").format(
        _few(switches, _tr("{0} switches")), _few(drawn, _tr("{0} initialisations"))
    )


def rival_names(rival: Rival) -> tuple[str, str]:
    """The other switch and the other first weights: "with ReLU and He", or the switch alone."""
    names = activation(rival.activation).label, initializer(rival.initializer).label
    return _tr("with {0} and {1}").format(*names), names[0]


def layer_factor(flow: GradientFlow) -> float | None:
    """What a hidden layer is expected to pass back at the start, on average; None where that has no meaning."""
    first, last = float(flow.expected[0]), float(flow.expected[-2])
    steps = len(flow.expected) - 2
    known = steps > 0 and 0 < first < math.inf and 0 < last < math.inf
    return float((first / last) ** (1 / steps)) if known else None


def numbers(flow: GradientFlow, layer: int) -> str:
    """All about one layer, a row for each number."""
    rows = [
        _long_name(layer, len(flow.dz) - 1),
        _tr("dL/dz {0}").format(amount(flow.dz[layer])),
        _tr("dL/dW {0}").format(amount(flow.dw[layer])),
        _tr("expected at the start {0}").format(amount(flow.expected[layer])),
    ]
    return "\n".join(rows)


def numbers_then(course: Course, layer: int, moment: int) -> str:
    """The same for a moment of the past."""
    layers = course.values.shape[1] // 2
    dz, dw = course.values[moment].reshape(2, layers)[:, layer].tolist()
    rows = [
        _tr("epoch {0}").format(epoch_text(round(float(course.epoch[moment]), 1))),
        _long_name(layer, layers - 1),
        _tr("dL/dz {0}").format(amount(dz)),
        _tr("dL/dW {0}").format(amount(dw)),
    ]
    return "\n".join(rows)


def summary(flow: GradientFlow, checkpoint: Checkpoint) -> str:
    """The picture in a sentence or two."""
    if flow.word == "unknown":
        return nothing_yet()
    hidden = len(checkpoint.design.layers)
    head, why = headline(flow, hidden), reason(flow, checkpoint)
    layers = (f"{layer_name(k, hidden)} {amount(value)}" for k, value in enumerate(flow.dz))
    return _tr("Gradient {0}: {1}. {2}. dL/dz: {3}.").format(
        moment(checkpoint), head, why.rstrip("."), ", ".join(layers)
    )


def nothing_yet() -> str:
    """What is said where there is nothing to show."""
    return _tr("No training points yet: draw some, and see how far their error reaches back.")


def _why_flat(flow: GradientFlow, design: NetworkDesign) -> str:
    blocked = flow.blocked or 0
    where = _tr("layer {0}").format(blocked + 1)
    if flow.weightless:
        after = layer_name(blocked + 1, len(design.layers))
        return _tr("All weights of {0} are 0: no error comes through").format(after)
    if flow.has_slope:
        after = layer_name(blocked + 1, len(design.layers))
        return _tr("Where {0} has a slope, no weight of {1} brings an error").format(where, after)
    switch = activation_of(design.layers[blocked])
    if switch.linear is not None and not any(switch.linear.slopes):
        return _tr("{0}: slope 0 everywhere, nothing to follow").format(switch.label)
    if switch.gates:
        return _tr("{0} is off at every point: {1} has slope 0 there").format(
            where.capitalize(), switch.label
        )
    return _tr("{0} is so far out at every point that {1} has slope 0").format(
        where.capitalize(), switch.label
    )


def _long_name(layer: int, hidden: int) -> str:
    return _tr("output") if layer == hidden else _tr("layer {0}").format(layer + 1)


def _upto(flow: GradientFlow, hidden: int) -> str:
    last = layer_name(flow.blocked or 0, hidden)
    return last if not flow.blocked else f"{layer_name(0, hidden)}–{last}"


def _few(names: Sequence[str], many: str) -> str:
    known = list(dict.fromkeys(names))
    return " + ".join(known) if len(known) <= 2 else many.format(len(known))


def _tr(text: str) -> str:
    return QCoreApplication.translate("gradient_words", text)
