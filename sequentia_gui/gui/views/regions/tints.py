"""The colours of the pieces: by the neurons that are on in them, or by how steeply the network's answer rises."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.pieces import Pieces
from sequentia_gui.gui.theme import Theme

Colors = NDArray[np.uint32]
Floats = NDArray[np.float64]

HUES = 16
WORDS = np.array([8, 4, 9, 12, 10, 5, 11])
"""Whichever of 16 hues a piece has, crossing a hinge with one of these words leads at least 3 hues away."""

STEEP = 4.0
"""A slope of this size has about two thirds of the full colour."""


def pattern_colors(pieces: Pieces, theme: Theme) -> Colors:
    """A colour for each piece (p,) from the neurons that are on in it alone, so that it never flickers.

    Each neuron has a word; the hue is the exclusive or of the words of those that are on, the brightness says
    whether these are even or odd in number. So both change across every hinge.
    """
    pattern = np.concatenate([np.zeros((len(pieces.area), 0), np.uint8), *pieces.pattern], axis=1) & 1
    words = [_words(layer, each.shape[1]) for layer, each in enumerate(pieces.pattern)]
    hue = np.bitwise_xor.reduce(pattern * np.concatenate([_words(0, 0), *words]), axis=1)
    odd = pattern.sum(axis=1, dtype=np.intp) % 2
    colors: Colors = _palette(theme.color("card").lightnessF() > 0.5)[odd * HUES + hue]
    return colors


def slope_colors(pieces: Pieces, theme: Theme) -> Colors:
    """A colour for each piece (p,): its hue is the direction in which the answer rises, its strength how steeply.

    The answer is the score of class B where there are two classes, and else the score that wins in the piece.
    """
    slope = _winning_slope(pieces)
    strength = 1 - np.exp(-np.hypot(*slope.T) / STEEP)
    hue = np.arctan2(slope[:, 1], slope[:, 0])
    bright = theme.color("card").lightnessF() > 0.5
    lightness, chroma = (0.97 - 0.11 * strength, 0.085) if bright else (0.26 + 0.16 * strength, 0.07)
    colors = oklch(lightness, chroma * strength, hue)
    return np.where(np.isfinite(strength), colors, np.uint32(theme.color("neutral").rgba()))


def _words(layer: int, count: int) -> NDArray[np.intp]:
    return WORDS[(np.arange(count) + 3 * layer) % len(WORDS)]


def _winning_slope(pieces: Pieces) -> Floats:
    score = np.einsum("pod,pd->po", pieces.slope, pieces.inside) + pieces.offset
    best = score.argmax(axis=1)
    slope: Floats = np.nan_to_num(
        pieces.slope[np.arange(len(best)), best], nan=np.nan, posinf=1e9, neginf=-1e9
    )
    return slope


@lru_cache(maxsize=4)
def _palette(bright: bool) -> Colors:
    """Calm colours: 16 hues of an even brightness, then the same hues a little darker or brighter."""
    hue = 2 * np.pi * np.arange(HUES) / HUES
    first, second, chroma = (0.955, 0.895, 0.045) if bright else (0.30, 0.38, 0.055)
    return np.concatenate([oklch(level, chroma, hue) for level in (first, second)])


def oklch(lightness: Floats | float, chroma: Floats | float, hue: Floats) -> Colors:
    """Opaque 0xAARRGGBB from lightness, chroma and hue in radians, evenly spaced to the eye.

    Björn Ottosson, "A perceptual color space for image processing" (2020); what a screen cannot show is clipped.
    """
    a, b = chroma * np.cos(hue), chroma * np.sin(hue)
    cones = [lightness + m * a + n * b for m, n in _CONES]
    light = np.tensordot(_LIGHT, np.stack(np.broadcast_arrays(*cones)) ** 3, axes=1)
    light = np.nan_to_num(np.clip(light, 0, 1))
    screen = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    red, green, blue = np.rint(255 * screen).astype(np.uint32)
    colors: Colors = np.uint32(255) << 24 | red << 16 | green << 8 | blue
    return colors


_CONES = ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
_LIGHT = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)
