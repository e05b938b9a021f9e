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


class Done(str):
    """A notice that only says that something is done as it was wished: it goes by itself."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How the experiment is being looked at; nothing in it changes what is trained."""

    shown: tuple[str, ...] = ()
    """The views that were chosen where several share a place."""

    pace: float | None = None
    """How fast it is trained while somebody looks, in epochs per second; None for flat out."""

    tool: str = "point"
    """What the mouse does on the plane: point, spray, move or erase."""

    brush_class: int = 0
    show_train: bool = True
    show_test: bool = False
    show_boundary: bool = True
    discretise: bool = False

    hinges_over: tuple[str, ...] = ("regions",)
    """The views over which hinges are drawn."""

    tint: str = "pattern"
    """What the pieces are coloured by: pattern or slope."""

    layer: int = 1
    """The hidden layer that the switch view looks at, 1 the first."""

    compared: tuple[str, ...] = ()
    """Other activations that the switch view draws beside the layer's own."""

    log_loss: bool = False

    gradient: str = "now"
    """What the gradient view draws: now or time."""

    silent: str = "zeros"
    """What the sparsity view draws over time: zeros or dead."""

    cost: str = "forward float32"
    """What the cost view draws: a way (forward, backward) and a type (float32, float64)."""

    measuring: str = ""
    """What the cost view has measured at present, under the name by which it wants that; empty for nothing."""

    more_training: bool = False
    """Whether the rarely used choices of the training panel are unfolded."""

    reduce_motion: bool = False
    """Whether stills are shown instead of anything that moves."""

    hovered_neuron: Neuron | None = None
    hovered_link: Link | None = None
    hovered_point: int | None = None
    chosen_neuron: Neuron | None = None

    chosen_point: int | None = None
    """The point that is followed through the network; never together with a place."""

    chosen_place: tuple[float, float] | None = None
    """The place of the plane that is followed through the network."""

    pointed: tuple[float, float] | None = None
    """The place of the plane that is pointed at, while a view wants to know it."""

    lit: frozenset[Neuron] | None = None
    """The hidden neurons that work where somebody points; None where nobody does."""

    notice: str = ""
    """The sentence that the window shows to the learner, empty for none."""


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
