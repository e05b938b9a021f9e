"""Draws the network: links, neurons' pictures, the bars under them, biases, marks, and a card to read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Link, Look, Neuron
from sequentia_gui.gui.views.network.atlas import NeuronAtlas, gates
from sequentia_gui.gui.views.network.layout import Box, NetworkLayout
from sequentia_gui.gui.views.network.links import LinkBand
from sequentia_gui.gui.views.network.marks import MarkPainter
from sequentia_gui.gui.views.network.picture import NetworkPicture
from sequentia_gui.gui.views.network.turns import column_room, turn_of, turn_room

_DASHED_LINKS = 100
"""Bands of at most so many links draw the negative ones dashed; in a thicket dashes are only noise."""

Pointed = tuple[Neuron | None, Link | None, frozenset[Neuron] | None]
"""What is pointed at: a neuron, a link, or a place where these hidden neurons are on."""

_FADED = 0.15
_GRAB = 6.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What one painting shows: all of it is remembered, so that the same scene is never worked out twice."""

    picture: NetworkPicture
    layout: NetworkLayout
    theme: Theme
    ratio: float


class NetworkPainter:
    """Owns what can be kept from one painting to the next: link bands, the atlas, pens and brushes."""

    def __init__(self, scene: Scene, before: NetworkPainter | None = None) -> None:
        """`before` lends what depends on the layout or on the theme alone, where these are still the same."""
        self.scene = scene
        placed = before if before is not None and before._geometry == self._geometry else None
        dressed = before if before is not None and before.scene.theme == scene.theme else None
        self._bands: list[LinkBand] = placed._bands if placed else _bands(scene)
        self._tiles: list[list[QRectF]] = placed._tiles if placed else _tiles(scene.layout)
        self._bars: list[list[QRectF]] = placed._bars if placed else _bars(scene.layout)
        self._marks: MarkPainter = dressed._marks if dressed else MarkPainter(scene.theme)
        has_maps = scene.picture.maps is not None
        self._atlas = NeuronAtlas(scene.picture, scene.layout, scene.ratio, scene.theme) if has_maps else None
        kept = placed if placed is dressed and scene.picture.is_moving else None
        self._links: list[QImage] = kept._links if kept else []
        self._links_for: Pointed | None = kept._links_for if kept else None
        self._turn: int = kept._turn if kept else 0
        self._are_older = True

    @property
    def _geometry(self) -> tuple[NetworkLayout, float]:
        return self.scene.layout, self.scene.ratio

    def paint(self, painter: QPainter, look: Look, part: QRect) -> None:
        """Draw everything but the headers, as far as it lies in a part of the sheet."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_links(painter, look, QRectF(part))
        seen = [layer for layer in range(len(self._tiles)) if self._room(layer).intersects(part)]
        for layer in seen:
            self._paint_column(painter, layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for layer in seen:
            self._paint_marks(painter, layer)
        self._fade_unlit(painter, self._lit(look))
        self._paint_rings(painter, look)

    def due(self, picture: NetworkPicture, look: Look) -> QRect | None:
        """What of the sheet a picture that follows this one changes at first; None for all of it."""
        before = self.scene.picture
        alike = before.checkpoint.design == picture.checkpoint.design and before.sizes == picture.sizes
        if not (alike and picture.is_moving) or (before.maps is None) != (picture.maps is None):
            return None
        if self._links_for != (None, None, None) or self._pointed(look) != (None, None, None):
            return None
        return turn_room(self.scene.layout, turn_of(self._turn, len(self._bands)), self._margin)

    @property
    def _margin(self) -> int:
        return self.scene.theme.px(8)

    def _room(self, layer: int) -> QRect:
        return column_room(self.scene.layout, layer, self._margin)

    def link_at(self, x: float, y: float) -> Link | None:
        """The link that passes within a few pixels of a place."""
        sizes, ratio = self.scene.picture.sizes, self.scene.ratio
        for layer in range(1, len(sizes)):
            box = self.scene.layout.band(layer)
            if box.contains(x, y):
                place, away = self._bands[layer - 1].nearest((x - box.x) * ratio, (y - box.y) * ratio)
                grabbed = away <= _GRAB * self.scene.theme.zoom * ratio
                return Link(layer, *divmod(place, sizes[layer - 1])) if grabbed else None
        return None

    def link_point(self, link: Link) -> tuple[float, float]:
        """The middle of a link."""
        box, ratio = self.scene.layout.band(link.layer), self.scene.ratio
        place = link.position * self.scene.picture.sizes[link.layer - 1] + link.source
        x, y = self._bands[link.layer - 1].point(place)
        return box.x + x / ratio, box.y + y / ratio

    def _paint_links(self, painter: QPainter, look: Look, part: QRectF) -> None:
        self._renew_links(self._pointed(look))
        for layer, image in enumerate(self._links, 1):
            box = _rect(self.scene.layout.band(layer))
            if box.intersects(part):
                painter.drawImage(box.topLeft(), image)

    def _renew_links(self, pointed: Pointed) -> None:
        """Paint the bands that are due: all of them, or one in turn over those of the scene before."""
        count = len(self._bands)
        if self._links_for != pointed:
            self._links = [self._band_image(layer, *pointed) for layer in range(1, count + 1)]
        elif self._are_older:
            band = turn_of(self._turn, count).band
            self._links[band - 1] = self._band_image(band, *pointed)
            self._turn += 1
        self._links_for, self._are_older = pointed, False

    def _lit(self, look: Look) -> frozenset[Neuron] | None:
        """The neurons that work where somebody points, inputs and outputs among them; None where nobody does."""
        if look.lit is None or not all(self.scene.picture.has(neuron) for neuron in look.lit):
            return None
        sizes = self.scene.picture.sizes
        last = len(sizes) - 1
        ends = {Neuron(layer, place) for layer in (0, last) for place in range(sizes[layer])}
        return look.lit | ends

    def _fade_unlit(self, painter: QPainter, lit: frozenset[Neuron] | None) -> None:
        """Draw a veil over the neurons that do not work there."""
        if lit is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._marks.veil)
        for layer, tiles in enumerate(self._tiles):
            rim = self.scene.theme.px(3)
            painter.drawRects(
                [
                    tile.adjusted(-rim, -rim, rim, rim)
                    for place, tile in enumerate(tiles)
                    if Neuron(layer, place) not in lit
                ]
            )

    def _pointed(self, look: Look) -> Pointed:
        picture = self.scene.picture
        neuron = look.hovered_neuron if picture.has(look.hovered_neuron) else None
        link = look.hovered_link if picture.has_link(look.hovered_link) else None
        return neuron, link, self._lit(look)

    def _band_image(
        self, layer: int, neuron: Neuron | None, link: Link | None, lit: frozenset[Neuron] | None
    ) -> QImage:
        weights = self.scene.picture.weights[layer - 1].astype(np.float64)
        tile = min(column.tile for column in self.scene.layout.columns[layer - 1 : layer + 1])
        zoom = self.scene.theme.zoom
        widest = zoom * min(5.0, max(1.4, tile / zoom / 11))
        emphasis = _emphasis(weights.shape, layer, neuron, link)
        if lit is not None and neuron is None and link is None:
            emphasis = _emphasis_on(weights.shape, layer, lit)
        return self._bands[layer - 1].paint(
            weights, emphasis, widest, weights.size <= _DASHED_LINKS, self.scene.theme
        )

    def _paint_column(self, painter: QPainter, layer: int) -> None:
        column = self.scene.layout.columns[layer]
        tiles = self._tiles[layer]
        closed = self._atlas is not None and gates(self.scene.picture, layer)
        if column.shift:
            painter.setPen(self._marks.border)
            painter.drawLines(self._stems(layer))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._marks.closed if closed and column.tile >= 24 else self._marks.blank)
        painter.drawRects(tiles)
        if self._atlas:
            for index, tile in enumerate(tiles):
                image, part = self._atlas.find(Neuron(layer, index))
                painter.drawImage(tile, image, part)
        if column.tile >= 12:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._marks.border)
            painter.drawRects([tile.adjusted(0, 0, -1, -1) for tile in tiles])

    def _stems(self, layer: int) -> list[QLineF]:
        """In two files, what leads from a picture to its links, between two pictures of the other file."""
        column = self.scene.layout.columns[layer]
        heights = [column.joint(index) for index in range(column.count)]
        return [QLineF(column.left, height, column.right, height) for height in heights]

    def _paint_marks(self, painter: QPainter, layer: int) -> None:
        """The inputs have none: they have no bias, and nothing switches them off."""
        if layer == 0:
            return
        picture, tiles = self.scene.picture, self._tiles[layer]
        shares = picture.shares_of(layer)
        if len(shares):
            self._marks.paint_shares(painter, self._bars[layer], shares.tolist())
        biases = picture.biases[layer - 1].tolist()
        states = zip(picture.dead_of(layer), picture.saturated_of(layer), strict=True)
        for tile, bias, (dead, saturated) in zip(tiles, biases, states, strict=True):
            if dead:
                self._marks.paint_dead(painter, tile)
            if saturated:
                self._marks.paint_saturated(painter, tile)
            self._marks.paint_bias(painter, tile, bias)

    def _paint_rings(self, painter: QPainter, look: Look) -> None:
        for neuron, strong in ((look.hovered_neuron, False), (look.chosen_neuron, True)):
            if neuron is not None and self.scene.picture.has(neuron):
                self._marks.paint_ring(painter, self._tiles[neuron.layer][neuron.position], strong)


def _tiles(layout: NetworkLayout) -> list[list[QRectF]]:
    return [[_rect(column.tile_box(index)) for index in range(column.count)] for column in layout.columns]


def _bars(layout: NetworkLayout) -> list[list[QRectF]]:
    return [[_rect(column.bar_box(index)) for index in range(column.count)] for column in layout.columns]


def _bands(scene: Scene) -> list[LinkBand]:
    return [_band(scene, layer) for layer in range(1, len(scene.layout.columns))]


def _band(scene: Scene, layer: int) -> LinkBand:
    box, ratio = scene.layout.band(layer), scene.ratio
    ends = [
        np.array([(column.joint(index) - box.y) * ratio for index in range(column.count)])
        for column in scene.layout.columns[layer - 1 : layer + 1]
    ]
    return LinkBand(ends[0], ends[1], round(box.width * ratio), round(box.height * ratio), ratio)


def _emphasis(
    shape: tuple[int, ...], layer: int, neuron: Neuron | None, link: Link | None
) -> NDArray[np.float64]:
    """How strongly each link is shown: all of them, or those of what is pointed at and the others faded."""
    calm = _calm(shape[0] * shape[1])
    if neuron is None and link is None:
        return np.full(shape, calm)
    emphasis = np.full(shape, _FADED * calm)
    if neuron is not None and neuron.layer == layer:
        emphasis[neuron.position] = 1.0
    if neuron is not None and neuron.layer == layer - 1:
        emphasis[:, neuron.position] = 1.0
    if link is not None and link.layer == layer:
        emphasis[link.position, link.source] = 1.0
    return emphasis


def _emphasis_on(shape: tuple[int, ...], layer: int, lit: frozenset[Neuron]) -> NDArray[np.float64]:
    """How strongly each link is shown: those between neurons that work, and the others hardly."""
    targets, sources = (
        np.array([Neuron(number, place) in lit for place in range(count)])
        for number, count in ((layer, shape[0]), (layer - 1, shape[1]))
    )
    working = targets[:, None] & sources
    return np.where(working, _calm(max(1, int(working.sum()))), 0.4 * _FADED)


def _calm(links: int) -> float:
    """Many links share the space: each is paler, so that strong ones still stand out."""
    return float(np.clip((70 / links) ** 0.5, 0.22, 1.0))


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
