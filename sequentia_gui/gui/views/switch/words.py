"""What the curve does to this layer, in words that are true of the network on screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.saturation import SATURATED_BELOW, Saturation
from sequentia_gui.gui.numerals import number, percent, tidy
from sequentia_gui.gui.views.switch.pre_activations import Histogram, rounded
from sequentia_gui.network.activations import Activation
from sequentia_gui.network.initializers import initializer, resolve

_MANY, _HALF = 0.5, (0.45, 0.55)
_SHRINKS_BELOW, _GROWS_ABOVE = 0.5, 1.5


def _tr(text: str) -> str:
    return QCoreApplication.translate("switch", text)


def softmax_words() -> str:
    """Why there is no curve where there is neither a hidden layer nor an output with a switch of its own."""
    return _tr(
        "No hidden layer: the softmax at the output weighs its sums together, so it has no curve of its own."
    )


def measured_words(trained: float | None, seen: Saturation | None) -> tuple[str, ...]:
    """The numbers that the picture does not show: a slope that is trained, and the share that is saturated.

    Several wordings, longest first.
    """
    slope = "" if trained is None else _tr("slope now {0}").format(number(trained, 3)) + " · "
    if seen is None:
        return (slope.removesuffix(" · "),)
    share = percent(rounded(seen.saturated))
    long, short = _tr("saturated {0} (|slope| < {1})"), _tr("saturated {0}")
    return tuple(slope + words.format(share, tidy(SATURATED_BELOW)) for words in (long, short))


def start_words(switch: Activation, initial: str, sums: Histogram | None) -> tuple[str, ...]:
    """Which initialisation is in use, and which is recommended where that is another; sums out of the picture.

    Several wordings, longest first.
    """
    advised, used = initializer(switch.initializer).label, resolve(initial, switch.name).label
    words = _tr("first weights: {0}").format(used)
    if advised != used:
        words += _tr(", advised: {0}").format(advised)
    if sums is None or not sums.outside:
        return (words,)
    beyond = _tr("{0} of the sums z {1}"), _tr("{0} of z {1}")
    place = _tr("beyond ±{0}").format(tidy(sums.reach))
    return *(f"{words} · {each.format(percent(sums.outside), place)}" for each in beyond), words


def no_bars_words(sums: Histogram | None) -> str:
    """Why the picture has no bars, where not one of the sums lies within it; else nothing."""
    if sums is None or sums.outside < 1:
        return ""
    if sums.off_share + sums.on_share < 1 - 1e-9:
        return _tr("The sums z have grown beyond all numbers: no bars.")
    return _tr("All sums z lie beyond ±{0}: no bars to see here.").format(tidy(sums.reach))


def output_words(switch: Activation) -> str:
    """Where no hidden layer has a switch; the loss sees through this one, so its slope stops no training."""
    if _is_flat(switch):
        return _tr("Slope 0: this output learns from its mistakes.")
    return _tr("No hidden layer yet: this is the output’s own switch.")


def sentence(switch: Activation, seen: Saturation | None) -> str:
    """What stands out, most important first."""
    if switch.is_affine:
        return _tr("This is a straight line: layers of it collapse into one.")
    if seen is None:
        return ""
    if not math.isfinite(seen.mean_slope):
        return _tr("Some of these sums have grown beyond all numbers.")
    return _of_slope(switch, seen) if seen.saturated > _MANY or not switch.gates else _of_gate(switch, seen)


def _of_slope(switch: Activation, seen: Saturation) -> str:
    if _is_flat(switch):
        return _tr("Slope 0 everywhere: no signal for training gets back.")
    if _closes(switch):
        return _of_gate(switch, seen)
    if seen.saturated > _MANY:
        text = _tr("{0} lie where it is flat: hardly any signal gets back.")
        return text.format(percent(rounded(seen.saturated)))
    return _of_mean(seen.mean_slope).format(number(seen.mean_slope, 2))


def _of_mean(slope: float) -> str:
    if slope < _SHRINKS_BELOW:
        return _tr("Mean slope {0}: it dampens what comes back.")
    if slope > _GROWS_ABOVE:
        return _tr("Mean slope {0}: it amplifies what comes back.")
    return _tr("Mean slope {0}: it lets the signal back well.")


def _of_gate(switch: Activation, seen: Saturation) -> str:
    if seen.off == 1:
        return _tr("All are off") + _closed(switch)
    if seen.off == 0:
        return _tr("All are on: here it is a straight line.") if _opens(switch) else _tr("All are on.")
    if _HALF[0] <= seen.off <= _HALF[1]:
        return _tr("About half are off") + _closed(switch)
    return _tr("{0} are off").format(percent(rounded(seen.off))) + _closed(switch)


def _closed(switch: Activation) -> str:
    if _closes(switch):
        return _tr(": no signal, no gradient.")
    return _tr(": there it leaks.") if _opens(switch) else "."


def _is_flat(switch: Activation) -> bool:
    return switch.linear is not None and not any(switch.linear.slopes)


def _closes(switch: Activation) -> bool:
    """Whether all that is off becomes exactly 0, with slope 0."""
    lines = switch.linear
    return lines is not None and lines.breaks[:1] == (0.0,) and lines.slopes[0] == lines.offsets[0] == 0.0


def _opens(switch: Activation) -> bool:
    """Whether all that is on lies on one straight line."""
    return switch.linear is not None and switch.linear.breaks == (0.0,)
