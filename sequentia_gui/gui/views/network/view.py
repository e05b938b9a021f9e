"""The network: every neuron is a picture of what it computes, every link a weight."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.network.canvas import NetworkCanvas
from sequentia_gui.gui.views.network.words import network_summary
from sequentia_gui.gui.views.view import View
from sequentia_gui.training.messages import Frame


class NetworkView(View):
    """The network as a graph of pictures; where there is too little room for it, it can be scrolled."""

    name: ClassVar[str] = "network"
    wants: ClassVar[frozenset[str]] = frozenset({"neuron_maps", "activity"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._experiment = document.now
        self.canvas = NetworkCanvas(document, view_state)
        self._area = QScrollArea()
        self._area.setWidget(self.canvas)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self.canvas.setAutoFillBackground(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)
        self.setFocusProxy(self.canvas)
        self.canvas.show_experiment(document.now)

    def heading(self) -> tuple[str, str]:
        """The card's title, and what the small marks mean, or what a hand can do."""
        if self._experiment.network.sizes(self._experiment.points.classes) == (2, 1):
            return self.tr("The network"), self.tr("one neuron: drag a weight up or down, or the line")
        marks = self.tr("bar: share of the points that switch a neuron on · square: its bias")
        return self.tr("The network"), marks

    def show_experiment(self, now: Experiment) -> None:
        """Name the columns as the design says."""
        self._experiment = now
        self.canvas.show_experiment(now)

    def show_frame(self, frame: Frame) -> None:
        """Show the network as it was at one moment."""
        self.canvas.show_frame(frame)

    def show_look(self, look: Look) -> None:
        """Light what is pointed at and chosen."""
        self.canvas.show_look(look)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self.canvas.set_theme(theme)

    def reading(self) -> str:
        """The weight or the neuron that the keyboard has come to."""
        return self.canvas.reading()

    @property
    def picture(self) -> NetworkCanvas:
        """The canvas takes the keys."""
        return self.canvas

    def summary(self) -> str:
        """The layers, and how many neurons are dead."""
        design, classes = self._experiment.network, self._experiment.points.classes
        picture = self.canvas.picture
        dead = picture.dead_count if picture and picture.checkpoint.design == design else 0
        words = network_summary(design, design.sizes(classes)[-1], dead)
        return f"{words}; {self.canvas.neuron.summary()}" if self.canvas.neuron.isVisibleTo(self) else words
