"""What the learner is looking at and pointing at: the one place through which views tell each other something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal


class Neuron(NamedTuple):
    """A neuron by its place: layer 0 is the input, 1 the first hidden layer, and so on to the output."""

    layer: int
    position: int


class Link(NamedTuple):
    """A weight by its place: from neuron `source` of the layer before to neuron `position` of layer `layer`."""

    layer: int
    position: int
    source: int


@dataclass(frozen=True, slots=True)
class Look:
    """How the experiment is being looked at; nothing in it changes what is trained.

    `tool` is one of point, spray, move, erase; `layer` is the hidden layer (1 = first) that the switch view
    looks at; `compared` names other activations that it draws beside the layer's own; `curve` is what the loss
    view draws, loss or accuracy; `gradient` is what the gradient view draws, now or time; `silent` is what the
    sparsity view draws over time, zeros or dead; `more_training` unfolds the rarely used choices of the training
    panel; `lit` are the hidden neurons that work where somebody points,
    None where nobody does; `hinges_over` names the views over which hinges are drawn; `tint` is what the
    pieces are coloured by, pattern or slope; `reduce_motion` shows stills
    instead of anything that moves; `shown` names the views that were
    chosen where several share a place; `chosen_point` or `chosen_place` is what is followed through the network, a
    point's number or a place of the plane (never both); `pointed` is the place of the plane that is pointed at,
    while a view wants to know it; `notice` is the sentence that the
    window shows to the learner, empty for none.
    """

    tool: str = "point"
    brush_class: int = 0
    show_train: bool = True
    show_test: bool = False
    show_boundary: bool = True
    discretise: bool = False
    log_loss: bool = False
    curve: str = "loss"
    gradient: str = "now"
    silent: str = "zeros"
    more_training: bool = False
    layer: int = 1
    compared: tuple[str, ...] = ()
    hovered_neuron: Neuron | None = None
    hovered_link: Link | None = None
    hovered_point: int | None = None
    chosen_point: int | None = None
    chosen_place: tuple[float, float] | None = None
    pointed: tuple[float, float] | None = None
    chosen_neuron: Neuron | None = None
    lit: frozenset[Neuron] | None = None
    hinges_over: tuple[str, ...] = ("regions",)
    tint: str = "pattern"
    reduce_motion: bool = False
    shown: tuple[str, ...] = ()
    notice: str = ""


class ViewState(QObject):
    """Owns the present `Look` and announces a new one; nothing is announced when nothing changed."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.now = Look()

    def set(self, **changes: Any) -> None:
        """Replace some fields of the look, by name."""
        now = replace(self.now, **changes)
        if now != self.now:
            self.now = now
            self.changed.emit(now)
