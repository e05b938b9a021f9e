"""All views, in the order in which they are read: a new view is one entry here.

A view's module is imported when the view is first seen, so that the window is there sooner; nothing here
needs Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sequentia_gui.gui.views.view import View


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """A view before it is built: its name in `render --view NAME`, and the place that it shares with others.

    `tab` is its word on a tab or switch, `tip` says what it shows, `load` imports its class.
    """

    name: str
    place: str
    tab: str
    tip: str
    load: Callable[[], type[View]]


def _network() -> type[View]:
    from sequentia_gui.gui.views.network.view import NetworkView

    return NetworkView


def _trace() -> type[View]:
    from sequentia_gui.gui.views.trace.view import TraceView

    return TraceView


def _collapse() -> type[View]:
    from sequentia_gui.gui.views.collapse.view import CollapseView

    return CollapseView


def _decision() -> type[View]:
    from sequentia_gui.gui.views.decision.view import DecisionPlane

    return DecisionPlane


def _regions() -> type[View]:
    from sequentia_gui.gui.views.regions.view import RegionsView

    return RegionsView


def _fold() -> type[View]:
    from sequentia_gui.gui.views.fold.view import FoldView

    return FoldView


def _switch() -> type[View]:
    from sequentia_gui.gui.views.switch.view import SwitchView

    return SwitchView


def _cost() -> type[View]:
    from sequentia_gui.gui.views.cost.view import CostView

    return CostView


def _loss() -> type[View]:
    from sequentia_gui.gui.views.loss.view import LossView

    return LossView


def _accuracy() -> type[View]:
    from sequentia_gui.gui.views.loss.view import AccuracyView

    return AccuracyView


def _gradient() -> type[View]:
    from sequentia_gui.gui.views.gradient.view import GradientView

    return GradientView


def _activity() -> type[View]:
    from sequentia_gui.gui.views.activity.view import ActivityView

    return ActivityView


def _sparsity() -> type[View]:
    from sequentia_gui.gui.views.sparsity.view import SparsityView

    return SparsityView


VIEWS: tuple[ViewEntry, ...] = (
    ViewEntry("network", "network", "Network", "Layers, neurons and weights", _network),
    ViewEntry("trace", "network", "Trace", "One point on its way through the network, in numbers", _trace),
    ViewEntry("collapse", "network", "Collapse", "Layers without a switch, multiplied into one", _collapse),
    ViewEntry("decision", "plane", "Decision", "Which class the network gives to each place", _decision),
    ViewEntry("regions", "plane", "Pieces", "The pieces in which the network is one straight map", _regions),
    ViewEntry("fold", "plane", "Fold", "The plane as each layer sees it", _fold),
    ViewEntry("switch", "activation", "Switch", "The activation of a layer and what it is fed", _switch),
    ViewEntry("cost", "activation", "Cost", "How long each switch takes on this machine", _cost),
    ViewEntry("loss", "loss", "Loss", "How wrong the network is, epoch by epoch", _loss),
    ViewEntry("accuracy", "loss", "Accuracy", "How often the network is right, epoch by epoch", _accuracy),
    ViewEntry("gradient", "loss", "Gradient", "What of the error comes back to each layer", _gradient),
    ViewEntry("activity", "activity", "Activity", "Which neurons switch on for which points", _activity),
    ViewEntry(
        "sparsity",
        "activity",
        "Sparsity",
        "How much is silent, and who fires for whom",
        _sparsity,
    ),
)

PLACES: tuple[str, ...] = tuple(dict.fromkeys(entry.place for entry in VIEWS))
"""The places on screen, in reading order."""


def entry_of(name: str) -> ViewEntry:
    """The entry of that name; KeyError where there is none."""
    return {entry.name: entry for entry in VIEWS}[name]
