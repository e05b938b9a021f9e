"""Sparsity in words: what is silent, for whom a neuron fires, and how the doctor tells what happened to it."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.analysis.saturation import SATURATED_BELOW
from sequentia_gui.analysis.sparsity import is_special
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.gui.names import class_letter
from sequentia_gui.gui.numerals import count, number, percent, scientific, tidy, whole_percent
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.training.doctor import Diagnosis

_HALF = (0.4, 0.6)
"""Between these shares of zeros one may speak of about half."""


def has(activity: Activity, neuron: Neuron | None) -> bool:
    """Whether it is one of the hidden neurons."""
    return (
        neuron is not None
        and 1 <= neuron.layer <= len(activity.rates)
        and 0 <= neuron.position < len(activity.rates[neuron.layer - 1])
    )


def silent(activity: Activity, neuron: Neuron) -> str:
    """Whether a hidden neuron is "dead" or "saturated"; empty where it is neither."""
    if activity.dead[neuron.layer - 1][neuron.position]:
        return "dead"
    return "saturated" if activity.saturated[neuron.layer - 1][neuron.position] else ""


def totals(activity: Activity, checkpoint: Checkpoint) -> str:
    """The two numbers that are not the same: the share of zeros, and how many neurons are dead."""
    zeros, dead = percent(activity.all_zeros), _dead_words(activity)
    if _is_half_by_symmetry(activity, checkpoint):
        start = _tr("{0} of the outputs are 0: at the start about half are off, by symmetry.")
        return f"{start.format(zeros)} {dead}"
    told = f"{_tr('{0} of the outputs are 0.').format(zeros)} {dead}"
    saturated = activity.saturated_count
    return told + (_tr(" {0} saturated.").format(saturated) if saturated else "")


def key(activity: Activity, framed: bool) -> list[str]:
    """What the marks in the picture mean, as far as there are any."""
    told = []
    if framed:
        told.append(_tr("▢ specialist"))
    if activity.dead_count:
        told.append(_tr("× dead"))
    if activity.saturated_count:
        told.append(_tr("= saturated"))
    return told


def firing(activity: Activity, neuron: Neuron) -> str:
    """For which share of each class a neuron fires, the largest first, and by how much that one leads."""
    rates = activity.rates[neuron.layer - 1][neuron.position]
    known = sorted(
        (place for place in range(len(rates)) if math.isfinite(rates[place])), key=lambda c: -rates[c]
    )
    shares = [_tr("{0} of {1}").format(percent(float(rates[c])), class_letter(c)) for c in known]
    if not shares:
        return _tr("{0}: there are no points to fire for.").format(name(neuron))
    told = _tr("{0} fires for {1}.").format(name(neuron), _listed(shares))
    return told + (_lead(float(rates[known[0]]), float(rates[known[1]]), known[0]) if len(known) > 1 else "")


def _lead(first: float, second: float, label: int) -> str:
    """By how much one class leads, as the difference of the numbers that are shown."""
    lead = whole_percent(first) - whole_percent(second)
    if not lead:
        return ""
    text = (
        _tr(" It is a specialist: {0} leads by {1} percentage points.")
        if is_special(first, second)
        else _tr(" {0} leads by {1} percentage points.")
    )
    return text.format(class_letter(label), lead)


def name(neuron: Neuron) -> str:
    """Which neuron it is, at the beginning of a sentence."""
    return _tr("Neuron {0} of layer {1}").format(neuron.position + 1, neuron.layer)


def diagnosed(kind: str, neuron: Neuron, found: Diagnosis | None, is_playing: bool) -> str:
    """What the doctor says of a neuron that is dead or saturated."""
    who = name(neuron)
    state = (
        _tr("{0} is dead: no training point switches it on, so no gradient reaches its weights.")
        if kind == "dead"
        else _tr("{0} is saturated: its slope is below {1} at every training point.")
    ).format(who, tidy(SATURATED_BELOW))
    if is_playing:
        return f"{state} {_tr('Pause, and the doctor looks for the step that did it.')}"
    if found is None or found.cause in ("looking", "none"):
        return f"{state} {_tr('The doctor is looking for the step that did it …')}"
    return _history(who, kind, found)


def _history(who: str, kind: str, found: Diagnosis) -> str:
    fell = _tr("{0} died") if kind == "dead" else _tr("{0} saturated")
    if found.cause == "first weights":
        return _tr("{0} has been {1} since the first weights were drawn.").format(who, _kind(kind))
    if found.cause == "earlier":
        return _tr("{0} was {1} already at step {2}, where this run begins.").format(
            who, _kind(kind), count(found.step)
        )
    if found.cause == "edit":
        edited = _tr("{0} when the points or the settings were changed, at step {1}.")
        return edited.format(fell.format(who), count(found.step))
    return f"{_update(fell.format(who), found)}{_others(found)}"


def _update(fell: str, found: Diagnosis) -> str:
    text = _tr(
        "{0} at step {1} (epoch {2}): the update with learning rate {3} moved its bias by {4} and its weights by {5}."
    )
    return text.format(
        fell,
        count(found.step),
        count(found.epoch),
        tidy(found.learning_rate),
        _signed(found.bias_change),
        measured(found.weight_change),
    )


def _others(found: Diagnosis) -> str:
    if found.own:
        return ""
    if found.others:
        return _tr(" The layers before it did it: their change alone was enough.")
    return _tr(" Together with the change of the layers before it, that was enough.")


def measured(value: float) -> str:
    """A measured number to two figures, written without powers of ten where that is short."""
    if value and (abs(value) < 0.001 or abs(value) >= 100_000):
        return scientific(value, 1)
    return number(value, 0 if not value or abs(value) >= 10 else 1 - math.floor(math.log10(abs(value))))


def _signed(value: float) -> str:
    return f"+{measured(value)}" if value > 0 else measured(value)


def _dead_words(activity: Activity) -> str:
    dead, neurons = activity.dead_count, sum(map(len, activity.rates))
    if not dead:
        return _tr("No neuron is dead.")
    told = _tr("{0} of {1} neurons are dead.") if dead > 1 else _tr("{0} of {1} neurons is dead.")
    return told.format(dead, neurons)


def _is_half_by_symmetry(activity: Activity, checkpoint: Checkpoint) -> bool:
    return checkpoint.step == 0 and checkpoint.pristine and _HALF[0] <= activity.all_zeros <= _HALF[1]


def _kind(kind: str) -> str:
    return _tr("dead") if kind == "dead" else _tr("saturated")


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {_tr('and')} {parts[-1]}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("SparsityView", text)
