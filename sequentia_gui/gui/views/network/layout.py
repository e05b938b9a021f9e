"""Where everything of the network's picture goes: columns of neurons, the space between them, the headers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sequentia_gui.experiment.experiment import MAX_LAYERS
from sequentia_gui.gui.view_state import Neuron

TITLE_ROW = 18
CONTROL_ROW = 24
"""The heights of the title above a column and of the controls below it; in pixels at 100 %, like all sizes here."""

NEURON = (316, 76)
"""The least width and height of a network that is one neuron, drawn large below its titles."""

_BELOW_HEADERS = 6
_SIDE, _NARROW_SIDE = 58, 44
_BOTTOM = 6
_LARGEST_TILE = 60
_CALM_TILE = 36
_SMALL_TILE = 22
_SLOT = 40
_START, _END = 18, 26
_LEAST_PITCH = 3.9
_FILE_GAP, _FILES_SHARE = 4, 0.6
_WORTH_IT = 1.3
"""Small pictures of hidden layers stand in two files where those of the widest are larger by this factor then."""
_TALL_SHARE = 0.2
"""Of the height: headers that would take more than this are pressed into one row."""


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
    below, so that the bar lies on the picture's lower edge. Where `shift` is not 0 the neurons stand in two files,
    so far to the left and to the right of the middle in turn: their pictures are twice as large.
    """

    middle: float
    top: float
    count: int
    tile: int
    pitch: float
    bar: int
    lift: int
    shift: int = 0

    def tile_box(self, index: int) -> Box:
        """The place of a neuron's picture, on whole pixels."""
        x = self.middle - self.tile / 2 + (self.shift if index % 2 else -self.shift)
        return Box(round(x), round(self.top + index * self.pitch), self.tile, self.tile)

    @property
    def left(self) -> float:
        """The x at which links from the left end."""
        return self.tile_box(0).x

    @property
    def right(self) -> float:
        """The x at which links to the right begin."""
        return self.tile_box(min(1, self.count - 1)).right

    def bar_box(self, index: int) -> Box:
        """The place of the bar of a neuron."""
        tile = self.tile_box(index)
        return Box(tile.x, tile.bottom + self.lift, tile.width, self.bar)

    def joint(self, index: int) -> float:
        """The y at which a neuron's links meet it."""
        tile = self.tile_box(index)
        return tile.y + tile.height / 2

    def index_at(self, x: float, y: float) -> int | None:
        """The neuron in whose share of the column a place lies."""
        if not self.left - 1 <= x <= self.right + 1:
            return None
        index = int((y - self.top) // self.pitch)
        if self.shift and index % 2 != (x >= self.middle):
            index -= 1  # in two files a share is two rows high
        return index if 0 <= index < self.count else None


@dataclass(frozen=True, slots=True)
class NetworkLayout:
    """Columns from the input to the output in a space of `width` x `height`, below headers of `head`.

    `row` is the height of the controls in the headers, `titles` that of the words over the input and the output.
    `is_short`: title and controls share that one row, and
    what finds no room there is in a layer's menu. `slack` is how far a link's breadth may reach beyond its ends,
    `start_half` and `end_half` half the width of the first and of the last header.
    """

    width: int
    height: int
    head: int
    row: int
    titles: int
    is_short: bool
    slack: int
    pitch: float
    start_half: float
    end_half: float
    columns: tuple[Column, ...]

    def header_box(self, column: int) -> Box:
        """The space for the header of a column; headers never overlap."""
        middle = self.columns[column].middle
        half = self._half_header(column)
        return Box(middle - half + 1, 0, 2 * half - 2, self.head)

    def _half_header(self, column: int) -> float:
        """Half the width of a header: beside the ends it is what they leave of the gap."""
        last = len(self.columns) - 1
        if column in (0, last):
            return self.end_half if column else self.start_half
        middle = self.columns[column].middle
        left = [
            abs(self.columns[end].middle - middle) - self._half_header(end)
            for end in (0, last)
            if abs(end - column) == 1
        ]
        return min([self.pitch / 2, *left])

    def neuron_at(self, x: float, y: float) -> Neuron | None:
        """The neuron whose picture or bar is at this place."""
        for layer, column in enumerate(self.columns):
            index = column.index_at(x, y)
            if index is not None:
                return Neuron(layer, index)
        return None

    def band(self, layer: int) -> Box:
        """The space of the links that lead to `layer`: from the column before to its column."""
        before, after = self.columns[layer - 1], self.columns[layer]
        left, right = before.right, after.left
        joints = [column.joint(index) for column in (before, after) for index in (0, column.count - 1)]
        top, bottom = int(min(joints)) - self.slack, int(max(joints)) + self.slack + 1
        return Box(left, top, right - left, bottom - top)


def least_size(sizes: tuple[int, ...], zoom: float, target: int = CONTROL_ROW) -> tuple[int, int]:
    """The smallest width and height in which a network of these layer sizes is legible."""
    row, head = _row(zoom, target), _head(True, zoom, target)
    if sizes == (2, 1):
        return round(NEURON[0] * zoom), head + round(NEURON[1] * zoom)
    height = head + _BOTTOM * zoom + max(2 * row, _LEAST_PITCH * zoom * (max(sizes) + 1))
    width = max(round(_SLOT * zoom), row + 2) * len(sizes) + _wedge(sizes, zoom, row)
    return width, round(height)


@lru_cache(maxsize=8)
def arrange(
    sizes: tuple[int, ...], width: int, height: int, zoom: float, target: int = CONTROL_ROW
) -> NetworkLayout:
    """The layout of a network in a space; `sizes` are neurons from input to output, for example (2, 8, 8, 1).

    `target` is the least side in pixels of what a hand has to hit.
    """
    row = _row(zoom, target)
    is_short = _head(False, zoom, target) > _TALL_SHARE * height
    share = max(width / len(sizes) / 2, _END * zoom) if is_short else width / len(sizes) / 2
    side = min(share, (_NARROW_SIDE if is_short else _SIDE) * zoom)
    wedge = _wedge(sizes, zoom, row) if is_short else 0
    pitch = (width - 2 * side - wedge) / (len(sizes) - 1)
    is_short = is_short or pitch < 2 * row + 2
    # "Sigmoid" is longer than "ReLU": where columns are narrow, the ends take a little of their neighbours' width.
    end = min(side, max(pitch / 2, min(_END * zoom, pitch - row / 2 - 1)))
    start = min(end, max(pitch / 2, _START * zoom))
    head = _head(is_short, zoom, target)
    room = height - head - round(_BOTTOM * zoom)
    tiles = _tiles(sizes, room, pitch, _largest(width, height, zoom), zoom)
    middles = [side + layer * pitch for layer in range(len(sizes) - 1)] + [width - side]
    columns = (
        _column(middle, head, room, count, tile, zoom)
        for middle, count, tile in zip(middles, sizes, tiles, strict=True)
    )
    titles = head if is_short else round((TITLE_ROW + CONTROL_ROW) * zoom)
    return NetworkLayout(
        width, height, head, row, titles, is_short, round(4 * zoom), pitch, start, end, tuple(columns)
    )


def _row(zoom: float, target: int) -> int:
    return max(round(CONTROL_ROW * zoom), target)


def _wedge(sizes: tuple[int, ...], zoom: float, row: int) -> int:
    """What the last gap is wider where headers are short: for the button for another layer, or to part the names."""
    if len(sizes) == 2:
        return 0
    return round(8 * zoom) if len(sizes) - 2 == MAX_LAYERS else row + round(4 * zoom)


def _head(is_short: bool, zoom: float, target: int) -> int:
    """The height of the headers: a title, a drop-down and two buttons below each other, or side by side."""
    row = _row(zoom, target)
    rows = max(row, round((2 * TITLE_ROW - 4) * zoom)) if is_short else round(TITLE_ROW * zoom) + 2 * row
    return rows + round(_BELOW_HEADERS * zoom)


def _largest(width: int, height: int, zoom: float) -> float:
    return max(_LARGEST_TILE * zoom, min(110 * zoom, 0.12 * min(width, height)))


def _tiles(sizes: tuple[int, ...], room: int, pitch: float, largest: float, zoom: float) -> list[int]:
    """Each column's tile: one size for all while it is large enough; else narrow columns keep larger ones."""
    fits = [min(largest, _single(room, count, pitch)) for count in sizes]
    paired = [min(largest, _paired(room, count, pitch)) for count in sizes]
    crowded = sizes.index(max(sizes))
    if paired[crowded] >= _WORTH_IT * fits[crowded]:
        for layer in range(1, len(sizes) - 1):
            if fits[layer] < _SMALL_TILE * zoom:
                fits[layer] = max(fits[layer], paired[layer])
    common = max(min(fits), _CALM_TILE * zoom)
    return [max(1, int(min(fit, common))) for fit in fits]


def _single(room: int, count: int, pitch: float) -> float:
    return min(pitch / 2, _tile_of(room / count))


def _paired(room: int, count: int, pitch: float) -> float:
    """The tile in two files, which leave some of the way between columns to the links."""
    return min(_tile_of(2 * room / (count + 1)), (_FILES_SHARE * pitch - _FILE_GAP) / 2)


def _tile_of(pitch: float) -> float:
    """The tile for a pitch; small ones have no space below, their bar lies on the picture."""
    return pitch / 1.25 if pitch >= 14 else min(11.2, pitch - 1)


def _column(middle: float, head: int, room: int, count: int, tile: int, zoom: float) -> Column:
    in_files = tile > _tile_of(room / count)
    step = room / (count + 1) if in_files else room / count
    step = min(step, (tile + 18 * zoom) / (2 if in_files else 1))
    bar, lift = _bar_of(tile, 2 * step if in_files else step)
    top = head + (room - (count - 1) * step - tile - max(0, bar + lift)) / 2
    shift = round((tile + _FILE_GAP) / 2) if in_files else 0
    return Column(middle, top, count, tile, step, bar, lift, shift)


def _bar_of(tile: int, pitch: float) -> tuple[int, int]:
    if pitch < 14:
        bar = 1 if tile < 10 else 2
        return bar, -bar
    return max(1, min(4, round(tile / 18))), 1 if tile < 40 else 2
