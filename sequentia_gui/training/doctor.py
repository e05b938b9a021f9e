"""The doctor finds out when a neuron fell silent for good, and which update did it: by taking the steps again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from sequentia_gui.analysis.activity import Silence, silence
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.trainer import Trainer
from sequentia_gui.training.timeline import Moment

_WANT = "doctor"

SURE = 500
"""So many steps more are taken again, to see that a neuron that fell silent did not wake between two moments."""

Cause = Literal["none", "looking", "first weights", "earlier", "edit", "update"]
"""none: it is not silent; looking: not known yet; first weights: it never was anything else; earlier: it was silent
when the record begins; edit: the points or the settings were changed then; update: a step of training did it."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a hidden neuron (layer 1 = first, position from 0) is silent, and since when.

    step: after which step it was silent: at each of the next SURE steps and at each moment since; epoch: the
    pass, from 1, in which that was. Of the update that did it: learning_rate; before, the bias before it;
    bias_change; weight_change, the length of the change of its incoming weights. own: its own change was enough,
    what comes from the layers before it being as it was; others: their change was enough, its own weights as
    they were.
    """

    layer: int
    position: int
    kind: Silence = ""
    cause: Cause = "looking"
    step: int = 0
    epoch: int = 0
    learning_rate: float = 0.0
    before: float = 0.0
    bias_change: float = 0.0
    weight_change: float = 0.0
    own: bool = False
    others: bool = False


def doctor_want(layer: int, position: int) -> str:
    """The name under which a view wants the diagnosis of a hidden neuron (layer 1 = first, position from 0)."""
    return f"{_WANT} {layer} {position}"


def is_doctor_want(name: str) -> bool:
    """Whether the name is one of a diagnosis."""
    return name.partition(" ")[0] == _WANT


def patient(name: str) -> Diagnosis:
    """What is known at first of the neuron that `doctor_want` made the name for."""
    _, layer, position = name.split(" ")
    return Diagnosis(int(layer), int(position))


def examined(
    moments: Sequence[Moment], who: Diagnosis, known: Diagnosis | None = None
) -> Iterator[Diagnosis]:
    """Examine a neuron in small steps, "looking" until the last diagnosis; moments: all there are, the present last.

    known: an earlier diagnosis of an update in the same run; it is trusted where the neuron was silent ever since.
    """
    now = moments[-1].subject
    kind = _silence(now, who)
    if not kind:
        yield replace(who, cause="none")
        return
    who = replace(who, kind=kind)
    for place in reversed(range(len(moments) - 1)):
        earlier = moments[place]
        if known is not None and known.cause == "update" and earlier.step < known.step:
            yield replace(known, kind=kind)
            return
        if not _silence(earlier.subject, who):
            yield from _since(moments[place:], who)
            return
        yield who
    first = moments[0]
    cause: Cause = "first weights" if first.checkpoint.pristine else "earlier"
    yield replace(who, cause=cause, step=first.step, epoch=first.checkpoint.epoch)


def _since(moments: Sequence[Moment], who: Diagnosis) -> Iterator[Diagnosis]:
    """It was not silent at the first of these moments, and silent at all the others."""
    alive, silent = moments[:2]
    if alive.stretch == silent.stretch:
        end = max(each.step for each in moments if each.stretch == alive.stretch)
        yield from _retrained(alive, min(silent.step + SURE, end), who)
    else:
        yield replace(who, cause="edit", step=silent.step, epoch=silent.checkpoint.epoch)


def _retrained(alive: Moment, end: int, who: Diagnosis) -> Iterator[Diagnosis]:
    """Take every step from a moment to step `end` again, bit for bit: the last at which it fell silent is it."""
    contestant, points = alive.contestant, alive.points
    trainer = Trainer(contestant.network, contestant.training, points, alive.checkpoint)
    found, before, was_silent = who, trainer.parameters, False
    while trainer.step < end:
        epoch = trainer.epoch + 1
        trainer.run(1)
        after = trainer.parameters
        is_silent = bool(_silence(replace(alive.subject, parameters=after), who))
        if is_silent and not was_silent:
            found = replace(_blamed(alive, before, after, who), step=trainer.step, epoch=epoch)
        before, was_silent = after, is_silent
        yield who
    yield found


def _blamed(alive: Moment, before: Parameters, after: Parameters, who: Diagnosis) -> Diagnosis:
    """What one update did to a neuron, and whether its own change or that of the layers before it was enough."""
    layer, position = who.layer - 1, who.position
    old, new = (each.blocks[layer][position].astype(np.float64) for each in (before, after))
    alone, pushed = before.copy(), after.copy()
    alone.blocks[layer][position] = after.blocks[layer][position]
    pushed.blocks[layer][position] = before.blocks[layer][position]
    subject = alive.subject
    return replace(
        who,
        cause="update",
        learning_rate=alive.contestant.training.learning_rate,
        before=float(old[-1]),
        bias_change=float(new[-1] - old[-1]),
        weight_change=float(np.hypot.reduce(new[:-1] - old[:-1])),
        own=bool(_silence(replace(subject, parameters=alone), who)),
        others=bool(_silence(replace(subject, parameters=pushed), who)),
    )


def _silence(subject: Subject, who: Diagnosis) -> Silence:
    layers = subject.design.layers
    if not (1 <= who.layer <= len(layers) and who.position < layers[who.layer - 1].width):
        return ""
    with np.errstate(all="ignore"):
        return silence(subject, who.layer - 1, who.position)
