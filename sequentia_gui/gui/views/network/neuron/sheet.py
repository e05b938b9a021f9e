"""The sheet on which a network that is one neuron is drawn large, with plates to change its weights."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Link, Look, ViewState
from sequentia_gui.gui.view_state import Neuron as Place
from sequentia_gui.gui.views.network.editing import NumberField, refusal, with_number
from sequentia_gui.gui.views.network.neuron.numbers import formula, looked_at
from sequentia_gui.gui.views.network.neuron.painter import Neuron, NeuronPainter
from sequentia_gui.gui.views.network.neuron.places import places
from sequentia_gui.gui.views.network.neuron.plate import WeightPlate
from sequentia_gui.gui.views.plane.by_hand import HeldWeights, present
from sequentia_gui.gui.views.plane.dragging import line_of
from sequentia_gui.network.losses import output_head
from sequentia_gui.training.messages import Frame

WEIGHTS: tuple[Link | Place, ...] = (Link(1, 0, 0), Link(1, 0, 1), Place(1, 0))
"""What can be changed: w1, w2, and the output's bias b."""


class NeuronSheet(QWidget):
    """Owns the three plates and the field to type a number; hands every change to the document."""

    def __init__(self, document: Document, view_state: ViewState, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._view_state = document, view_state
        self._now, self._look = document.now, view_state.now
        self._frame: Frame | None = None
        self._theme: Theme = LIGHT
        self._painter = NeuronPainter(LIGHT)
        self._held = HeldWeights(document, lambda: present(document, self._frame))
        self.plates = self._build_plates()
        self.setFocusProxy(self.plates[0])
        self.field = NumberField(self)
        self.field.committed.connect(self._type)
        self.field.refused.connect(lambda text: view_state.set(notice=refusal(text)))

    def _build_plates(self) -> tuple[WeightPlate, ...]:
        names = (("w₁", self.tr("Weight w₁")), ("w₂", self.tr("Weight w₂")), ("b", self.tr("Bias b")))
        plates = tuple(WeightPlate(sign, name, self) for sign, name in names)
        for plate, place in zip(plates, WEIGHTS, strict=True):
            self._connect(plate, place)
        return plates

    def _connect(self, plate: WeightPlate, place: Link | Place) -> None:
        label = self.tr("Change a weight") if isinstance(place, Link) else self.tr("Change the bias")
        plate.taken.connect(lambda: self._held.take(label))
        plate.dragged.connect(
            lambda value: self._held.hold(lambda checkpoint: with_number(checkpoint, place, value))
        )
        plate.dropped.connect(self._held.let_go)
        plate.stepped.connect(
            lambda value: self._held.put(lambda checkpoint: with_number(checkpoint, place, value))
        )
        plate.opened.connect(lambda: self._open(plate, place))

    def show_experiment(self, now: Experiment) -> None:
        """Know the points."""
        self._now = now
        self.update()

    def show_frame(self, frame: Frame) -> None:
        """Show the neuron as it was at one moment; frames of larger networks are not for this sheet."""
        self._frame = frame if frame.contestants and frame.contestants[0].checkpoint.sizes == (2, 1) else None
        if self._frame is None:
            return
        self._held.show_frame()
        numbers = line_of(frame.contestants[0].checkpoint, 0).tolist()
        for plate, value in zip(self.plates, numbers, strict=True):
            plate.show_value(value)
        self.update()

    def show_look(self, look: Look) -> None:
        """Follow the point that is looked at."""
        self._look = look
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme, self._painter = theme, NeuronPainter(theme)
        for plate in self.plates:
            plate.set_theme(theme)
        self._place_plates()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the plates on their links again."""
        super().resizeEvent(event)
        self._place_plates()

    def _place_plates(self) -> None:
        at = places(self.width(), self.height(), self._theme)
        for row, plate in enumerate(self.plates):
            plate.move(at.plates[row].toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the neuron as it is now."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("card"))
        if self._frame is not None:
            at = places(self.width(), self.height(), self._theme)
            self._painter.paint(painter, self._neuron(self._frame), at)
        painter.end()

    def _neuron(self, frame: Frame) -> Neuron:
        checkpoint = frame.contestants[0].checkpoint
        w1, w2, bias = line_of(checkpoint, 0).tolist()
        head = output_head(frame.experiment.training.loss, checkpoint.classes)
        return Neuron((w1, w2), bias, head, looked_at(frame, self._now, self._look))

    def summary(self) -> str:
        """What the neuron adds up, and what its switch makes of it."""
        if self._frame is None:
            return ""
        neuron = self._neuron(self._frame)
        return f"{formula(neuron.weights, neuron.bias)}; {neuron.head.formula}"

    # numbers that are typed

    def _open(self, plate: WeightPlate, place: Link | Place) -> None:
        if self._frame is not None:
            self.setFocusProxy(plate)
            middle = plate.geometry().center()
            name = plate.accessibleName()
            self.field.open(place, plate.value, name, middle.x(), plate.y(), self._theme)

    def _type(self, place: Link | Place, value: float) -> None:
        label = self.tr("Set a weight") if isinstance(place, Link) else self.tr("Set a bias")
        self._held.take(label)
        self._held.put(lambda checkpoint: with_number(checkpoint, place, value))
