"""What a person looks at stays the same point and the same neuron, however the experiment changes around it."""

from __future__ import annotations

from sequentia_gui.analysis.telling_point import telling_point
from sequentia_gui.experiment.experiment import PointSet
from sequentia_gui.gui.chosen_neuron import RemovedLayer
from sequentia_gui.gui.chosen_point import still_chosen
from sequentia_gui.gui.document import Change
from sequentia_gui.gui.view_state import ViewState

NOTHING_CHOSEN = dict.fromkeys(
    (
        "hovered_neuron",
        "hovered_link",
        "hovered_point",
        "lit",
        "chosen_neuron",
        "chosen_point",
        "chosen_place",
    )
)
"""What is followed belongs to the work on the desk, and goes with it."""


class Chosen:
    """Keeps those fields of the look right that name points, neurons and layers by their places."""

    def __init__(self, view_state: ViewState) -> None:
        self._view_state = view_state
        self._removed_layer = RemovedLayer()

    def go_along(self, change: Change) -> None:
        """Follow what is looked at to wherever an edit has moved it; let go of it with the work that leaves."""
        look, before, now = self._view_state.now, change.before, change.now
        if change.opened:
            self._view_state.set(**NOTHING_CHOSEN)
            return
        neurons = self._removed_layer.look_after(before, now, look)
        if before.points is now.points:
            self._view_state.set(**neurons)
            return
        chosen = still_chosen(before.points, now.points, look.chosen_point)
        self._view_state.set(hovered_point=None, chosen_point=chosen, **neurons)

    def choose_a_point(self, points: PointSet) -> None:
        """Where nobody is followed yet, it is a point that has something to tell: the trace does not begin empty."""
        look = self._view_state.now
        if look.chosen_point is None and look.chosen_place is None:
            self._view_state.set(chosen_point=telling_point(points))
