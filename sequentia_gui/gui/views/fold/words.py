"""What happens to the plane in every step of the network, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.fold import Fold
from sequentia_gui.analysis.separability import Separability
from sequentia_gui.analysis.switch_shape import SwitchShape, shape_of, switching_at
from sequentia_gui.gui.numerals import percent, subscript, tidy
from sequentia_gui.gui.views.fold.journey import COMPONENTS, Journey
from sequentia_gui.gui.views.fold.stops import Stop
from sequentia_gui.network.activations import Activation


def caption(journey: Journey, stop: Stop) -> str:
    """What the step to a stop does."""
    if stop.kind == "plane":
        dashed = journey.hidden > 0 and journey.has_hinges(1)
        return _tr("The plane as you drew it, with a grid on it.") + (
            _tr(" Dashed: where layer 1 will switch.") if dashed else ""
        )
    if stop.kind == "weights":
        return _weights(journey, stop.layer)
    if stop.kind == "bias":
        return _bias(journey, stop.layer)
    return switched(journey.switch(stop.layer), journey.width(stop.layer))


def beginnings(words: str) -> tuple[str, ...]:
    """All of these sentences, then without the last one, and so on to the first alone."""
    sentences = words.split(". ")
    shorter = (". ".join(sentences[:count]) + "." for count in range(len(sentences) - 1, 0, -1))
    return words, *shorter


def title(journey: Journey, stop: Stop) -> str:
    """Whose work is seen."""
    if stop.layer == 0:
        return _tr("Before the network")
    last = stop.layer == journey.stops[-1].layer
    who = _tr("Output") if last else _tr("Layer {0}").format(stop.layer)
    return f"{who} · {stop.name}"


def _weights(journey: Journey, layer: int) -> str:
    sign, width, before = f"W{subscript(layer)}", journey.width(layer), journey.width(layer - 1)
    if width == 1:
        words = _tr("{0}: adds up everything into one number: a number line.")
        if layer > journey.hidden:
            words = _tr(
                "{0}: the output adds up everything into one number. Dashed: where it changes its mind."
            )
        return words.format(sign)
    if width == before == 2:
        return _tr(
            "{0}: turns and stretches. Straight lines stay straight, and parallel ones parallel."
        ).format(sign)
    return _tr("{0}: mixes {1} numbers into {2}. Straight lines stay straight.").format(sign, before, width)


def _bias(journey: Journey, layer: int) -> str:
    sign = f"+ b{subscript(layer)}"
    if layer <= journey.hidden:
        return _hidden_bias(journey, layer).format(sign)
    if journey.width(layer) == 1:
        words = _tr("{0}: shifts everything. Left of {1} the network says A, right of {1} it says B.")
        return words.format(sign, tidy(journey.threshold))
    return _tr("{0}: shifts everything. The class with the largest number wins.").format(sign)


def _hidden_bias(journey: Journey, layer: int) -> str:
    if journey.width(layer) > 3 or not journey.has_hinges(layer):
        return _tr("{0}: shifts everything; nothing changes its shape.")
    if switching_at(journey.switch(layer)) == (0.0,):
        return _tr("{0}: shifts everything, so that each dashed hinge comes to lie at 0.")
    return _tr("{0}: shifts everything. Dashed: where the switch is about to bend or tear it.")


def switched(switch: Activation, width: int) -> str:
    """What a switch does to a layer of so many neurons, as the shape of its curve says."""
    shape = shape_of(switch)
    if shape.is_straight:
        words = _straight(switch)
    elif shape.tears:
        words = _torn(switch)
    elif is_leak(switch):
        words = _leaking(switch, width)
    else:
        words = _folded(shape) if shape.folds else _bent(shape)
    return f"{switch.label}: {words}"


def is_leak(switch: Activation) -> bool:
    """Whether numbers above 0 pass unchanged and those below are only multiplied, as by ReLU and its relatives."""
    pieces = switch.linear
    return (
        pieces is not None and pieces.breaks == (0.0,) and pieces.slopes[1] == 1 and not any(pieces.offsets)
    )


def _straight(switch: Activation) -> str:
    assert switch.linear is not None
    if switch.linear.slopes[0] == 0:
        return _tr("every number becomes the same one. Nothing is left of the plane.")
    if switch.linear.slopes[0] == 1 and switch.linear.offsets[0] == 0:
        return _tr("nothing happens. Without a switch the plane stays flat, however many such layers follow.")
    return _tr("a straight line: it stretches and shifts, and is no switch. The plane stays flat.")


def _torn(switch: Activation) -> str:
    assert switch.linear is not None
    ends = (tidy(offset) for offset in switch.linear.offsets)
    return _tr(
        "every number becomes {0} or {1}. Only corners are left, and what was between them is lost."
    ).format(*ends)


def _leaking(switch: Activation, width: int) -> str:
    assert switch.linear is not None
    leak = switch.linear.slopes[0]
    if leak == -1:
        return _tr("every number below 0 loses its sign. The plane is folded there, like a sheet of paper.")
    if leak < 0:
        words = _tr("every number below 0 is multiplied by {0}. The plane is folded where a neuron switches.")
        return words.format(tidy(leak))
    if leak:
        words = _tr(
            "every number below 0 is multiplied by {0}. The plane is creased where a neuron switches."
        )
        return words.format(tidy(leak))
    if width == 2:
        return _tr("everything left of 0 or below 0 is pressed onto the axes. The plane is creased there.")
    return _tr("every number below 0 becomes 0. The plane is creased where a neuron switches.")


def _folded(shape: SwitchShape) -> str:
    """A curve that turns back, so that different sums come to lie on each other."""
    if shape.creases and shape.turns == 1:
        return _tr("folds the plane sharply, once for each neuron, and keeps it straight between its hinges.")
    if shape.creases:
        return _tr(
            "folds the plane sharply, {0} times for each neuron, and keeps it straight between its hinges."
        ).format(shape.turns)
    if shape.turns > 1:
        return _tr("folds the plane again and again, in smooth waves.")
    if shape.flat_below and shape.flat_above:
        return _tr(
            "folds the plane once for each neuron, in a smooth bend, and squeezes what is far from it."
        )
    if shape.flat_below:
        return _tr(
            "presses what is far below 0 together; on the way it dips, so it folds the plane a little, smoothly."
        )
    return _tr("folds the plane once for each neuron, in a smooth bend.")


def _bent(shape: SwitchShape) -> str:
    """A curve that goes one way only: it folds nothing, but it may have corners and press parts flat."""
    if shape.creases and shape.flat_below and shape.flat_above:
        return _tr("creases the plane at its hinges, and presses flat what lies beyond them.")
    if shape.creases and shape.flat_below:
        return _tr("presses what is below 0 together, and creases the plane where a neuron switches.")
    if shape.creases:
        return _tr("creases the plane at its hinges, and keeps it straight between them.")
    if shape.flat_below and shape.flat_above:
        return _tr("squeezes what is far from 0. It bends the plane, but never creases or folds it.")
    if shape.flat_below:
        return _tr("presses what is below 0 together, in a smooth bend: it never creases or folds the plane.")
    return _tr("bends the plane smoothly: it never creases or folds it.")


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
    return _tr("{0} neurons, seen from two sides").format(width)


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
    return (_tr("straight line before: {0}") if works else _tr("straight line: {0}")).format(percent(share))


def axis_name(choice: int) -> str:
    """A component or a neuron."""
    if choice < COMPONENTS:
        return _tr("component {0}").format(choice + 1)
    return _tr("neuron {0}").format(choice - COMPONENTS + 1)


def summary(lines: Separability | None) -> str:
    """How well a straight line does at every layer, in a sentence."""
    shares = line_shares(lines) if lines else []
    if not shares:
        return _tr("The plane as every layer sees it. There are no points to tell apart yet.")
    return _tr(
        "A straight line tells the classes apart for {0} of the training points, layer by layer."
    ).format(_tr(", then ").join(shares))


def line_shares(lines: Separability) -> list[str]:
    """How far a straight line gets, on the plane and after every layer but the output; empty without points."""
    return [percent(share) for share in lines.shares[:-1] if share is not None]


def _tr(text: str) -> str:
    return QCoreApplication.translate("FoldView", text)
