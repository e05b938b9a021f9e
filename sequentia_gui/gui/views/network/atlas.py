"""Every neuron's picture of the plane, coloured and ready to be drawn: one tall image per layer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from sequentia_gui.gui.colour_maps import Table, diverging, rooted, sequential, shades, sides, to_image
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.activation_colors import coloring
from sequentia_gui.gui.views.network.layout import NetworkLayout
from sequentia_gui.gui.views.network.picture import NetworkPicture
from sequentia_gui.network.activations import activation_of

Maps = NDArray[np.float32]


class NeuronAtlas:
    """The pictures of all neurons; where a gate is closed they are transparent, so that its mark shows through."""

    def __init__(self, picture: NetworkPicture, layout: NetworkLayout, ratio: float, theme: Theme) -> None:
        self._picture, self._theme = picture, theme
        tiles = [column.tile * ratio for column in layout.columns]
        self._strides = [max(1, round(0.75 * _grid(picture) / tile)) for tile in tiles]
        self._images: dict[int, list[QImage]] = {}

    def find(self, neuron: Neuron) -> tuple[QImage, QRectF]:
        """The image that holds a neuron's picture, and where in it."""
        images = self._layer(neuron.layer)
        if len(images) > 1:
            return images[neuron.position], QRectF(images[neuron.position].rect())
        side = images[0].width()
        return images[0], QRectF(0, images[0].height() - (neuron.position + 1) * side, side, side)

    def _layer(self, layer: int) -> list[QImage]:
        """A layer's images, made when they are first needed."""
        if layer not in self._images:
            self._images[layer] = _images(self._picture, layer, self._strides[layer], self._theme)
        return self._images[layer]


def _grid(picture: NetworkPicture) -> int:
    return picture.maps.layers[0].shape[-1] if picture.maps else 1


def _images(picture: NetworkPicture, layer: int, stride: int, theme: Theme) -> list[QImage]:
    """One image of all neurons, the first at the bottom; several softmax outputs have a colour and image each."""
    maps = picture.maps
    assert maps is not None
    values = maps.layers[layer][:, stride // 2 :: stride, stride // 2 :: stride]
    if layer == len(maps.layers) - 1:
        return _output(values, picture, theme)
    scale = picture.scale(layer)
    if layer == 0:
        return [_stacked(values, -scale, scale, diverging(theme))]
    hidden = picture.checkpoint.design.layers[layer - 1]
    kind = coloring(hidden.activation, hidden.parameters).kind
    if kind == "signed":
        return [_stacked(rooted(values, scale), -1.0, 1.0, diverging(theme))]
    if kind == "level":
        return [_stacked(rooted(values, scale), 0.0, 1.0, sequential(theme))]
    on = maps.on[layer - 1][:, stride // 2 :: stride, stride // 2 :: stride]
    return [_stacked(np.where(on, rooted(values, scale), np.nan), 0.0, 1.0, sequential(theme))]


def gates(picture: NetworkPicture, layer: int) -> bool:
    """Whether a layer is hidden and its activation has an off side."""
    layers = picture.checkpoint.design.layers
    return 0 < layer <= len(layers) and activation_of(layers[layer - 1]).gates


def _output(values: Maps, picture: NetworkPicture, theme: Theme) -> list[QImage]:
    """The output in the colours of the decision plane: two classes on one scale, or a colour for each class."""
    if len(values) > 1:
        return [to_image(value, 0.0, 1.0, shades(theme, label)) for label, value in enumerate(values)]
    sided = values if picture.head.is_signed else 2 * values - 1
    return [_stacked(sided, -1.0, 1.0, sides(theme))]


def _stacked(values: Maps, low: float, high: float, table: Table) -> QImage:
    return to_image(values.reshape(-1, values.shape[-1]), low, high, table)
