"""While it trains, the network is painted anew a part at a time, in turn: size and depth cost little more."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from sequentia_gui.gui.views.network.layout import NetworkLayout

_GROUPS = 3
"""Neurons are renewed with every third frame, 20 times a second: faster than an eye follows a colour."""

LONGEST_GAP_MS = 100
"""Frames that come further apart than this are shown whole: there is time, and parts would lag behind."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one frame renews: neighbouring columns of neurons, and the links that lead to one of them."""

    columns: range
    band: int


def turn_of(number: int, last: int) -> Turn:
    """The part that is due at a running number; `last` is the output's column. Inputs never change."""
    size = -(-last // _GROUPS)
    groups = -(-last // size)
    first = 1 + size * (number % groups)
    columns = range(first, min(first + size, last + 1))
    return Turn(columns, columns[number // groups % len(columns)])


def column_room(layout: NetworkLayout, layer: int, margin: int) -> QRect:
    """All that belongs to a column of neurons; `margin` is how far its marks reach to the sides."""
    column = layout.columns[layer]
    width = int(column.right - column.left) + 2 * margin
    return QRect(int(column.left) - margin, layout.head, width, layout.height - layout.head)


def turn_room(layout: NetworkLayout, turn: Turn, margin: int) -> QRect:
    """What is painted anew: the columns, and all links from the column before them."""
    before = column_room(layout, turn.columns[0] - 1, margin)
    last = column_room(layout, turn.columns[-1], margin)
    return QRect(before.right() + 1, before.top(), last.right() - before.right(), before.height())
