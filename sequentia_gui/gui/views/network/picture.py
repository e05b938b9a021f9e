"""What the network's picture shows at one moment: weights, biases, neurons' pictures, who is on, who is dead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.analysis.neuron_maps import NeuronMaps
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.gui.view_state import Link, Neuron
from sequentia_gui.network.losses import output_head
from sequentia_gui.network.output_head import OutputHead
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import Frame


@dataclass(frozen=True, slots=True, eq=False)
class NetworkPicture:
    """One contestant of one frame, as this view needs it; layers count from 0, the input.

    weights[k] (out, in) and biases[k] (out,) lead to layer k + 1;
    maps, activity: None while the frame brings none; dead, saturated: per hidden layer (k,) bool; head: what the output
    computes; is_moving: another picture follows at once, for it trains.
    """

    checkpoint: Checkpoint
    weights: tuple[NDArray[np.float32], ...]
    biases: tuple[NDArray[np.float32], ...]
    head: OutputHead
    maps: NeuronMaps | None
    activity: Activity | None
    dead: tuple[NDArray[np.bool_], ...]
    saturated: tuple[NDArray[np.bool_], ...]
    is_moving: bool

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons from input to output."""
        return self.checkpoint.sizes

    def bias(self, neuron: Neuron) -> float | None:
        """A neuron's bias; the inputs have none."""
        return float(self.biases[neuron.layer - 1][neuron.position]) if neuron.layer else None

    def weight(self, link: Link) -> float:
        """The weight of a link."""
        return float(self.weights[link.layer - 1][link.position, link.source])

    def has(self, neuron: Neuron | None) -> bool:
        """Whether there is such a neuron: what is pointed at may be of an older design."""
        sizes = self.sizes
        return (
            neuron is not None
            and 0 <= neuron.layer < len(sizes)
            and 0 <= neuron.position < sizes[neuron.layer]
        )

    def has_link(self, link: Link | None) -> bool:
        """Whether there is such a link."""
        return (
            link is not None
            and self.has(Neuron(link.layer, link.position))
            and self.has(Neuron(link.layer - 1, link.source))
        )

    def share(self, neuron: Neuron) -> float | None:
        """The share of the points that switch a hidden neuron on, or None."""
        shares = self.shares_of(neuron.layer)
        return float(shares[neuron.position]) if len(shares) else None

    def shares_of(self, layer: int) -> NDArray[np.float64]:
        """(k,) the share of all points that switch each neuron of a hidden layer on; empty where there is none."""
        activity = self.activity
        known = activity is not None and 0 < layer <= len(activity.on) and activity.pre[0].shape[1] > 0
        return activity.on[layer - 1] if activity is not None and known else np.empty(0)

    def is_dead(self, neuron: Neuron) -> bool:
        """Whether no training point switches the neuron on and no gradient can wake it."""
        return self.dead_of(neuron.layer)[neuron.position]

    def dead_of(self, layer: int) -> list[bool]:
        """Whether each neuron of a layer is dead."""
        return self._marked(self.dead, layer)

    def saturated_of(self, layer: int) -> list[bool]:
        """Whether each neuron of a layer is saturated: hardly any gradient passes at any training point."""
        return self._marked(self.saturated, layer)

    def _marked(self, marks: tuple[NDArray[np.bool_], ...], layer: int) -> list[bool]:
        known = 0 < layer <= len(marks)
        return marks[layer - 1].tolist() if known else [False] * self.sizes[layer]

    @property
    def dead_count(self) -> int:
        """How many neurons are dead."""
        return self.activity.dead_count if self.activity else 0

    def scale(self, layer: int) -> float:
        """The largest size of a value over the whole layer: the end of its colour scale, the same both ways."""
        return _largest(self.maps.layers[layer]) if self.maps else 1.0


def picture_of(frame: Frame, contestant: int = 0) -> NetworkPicture:
    """The picture of one contestant of a frame."""
    state = frame.contestants[contestant]
    checkpoint = state.checkpoint
    parameters = Parameters.of(checkpoint)
    maps, activity = state.findings.get("neuron_maps"), state.findings.get("activity")
    known = activity if isinstance(activity, Activity) else None
    return NetworkPicture(
        checkpoint=checkpoint,
        weights=parameters.weights,
        biases=parameters.biases,
        head=output_head(frame.experiment.contestants[contestant].training.loss, checkpoint.classes),
        maps=maps if isinstance(maps, NeuronMaps) else None,
        activity=known,
        dead=known.dead if known else (),
        saturated=known.saturated if known else (),
        is_moving=frame.playing,
    )


def _largest(values: NDArray[np.float32]) -> float:
    sizes = np.abs(values)
    return max(float(sizes.max(initial=0.0, where=np.isfinite(sizes))), 1e-6)
