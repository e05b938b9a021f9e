"""What the plane in pieces says in words: how many there are, and what the network computes in one of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.pieces import MOST, Pieces, reachable
from sequentia_gui.analysis.shown_sums import PLACES, apportioned, total, unit_for
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.names import INPUTS, class_letter
from sequentia_gui.gui.numerals import count, number
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.shown_numbers import affine_text, in_column, sum_text, with_power
from sequentia_gui.network.activations import activation_of

MOST_NAMED = 12
"""More neurons than so many are counted and not named."""


def counted(pieces: Pieces) -> str:
    """How many pieces there are: "163 pieces", or "at least 5,000 pieces" where the search ended early."""
    if pieces.count == 1 and pieces.is_complete:
        return _tr("1 piece")
    if pieces.is_complete:
        return _tr("{0} pieces").format(count(pieces.count))
    return _tr("at least {0} pieces").format(count(_rounded_down(min(pieces.count, MOST))))


def compared(pieces: Pieces, design: NetworkDesign) -> str:
    """How many pieces one layer of as many neurons could make; nothing where no neuron bends."""
    kinks = [len(each.breaks) for each in pieces.switches]
    breaks = [each for each, layer in zip(kinks, design.layers, strict=True) for _ in range(layer.width)]
    bending = sum(each > 0 for each in breaks)
    if not bending:
        return _tr("no hinge: one straight formula everywhere")
    words = (
        _tr("one layer of 1 neuron makes at most {1}")
        if bending == 1
        else _tr("one layer of {0} neurons makes at most {1}")
    )
    return words.format(bending, count(reachable(breaks)))


def reason(design: NetworkDesign) -> str:
    """Why there are no pieces to be seen."""
    if any(activation_of(layer).linear is None for layer in design.layers):
        return _tr("Only switches made of straight pieces cut the plane into straight pieces: try ReLU.")
    return _tr("Some weights are not finite numbers: there are no pieces to see.")


def piece_sentence(
    pieces: Pieces, piece: int, design: NetworkDesign, at: Sequence[float], is_brief: bool = False
) -> str:
    """One piece in lines: its formula for each output, what that makes at a place of it, and who is on."""
    if not pieces.is_complete:
        formulas = [_tr("too many pieces to work out the formula of this one")]
    else:
        formulas = (
            _formulas(pieces, piece) if is_brief else [*_formulas(pieces, piece), _here(pieces, piece, at)]
        )
    return "\n".join(formulas if is_brief else [*formulas, *_on_lines(pieces, piece, design)])


def active(pieces: Pieces, piece: int, design: NetworkDesign) -> frozenset[Neuron]:
    """The hidden neurons that are on in a piece: the sub-network that works there."""
    return frozenset(
        Neuron(layer + 1, int(position))
        for layer, pattern in enumerate(pieces.pattern)
        for position in np.flatnonzero(is_on(pieces, design, layer, pattern[piece]))
    )


def is_on(pieces: Pieces, design: NetworkDesign, layer: int, pattern: np.ndarray) -> np.ndarray:
    """Which neurons of a hidden layer, 0 the first, are on, from the linear pieces that they are on: same shape.

    A switch without an off side is at work where its curve is not flat.
    """
    if _opens(pieces, design, layer):
        return pattern > 0
    on: np.ndarray = (np.array(pieces.switches[layer].slopes) != 0).take(pattern)
    return on


def _opens(pieces: Pieces, design: NetworkDesign, layer: int) -> bool:
    """Whether a layer's neurons have an off side, and are not straight lines after all."""
    return activation_of(design.layers[layer]).gates and bool(pieces.switches[layer].breaks)


def _formulas(pieces: Pieces, piece: int) -> list[str]:
    outputs = pieces.offset.shape[1]
    names = ["y"] if outputs == 1 else [f"y({class_letter(label)})" for label in range(outputs)]
    rows = zip(names, pieces.slope[piece], pieces.offset[piece], strict=True)
    return [f"{name} = {_formula([float(a), float(b), float(c)])}" for name, (a, b), c in rows]


def _formula(terms: list[float]) -> str:
    names = [*(f" {each}" for each in INPUTS), ""]
    if np.isfinite(terms).all():
        return affine_text(terms, names)
    return sum_text((number(value, PLACES), name) for value, name in zip(terms, names, strict=True))


def _here(pieces: Pieces, piece: int, at: Sequence[float]) -> str:
    """What the winning output's formula makes at a place; the terms as they are written add up to the total."""
    scores = pieces.slope[piece] @ np.asarray(at) + pieces.offset[piece]
    best = int(scores.argmax()) if len(scores) > 1 else 0
    label = best if len(scores) > 1 else int(scores[0] > pieces.threshold)
    terms = [*(pieces.slope[piece, best] * np.asarray(at)).tolist(), float(pieces.offset[piece, best])]
    return _tr("here {0}: {1}").format(_added_up(terms), class_letter(label))


def _added_up(terms: list[float]) -> str:
    if not np.isfinite([*terms, sum(terms)]).all():
        return f"{sum_text((number(term, PLACES), '') for term in terms)} = {number(sum(terms), PLACES)}"
    unit = unit_for(max(map(abs, [*terms, sum(terms)])))
    units = apportioned(terms, unit)
    line = sum_text((in_column(each, unit), "") for each in units)
    return f"{with_power(line, unit)} = {with_power(in_column(total(units), unit), unit)}"


def _on_lines(pieces: Pieces, piece: int, design: NetworkDesign) -> list[str]:
    return [
        _on_line(layer + 1, is_on(pieces, design, layer, pattern[piece]), _opens(pieces, design, layer))
        for layer, pattern in enumerate(pieces.pattern)
    ]


def _on_line(layer: int, on: np.ndarray, opens: bool) -> str:
    """One layer in a line: who is on and who is off; without an off side who is at work and who is flat."""
    places = np.flatnonzero(on) + 1
    if len(places) == len(on):
        return (_tr("Layer {0}: all on") if opens else _tr("Layer {0}: all at work")).format(layer)
    if not len(places):
        return (_tr("Layer {0}: all off") if opens else _tr("Layer {0}: all flat")).format(layer)
    if len(on) > MOST_NAMED:
        words = _tr("Layer {0}: {1} of {2} on") if opens else _tr("Layer {0}: {1} of {2} at work")
        return words.format(layer, len(places), len(on))
    off = np.setdiff1d(np.arange(1, len(on) + 1), places)
    words = _tr("Layer {0}: on {1}, off {2}") if opens else _tr("Layer {0}: at work {1}, flat {2}")
    return words.format(layer, *(" ".join(map(str, each.tolist())) for each in (places, off)))


def _rounded_down(pieces: int) -> int:
    """To one digit and zeros: what is at least so much need not be told to the last digit."""
    unit: int = 10 ** (len(str(pieces)) - 1)
    return pieces // unit * unit


def _tr(text: str) -> str:
    return QCoreApplication.translate("RegionsView", text)
