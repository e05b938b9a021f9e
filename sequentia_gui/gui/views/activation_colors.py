"""From a neuron's output to a colour: off is grey and hatched, on gets stronger, signs have two colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QBrush

from sequentia_gui.gui.colour_maps import diverging, sequential
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.hatching import hatching
from sequentia_gui.gui.views.plots.scales import steady_top
from sequentia_gui.network.activations import activation

Pixels = NDArray[np.uint32]
Outputs = NDArray[np.float32]

_FAR = np.array([-1000.0, -3.0, -1.0, -0.3, 0.3, 1.0, 3.0, 1000.0])
_SEEN_THROUGH = 0.82
"""How far a negative colour covers the hatching behind it."""


@dataclass(frozen=True, slots=True)
class Coloring:
    """How an activation's outputs are coloured: 'gated' has off cells, 'signed' two colours, 'level' one.

    `bounded`: all outputs lie between -1 and 1, so the scale is fixed.
    """

    kind: Literal["gated", "signed", "level"]
    bounded: bool


@lru_cache(maxsize=64)
def coloring(name: str, values: tuple[float, ...] = ()) -> Coloring:
    """Found out from the activation itself, so that a new one needs no entry here."""
    now = activation(name, values)
    outputs = now.value(_FAR)
    bounded = bool(np.abs(outputs).max() <= 1.0)
    if now.gates:
        return Coloring("gated", bounded)
    return Coloring("signed" if outputs.min() < 0 else "level", bounded)


def steady_strength(pre: Outputs, post: Outputs, how: Coloring, now: float) -> float:
    """The output that gets the strongest colour: twice the root mean square of what is on, in clear steps."""
    if how.bounded:
        return 1.0
    on = post.size if how.kind != "gated" else np.count_nonzero(pre > 0)
    with np.errstate(over="ignore", invalid="ignore"):
        power = float(np.vdot(post, post)) / max(1, on)
    return steady_top(2.0 * power**0.5, now)


def cell_pixels(pre: Outputs, post: Outputs, how: Coloring, strength: float, theme: Theme) -> Pixels:
    """0xAARRGGBB, premultiplied, for cells (k, m); off cells (z <= 0) are transparent, so hatching shows."""
    if how.kind == "signed":
        return _signed_table(theme).take(_levels(post, -strength, strength))
    level = np.maximum(1, _levels(post, 0.0, strength))
    if how.kind == "gated":
        level *= pre > 0
    return _gated_table(theme).take(level)


def _levels(values: Outputs, low: float, high: float) -> NDArray[np.intp]:
    """Entries 1 to 255 evenly from low to high; what is not a number gets the middle."""
    with np.errstate(invalid="ignore", over="ignore"):  # beyond all numbers is the last entry, too
        level = (values - np.float32(low)) * np.float32(254.0 / (high - low)) + np.float32(1.5)
        level = np.clip(level, 1.0, 255.0)
        return np.where(np.isnan(level), 128.0, level).astype(np.intp)


@lru_cache(maxsize=16)
def _gated_table(theme: Theme) -> Pixels:
    table = sequential(theme).astype(np.float64)
    table[0] = 0.0
    return _packed(table)


@lru_cache(maxsize=16)
def _signed_table(theme: Theme) -> Pixels:
    """Negative colours let a little of the hatching through: the second mark of the sign."""
    table = diverging(theme).astype(np.float64)
    table[:128] *= _SEEN_THROUGH
    return _packed(table)


def _packed(premultiplied: NDArray[np.float64]) -> Pixels:
    red, green, blue, alpha = np.rint(premultiplied).astype(np.uint32).T
    packed: Pixels = (alpha << 24) | (red << 16) | (green << 8) | blue
    return packed


def off_ground(theme: Theme, signed: bool, hatched: bool) -> QBrush:
    """What off (or, of signed outputs, negative) cells let through: flat, or with fine diagonal lines."""
    ground = "card" if signed else "off"
    return hatching(theme, ground) if hatched else QBrush(theme.color(ground))
