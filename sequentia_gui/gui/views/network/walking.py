"""Where the keyboard comes to next in the network: from neuron to neuron, and along the weights that lead to one.

`sizes` are the neurons of each layer, the inputs first; layer 0 are the inputs.
"""

from __future__ import annotations

from sequentia_gui.gui.view_state import Link, Neuron


def first_neuron(sizes: tuple[int, ...]) -> Neuron:
    """Where a walk begins: in the first hidden layer, or at the inputs where there is none."""
    return Neuron(min(1, len(sizes) - 2), 0)


def neighbour(sizes: tuple[int, ...], start: Neuron, right: int, down: int) -> Neuron:
    """The neuron beside or below; the rows of a narrower layer are met in proportion, and at an edge is an end."""
    layer = min(max(start.layer + right, 0), len(sizes) - 1)
    row = int((start.position + 0.5) / sizes[start.layer] * sizes[layer])
    return Neuron(layer, min(max(row + down, 0), sizes[layer] - 1))


def next_link(sizes: tuple[int, ...], to: Neuron, link: Link | None, step: int) -> Link:
    """The weight after (step 1) or before (-1) `link` among those that lead to a neuron; else its first or last one."""
    last = sizes[to.layer - 1] - 1
    if link is None or (link.layer, link.position) != (to.layer, to.position):
        return Link(to.layer, to.position, 0 if step > 0 else last)
    return Link(to.layer, to.position, min(max(link.source + step, 0), last))
