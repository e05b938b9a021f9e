"""The numbers of a frame, as plain values for strict JSON: what `render --json` prints."""

from __future__ import annotations

import math
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from sequentia_gui import __version__
from sequentia_gui.analysis.activity import Activity
from sequentia_gui.analysis.collapse import Stretch, difference, product_of, stretches
from sequentia_gui.analysis.gradient_flow import GradientFlow
from sequentia_gui.analysis.pieces import Pieces, breaks_of, reachable
from sequentia_gui.analysis.saturation import Saturation, saturation
from sequentia_gui.analysis.separability import Separability
from sequentia_gui.analysis.subject import Subject
from sequentia_gui.analysis.telling_point import telling_point
from sequentia_gui.analysis.trace import trace
from sequentia_gui.network.activations import activations_of
from sequentia_gui.network.parameters import Parameters
from sequentia_gui.training.messages import ContestantFrame, Frame

REPORTED = frozenset({"activity", "gradient", "pieces", "separability"})
"""The analyses that a report is made of."""


def report(frame: Frame, seconds: float) -> dict[str, object]:
    """What was measured, as plain values for strict JSON; `seconds` is how long training took.

    Layers and neurons count from 1; what is not a finite number, or there is none of, is None.
    """
    at = frame.contestants[0]
    return {
        "program": f"Sequentia {__version__}",
        "title": frame.experiment.title,
        **_designed(frame),
        "epoch": at.checkpoint.epoch,
        "step": at.checkpoint.step,
        "train_loss": _finite(at.train_loss),
        "test_loss": _finite(at.test_loss),
        "train_accuracy": _finite(at.train_accuracy),
        "test_accuracy": _finite(at.test_accuracy),
        "mistakes": asdict(at.checkpoint.mistakes) if at.checkpoint.mistakes else None,
        **_silent(at),
        "separability": _separability(at),
        **_cut(at),
        "gradient": _gradient(at),
        "trace": _followed(frame),
        "collapse": _collapsed(frame),
        "diverged": at.divergence is not None,
        "divergence": _divergence(frame),
        "seconds": round(seconds, 3),
    }


def _designed(frame: Frame) -> dict[str, object]:
    points, network = frame.experiment.points, frame.experiment.network
    return {
        "train_points": int((~points.held_out).sum()),
        "test_points": int(points.held_out.sum()),
        "classes": points.classes,
        "layers": _layers(frame),
        "seed": network.seed,
    }


def _layers(frame: Frame) -> list[dict[str, object]]:
    """Every hidden layer, with the present numbers of its activation, and what that does to the layer's sums."""
    at = frame.contestants[0].checkpoint
    switches = activations_of(at.design, Parameters.of(at))
    activity = frame.contestants[0].findings["activity"]
    assert isinstance(activity, Activity)
    return [
        {
            "width": layer.width,
            "activation": layer.activation,
            "parameters": [_finite(value) for value in switch.values],
            **_switched(saturation(switch, z)),
        }
        for layer, switch, z in zip(at.design.layers, switches, activity.pre, strict=True)
    ]


def _switched(seen: Saturation | None) -> dict[str, object]:
    """The shares of a layer's sums that are off and that are saturated, and the mean slope there."""
    return {
        "off": seen.off if seen else None,
        "saturated": seen.saturated if seen else None,
        "mean_slope": _finite(seen.mean_slope) if seen else None,
    }


def _silent(at: ContestantFrame) -> dict[str, object]:
    """How much of the network says nothing: outputs that are exactly 0, and neurons that no point switches on.

    firing_rates: per hidden layer and neuron the share of each class' points that switch it on.
    """
    activity = at.findings["activity"]
    assert isinstance(activity, Activity)
    dead, saturated = _places(activity.dead), _places(activity.saturated)
    return {
        "zeros_per_layer": [_finite(share) for share in activity.layer_zeros],
        "zeros": _finite(activity.all_zeros),
        "dead_neurons": len(dead),
        "dead": dead,
        "saturated_neurons": len(saturated),
        "saturated": saturated,
        "firing_rates": [
            [[_finite(rate) for rate in rates] for rates in layer.tolist()] for layer in activity.rates
        ],
    }


def _places(marked: tuple[NDArray[np.bool_], ...]) -> list[list[int]]:
    """The marked neurons, as pairs of layer and position."""
    return [
        [layer + 1, int(place) + 1] for layer, neurons in enumerate(marked) for place in neurons.nonzero()[0]
    ]


def _cut(at: ContestantFrame) -> dict[str, object]:
    """Into how many pieces the plane is cut, at least so many where that is not all; None with curved switches."""
    found = at.findings["pieces"]
    breaks = breaks_of(at.checkpoint.design, Parameters.of(at.checkpoint))
    return {
        "pieces": found.count if isinstance(found, Pieces) else None,
        "pieces_counted_to_the_end": found.is_complete if isinstance(found, Pieces) else None,
        "pieces_of_one_layer": None if breaks is None else reachable(breaks),
    }


def _followed(frame: Frame) -> dict[str, object] | None:
    """A telling point's way through the network: z and a of every layer, and its loss; None without points."""
    points = frame.experiment.points
    at = telling_point(points)
    if at is None:
        return None
    x1, x2 = points.xy[at].tolist()
    found = trace(frame.subject, (x1, x2), int(points.label[at]))
    return {
        "point": [x1, x2],
        "class": int(points.label[at]),
        "layers": [
            {"z": [_finite(z) for z in layer.z.tolist()], "a": [_finite(a) for a in layer.a.tolist()]}
            for layer in found.layers
        ],
        "probabilities": [_finite(share) for share in found.probability.tolist()],
        "loss": _finite(found.loss),
    }


def _collapsed(frame: Frame) -> list[dict[str, object]]:
    """Every run of layers that are one: the last of them has this matrix and bias; how far apart the outputs are."""
    subject = frame.subject
    return [_stretch(subject, each) for each in stretches(subject.design, subject.parameters)]


def _stretch(subject: Subject, stretch: Stretch) -> dict[str, object]:
    found, apart = product_of(subject.design, subject.parameters, stretch), difference(subject, stretch)
    return {
        "layers": [stretch.first + 1, stretch.stop + 1],
        "matrix": [[_finite(value) for value in row] for row in found.whole.matrix.tolist()],
        "bias": [_finite(value) for value in found.whole.bias.tolist()],
        "rank": found.whole.rank,
        "largest_difference_float32": _finite(apart.float32),
        "largest_difference_float64": _finite(apart.float64),
    }


def _separability(at: ContestantFrame) -> list[float | None]:
    """How far a straight line gets on the training points, on the plane and after every layer, the output last."""
    found = at.findings["separability"]
    assert isinstance(found, Separability)
    return list(found.shares)


def _gradient(at: ContestantFrame) -> dict[str, object]:
    """Root-mean-squares of dL/dz and dL/dW per layer, the output last; what theory expects of dL/dz at the start."""
    flow = at.findings["gradient"]
    assert isinstance(flow, GradientFlow)
    return {
        "rms_dz": [_finite(value) for value in flow.dz],
        "rms_dw": [_finite(value) for value in flow.dw],
        "expected": [_finite(value) for value in flow.expected],
        "ratio": _finite(flow.ratio),
        "word": flow.word,
    }


def _divergence(frame: Frame) -> dict[str, object] | None:
    divergence = frame.contestants[0].divergence
    if divergence is None:
        return None
    return {
        "step": divergence.step,
        "layer": divergence.layer + 1,
        "quantity": divergence.quantity,
        "sentence": divergence.sentence(frame.experiment.contestants[0]),
    }


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None
