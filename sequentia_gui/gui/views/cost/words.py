"""What the measured costs say, in words: only what the measurements bear, and of every size that was measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from sequentia_gui.analysis.cost import WAYS, Costs, StepShare, times_as_fast
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.numerals import count, number, percent

MAXIMUM = "maximum"
_SMOOTH = "tanh"
_WIDE_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Race:
    """Two switches, the same way and the same type; `seconds` are their quartiles, and so is what follows.

    wins: by size, how many times as fast the first is; losses: how many times as fast the second is; sizes at
    which neither is faster beyond doubt are in neither, those not measured are not in `sizes`.
    """

    first: str
    second: str
    sizes: tuple[int, ...]
    wins: dict[int, float]
    losses: dict[int, float]


def race(costs: Costs, first: int, second: int, way: str, dtype: str) -> Race:
    """Compare two rows of the table, wherever both were measured."""
    one, other = costs.nanoseconds(way, dtype)[[first, second]]
    places = [k for k in range(len(costs.sizes)) if math.isfinite(one[k, 1]) and math.isfinite(other[k, 1])]
    wins = {costs.sizes[k]: times_as_fast(one[k], other[k]) for k in places}
    losses = {costs.sizes[k]: times_as_fast(other[k], one[k]) for k in places}
    labels = costs.switches[first].label, costs.switches[second].label
    return Race(*labels, tuple(wins), _known(wins), _known(losses))


def _known(ratios: dict[int, float | None]) -> dict[int, float]:
    return {size: ratio for size, ratio in ratios.items() if ratio is not None}


def verdict(run: Race) -> str:
    """Who is faster and where, first whoever it is at the largest size; nothing of sizes where it cannot be told."""
    if not run.sizes:
        return ""
    if not (run.wins or run.losses):
        return _tr("Between {0} and {1} no difference can be told.").format(run.first, run.second)
    won, lost = _claim(run.first, run.second, run.wins, run), _claim(run.second, run.first, run.losses, run)
    first, other = (won, lost) if max(run.wins, default=0) > max(run.losses, default=0) else (lost, won)
    return " ".join(part for part in (first, _tr("But {0}").format(other) if other else "") if part)


def in_short(run: Race) -> str:
    """The verdict in one line, without the sizes; empty where nothing can be told."""
    won = max(run.wins, default=0) > max(run.losses, default=0)
    fast, slow, ratios = (run.first, run.second, run.wins) if won else (run.second, run.first, run.losses)
    if not ratios:
        return ""
    few, many = times(min(ratios.values())), times(max(ratios.values()))
    if len(ratios) < len(run.sizes):
        return _tr("{0} is up to {1} times as fast as {2}.").format(fast, many, slow)
    factor = few if few == many else _tr("{0} to {1}").format(few, many)
    return _tr("{0} is {1} times as fast as {2}.").format(fast, factor, slow)


def undecided(run: Race) -> str:
    """Where neither is faster beyond doubt; empty where that is nowhere, or was said of all sizes."""
    sizes = [size for size in run.sizes if size not in run.wins and size not in run.losses]
    if not sizes or len(sizes) == len(run.sizes):
        return ""
    told = _tr("Between {0} and {1} no difference can be told at {2} values.")
    return told.format(run.first, run.second, spans(sizes, run.sizes))


def _claim(fast: str, slow: str, ratios: dict[int, float], run: Race) -> str:
    """How many times as fast the one is, and at which sizes; empty for none."""
    if not ratios:
        return ""
    told = _tr("{0} is {1} times as fast as {2} at {3} values.")
    few, many = times(min(ratios.values())), times(max(ratios.values()))
    factor = few if few == many else _tr("{0} to {1}").format(few, many)
    return told.format(fast, factor, slow, spans(list(ratios), run.sizes))


def surprise(costs: Costs, way: str, dtype: str) -> str:
    """Where tanh beats NumPy's maximum, of all things; empty where it does not, or where that is not known."""
    maximum, smooth = costs.place(MAXIMUM), costs.place(_SMOOTH)
    if maximum is None or smooth is None:
        return ""
    run = race(costs, smooth, maximum, way, dtype)
    if not run.wins:
        return ""
    told = _tr("{0} beats even NumPy's own max(0, z) at {1} values.")
    return told.format(run.first, spans(list(run.wins), run.sizes))


def left_out(costs: Costs, way: str, dtype: str) -> str:
    """Which switches were left out at which sizes; empty before all is measured, and where there are none."""
    if not costs.is_done:
        return ""
    gone = np.isnan(costs.nanoseconds(way, dtype)[..., 1])
    told = [
        _tr("{0} is left out at {1} values: nobody could stop it in time.").format(
            switch.label,
            spans([size for size, is_gone in zip(costs.sizes, row, strict=True) if is_gone], costs.sizes),
        )
        for switch, row in zip(costs.switches, gone, strict=True)
        if row.any() and switch.calls[WAYS.index(way)]
    ]
    return " ".join(told)


def share_words(share: StepShare | None, design: NetworkDesign) -> str:
    """What the switches take of a whole step of the network that was measured."""
    if share is None:
        return _no_share(design)
    low, middle, high = (float(each) for each in share.share)
    taken = percent(middle) if high - low <= _WIDE_SHARE else f"{number(100 * low, 0)}–{percent(high)}"
    if share.design != design:
        return _tr("Switches took {0} of a training step of the network as it was then.").format(taken)
    return _tr("Switches take {0} of a training step of this network.").format(taken)


def _no_share(design: NetworkDesign) -> str:
    return _tr("This network has no switches to train.") if not design.layers else ""


def told_at(costs: Costs, row: int, place: int, way: str, dtype: str) -> str:
    """All about one measurement, and by which functions it was done."""
    low, middle, high = costs.nanoseconds(way, dtype)[row, place]
    switch, size = costs.switches[row], costs.sizes[place]
    calls = switch.calls[WAYS.index(way)]
    lines = [
        _tr("{0}, {1} values").format(switch.label, amount(size)),
        _tr("{0} ns a value, half of all times {1} to {2}").format(*map(nanoseconds, (middle, low, high))),
        _tr("{0} µs for all").format(nanoseconds(middle * size / 1000)),
    ]
    return "\n".join([*lines, *([" → ".join(calls[place])] if calls else [])])


def times(ratio: float) -> str:
    """A ratio in two figures."""
    return number(ratio, 1 if ratio < 9.95 else 0)


def nanoseconds(value: float) -> str:
    """A time in two or three figures."""
    return number(value, 2 if value < 9.995 else 1 if value < 99.95 else 0)


def amount(size: int) -> str:
    """How many values, as a learner writes it."""
    return count(size)


def spans(chosen: Sequence[int], sizes: Sequence[int]) -> str:
    """Some of the sizes, neighbours drawn together."""
    texts, start = [], None
    for place, size in enumerate(sizes):
        if size in chosen and start is None:
            start = size
        is_last = place + 1 == len(sizes) or sizes[place + 1] not in chosen
        if start is not None and is_last:
            texts.append(amount(size) if size == start else f"{amount(start)}–{amount(size)}")
            start = None
    if len(texts) < 2:
        return "".join(texts)
    return _tr("{0} and {1}").format(", ".join(texts[:-1]), texts[-1])


def _tr(text: str) -> str:
    return QCoreApplication.translate("cost", text)
