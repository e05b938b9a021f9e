"""Links are drawn with NumPy: all of a layer's weights become one picture, hundreds of times faster than pens.

Each link is a strip that is followed from pixel column to pixel column. In a column it covers the rows from an
upper to a lower edge; both edges are written into a table of differences, and a running sum down the rows turns
the differences into coverage. So a link costs the same whether it is thin or wide.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from sequentia_gui.gui.colour_maps import image_of
from sequentia_gui.gui.theme import Theme

Floats = NDArray[np.float64]

FULL_WEIGHT = 1.5
"""Links of this weight, and stronger ones, have the full width: a fixed reference, so that nothing jumps."""

_LEAST, _LEAST_LIT = 0.6, 1.6
_MOST_LINKS = 160
_LEVELS, _FINENESS = 256, 48.0
_STEEPEST = 60.0
_PART_BITS = 4
_PARTS = 1 << _PART_BITS
_DASH, _DASH_PERIOD, _GAP_OPACITY = 9.0, 13.0, 0.15


class LinkBand:
    """The links between two neighbouring columns: knows their curves, and paints them for any weights."""

    def __init__(self, sources: Floats, targets: Floats, width: int, height: int, ratio: float) -> None:
        """`sources` (s,) and `targets` (k,): the rows of the joints; sizes in device pixels; `ratio` per pixel."""
        self._shape = (height + 2, width)
        self._ratio = ratio
        rise = (targets[:, None] - sources[None, :]).reshape(-1, 1)
        start = np.broadcast_to(sources, (len(targets), len(sources))).reshape(-1, 1)
        ease, slope = _s_curve(width)
        self._middle = start + rise * ease
        self._stretch = np.minimum(np.hypot(1.0, rise * slope), _STEEPEST)
        self._solid = _dashes(np.cumsum(self._stretch, axis=1) / ratio)

    def paint(self, weights: Floats, emphasis: Floats, widest: float, dashed: bool, theme: Theme) -> QImage:
        """A picture of the links; weights and emphasis (0 hides, 1 shows) are (k, s), `widest` is in pixels."""
        share = np.minimum(np.abs(np.nan_to_num(weights.ravel())) / FULL_WEIGHT, 1.0)
        opacity = (0.1 + 0.82 * np.sqrt(share)) * emphasis.ravel()
        keep = _strongest(np.where(share > 0, opacity, 0.0))
        least = np.where(emphasis > emphasis.min(), _LEAST_LIT, _LEAST).ravel()
        half = 0.5 * self._ratio * np.maximum(share * widest, least)[keep]
        density = self._density(keep, opacity, weights.ravel()[keep] < 0, dashed)
        image = image_of(self._pixels(keep, half, density, weights.ravel()[keep] < 0, theme))
        image.setDevicePixelRatio(self._ratio)
        return image

    def nearest(self, x: float, y: float) -> tuple[int, float]:
        """The link (target * sources + source) that passes nearest to a place, and how far away; device pixels."""
        column = min(max(int(x), 0), self._shape[1] - 1)
        away = np.abs(self._middle[:, column] - y) / self._stretch[:, column]
        best = int(np.argmin(away))
        return best, float(away[best])

    def point(self, link: int) -> tuple[float, float]:
        """The middle of a link, in device pixels."""
        column = self._shape[1] // 2
        return column, float(self._middle[link, column])

    def _density(
        self, keep: NDArray[np.intp], opacity: Floats, negative: NDArray[np.bool_], dashed: bool
    ) -> Floats:
        """How much each link darkens each column: the logarithm of what it lets through, so that layers add up."""
        density: Floats = -np.log1p(-np.minimum(opacity[keep], 0.95))[:, None]
        if not dashed:
            return np.broadcast_to(density, (len(keep), self._shape[1]))
        return density * np.where(negative[:, None], self._solid[keep], 1.0)

    def _pixels(
        self, keep: NDArray[np.intp], half: Floats, density: Floats, negative: NDArray[np.bool_], theme: Theme
    ) -> NDArray[np.uint32]:
        # Thinner than a pixel: a strip of one pixel that is paler, so that steep lines have no gaps.
        middle, reach = self._middle[keep], np.maximum(half, 0.5)[:, None] * self._stretch[keep]
        density = np.rint(density * (_PARTS * _FINENESS * np.minimum(2 * half, 1.0))[:, None])
        height, width = self._shape
        base = np.arange(width) + negative[:, None] * width
        upper = self._edges(middle - reach, density, base)
        lower = self._edges(middle + reach, -density, base)
        place, change = (np.concatenate([a, b]) for a, b in zip(upper, lower, strict=True))
        # Whole numbers: their running sum takes half the time, and comes back to exactly 0 below the last link.
        table = np.bincount(place, change, minlength=2 * height * width).astype(np.int32)
        level = np.cumsum(table.reshape(height, 2 * width), axis=0, dtype=np.int32)[:-2]
        level += _PARTS // 2
        level >>= _PART_BITS
        np.minimum(level, _LEVELS - 1, out=level)
        entry = level[:, :width] * _LEVELS + level[:, width:]
        return _table(theme.negative, theme.positive).take(entry)

    def _edges(
        self, edge: Floats, density: Floats, base: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], Floats]:
        """Where the density changes at an edge and by how much, shared between two rows: smooth edges."""
        edge = np.clip(edge, 0.0, self._shape[0] - 2)
        row = edge.astype(np.intp)
        lower = np.rint(density * (edge - row))
        place = (base + row * (2 * self._shape[1])).ravel()
        return np.concatenate([place, place + 2 * self._shape[1]]), np.concatenate(
            [(density - lower).ravel(), lower.ravel()]
        )


def _strongest(opacity: Floats) -> NDArray[np.intp]:
    """The links that are worth drawing: all that can be seen, in a thicket the strongest of them."""
    keep = np.flatnonzero(opacity > 0.02)
    if len(keep) <= _MOST_LINKS:
        return keep
    return np.argpartition(opacity, -_MOST_LINKS)[-_MOST_LINKS:]


def _s_curve(width: int) -> tuple[Floats, Floats]:
    """A Bezier curve that leaves and arrives level, as a share of the rise per pixel column, and its slope."""
    t = np.linspace(0.0, 1.0, 129)
    across, along = 1.5 * t - 1.5 * t**2 + t**3, 3 * t**2 - 2 * t**3
    edges = np.interp(np.linspace(0.0, 1.0, width + 1), across, along)
    return (edges[1:] + edges[:-1]) / 2, np.diff(edges)


def _dashes(length: Floats) -> Floats:
    """How solid a dashed line is in each column: the share of the way through it that lies on a dash."""
    dashed = np.floor(length / _DASH_PERIOD) * _DASH + np.minimum(length % _DASH_PERIOD, _DASH)
    share = np.diff(dashed, prepend=0.0) / np.diff(length, prepend=0.0)
    return _GAP_OPACITY + (1 - _GAP_OPACITY) * share


@lru_cache(maxsize=16)
def _table(negative: str, positive: str) -> NDArray[np.uint32]:
    """Premultiplied colours, (levels * levels,), by the level of the positive and of the negative density.

    The stronger sign wins a crossing, and opacity never exceeds 1.
    """
    level = np.arange(_LEVELS) / _FINENESS
    total = level[:, None] + level
    mix = level[:, None] / np.maximum(total, 1e-9)
    mix = (mix * mix * (3.0 - 2.0 * mix))[..., None]
    alpha = 1.0 - np.exp(-total)
    first, last = (_channels(QColor(color)) for color in (negative, positive))
    color = np.rint((first + mix * (last - first)) * alpha[..., None]).astype(np.uint32)
    opacity = np.rint(255 * alpha).astype(np.uint32)
    pixels = opacity << 24 | color[..., 0] << 16 | color[..., 1] << 8 | color[..., 2]
    return pixels.astype(np.uint32).ravel()


def _channels(color: QColor) -> Floats:
    return np.array([color.red(), color.green(), color.blue()], dtype=np.float64)
