"""The exact decision boundary: in each piece the best two classes tie along a straight line, if at all."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np

from sequentia_gui.analysis.crossings import ON_LINE, Crossings, Lines, crossings
from sequentia_gui.analysis.piece_maps import PieceMaps
from sequentia_gui.analysis.polygons import Flags, Floats, Indices, Polygons
from sequentia_gui.analysis.walls import Walls, along, walls

SHORTEST = 1e-9
"""A part of the boundary that is shorter than this share of its segment is only a point."""

NEAR = 1e-8
"""Classes that would tie within this distance of a place tie there."""


def exact_boundary(
    polygons: Polygons, output: PieceMaps, segments: Floats, jumps: bool, limit: float
) -> Floats:
    """Segments x0, y0, x1, y1 (b, 4) along which the winner changes.

    output: the pre-activations of the output in each polygon. segments: (4, s), those that the polygons'
    edges lie on. jumps: whether the output may be discontinuous, so that the winner may change from one
    piece to the next without a tie.
    """
    scores = _scores(output)
    pairs = np.array(list(combinations(range(scores.noise.shape[1]), 2))).T
    found = crossings(polygons, _ties(scores, pairs), limit)
    numbers = np.arange(segments.shape[1]) if jumps else found.touched
    inside = _where_best(scores, pairs, found, limit)
    if not len(numbers):
        return inside
    return np.concatenate([inside, _changes(scores, pairs, polygons, walls(polygons, segments, numbers))])


def _scores(output: PieceMaps) -> PieceMaps:
    """One score per class: for two classes 0 and the only output, as class B wins where that is above 0."""
    if output.noise.shape[1] > 1:
        return output
    formula = np.concatenate([np.zeros_like(output.formula), output.formula], axis=2)
    return PieceMaps(formula, np.concatenate([np.zeros_like(output.noise), output.noise], axis=1))


def _ties(scores: PieceMaps, pairs: Indices) -> Lines:
    first, second = pairs
    g_x, g_y, c = scores.formula[:, :, second] - scores.formula[:, :, first]
    return Lines(g_x, g_y, c, scores.noise[:, first] + scores.noise[:, second])


def _where_best(scores: PieceMaps, pairs: Indices, found: Crossings, limit: float) -> Floats:
    """The parts of the ties inside the pieces where no third class is ahead of the two: (b, 4).

    Where more classes tie along one line, the first two of them that are different speak for all.
    """
    first, second = pairs[:, found.line]
    lead_0, lead_1, same = _leads(scores, first, found, limit)
    classes, pair = np.arange(len(lead_0))[:, np.newaxis], np.arange(len(first))
    tied = (lead_0 == 0) & (lead_1 == 0)
    spoken_for = (tied & ((classes < first) | (classes < second) & (classes > first) & ~same)).any(axis=0)
    lead_0[second, pair] = lead_1[second, pair] = 0.0
    low, high = _part_ahead(lead_0, lead_1)
    kept = (high - low > SHORTEST) & ~spoken_for
    return _between(found.segments[:, kept], low[kept], high[kept])


def _part_ahead(lead_0: Floats, lead_1: Floats) -> tuple[Floats, Floats]:
    """From which share of the way, and up to which, no lead (classes, n) is negative; nothing is (1, 0)."""
    turn = _turn(lead_0, lead_1)
    low = np.where((lead_0 < 0) & (lead_1 > 0), turn, 0.0).max(axis=0)
    high = np.where((lead_0 > 0) & (lead_1 < 0), turn, 1.0).min(axis=0)
    behind = ((lead_0 + lead_1 < 0) & (lead_0 <= 0) & (lead_1 <= 0)).any(axis=0)
    return np.where(behind, 1.0, low), np.where(behind, 0.0, high)


def _turn(lead_0: Floats, lead_1: Floats) -> Floats:
    """At which share of the way a lead turns into a lag; anything where it does not."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        turn: Floats = lead_0 / (lead_0 - lead_1)
    return turn


def _leads(scores: PieceMaps, first: Indices, found: Crossings, limit: float) -> tuple[Floats, Floats, Flags]:
    """By how much class `first` (n,) is ahead of each class at the two ends of each crossing: (classes, n), twice.

    Exactly 0 where rounding could say so. And which classes are the same as `first` in the whole piece.
    """
    everyone, blurred = scores.formula[:, found.polygon].T, scores.noise[found.polygon].T
    pair = np.arange(len(first))
    g_x, g_y, c = (everyone[first, pair] - everyone).transpose(2, 0, 1)
    noise = blurred + blurred[first, pair]
    size = np.sqrt(g_x * g_x + g_y * g_y)
    slack = 2 * limit * ON_LINE * size + noise
    leads = [g_x * x + g_y * y + c for x, y in (found.segments[:2], found.segments[2:])]
    lead_0, lead_1 = (lead * (np.abs(lead) > slack) for lead in leads)
    return lead_0, lead_1, (size * limit <= noise) & (np.abs(c) <= noise)


def _between(segments: Floats, low: Floats, high: Floats) -> Floats:
    """The parts of segments (4, b) from share `low` to share `high` of the way: (b, 4)."""
    parts: Floats = np.concatenate([along(segments, low), along(segments, high)]).T
    return parts


def _at(scores: PieceMaps, piece: Indices, x: Floats, y: Floats) -> Floats:
    """The scores (classes, n) that the pieces' own formulas give at the places x, y (n,)."""
    g_x, g_y, c = scores.formula[:, piece]
    z: Floats = (g_x.T * x + g_y.T * y) + c.T
    return z


def _changes(scores: PieceMaps, pairs: Indices, polygons: Polygons, between: Walls) -> Floats:
    """The parts of the walls on whose two sides different classes win: (b, 4)."""
    segments = np.concatenate([between.start, between.end])
    turns = [_turns(scores, pairs, side, segments) for side in (between.left, between.right)]
    nothing = np.zeros((1, segments.shape[1]))
    steps = np.sort(np.concatenate([nothing, *turns, nothing + 1]), axis=0)
    parts = [
        _between(segments[:, differs], low[differs], high[differs])
        for low, high in pairwise(steps)
        for differs in [(high - low > SHORTEST) & _differs(scores, polygons, between, (low + high) / 2)]
    ]
    return np.concatenate(parts)


def _turns(scores: PieceMaps, pairs: Indices, side: Indices, segments: Floats) -> Floats:
    """At which shares of the way two classes tie, for every pair of them: (pairs, n), 0 where they do not."""
    start, end = (_at(scores, side, *place) for place in (segments[:2], segments[2:]))
    first, second = pairs
    lead_0, lead_1 = start[second] - start[first], end[second] - end[first]
    turn = np.clip(np.nan_to_num(_turn(lead_0, lead_1)), 0.0, 1.0)
    return np.where((lead_0 > 0) != (lead_1 > 0), turn, 0.0)


def _differs(scores: PieceMaps, polygons: Polygons, between: Walls, share: Floats) -> Flags:
    x, y = along(np.concatenate([between.start, between.end]), share)
    left, right = (_winner_beside(scores, polygons, side, x, y) for side in (between.left, between.right))
    differs: Flags = left != right
    return differs


def _winner_beside(scores: PieceMaps, polygons: Polygons, piece: Indices, x: Floats, y: Floats) -> Indices:
    """Which class wins in the piece close to the place x, y (n,) on its edge.

    Among classes that tie on the edge it is the one that gains most on the way inside.
    """
    z = _at(scores, piece, x, y)
    middle_x, middle_y = (v[piece] for v in polygons.middles())
    noise = 2 * scores.noise[piece].T.max(axis=0)
    steepness = np.hypot(scores.formula[0], scores.formula[1])[piece].T.max(axis=0)
    ahead = z >= z.max(axis=0) - NEAR * steepness - noise
    gain = np.where(ahead, _at(scores, piece, middle_x, middle_y) - z, -np.inf)
    winner: Indices = (gain >= gain.max(axis=0) - noise).argmax(axis=0)
    return winner
