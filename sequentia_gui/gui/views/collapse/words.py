"""The collapse in words: what is multiplied, what comes out, how exact it is, and where the equality breaks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.collapse import AffineMap, Difference, Product, Stretch, straight_line
from sequentia_gui.analysis.shown_sums import apportioned, total, unit_for
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.names import INPUTS, class_letter
from sequentia_gui.gui.numerals import number, subscript
from sequentia_gui.gui.views.shown_numbers import (
    affine_text,
    in_column,
    signed_in_column,
    with_power,
    written,
)
from sequentia_gui.network.activations import activation_of

MOST_FORMULAS = 3
"""More outputs than so many are not written out."""


def stretch_name(stretch: Stretch, design: NetworkDesign) -> str:
    """Which layers become one."""
    into = (
        _tr("the output") if stretch.stop == len(design.layers) else _tr("layer {0}").format(stretch.stop + 1)
    )
    if stretch.stop - stretch.first == 1:
        return _tr("Layer {0} into {1}").format(stretch.first + 1, into)
    return _tr("Layers {0}–{1} into {2}").format(stretch.first + 1, stretch.stop, into)


def factor_names(design: NetworkDesign, stretch: Stretch) -> tuple[str, ...]:
    """W₁, W₂ and so on; with its slope in front where a switch is a line with another slope than 1."""
    names = []
    for place in range(stretch.first, stretch.stop + 1):
        line = straight_line(activation_of(design.layers[place])) if place < stretch.stop else None
        slope = "" if line is None or line[0] == 1 else f"{number(line[0], 2)} "
        names.append(f"{slope}W{subscript(place + 1)}")
    return tuple(names)


def piece_names(design: NetworkDesign) -> tuple[str, ...]:
    """D stands for the switches as they are in the piece: 1 where a neuron is on, 0 where it is off."""
    hidden = [f"D{subscript(place)}W{subscript(place)}" for place in range(1, len(design.layers) + 1)]
    return (*hidden, f"W{subscript(len(design.layers) + 1)}")


def stretch_lead(product: Product, done: bool) -> str:
    """What the button does, and what it has done."""
    count = len(product.factors)
    if done:
        return _tr("{0} layers are one: the same function, not the same training.").format(count)
    return _tr(
        "No switch bends what passes here: {0} layers can be multiplied into one, biases included."
    ).format(count)


def piece_lead(design: NetworkDesign, is_pointed: bool) -> str:
    """Where the equality holds, and where it breaks."""
    labels = ", ".join(dict.fromkeys(activation_of(layer).label for layer in design.layers))
    words = _tr(
        "{0}: inside one piece of the plane the network is one matrix, and in the next piece another."
    )
    ask = "" if is_pointed else " " + _tr("Point at the plane.")
    return f"{words.format(labels)} {_gates(design)}{ask}"


def _gates(design: NetworkDesign) -> str:
    """What the matrices between the weights are."""
    lines = [activation_of(layer).linear for layer in design.layers]
    if all(line is not None and line.slopes == (0.0, 1.0) for line in lines):
        return _tr("D stands for the switches there: 1 where a neuron is on, 0 where it is off.")
    return _tr("D stands for the switches there: the slope of each neuron's activation.")


def hint(design: NetworkDesign) -> str:
    """Why nothing can be multiplied."""
    if not design.layers:
        return _tr("There is no hidden layer: the network is a single map already.")
    curved = [activation_of(layer).label for layer in design.layers if activation_of(layer).linear is None]
    return _tr(
        "{0} is curved: what it does to a layer's sums is no matrix, nor a matrix in pieces. The layers stay layers."
    ).format(curved[0] if curved else activation_of(design.layers[0]).label)


def beyond() -> str:
    """Nothing finite is there to multiply."""
    return _tr("The numbers have grown beyond all measure. Reset the weights to multiply layers again.")


def formulas(whole: AffineMap, symbol: str = "z") -> list[str]:
    """z = 1.20 x₁ − 0.45 x₂ + 0.30, for maps of the plane with few outputs; else none."""
    if whole.matrix.shape[1] != 2 or len(whole.bias) > MOST_FORMULAS:
        return []
    names = (
        [symbol] if len(whole.bias) == 1 else [f"{symbol}({class_letter(k)})" for k in range(len(whole.bias))]
    )
    return [_formula(name, [*whole.matrix[k], whole.bias[k]]) for k, name in enumerate(names)]


def piece_formulas(here: AffineMap, place: tuple[float, float], before: AffineMap | None) -> list[str]:
    """What the network is in the piece around a place, and what it was in the piece before, if there was one."""
    at = _tr("At ({0}, {1}):").format(*(number(each, 2) for each in place))
    then = _tr("In the piece before: {0}")
    return [
        *(f"{at} {line}" for line in formulas(here)),
        *(then.format(line) for line in (formulas(before) if before else [])),
    ]


def _formula(name: str, terms: list[float]) -> str:
    return f"{name} = {affine_text(terms, [*(f' {each}' for each in INPUTS), ''])}"


def exactness(difference: Difference) -> str:
    """The largest difference over the plane, in both precisions; all of them finite."""
    single, double, largest = (
        written(unit_for(value).of(value), unit_for(value))
        for value in (difference.float32, difference.float64, difference.largest)
    )
    return _tr("One layer instead changes z by at most {0} (float32) or {1} (float64), of up to {2}.").format(
        single, double, largest
    )


def rank(product: Product) -> str:
    """How many directions get through, and what caps that."""
    if not product.whole.rank:
        return _tr("Rank 0: nothing of the input gets through, only the bias is left.")
    return _tr("Rank {0}: the narrowest place lets {1} through.").format(
        product.whole.rank, _numbers(product.narrowest)
    )


def _numbers(count: int) -> str:
    return _tr("one number") if count == 1 else _tr("{0} numbers").format(count)


def entry_sum(
    factor: AffineMap, before: AffineMap, entry: tuple[int, int], fits: Callable[[str], bool]
) -> str:
    """How an entry is made: row times column, and for the bias the factor's own one; it adds up as written."""
    row, column = entry
    is_bias = column == before.matrix.shape[1]
    given = before.bias if is_bias else before.matrix[:, column]
    terms = [*(factor.matrix[row] * given), *([factor.bias[row]] if is_bias else [])]
    unit = unit_for(max(map(abs, terms), default=0.0))
    units = apportioned(terms, unit)
    order = sorted(range(len(units)), key=lambda place: -abs(units[place]))
    for count in range(len(units), 0, -1):
        own = sorted(order[:count])
        line = _line([signed_in_column(units[place], unit) for place in own], len(units) - count)
        rest = total(units[place] for place in order[count:])
        line += f" ({signed_in_column(rest, unit)})" if count < len(units) else ""
        line = f"{with_power(line, unit)} = {with_power(in_column(total(units), unit), unit)}"
        if fits(line) or count == 1:
            return line
    return ""


def _line(parts: list[str], others: int) -> str:
    line = "  ".join(parts)
    return line if not others else f"{line}  " + _tr("and {0} others").format(others)


def summary(product: Product | None, difference: Difference | None, lead: str) -> str:
    """What is seen, in a sentence or two."""
    parts = [lead]
    if product is not None:
        parts += [rank(product), *formulas(product.whole)]
    if difference is not None:
        parts.append(exactness(difference))
    return " ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CollapseView", text)
