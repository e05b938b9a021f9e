"""The way along which a trace is read: a neuron in each layer, and the layer that is looked at."""

from __future__ import annotations

import numpy as np

from sequentia_gui.analysis.trace import Trace
from sequentia_gui.gui.view_state import Neuron


class Way:
    """Owns the stop that is looked at, 1 the first layer and last of all the loss, and a neuron of each layer."""

    def __init__(self) -> None:
        self.stop = 1
        self.neurons: list[int] = []
        self._sizes: tuple[int, ...] = ()

    @property
    def end(self) -> int:
        """The last stop, which is the loss."""
        return len(self.neurons) + 1

    @property
    def neuron(self) -> Neuron | None:
        """The neuron at the stop; None at the loss."""
        return Neuron(self.stop, self.neurons[self.stop - 1]) if self.stop < self.end else None

    def lead_through(self, found: Trace) -> bool:
        """Whether the network has other layers now: then the way is a new one, else its neurons stay."""
        sizes = tuple(len(layer.z) for layer in found.layers)
        is_new = sizes != self._sizes
        if is_new:
            self._sizes, self.neurons = sizes, heaviest_way(found)
        self.stop = min(self.stop, self.end)
        return is_new

    def go_to(self, stop: int) -> None:
        """Look at a layer, or at the loss after the last one."""
        self.stop = min(max(stop, 1), self.end)

    def choose(self, position: int) -> None:
        """Lead through another neuron of the layer that is looked at, or through its last one."""
        self.neurons[self.stop - 1] = min(max(position, 0), self._sizes[self.stop - 1] - 1)


def heaviest_way(found: Trace) -> list[int]:
    """From the likeliest output back, in every layer the neuron that weighs most in the next one's sum."""
    neuron = int(found.layers[-1].z.argmax()) if len(found.layers[-1].z) > 1 else 0
    way = [neuron]
    for layer in reversed(found.layers[1:]):
        products = np.nan_to_num(np.abs(layer.products(way[0])))
        way.insert(0, int(products.argmax()))
    return way
