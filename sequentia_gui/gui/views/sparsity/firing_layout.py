"""Where each neuron's rates lie in the picture: a block a layer, a row a class, a column a neuron."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sequentia_gui.gui.view_state import Neuron

WIDEST, HIGHEST = 34, 26
"""A cell is at most so large, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class FiringBlock:
    """One hidden layer (1 = first): `width` columns from `left`, one for each neuron; all in pixels."""

    layer: int
    left: int
    top: int
    width: int
    pitch: int
    height: int

    def span(self, position: int) -> tuple[int, int]:
        """Where a neuron's column begins, and how wide it is."""
        return self.left + position * self.pitch, self.pitch


@dataclass(frozen=True, slots=True)
class FiringLayout:
    """All blocks, one under the other; `row` is the height of a class' row."""

    blocks: tuple[FiringBlock, ...]
    row: int

    def neuron_at(self, x: float, y: float) -> Neuron | None:
        """The neuron of a place."""
        for block in self.blocks:
            inside = block.top <= y < block.top + block.height
            if inside and block.left <= x < block.left + block.width * block.pitch:
                return Neuron(block.layer, int(x - block.left) // block.pitch)
        return None

    def beside(self, neuron: Neuron | None, down: int, right: int) -> Neuron | None:
        """The neuron that an arrow key leads to; the first one from nowhere."""
        if not self.blocks:
            return None
        if neuron is None or not 1 <= neuron.layer <= len(self.blocks):
            return Neuron(1, 0)
        layer = min(max(1, neuron.layer + down), len(self.blocks))
        return Neuron(layer, min(max(0, neuron.position + right), self.blocks[layer - 1].width - 1))


def firing_layout(
    widths: Sequence[int], classes: int, room: tuple[int, int, int, int], zoom: float
) -> FiringLayout:
    """Blocks for layers of these widths in a room of left, top, width and height, in pixels."""
    left, top, across, down = room
    gap = max(2, round(4 * zoom))
    rows = len(widths) * classes
    row = max(1, min(round(HIGHEST * zoom), (down - gap * (len(widths) - 1)) // max(1, rows)))
    pitch = max(1, min(round(WIDEST * zoom), across // max(1, *widths, 1)))
    height = row * classes
    blocks = tuple(
        FiringBlock(place + 1, left, top + place * (height + gap), width, pitch, height)
        for place, width in enumerate(widths)
    )
    return FiringLayout(blocks, row)
