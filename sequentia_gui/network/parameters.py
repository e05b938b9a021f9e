"""All weights and biases of a network lie in one long row of numbers; matrices are windows onto it.

The layout, the one place where it is said: layer k, from k = 0, owns one block of shape (out, in + 1),
row-major; its first `in` columns are the weights W, its last column is the bias b. The blocks lie one after
the other. So a layer is one product of its block with its inputs, when these end in a row of ones, and an
optimizer's update is a few calls on one vector, however deep the network is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]


def parameter_count(sizes: tuple[int, ...]) -> int:
    """How many weights and biases a network with these layer sizes has, for example 33 for (2, 8, 1)."""
    return sum(out * (into + 1) for into, out in pairwise(sizes))


def weight_mask(sizes: tuple[int, ...], dtype: DTypeLike = np.float32) -> Array:
    """A vector (p,) with 1 where the parameter is a weight and 0 where it is a bias."""
    mask = Parameters(np.ones(parameter_count(sizes), dtype), sizes)
    for bias in mask.biases:
        bias[:] = 0
    return mask.vector


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """The flat vector (p,) and what it means; `weights[k]` and `biases[k]` share its memory.

    Raises ValueError where the vector's length does not fit the sizes.
    """

    vector: Array
    sizes: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.vector.shape != (parameter_count(self.sizes),):
            raise ValueError(f"{self.vector.shape} parameters do not fit layers of {self.sizes}")

    @classmethod
    def zeros(cls, sizes: tuple[int, ...], dtype: DTypeLike = np.float32) -> Parameters:
        """Parameters that are all zero."""
        return cls(np.zeros(parameter_count(sizes), dtype), sizes)

    @property
    def blocks(self) -> tuple[Array, ...]:
        """Per layer, weights and bias side by side: (out, in + 1)."""
        start, found = 0, []
        for into, out in pairwise(self.sizes):
            stop = start + out * (into + 1)
            found.append(self.vector[start:stop].reshape(out, into + 1))
            start = stop
        return tuple(found)

    @property
    def weights(self) -> tuple[Array, ...]:
        """Per layer, W: (out, in)."""
        return tuple(block[:, :-1] for block in self.blocks)

    @property
    def biases(self) -> tuple[Array, ...]:
        """Per layer, b: (out,)."""
        return tuple(block[:, -1] for block in self.blocks)

    def copy(self) -> Parameters:
        """The same numbers in memory of their own."""
        return Parameters(self.vector.copy(), self.sizes)
