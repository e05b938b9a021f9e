"""Where everything of the network's picture goes: columns of neurons, the space between them, the headers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sequentia_gui.gui.view_state import Neuron

TITLE_ROW = 18
CONTROL_ROW = 24
HEADER_HEIGHT = TITLE_ROW + 2 * CONTROL_ROW + 6
"""A header is three rows: a title, a drop-down, minus and plus; in pixels at 100 %, like all sizes here."""

NEURON_TOP = TITLE_ROW + CONTROL_ROW + 2
NEURON = (316, 76)
"""Where a network that is one neuron, drawn large, begins below its titles, and its least width and height."""

_SIDE = 58
_BOTTOM = 6
_LARGEST_TILE = 60
_CALM_TILE = 36
_SLOT = 52
_LEAST_PITCH = 7.75


class Box(NamedTuple):
    """A rectangle by its upper left corner and its size, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    def contains(self, x: float, y: float, slack: float = 0) -> bool:
        """Whether the point is inside, or not further than `slack` outside."""
        return self.x - slack <= x < self.right + slack and self.y - slack <= y < self.bottom + slack


@dataclass(frozen=True, slots=True)
class Column:
    """A layer's neurons from top to bottom: `tile` is a picture's side, `pitch` leads from one to the next.

    `bar` is the height of the bar under a picture, `lift` the distance to it: negative where there is no room
    below, so that the bar lies on the picture's lower edge.
    """

    middle: float
    top: float
    count: int
    tile: int
    pitch: float
    bar: int
    lift: int

    def tile_box(self, index: int) -> Box:
        """The place of a neuron's picture, on whole pixels."""
        return Box(
            round(self.middle - self.tile / 2), round(self.top + index * self.pitch), self.tile, self.tile
        )

    def bar_box(self, index: int) -> Box:
        """The place of the bar of a neuron."""
        tile = self.tile_box(index)
        return Box(tile.x, tile.bottom + self.lift, tile.width, self.bar)

    def joint(self, index: int) -> float:
        """The y at which a neuron's links meet it."""
        tile = self.tile_box(index)
        return tile.y + tile.height / 2

    def index_at(self, y: float) -> int | None:
        """The neuron in whose share of the column y lies."""
        index = int((y - self.top) // self.pitch)
        return index if 0 <= index < self.count else None


@dataclass(frozen=True, slots=True)
class NetworkLayout:
    """Columns from the input to the output in a space of `width` x `height`, below headers of `head`.

    `slack` is how far a link's breadth may reach beyond its ends.
    """

    width: int
    height: int
    head: int
    slack: int
    pitch: float
    columns: tuple[Column, ...]

    def header_box(self, column: int) -> Box:
        """The space for the header of a column; headers never overlap."""
        middle = self.columns[column].middle
        half = min(self.pitch / 2, self.columns[0].middle)
        return Box(middle - half + 1, 0, 2 * half - 2, self.head)

    def neuron_at(self, x: float, y: float) -> Neuron | None:
        """The neuron whose picture or bar is at this place."""
        for layer, column in enumerate(self.columns):
            if abs(x - column.middle) <= column.tile / 2 + 1:
                index = column.index_at(y)
                return None if index is None else Neuron(layer, index)
        return None

    def band(self, layer: int) -> Box:
        """The space of the links that lead to `layer`: from the column before to its column."""
        before, after = self.columns[layer - 1], self.columns[layer]
        left, right = before.tile_box(0).right, after.tile_box(0).x
        joints = [column.joint(index) for column in (before, after) for index in (0, column.count - 1)]
        top, bottom = int(min(joints)) - self.slack, int(max(joints)) + self.slack + 1
        return Box(left, top, right - left, bottom - top)


def least_size(sizes: tuple[int, ...], zoom: float) -> tuple[int, int]:
    """The smallest width and height in which a network of these layer sizes is legible."""
    if sizes == (2, 1):
        return round(NEURON[0] * zoom), round((NEURON_TOP + NEURON[1]) * zoom)
    height = HEADER_HEIGHT + _BOTTOM + max(2 * CONTROL_ROW, _LEAST_PITCH * max(sizes))
    return round(_SLOT * len(sizes) * zoom), round(height * zoom)


@lru_cache(maxsize=8)
def arrange(sizes: tuple[int, ...], width: int, height: int, zoom: float) -> NetworkLayout:
    """The layout of a network in a space; `sizes` are neurons from input to output, for example (2, 8, 8, 1)."""
    head = round(HEADER_HEIGHT * zoom)
    side = min(width / len(sizes) / 2, _SIDE * zoom)
    pitch = (width - 2 * side) / (len(sizes) - 1)
    room = height - head - round(_BOTTOM * zoom)
    tiles = _tiles(sizes, room, pitch, _largest(width, height, zoom), zoom)
    columns = (
        _column(side + layer * pitch, head, room, count, tiles[layer], zoom)
        for layer, count in enumerate(sizes)
    )
    return NetworkLayout(width, height, head, round(4 * zoom), pitch, tuple(columns))


def _largest(width: int, height: int, zoom: float) -> float:
    return max(_LARGEST_TILE * zoom, min(110 * zoom, 0.12 * min(width, height)))


def _tiles(sizes: tuple[int, ...], room: float, pitch: float, largest: float, zoom: float) -> list[int]:
    """Each column's tile: one size for all while it is large enough; else narrow columns keep larger ones."""
    fits = [min(largest, pitch / 2, _tile_of(room / count)) for count in sizes]
    common = max(min(fits), _CALM_TILE * zoom)
    return [max(1, int(min(fit, common))) for fit in fits]


def _tile_of(pitch: float) -> float:
    """The tile for a pitch; small ones have no space below, their bar lies on the picture."""
    return pitch / 1.25 if pitch >= 14 else min(11.2, pitch - 1)


def _column(middle: float, head: int, room: float, count: int, tile: int, zoom: float) -> Column:
    pitch = min(room / count, tile + 18 * zoom)
    bar, lift = _bar_of(tile, pitch)
    below = bar + lift
    top = head + (room - (count - 1) * pitch - tile - max(0, below)) / 2
    return Column(middle, top, count, tile, pitch, bar, lift)


def _bar_of(tile: int, pitch: float) -> tuple[int, int]:
    if pitch < 14:
        bar = 1 if tile < 10 else 2
        return bar, -bar
    return max(1, min(4, round(tile / 18))), 1 if tile < 40 else 2
