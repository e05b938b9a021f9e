"""A tape is a calculation written down once, as a flat list of calls, and then played many times.

On arrays as small as ours NumPy spends more time in Python than in arithmetic. A tape decides everything
beforehand (which function, which arrays, where the result goes), so that playing it is one loop that
allocates nothing and asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]
Call = tuple[Callable[..., object], tuple[Any, ...]]


def play(calls: Iterable[Call]) -> None:
    """Make the calls, one after the other."""
    for function, arguments in calls:
        function(*arguments)


def _exchange(call: Call, instead: dict[int, Array]) -> Call:
    function, arguments = call
    if not any(id(argument) in instead for argument in arguments):
        return call
    return function, tuple(instead.get(id(argument), argument) for argument in arguments)


class Tape:
    """Owns the calls recorded so far; every array that they use has the type `dtype`."""

    def __init__(self, dtype: DTypeLike = np.float32) -> None:
        self.dtype = np.dtype(dtype)
        self.calls: list[Call] = []

    def call(self, function: Callable[..., object], *arguments: Any) -> None:
        """Record one call; by NumPy's convention the array that receives the result comes last."""
        self.calls.append((function, arguments))

    def constant(self, value: float) -> Array:
        """A number as a 0-d array of the tape's type: NumPy reads it faster than a Python float."""
        return np.asarray(value, self.dtype)

    def buffer(self, *shape: int) -> Array:
        """A new array for results, filled with zeros."""
        return np.zeros(shape, self.dtype)

    def exchanged(self, arrays: Sequence[tuple[Array, Array]]) -> list[Call]:
        """The calls with other arrays in the place of some: pairs (the recorded one, its stand-in)."""
        instead = {id(old): new for old, new in arrays}
        return [_exchange(call, instead) for call in self.calls]

    def play(self) -> None:
        """Make all recorded calls."""
        play(self.calls)
