"""Where every neuron and every point lies in the activity picture: rows by layer, columns by class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import PointSet

Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in device pixels: room for layer names, numbers and class marks; gaps; least sizes."""

    names: int
    numbers: int
    marks: int
    layer_gap: int
    class_gap: int
    thickest_row: int
    readable_row: int
    staggered_row: int
    row: int
    block: int


@dataclass(frozen=True, slots=True)
class Span:
    """The columns of one class: from `start`, `width` pixels, for the points order[first : first + count]."""

    label: int
    start: int
    width: int
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one hidden layer (0 = first): `rows` of them, `pitch` pixels each, from (left, top).

    `above` counts the rows of the layers above it.
    """

    layer: int
    left: int
    top: int
    rows: int
    pitch: int
    above: int

    @property
    def height(self) -> int:
        """All rows together."""
        return self.rows * self.pitch


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Which point is drawn in which pixel column.

    order (n,): points by class, and within a class by their angle around the middle of the plane, beginning
    after the class' widest gap: neighbours in the picture are neighbours in the plane, and the order depends
    on the points alone, never on the network;
    chosen (m,): the points that get a column. Where there are more points than pixels, real points are taken
    at even distances in the order, not means: every colour on screen is one neuron's answer to one point.
    spread (width,): for each pixel column a place in `chosen`, m where there is a gap.
    """

    width: int
    order: Indices
    spans: tuple[Span, ...]
    chosen: Indices
    spread: Indices

    def point_at(self, x: int) -> int | None:
        """The point of a pixel column; None in a gap and outside."""
        if not 0 <= x < self.width or self.spread[x] == len(self.chosen):
            return None
        return int(self.chosen[self.spread[x]])

    def extent(self, point: int) -> tuple[int, int] | None:
        """From which to which pixel column a point lies, at least one; None for a point that is not here."""
        found = np.flatnonzero(self.order == point)
        if not len(found):
            return None
        place = int(found[0])
        span = next(s for s in self.spans if s.first <= place < s.first + s.count)
        left = span.start + (place - span.first) * span.width // span.count
        right = span.start + (place + 1 - span.first) * span.width // span.count
        return left, max(left + 1, right)


def point_order(points: PointSet) -> Indices:
    """The points (n,) sorted by class, then by angle around the middle of the plane, then as drawn."""
    angle = np.arctan2(points.xy[:, 1], points.xy[:, 0])
    order = np.lexsort((angle, points.label))
    ends = np.flatnonzero(np.diff(points.label[order])) + 1
    return np.concatenate([_after_widest_gap(part, angle[part]) for part in np.split(order, ends)])


def _after_widest_gap(order: Indices, angle: NDArray[np.float32]) -> Indices:
    """Turn a circle of points so that it is cut where it is emptiest."""
    if not len(order):
        return order
    gaps = np.diff(angle, prepend=angle[-1] - 2 * np.pi)
    return np.roll(order, -int(np.argmax(gaps)))


def columns_of(points: PointSet, width: int, gap: int) -> Columns:
    """Share `width` pixel columns among the points of all classes, with a gap between two classes."""
    order = point_order(points)
    spans = _spans(points.label[order], max(1, width), gap)
    drawn = np.full(max(1, width), -1, dtype=np.intp)
    for span in spans:
        place = (np.arange(span.width) + 0.5) * span.count / span.width
        drawn[span.start : span.start + span.width] = order[span.first + place.astype(np.intp)]
    chosen, spread = np.unique(drawn, return_inverse=True)
    if len(chosen) and chosen[0] == -1:
        chosen = chosen[1:]
        spread = np.where(spread == 0, len(chosen), spread - 1)
    return Columns(max(1, width), order, spans, chosen, spread.astype(np.intp))


@dataclass(frozen=True, slots=True, eq=False)
class ActivityLayout:
    """The whole picture: one block a layer, in one stack or, where rows would get too thin, in several.

    width: of the whole picture; lanes: how many columns of numbers stand at the right (in two of them thin
    rows take turns, in none rows are too thin for numbers); marks_top: where the row of class marks begins.
    """

    width: int
    blocks: tuple[Block, ...]
    columns: Columns
    lanes: int
    marks_top: int

    def cell_at(self, x: int, y: int) -> tuple[int, int, int] | None:
        """(layer, neuron, point) at a device pixel, all from 0; None between and outside the cells."""
        for block in self.blocks:
            if block.top <= y < block.top + block.height:
                point = self.columns.point_at(x - block.left)
                if point is not None:
                    return block.layer, (y - block.top) // block.pitch, point
        return None

    @property
    def lefts(self) -> list[int]:
        """Where each stack's columns begin."""
        return sorted({block.left for block in self.blocks})


def layout_of(
    widths: tuple[int, ...], points: PointSet, size: tuple[int, int], m: Measures
) -> ActivityLayout:
    """Arrange layers of the given widths in (width, height) device pixels; there is at least one layer."""
    width, height = size
    room = max(1, height - m.marks)
    stacks, pitch = _stacked(widths, width, room, m)
    pitch = min(pitch, max(2 * m.readable_row, m.thickest_row))
    lanes = 1 if pitch >= m.readable_row else 2 if pitch >= m.staggered_row else 0
    side = lanes * m.numbers or 3 * m.layer_gap
    stack_width = width // len(stacks)
    columns = columns_of(points, max(1, stack_width - m.names - side), m.class_gap)
    lowest = max(_height(stack, widths, pitch, m) for stack in stacks)
    blocks = []
    for place, stack in enumerate(stacks):
        top, above = max(0, room - lowest) // 2, 0
        for layer in stack:
            blocks.append(Block(layer, place * stack_width + m.names, top, widths[layer], pitch, above))
            above += widths[layer]
            top += widths[layer] * pitch + m.layer_gap
    marks_top = max(block.top + block.height for block in blocks)
    return ActivityLayout(width, tuple(blocks), columns, lanes, marks_top)


def _stacked(widths: tuple[int, ...], width: int, room: int, m: Measures) -> tuple[list[list[int]], int]:
    """The fewest stacks in which rows are thick enough to point at, else thick enough to be seen."""
    attempts = [_split(len(widths), count) for count in range(1, len(widths) + 1)]
    pitches = [min(_pitch(stack, widths, room, m) for stack in stacks) for stacks in attempts]
    for thinnest, narrowest in ((m.row, m.block), (1, 0)):
        for stacks, pitch in zip(attempts, pitches, strict=True):
            if pitch >= thinnest and width // len(stacks) - m.names >= narrowest:
                return stacks, pitch
    return attempts[-1], 1


def _split(layers: int, count: int) -> list[list[int]]:
    each = -(-layers // count)
    return [list(range(first, min(first + each, layers))) for first in range(0, layers, each)]


def _pitch(stack: list[int], widths: tuple[int, ...], room: int, m: Measures) -> int:
    rows = sum(widths[layer] for layer in stack)
    return (room - m.layer_gap * (len(stack) - 1)) // rows


def _height(stack: list[int], widths: tuple[int, ...], pitch: int, m: Measures) -> int:
    return pitch * sum(widths[layer] for layer in stack) + m.layer_gap * (len(stack) - 1)


def _spans(labels: NDArray[np.int8], width: int, gap: int) -> tuple[Span, ...]:
    present, firsts, counts = np.unique(labels, return_index=True, return_counts=True)
    if not len(present):
        return ()
    room = max(len(present), width - gap * (len(present) - 1))
    shares = _shares(counts, room)
    starts = np.cumsum(shares + gap) - shares - gap
    rows = zip(
        present.tolist(), starts.tolist(), shares.tolist(), firsts.tolist(), counts.tolist(), strict=True
    )
    return tuple(Span(*row) for row in rows if row[1] + row[2] <= width)


def _shares(counts: NDArray[np.intp], room: int) -> NDArray[np.intp]:
    """Whole pixels in proportion to the counts, at least one each, exactly `room` in all."""
    edges = np.rint(np.cumsum(counts) / counts.sum() * room).astype(np.intp)
    shares: NDArray[np.intp] = np.maximum(1, np.diff(edges, prepend=0))
    shares[np.argmax(shares)] -= shares.sum() - room
    return shares
