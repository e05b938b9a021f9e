"""Cutting parts polygons along their crossings, round by round, until each piece is on one side of every line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sequentia_gui.analysis.crossings import Crossings, values
from sequentia_gui.analysis.polygons import Flags, Indices, Polygons, halves


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """What polygons became: q pieces, each inside the polygon `parent` (q,), in no particular order.

    above: (q, k), on which side of each line a piece is.
    """

    polygons: Polygons
    parent: Indices
    above: Flags

    @classmethod
    def joined(cls, parts: list[Cut]) -> Cut:
        """The pieces of all parts (at least one), in order."""
        return cls(
            Polygons.joined([part.polygons for part in parts]),
            np.concatenate([part.parent for part in parts]),
            np.concatenate([part.above for part in parts]),
        )

    def take(self, places: Indices) -> Cut:
        """Those pieces, in that order."""
        return Cut(self.polygons.take(places), self.parent[places], self.above[places])


def cut(
    polygons: Polygons, found: Crossings, first_segment: int, is_enough: Callable[[int], bool]
) -> Cut | None:
    """The polygons, each cut by all lines that part it; None as soon as there are enough pieces.

    Segment numbers begin at `first_segment`, in the order of the crossings. In round r every piece meets the
    r-th line of the polygon it came from, so there are only as many rounds as one polygon has lines.
    """
    lines = np.bincount(found.polygon, minlength=len(polygons))
    first = np.cumsum(lines) - lines
    at_work, finished = Cut(polygons, np.arange(len(polygons)), found.above), list[Cut]()
    count = 0
    for turn in range(int(lines.max(initial=0)) + 1):
        busy = lines[at_work.parent] > turn
        if turn == 0 or not busy.all():
            finished.append(at_work.take(np.flatnonzero(~busy)))
            count += len(finished[-1].parent)
            at_work = at_work.take(np.flatnonzero(busy))
        if is_enough(count + len(at_work.parent)):
            return None
        if len(at_work.parent):
            at_work = _one_turn(at_work, found, first[at_work.parent] + turn, first_segment)
    return Cut.joined(finished)


def _one_turn(pieces: Cut, found: Crossings, crossing: Indices, first_segment: int) -> Cut:
    """Each piece against its own one of the crossings, (q,); uses up the pieces, which nobody else may know."""
    z = values(pieces.polygons, found.coefficients.take(crossing, axis=1))
    some_above, some_below = z.max(axis=0) > 0, z.min(axis=0) < 0
    line = found.line[crossing]
    pieces.above[np.arange(len(line)), line] = some_above
    parted = np.flatnonzero(some_above & some_below)
    if not len(parted):
        return pieces
    both = halves(pieces.polygons.take(parted), z[:, parted], crossing[parted] + first_segment)
    above = pieces.above[parted]
    above[np.arange(len(parted)), line[parted]] = False
    return Cut(
        _with_halves(pieces.polygons, parted, both),
        np.concatenate([pieces.parent, pieces.parent[parted]]),
        np.concatenate([pieces.above, above]),
    )


def _with_halves(polygons: Polygons, parted: Indices, both: Polygons) -> Polygons:
    """The polygons with the parted ones replaced by their parts above, and the parts below after them all."""
    table, corners = polygons.with_rows(len(both.x)).table, polygons.corners
    table[:, :, parted] = both.table[:, :, : len(parted)]
    corners[parted] = both.corners[: len(parted)]
    return Polygons(
        np.concatenate([table, both.table[:, :, len(parted) :]], axis=2),
        np.concatenate([corners, both.corners[len(parted) :]]),
    )
