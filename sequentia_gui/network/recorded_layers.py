"""The passes through a network, forwards and backwards, as calls on a tape.

The layers' arrays lie in flat buffers, (width + 1, n) for each hidden layer: the row more is a row of ones in
the activations, where the bias finds its factor. Because they lie one after the other, neighbouring layers
with one activation get their slopes in one go.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.network.activations import Activation, activation_of, trained_layers
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.network.tape import Tape

Array = NDArray[Any]


def _activations(design: NetworkDesign, trained: tuple[int, ...], parameters: Parameters) -> list[Activation]:
    """The hidden layers' activations; those with a trained parameter read it where it lies.

    ValueError where the parameters hold more or fewer of these than the design has.
    """
    found = [activation_of(layer) for layer in design.layers]
    if len(trained) != len(parameters.trained):
        raise ValueError(f"{len(parameters.trained)} trained slopes do not fit {len(trained)} layers")
    for number, place in enumerate(trained):
        with_values = found[place].with_values
        assert with_values is not None
        found[place] = with_values(parameters.trained[number, ...])
    return found


class RecordedLayers:
    """Owns the arrays between the layers for n points at a time; `output` is the last pre-activation.

    It reads the parameters' own memory: whatever is in the vector when the tape plays is used.
    """

    def __init__(self, parameters: Parameters, design: NetworkDesign, n: int) -> None:
        self._blocks = parameters.blocks
        self._trained = trained_layers(design)
        self._activations = _activations(design, self._trained, parameters)
        self._starts = np.cumsum([0, *(layer.width + 1 for layer in design.layers)]).tolist()
        dtype = parameters.vector.dtype
        self._z = np.zeros((self._starts[-1], n), dtype)
        self._a = np.ones_like(self._z)
        self.output = np.zeros((parameters.sizes[-1], n), dtype)

    @property
    def pre_activations(self) -> list[Array]:
        """z of the hidden layers, (k, n) each, then the output's."""
        return [*(self._z[self._rows(k)] for k in range(len(self._activations))), self.output]

    def _rows(self, k: int, ones: int = 0) -> slice:
        """The rows of hidden layer k, with or without the row of ones."""
        return slice(self._starts[k], self._starts[k + 1] - 1 + ones)

    def record_forward(self, tape: Tape, x: Array) -> None:
        """From the inputs x, (3, n) with a last row of ones, to `output`."""
        below = x
        for k, entry in enumerate(self._activations):
            z, a = self._z[self._rows(k)], self._a[self._rows(k)]
            tape.call(self._blocks[k].dot, below, z)
            entry.record_value(tape, z, a)
            below = self._a[self._rows(k, ones=1)]
        tape.call(self._blocks[-1].dot, below, self.output)

    def record_backward(self, tape: Tape, delta: Array, rows: Array, gradient: Parameters) -> None:
        """From dloss/dz of the output, `delta` (outputs, n), to the gradient of all parameters.

        `rows` are the inputs the other way round, (n, 3). A product with the whole block is faster than with
        its weights alone, which do not lie side by side: so each delta has a row too many, never read.
        """
        slope, deltas = np.zeros_like(self._z), np.zeros_like(self._z)
        self._record_slopes(tape, slope)
        blocks = gradient.blocks
        for k in reversed(range(len(self._activations))):
            tape.call(delta.dot, self._a[self._rows(k, ones=1)].T, blocks[k + 1])
            tape.call(self._blocks[k + 1].T.dot, delta, deltas[self._rows(k, ones=1)])
            delta = deltas[self._rows(k)]
            if k in self._trained:
                self._record_trained(tape, k, delta, gradient.trained[self._trained.index(k), ...])
            tape.call(np.multiply, delta, slope[self._rows(k)], delta)
        tape.call(delta.dot, rows, blocks[0])

    def record_activations(self, tape: Tape) -> None:
        """Only what the activations do in a step: their values and slopes, at the pre-activations of the last run."""
        slope = np.zeros_like(self._z)
        for k, entry in enumerate(self._activations):
            entry.record_value(tape, self._z[self._rows(k)], self._a[self._rows(k)])
        self._record_slopes(tape, slope)
        for k in self._trained:
            self._activations[k].record_trained_slope(tape, self._z[self._rows(k)], slope[self._rows(k)])

    def _record_trained(self, tape: Tape, k: int, delta: Array, gradient: Array) -> None:
        """The sum of dL/da da/dp of layer k, whose dL/da is `delta`, into the 0-d `gradient`."""
        z, slope = self._z[self._rows(k)], np.zeros_like(delta)
        self._activations[k].record_trained_slope(tape, z, slope)
        tape.call(slope.reshape(-1).dot, delta.reshape(-1), gradient)

    def _kind(self, numbered: tuple[int, Activation]) -> Hashable:
        """What neighbouring layers must share to get their slopes in one go."""
        place, entry = numbered
        return place if place in self._trained else (entry.name, entry.values)

    def _record_slopes(self, tape: Tape, slope: Array) -> None:
        numbered = enumerate(self._activations)
        for _, group in groupby(numbered, key=self._kind):
            members = list(group)
            rows = slice(self._starts[members[0][0]], self._starts[members[-1][0] + 1] - 1)
            members[0][1].record_slope(tape, self._z[rows], self._a[rows], slope[rows])
