"""All weights and biases of a network lie in one long row of numbers; matrices are windows onto it.

The layout, the one place where it is said: layer k, from k = 0, owns one block of shape (out, in + 1),
row-major; its first `in` columns are the weights W, its last column is the bias b. The blocks lie one after
the other. Last of all come the trained parameters of activations, one for each layer that has one (the slope
of a PReLU layer). So a layer is one product of its block with its inputs, when these end in a row of ones, and an
optimizer's update is a few calls on one vector, however deep the network is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sequentia_gui.experiment.checkpoint import Checkpoint

Array = NDArray[Any]


def parameter_count(sizes: tuple[int, ...]) -> int:
    """How many weights and biases a network with these layer sizes has, for example 33 for (2, 8, 1)."""
    return sum(out * (into + 1) for into, out in pairwise(sizes))


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """The flat vector (p,) and what it means; `weights[k]`, `biases[k]` and `trained` share its memory.

    What is left at its end after the weights and biases are trained parameters of activations. Raises ValueError
    where the vector is too short for the sizes, or longer than with one of these for each hidden layer.
    """

    vector: Array
    sizes: tuple[int, ...]

    def __post_init__(self) -> None:
        left = len(self.vector) - parameter_count(self.sizes)
        if self.vector.ndim != 1 or not 0 <= left <= len(self.sizes) - 2:
            raise ValueError(f"{self.vector.shape} parameters do not fit layers of {self.sizes}")

    @classmethod
    def of(cls, checkpoint: Checkpoint) -> Parameters:
        """A checkpoint's parameters, in its own memory."""
        return cls(checkpoint.parameters, checkpoint.sizes)

    @classmethod
    def zeros(cls, sizes: tuple[int, ...], dtype: DTypeLike = np.float32, trained: int = 0) -> Parameters:
        """Parameters that are all zero, with so many trained ones of activations."""
        return cls(np.zeros(parameter_count(sizes) + trained, dtype), sizes)

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

    @property
    def trained(self) -> Array:
        """The trained parameters of activations, first hidden layer first: (m,)."""
        return self.vector[parameter_count(self.sizes) :]

    def weight_mask(self) -> Array:
        """A vector (p,) with 1 where the parameter is a weight, else 0."""
        mask = Parameters(np.zeros_like(self.vector), self.sizes)
        for weights in mask.weights:
            weights[:] = 1
        return mask.vector

    def copy(self) -> Parameters:
        """The same numbers in memory of their own."""
        return Parameters(self.vector.copy(), self.sizes)
