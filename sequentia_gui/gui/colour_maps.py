"""From numbers to colours: tables of colours, and pictures of arrays that are the right way up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.gui.style_terms import mixed
from sequentia_gui.gui.theme import Theme

Table = NDArray[np.uint8]
"""256 colours, (256, 4) uint8: red, green, blue, opacity. Entry 0 is for values at or below the low end."""

_SURENESS = 256
"""How many shades a class' field has, from unsure to sure."""


@lru_cache(maxsize=16)
def diverging(theme: Theme) -> Table:
    """Signed values: negative, neutral, positive. With low = -high, exactly 0 is exactly neutral (entry 128)."""
    below = _blend(theme.negative, theme.neutral, 128)
    above = _blend(theme.neutral, theme.positive, 128)
    return read_only(np.concatenate([below[:1], below, above[1:]]))


@lru_cache(maxsize=16)
def diverging_under_numbers(theme: Theme) -> Table:
    """The same with weaker ends, where numbers on the colours between could not be read otherwise."""
    ends = ((theme.negative, theme.positive), *_weaker_ends(theme))
    tables = (diverging(replace(theme, negative=low, positive=high)) for low, high in ends)
    return next(table for table in tables if _least_contrast(table) >= theme.least_contrast)


def _weaker_ends(theme: Theme) -> Iterator[tuple[str, str]]:
    steps = np.arange(1, 51) / 50.0
    for share in steps.tolist():
        yield mixed(theme.negative, theme.neutral, share), mixed(theme.positive, theme.neutral, share)


def _least_contrast(table: Table) -> float:
    return min(contrast_on(QColor(*entry)) for entry in table[:, :3].tolist())


@lru_cache(maxsize=16)
def sequential(theme: Theme) -> Table:
    """Activity from a low end of 0: entry 0 is the colour of "off", the others go from low to high."""
    off = _blend(theme.off, theme.off, 1)
    return read_only(np.concatenate([off, _blend(theme.on_low, theme.on_high, 255)]))


def sides(theme: Theme) -> Table:
    """An output that decides between two classes: from the one's field over neutral to the other's."""
    return diverging(replace(theme, negative=theme.fields[0], positive=theme.fields[1]))


def shades(theme: Theme, label: int) -> Table:
    """How sure the network is of one class of several: from neutral to that class' field."""
    field = theme.fields[label % len(theme.fields)]
    return sequential(replace(theme, off=theme.neutral, on_low=theme.neutral, on_high=field))


def to_image(values: NDArray[np.floating], low: float, high: float, table: Table) -> QImage:
    """A picture of `values` (h, w), row 0 at the bottom; ends are clipped, what is not a number is transparent.

    Values at or below `low` take entry 0, the others are spread evenly over entries 1 to 255.
    """
    entry = _entries(values[::-1], low, high)
    return image_of(_packed(table).take(entry))


def field_image(
    winner: NDArray[np.int8], confidence: NDArray[np.float32], theme: Theme, discretise: bool
) -> QImage:
    """The decision as a picture, row 0 at the bottom: the winning class' field, neutral where it is unsure.

    winner (h, w): classes from 0; confidence (h, w): 0 at a border to 1; `discretise` makes each field flat.
    """
    shade = _SURENESS - 1 if discretise else _shades(confidence[::-1])
    entry = winner[::-1].astype(np.intp) * _SURENESS + shade
    return image_of(_fields(theme).take(entry, mode="clip"))


def rooted(values: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    """The square root of each value's share of `scale`, with its sign: small ones show beside large ones, 0 stays 0."""
    share = values / np.float32(scale)
    roots: NDArray[np.float32] = np.copysign(np.sqrt(np.abs(share)), share)
    return roots


def readable_on(ground: QColor) -> QColor:
    """Black or white, whichever stands out more."""
    return QColor("black" if _luminance(ground) > 0.179 else "white")


def contrast_on(ground: QColor) -> float:
    """How much `readable_on` stands out from its ground, 1 to 21; WCAG 2.2, contrast ratio."""
    luminance = _luminance(ground) + 0.05
    return max(luminance / 0.05, 1.05 / luminance)


def _luminance(ground: QColor) -> float:
    """Relative luminance, 0 to 1; WCAG 2.2."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (ground.redF(), ground.greenF(), ground.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def image_of(pixels: NDArray[np.uint32]) -> QImage:
    """A picture of 0xAARRGGBB pixels (h, w), row 0 on top; it owns a copy of them."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()


def _entries(values: NDArray[np.floating], low: float, high: float) -> NDArray[np.intp]:
    spread = high - low if high > low else 1.0
    with np.errstate(invalid="ignore", over="ignore"):
        share = (values - low) * (254.0 / spread)
    entry = np.clip(share, 0.0, 254.0) + 1.5
    entry[share <= 0.0] = 0.0
    entry[np.isnan(share)] = 256.0
    entries: NDArray[np.intp] = entry.astype(np.intp)
    return entries


def _shades(confidence: NDArray[np.floating]) -> NDArray[np.intp]:
    with np.errstate(invalid="ignore"):
        sure = np.fmin(np.fmax(confidence, 0.0), 1.0)
    shades: NDArray[np.intp] = (sure * (_SURENESS - 1) + 0.5).astype(np.intp)
    return shades


def _packed(table: Table) -> NDArray[np.uint32]:
    """The table as 0xAARRGGBB, premultiplied, with one more entry that is transparent."""
    wide = table.astype(np.uint32)
    alpha = wide[:, 3]
    red, green, blue = ((wide[:, channel] * alpha + 127) // 255 for channel in range(3))
    return np.append(alpha << 24 | red << 16 | green << 8 | blue, np.uint32(0))


@lru_cache(maxsize=16)
def _fields(theme: Theme) -> NDArray[np.uint32]:
    shades = [_packed(_blend(theme.neutral, field, _SURENESS))[:-1] for field in theme.fields]
    return np.concatenate(shades)


def _blend(first: str, last: str, count: int) -> Table:
    """`count` colours in even steps, both ends included."""
    ends = np.array([QColor(color).getRgb() for color in (first, last)], dtype=np.float64)
    steps = np.linspace(0.0, 1.0, count)[:, None]
    colors: Table = np.rint(ends[0] + steps * (ends[1] - ends[0])).astype(np.uint8)
    return colors
