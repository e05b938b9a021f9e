"""What a switch does to the line of all sums: it may crease it, fold it back, tear it, or press parts of it flat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.network.activations import Activation, LinearPieces, activation

Array = NDArray[Any]

FLAT = 0.01
"""A curve whose slope is smaller than this far away from 0 presses what lies there flat."""

_END = 10_000.0
_STEP = 0.01
_FAINT = 1e-12
_BESIDE, _CORNER = 1e-6, 1e-3


@dataclass(frozen=True, slots=True)
class SwitchShape:
    """The shape of a curve a(z), in the words of somebody who folds paper.

    is_straight: it is one straight line. tears: it jumps. creases: it has sharp corners. turns: how often it
    changes between rising and falling; each time the line of sums is folded back onto itself. flat_below,
    flat_above: whether sums far below and far above 0 are pressed flat.
    """

    is_straight: bool
    tears: bool
    creases: bool
    turns: int
    flat_below: bool
    flat_above: bool

    @property
    def folds(self) -> bool:
        """Whether different sums come to lie on each other, other than by being pressed flat."""
        return self.turns > 0


def shape_of(switch: Activation) -> SwitchShape:
    """Exact for switches of straight pieces; found by looking closely at curved ones, every hundredth around 0."""
    if switch.linear is not None:
        return _of_pieces(switch.linear)
    return _of_curve(switch.name, switch.values)


def switching_at(switch: Activation) -> tuple[float, ...]:
    """The sums z at which a neuron switches: its corners and jumps, or where a smooth gate opens; else nowhere."""
    if switch.linear is not None:
        return () if switch.is_affine else switch.linear.breaks
    return (0.0,) if switch.gates else ()


def _of_pieces(pieces: LinearPieces) -> SwitchShape:
    slopes = np.array(pieces.slopes)
    return SwitchShape(
        is_straight=pieces.is_affine,
        tears=not pieces.is_continuous,
        creases=pieces.is_continuous and not pieces.is_affine,
        turns=_turns(slopes),
        flat_below=bool(abs(slopes[0]) < FLAT),
        flat_above=bool(abs(slopes[-1]) < FLAT),
    )


@lru_cache(maxsize=64)
def _of_curve(name: str, values: tuple[float, ...]) -> SwitchShape:
    curve, z = activation(name, values), _places()
    slopes = curve.slope(z)
    before, after = curve.slope(z - _BESIDE), curve.slope(z + _BESIDE)
    return SwitchShape(
        is_straight=False,
        tears=False,
        creases=bool((np.abs(after - before) > _CORNER).any()),
        turns=_turns(slopes),
        flat_below=bool(abs(slopes[0]) < FLAT),
        flat_above=bool(abs(slopes[-1]) < FLAT),
    )


def _places() -> Array:
    """Sums (m,) from far left to far right, close together where curves bend."""
    near = np.round(np.arange(-30.0, 30.0 + _STEP / 2, _STEP), 2)
    far = np.geomspace(near[-1], _END, 600)[1:]
    return np.concatenate([-far[::-1], near, far])


def _turns(slopes: Array) -> int:
    """How often the slope changes its sign; flat stretches have none."""
    signs = np.sign(slopes[np.abs(slopes) > _FAINT])
    return int((signs[1:] != signs[:-1]).sum())
