"""A network of straight switches cuts the plane into pieces and is a straight formula on each: here they are, exactly.

The pieces of a ReLU network were first counted by Razvan Pascanu, Guido Montufar and Yoshua Bengio (2013); that
one layer of n lines makes at most 1 + n + n(n - 1)/2 of them is Jakob Steiner's theorem (1826). The method here
cuts all polygons a layer at a time, in float64.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.exact_boundary import exact_boundary
from sequentia_gui.analysis.piece_layers import Hinges, Partition
from sequentia_gui.analysis.piece_maps import PieceMaps
from sequentia_gui.analysis.polygons import Floats, Indices
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.experiment.experiment import PLANE_LIMIT, NetworkDesign
from sequentia_gui.experiment.read_only import read_only
from sequentia_gui.network.activations import LinearPieces, activations_of
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.parameters import Parameters

MOST = 5_000
"""More pieces than these are neither looked for nor drawn, unless somebody asks for all of them."""

TOUCH = 1e-9
"""A place that is no farther outside a piece than this is on its edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The visible square in p convex polygons, on each of which the network is affine; all arrays are read-only.

    vertices: (v, 2), polygon after polygon, counter-clockwise; offsets: (p + 1,), where each begins.
    area: (p,). inside: (p, 2), a place inside each. pattern: per hidden layer (p, k) uint8, on which linear
    piece of its activation each neuron is, from the left (a straight line is one piece); for a switch with an
    off side 0 is off, 1 is on. switches: per hidden layer of the whole network, those linear pieces.
    slope (p, outputs, 2) and offset (p, outputs): the output's pre-activation at a place xy of the piece is
    slope @ xy + offset. hinges: per neuron the segments along which it switches. boundary: (b, 4) x0, y0, x1,
    y1, along which the winner changes. is_complete: False where the search ended early. Then there are at
    least `count` pieces; what is here are those of the first layers, as far as these were finished, without
    formulas (NaN) and without a boundary. threshold: a single output decides for class B where it is above it.
    """

    vertices: Floats
    offsets: Indices
    area: Floats
    inside: Floats
    pattern: tuple[NDArray[np.uint8], ...]
    slope: Floats
    offset: Floats
    hinges: Hinges
    boundary: Floats
    count: int
    is_complete: bool
    switches: tuple[LinearPieces, ...]
    threshold: float

    def at(self, x: float, y: float) -> int | None:
        """The number of the piece in which a place lies; None outside the square."""
        following = np.arange(1, len(self.vertices) + 1)
        following[self.offsets[1:] - 1] = self.offsets[:-1]
        along = self.vertices[following] - self.vertices
        aside = along[:, 0] * (y - self.vertices[:, 1]) - along[:, 1] * (x - self.vertices[:, 0])
        depth = np.minimum.reduceat(aside / np.hypot(*along.T), self.offsets[:-1])
        deepest = int(depth.argmax())
        return deepest if depth[deepest] >= -TOUCH else None


def reachable(breaks: Sequence[int]) -> int:
    """How many pieces one layer can make at most whose neurons have so many breaks each.

    With one break each these are n lines, which part the plane in at most 1 + n + n(n - 1)/2 (Steiner, 1826).
    The lines of one neuron are parallel: only those of different neurons cross, and each crossing adds a piece.
    """
    lines = sum(breaks)
    return 1 + lines + (lines**2 - sum(count**2 for count in breaks)) // 2


def breaks_of(design: NetworkDesign, parameters: Parameters) -> tuple[int, ...] | None:
    """How many breaks each hidden neuron has, with ReLU one; None where an activation is curved."""
    linear = [each.linear for each in activations_of(design, parameters)]
    if None in linear:
        return None
    counts = [len(each.simplest.breaks) for each in linear if each is not None]
    return tuple(
        count for count, layer in zip(counts, design.layers, strict=True) for _ in range(layer.width)
    )


def pieces_of(subject: Subject, is_late: Callable[[], bool] = lambda: False) -> Pieces | None:
    """The analysis: the subject's pieces; None where a switch is curved or a weight is not finite."""
    if not np.isfinite(subject.parameters.vector).all():
        return None
    head = output_head(subject.plan.loss, subject.classes)
    return pieces(subject.design, subject.parameters, is_late=is_late, threshold=head.threshold)


def over_time(subject: Subject) -> NDArray[np.float64]:
    """The measure: how many pieces there are, (1,), at least so many beyond MOST; NaN where there are none."""
    found = pieces_of(subject)
    return np.array([np.nan if found is None else min(found.count, MOST)])


def pieces(
    design: NetworkDesign,
    parameters: Parameters,
    limit: float = PLANE_LIMIT,
    most: int | None = MOST,
    is_late: Callable[[], bool] = lambda: False,
    threshold: float = 0.0,
) -> Pieces | None:
    """The pieces of the square from -limit to limit; None where an activation is not piecewise linear.

    A single output decides for class B where it is above `threshold`.

    The search ends early when it passes `most` pieces or when `is_late`, which it asks now and then, says so.
    """
    linear = [each.linear for each in activations_of(design, parameters)]
    switches = [each.simplest for each in linear if each is not None]
    if len(switches) < len(linear):
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        return _search(switches, parameters, limit, _Patience(most, is_late), threshold)


@dataclass(slots=True)
class _Patience:
    """Knows when a search is to end, and remembers how far it had come."""

    most: int | None
    is_late: Callable[[], bool]
    count: int = 1

    def is_over(self, count: int) -> bool:
        """Whether so many pieces are enough."""
        self.count = count
        return (self.most is not None and count > self.most) or self.is_late()


def _search(
    switches: list[LinearPieces],
    parameters: Parameters,
    limit: float,
    patience: _Patience,
    threshold: float,
) -> Pieces:
    *hidden, (weights, bias) = (
        (w.astype(np.float64), b.astype(np.float64))
        for w, b in zip(parameters.weights, parameters.biases, strict=True)
    )
    partition = Partition.whole(limit)
    for linear, (w, b) in zip(switches, hidden, strict=True):
        after = partition.after(partition.activations.through(w, b, limit), linear, patience.is_over)
        if after is None:
            return _unfinished(partition, len(bias), threshold, patience.count, switches)
        partition = after
    return _finished(partition, partition.activations.through(weights, bias, limit), threshold, switches)


def _finished(
    partition: Partition, output: PieceMaps, threshold: float, switches: list[LinearPieces]
) -> Pieces:
    g_x, g_y, c = output.formula
    boundary = exact_boundary(
        partition.polygons, output.less(threshold), partition.segments, partition.jumps, partition.limit
    )
    slope, count = np.stack([g_x, g_y], axis=2), len(partition.polygons)
    return _pieces(partition, slope, c, boundary, count, True, switches, threshold)


def _unfinished(
    partition: Partition, outputs: int, threshold: float, count: int, switches: list[LinearPieces]
) -> Pieces:
    unknown = np.full((len(partition.polygons), outputs, 3), np.nan)
    nowhere = np.zeros((0, 4))
    return _pieces(partition, unknown[:, :, :2], unknown[:, :, 2], nowhere, count, False, switches, threshold)


def _pieces(
    partition: Partition,
    slope: Floats,
    offset: Floats,
    boundary: Floats,
    count: int,
    is_complete: bool,
    switches: list[LinearPieces],
    threshold: float,
) -> Pieces:
    vertices, offsets = partition.polygons.flat()
    hinges = Hinges.joined(list(partition.hinges))
    arrays: tuple[NDArray[Any], ...] = (hinges.layer, hinges.neuron, hinges.ends, *partition.pattern)
    for array in arrays:
        read_only(array)
    return Pieces(
        read_only(vertices),
        read_only(offsets),
        read_only(partition.polygons.areas()),
        read_only(partition.polygons.middles().T),
        partition.pattern,
        read_only(slope),
        read_only(offset),
        hinges,
        read_only(boundary),
        count,
        is_complete,
        tuple(switches),
        threshold,
    )
