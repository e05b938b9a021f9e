"""The journey of the plane from stop to stop: where everything is at each of them, and in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.fold import GRID_PLACES, CarriedLayer, Fold
from sequentia_gui.analysis.principal import continued
from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.gui.views.fold.stops import Stop, end_of, stops_of
from sequentia_gui.gui.views.fold.window import PLANE, Window, between, steady_window
from sequentia_gui.network.activations import Activation, activation

Array = NDArray[Any]

ZOOM = 0.22
"""The first part of a move into another layer, and the last of a switch, only change the scale."""

COMPONENTS = 2
"""Choices 0 and 1 for an axis are the principal components; neuron i is choice COMPONENTS + i."""

_LANES = 1.1
_LANE_DEPTH = 0.55
_GOLDEN = 0.618034


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What is to be seen at one moment, in the units of the axes, of which `window` says how far they reach.

    grid (2, GRID_PLACES), points (2, n), hinges (2, 2 s) with `hinge_strength` from 0 to 1. `stop` is the one
    that is being reached or stood on; `axes` (2, 3) are the directions of the neurons' axes where there are
    three, else (2, 0).
    """

    stop: Stop
    window: Window
    grid: Array
    points: Array
    hinges: Array
    hinge_strength: float
    axes: Array
    is_projected: bool


@dataclass(slots=True)
class Aspect:
    """From where layers are looked at: the turn of three units in degrees, and per layer a learner's two choices."""

    yaw: float = -32.0
    pitch: float = 24.0
    choices: dict[int, tuple[int, int]] = field(default_factory=dict)


class Journey:
    """Owns the scales and the components, which change calmly from frame to frame; the rest follows from a frame."""

    def __init__(self) -> None:
        self.aspect = Aspect()
        self._fold: Fold | None = None
        self._label: NDArray[np.int8] = np.empty(0, np.int8)
        self._design: NetworkDesign | None = None
        self.stops: tuple[Stop, ...] = ()
        self._components: dict[int, Array] = {}
        self._windows: dict[int, Window] = {}
        self._seen: dict[int, Array] = {}

    def show(self, fold: Fold, design: NetworkDesign, label: NDArray[np.int8]) -> None:
        """Take over what was carried through the network at one moment."""
        if design != self._design:
            self._components, self._windows = {}, {}
            self._design, self.stops = design, stops_of(design)
        self._fold, self._label = fold, label
        for place, layer in enumerate(fold.layers, start=1):
            if len(layer.post) > 3:
                before = self._components.get(place)
                self._components[place] = continued(layer.components, layer.shares, before)
        self.look_again()

    def look_again(self) -> None:
        """Forget what depends on the aspect: it has changed."""
        self._seen = {}

    @property
    def end(self) -> int:
        """The last stop."""
        return max(0, len(self.stops) - 1)

    @property
    def hidden(self) -> int:
        """How many hidden layers there are."""
        return len(self.stops) // 3 - 1

    @property
    def threshold(self) -> float:
        """Above it a single output decides for class B."""
        return self._fold.threshold if self._fold else 0.0

    def switch(self, layer: int) -> Activation:
        """The activation of a hidden layer, 1 the first, with its present numbers."""
        return activation(self._layer(layer).activation, self._layer(layer).values)

    def width(self, layer: int) -> int:
        """How many neurons a layer has; the plane has two coordinates."""
        return len(self._layer(layer).post) if layer else 2

    def has_hinges(self, layer: int) -> bool:
        """Whether there are lines to be seen along which a layer's neurons switch."""
        return self._layer(layer).hinges.size > 0

    def choice(self, layer: int) -> tuple[int, int]:
        """What the two axes of a wide layer show."""
        first, second = self.aspect.choices.get(layer, (0, 1))
        most = COMPONENTS + self.width(layer) - 1
        return min(first, most), min(second, most)

    def window(self, layer: int) -> Window:
        """What the axes show while a layer works: all of its stages fit, and tidy steps keep it calm.

        The points must fit; the grid, which reaches farther, only where there are no points.
        """
        if layer == 0:
            return PLANE
        stages = range(end_of(layer - 1, self.hidden), end_of(layer, self.hidden) + 1)
        places = np.concatenate([self._extent(stop) for stop in stages], axis=1)
        low, high = np.minimum(places.min(axis=1), 0.0), np.maximum(places.max(axis=1), 0.0)
        if self.width(layer) == 1:
            high[1] = max(high[1], -low[1])
            low[1] = -high[1]
        return self._steady(layer, low, high)

    def rest_window(self, layer: int) -> Window:
        """What the axes show when a layer has done its work: closer, where it left little of the plane."""
        working = self.window(layer)
        if layer in (0, self.hidden + 1) or self.width(layer) == 1:
            return working
        low, high = self._extent(3 * layer).T
        return self._steady(-layer, np.minimum(low, 0.0), np.maximum(high, 0.0))

    def _steady(self, key: int, low: Array, high: Array) -> Window:
        self._windows[key] = steady_window(low, high, self._windows.get(key))
        return self._windows[key]

    def place_at(self, position: float, way: Sequence[Array]) -> Array:
        """Where something is seen, (2,), of which `way` tells all coordinates (k,) at every stop."""
        start, share = self._split(position)
        moved = self._scaled(start, share)[1]
        first, second = (
            self._projection(self.stops[stop].layer) @ way[stop] for stop in (start, min(start + 1, self.end))
        )
        return _between(first, second, moved)

    def _split(self, position: float) -> tuple[int, float]:
        """The stop that a position comes from, and how far it has come."""
        position = min(max(position, 0.0), float(self.end))
        start = min(int(position), max(0, self.end - 1))
        return start, position - start

    def picture(self, position: float) -> Picture:
        """What is to be seen at a position between 0, the plane, and `end`."""
        start, share = self._split(position)
        stop = self.stops[min(start + 1, self.end) if share else start]
        window, moved = self._scaled(start, share)
        places = _between(self._places(start), self._places(min(start + 1, self.end)), moved)
        hinges, strength = self._hinges(start, moved)
        return Picture(
            stop,
            window,
            places[:, :GRID_PLACES],
            places[:, GRID_PLACES:],
            hinges,
            strength,
            self._turned() if self.width(stop.layer) == 3 else np.empty((2, 0)),
            self.width(stop.layer) > 3,
        )

    def _scaled(self, start: int, share: float) -> tuple[Window, float]:
        """What the axes show, and how far the move itself has come: never do both change at once.

        The scale changes before the first move of a layer, and after its switch.
        """
        here, there = self.stops[start], self.stops[min(start + 1, self.end)]
        working = self.window(there.layer)
        if here.layer != there.layer:
            before, zoomed, moved = self.rest_window(here.layer), share / ZOOM, (share - ZOOM) / (1 - ZOOM)
            return between(before, working, min(1.0, zoomed)), max(0.0, moved)
        if there.kind == "switch" and here is not there:
            zoomed, moved = (share - (1 - ZOOM)) / ZOOM, share / (1 - ZOOM)
            return between(working, self.rest_window(there.layer), max(0.0, zoomed)), min(1.0, moved)
        return working, share

    def _layer(self, layer: int) -> CarriedLayer:
        assert self._fold is not None
        return self._fold.layers[layer - 1]

    def _extent(self, stop: int) -> Array:
        """The farthest corners (2, 2) of the points at a stop, or of the grid where there are none."""
        seen = self._projection(self.stops[stop].layer) @ self._stage(stop)
        if self.width(self.stops[stop].layer) > 1:
            seen = self._places(stop)
        chosen = seen[:, GRID_PLACES:] if seen.shape[1] > GRID_PLACES else seen
        return np.stack([chosen.min(axis=1), chosen.max(axis=1)], axis=1)

    def _stage(self, stop: int) -> Array:
        """All coordinates (k, m) at a stop."""
        at = self.stops[stop]
        if at.kind == "plane":
            assert self._fold is not None
            return self._fold.start
        layer = self._layer(at.layer)
        return {"weights": layer.weighted, "bias": layer.pre, "switch": layer.post}[at.kind]

    def _places(self, stop: int) -> Array:
        """The two coordinates (2, m) that are seen at a stop."""
        if stop not in self._seen:
            at = self.stops[stop]
            seen = self._projection(at.layer) @ self._stage(stop)
            if self.width(at.layer) == 1:
                seen[1, GRID_PLACES:] = self._lanes() * self.window(at.layer).reach
            self._seen[stop] = seen
        return self._seen[stop]

    def _lanes(self) -> Array:
        """On a number line each class has a lane of its own, in which the points stand spread: shares of the reach."""
        count = int(self._label.max(initial=1)) + 1
        within = (np.arange(len(self._label)) * _GOLDEN) % 1.0 - 0.5
        lane = (count - 1) / 2 - self._label + _LANE_DEPTH * within
        return (_LANES / max(2, count) * lane).astype(np.float32)

    def _projection(self, layer: int) -> Array:
        """From all coordinates to the two that are seen: (2, k)."""
        width = self.width(layer)
        if width <= 2:
            return np.eye(2, width, dtype=np.float32)
        if width == 3:
            return self._turned()
        rows = [self._row(layer, choice) for choice in self.choice(layer)]
        return np.stack(rows).astype(np.float32)

    def _row(self, layer: int, choice: int) -> Array:
        if choice < COMPONENTS:
            row: Array = self._components[layer][choice]
            return row
        axes = np.eye(self.width(layer))
        one: Array = axes[choice - COMPONENTS]
        return one

    def _turned(self) -> Array:
        """Three axes seen from the chosen side: (2, 3), the third one upwards."""
        yaw, pitch = np.radians(self.aspect.yaw), np.radians(self.aspect.pitch)
        across = (np.cos(yaw), -np.sin(yaw), 0.0)
        upwards = (np.sin(yaw) * np.sin(pitch), np.cos(yaw) * np.sin(pitch), np.cos(pitch))
        return np.array((across, upwards), dtype=np.float32)

    def _hinges(self, start: int, moved: float) -> tuple[Array, float]:
        """Where the layer that is about to switch will do so; the dashes fade while it switches."""
        here, there = self.stops[start], self.stops[min(start + 1, self.end)]
        layer = self._layer(there.layer)
        if here.layer < there.layer:
            given = self._projection(here.layer) @ layer.hinges
            return _between(given, self._projection(there.layer) @ _unshifted(layer), moved), 1.0
        project = self._projection(here.layer)
        if here.kind == "weights":
            return _between(project @ _unshifted(layer), project @ layer.hinges_pre, moved), 1.0
        switched = layer.hinges_pre
        if layer.activation:
            switched = self.switch(here.layer).value(layer.hinges_pre)
        return _between(project @ layer.hinges_pre, project @ switched, moved), 1.0 - moved


def _unshifted(layer: CarriedLayer) -> Array:
    """A layer's hinges before the bias is added."""
    return layer.hinges_pre - layer.bias[:, None]


def _between(first: Array, second: Array, share: float) -> Array:
    """Straight from one to the other; exactly at either end."""
    if share <= 0.0:
        return first
    return second if share >= 1.0 else (1 - share) * first + share * second
