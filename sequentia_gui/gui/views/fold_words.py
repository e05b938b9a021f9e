"""What happens to the plane in every step of the network, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.fold import Fold
from sequentia_gui.analysis.separability import Separability
from sequentia_gui.gui.views.fold_journey import COMPONENTS, Journey, Stop, subscript
from sequentia_gui.gui.views.plot_style import percent
from sequentia_gui.network.activations import activation


def caption(journey: Journey, stop: Stop, names: tuple[str, ...]) -> str:
    """What the step to a stop does; `names` are the hidden layers' activations."""
    if stop.kind == "plane":
        dashed = bool(names) and journey.has_hinges(1)
        return _tr("The plane as you drew it, with a grid on it.") + (
            _tr(" Dashed: where layer 1 will switch.") if dashed else ""
        )
    if stop.kind == "weights":
        return _weights(journey, stop.layer, len(names))
    if stop.kind == "bias":
        return _bias(journey, stop.layer, len(names))
    return _switch(names[stop.layer - 1], journey.width(stop.layer))


def title(journey: Journey, stop: Stop) -> str:
    """Whose work is seen."""
    if stop.layer == 0:
        return _tr("Before the network")
    last = stop.layer == journey.stops[-1].layer
    who = _tr("Output") if last else _tr("Layer {}").format(stop.layer)
    return f"{who} · {stop.name}"


def _weights(journey: Journey, layer: int, hidden: int) -> str:
    sign, width, before = f"W{subscript(layer)}", journey.width(layer), journey.width(layer - 1)
    if width == 1:
        words = _tr("{}: adds up everything into one number: a number line.")
        if layer > hidden:
            words = _tr(
                "{}: the output adds up everything into one number. Dashed: where it changes its mind."
            )
        return words.format(sign)
    if width == before == 2:
        return _tr(
            "{}: turns and stretches. Straight lines stay straight, and parallel ones parallel."
        ).format(sign)
    return _tr("{0}: mixes {1} numbers into {2}. Straight lines stay straight.").format(sign, before, width)


def _bias(journey: Journey, layer: int, hidden: int) -> str:
    sign = f"+ b{subscript(layer)}"
    if layer <= hidden and journey.width(layer) <= 3 and journey.has_hinges(layer):
        return _tr("{}: shifts everything, so that each dashed hinge comes to lie at 0.").format(sign)
    if layer <= hidden:
        return _tr("{}: shifts everything; nothing changes its shape.").format(sign)
    if journey.width(layer) == 1:
        return _tr("{}: shifts everything. Left of 0 the network says A, right of 0 it says B.").format(sign)
    return _tr("{}: shifts everything. The class with the largest number wins.").format(sign)


def _switch(name: str, width: int) -> str:
    now = activation(name)
    words = {
        "relu": _tr(
            "{}: everything left of 0 or below 0 is pressed onto the axes. The plane is creased there."
        ),
        "leaky_relu": _tr(
            "{}: everything left of 0 or below 0 is pressed almost flat. The plane is creased there."
        ),
        "step": _tr(
            "{}: every number becomes 0 or 1. Only corners are left, and what was between them is lost."
        ),
        "identity": _tr(
            "{}: nothing happens. Without a switch the plane stays flat, however many layers follow."
        ),
    }
    if name == "relu" and width != 2:
        return _tr(
            "{}: every number below 0 becomes 0. The plane is creased where a neuron switches."
        ).format(now.label)
    if name in words:
        return words[name].format(now.label)
    if now.linear is not None:
        return _tr("{}: bends the plane sharply at its hinges, and keeps it straight between them.").format(
            now.label
        )
    if not now.gates:
        return _tr(
            "{}: squeezes what is far from 0. It stretches the plane, but never creases or folds it."
        ).format(now.label)
    return _tr("{}: presses what is below 0 together, in a smooth bend: no sharp crease.").format(now.label)


def shown(journey: Journey, fold: Fold, layer: int) -> str:
    """What the two axes are, and what of the layer they leave out."""
    width = journey.width(layer)
    if layer == 0:
        return _tr("exact")
    if width == 1:
        return _tr("a number line: height only parts the classes")
    if width == 2:
        return _tr("2 neurons: exact")
    if width == 3:
        return _tr("3 neurons: drag to turn")
    choice = journey.choice(layer)
    if set(choice) == {0, 1}:
        share = float(fold.layers[layer - 1].shares.sum())
        return _tr("2 principal components of {0}: {1}").format(width, percent(share))
    return _tr("{} neurons, seen from two sides").format(width)


def axis_names(journey: Journey, stop: Stop) -> tuple[str, str]:
    """What the two axes are; empty where lists or turned axes say it."""
    width = journey.width(stop.layer)
    if stop.layer == 0:
        return "x₁", "x₂"
    if width == 1:
        last = stop.layer == journey.stops[-1].layer
        return (_tr("← A · B →") if last else _tr("neuron 1")), ""
    return (_tr("neuron 1"), _tr("neuron 2")) if width == 2 else ("", "")


def line_here(lines: Separability, stop: Stop) -> str:
    """How far a straight line gets here, or got before a layer that is still at work; empty without points."""
    works = stop.kind in ("weights", "bias") and stop.layer < len(lines.shares) - 1
    share = lines.shares[stop.layer - 1 if works else stop.layer]
    if share is None:
        return ""
    return (_tr("straight line before: {}") if works else _tr("straight line: {}")).format(percent(share))


def axis_name(choice: int) -> str:
    """A component or a neuron."""
    if choice < COMPONENTS:
        return _tr("component {}").format(choice + 1)
    return _tr("neuron {}").format(choice - COMPONENTS + 1)


def summary(lines: Separability | None) -> str:
    """How well a straight line does at every layer, in a sentence."""
    shares = line_shares(lines) if lines else []
    if not shares:
        return _tr("The plane as every layer sees it. There are no points to tell apart yet.")
    return _tr(
        "A straight line tells the classes apart for {} of the training points, layer by layer."
    ).format(_tr(", then ").join(shares))


def line_shares(lines: Separability) -> list[str]:
    """How far a straight line gets, on the plane and after every layer but the output; empty without points."""
    return [percent(share) for share in lines.shares[:-1] if share is not None]


def _tr(text: str) -> str:
    return QCoreApplication.translate("FoldView", text)
