"""Neurons that are chosen or pointed at stay the same ones while layers and neurons come, go and move around them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sequentia_gui.experiment.experiment import Experiment, NetworkDesign
from sequentia_gui.gui.view_state import Link, Look, Neuron


def still_looked_at(before: Experiment, now: Experiment, look: Look) -> dict[str, Any]:
    """The fields of a look that name neurons and layers by their places, as these are after an edit.

    Whoever is gone is let go of; where the layer that was looked at is gone, it is the one in its place.
    """
    if before.network == now.network and before.points.classes == now.points.classes:
        return {}
    present = {who: place for place, who in _who(now).items()}
    places = {place: present[who] for place, who in _who(before).items() if who in present}
    return {
        "chosen_neuron": places.get(look.chosen_neuron) if look.chosen_neuron else None,
        "hovered_neuron": places.get(look.hovered_neuron) if look.hovered_neuron else None,
        "hovered_link": _link(places, look.hovered_link) if look.hovered_link else None,
        "lit": None if look.lit is None else frozenset(places[each] for each in look.lit if each in places),
        "layer": _layer(before, now, look.layer),
    }


class RemovedLayer:
    """Remembers the layer that was looked at when it was removed: where undo brings it back, so comes the look."""

    def __init__(self) -> None:
        self._gone: tuple[NetworkDesign, int, int] | None = None

    def look_after(self, before: Experiment, now: Experiment, look: Look) -> dict[str, Any]:
        """What `still_looked_at` says of this change, with the layer that has come back in place of its stand-in."""
        fields = still_looked_at(before, now, look)
        if not fields:
            return fields
        if self._gone is not None and now.network is self._gone[0] and look.layer == self._gone[2]:
            return {**fields, "layer": self._gone[1]}
        if _key(before, look.layer) != _key(now, fields["layer"]):
            self._gone = before.network, look.layer, fields["layer"]
        return fields


def _key(experiment: Experiment, layer: int) -> int | None:
    return next((each.key for each in experiment.network.layers[layer - 1 : layer]), None)


def _who(experiment: Experiment) -> dict[Neuron, Hashable]:
    """Who is at each place; a single output tells two classes apart, one of several stands for its class."""
    layers, classes = experiment.network.layers, experiment.points.classes
    outputs = range(experiment.network.sizes(classes)[-1])
    return {
        **{Neuron(0, place): ("input", place) for place in range(2)},
        **{
            Neuron(number, place): (layer.key, neuron)
            for number, layer in enumerate(layers, 1)
            for place, neuron in enumerate(layer.neurons)
        },
        **{Neuron(len(layers) + 1, place): ("output", classes == 2, place) for place in outputs},
    }


def _link(places: dict[Neuron, Neuron], link: Link) -> Link | None:
    """A weight is there while both neurons are, in neighbouring layers."""
    start = places.get(Neuron(link.layer - 1, link.source))
    end = places.get(Neuron(link.layer, link.position))
    if start is None or end is None or end.layer - start.layer != 1:
        return None
    return Link(end.layer, end.position, start.position)


def _layer(before: Experiment, now: Experiment, layer: int) -> int:
    keys, own = [each.key for each in now.network.layers], _key(before, layer)
    if own in keys:
        return keys.index(own) + 1
    return max(1, min(layer, len(keys)))
