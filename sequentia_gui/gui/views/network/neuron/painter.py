"""Paints one neuron as it stands on the blackboard: inputs, weights, the sum, the switch, the output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.network.links import FULL_WEIGHT
from sequentia_gui.gui.views.network.neuron.numbers import Looked, formula
from sequentia_gui.gui.views.network.neuron.places import Places
from sequentia_gui.gui.views.network.neuron.plate import HEIGHT, WIDTH
from sequentia_gui.network.output_head import OutputHead

REACH = 4.0
"""The switch is drawn for z from -REACH to REACH."""

_CENTRED = Qt.AlignmentFlag.AlignCenter
_SAMPLES = np.linspace(-REACH, REACH, 241)
_INPUTS = ("x₁", "x₂", "1")


@dataclass(frozen=True, slots=True, eq=False)
class Neuron:
    """What is painted: the weights (2,) and the bias, what the output makes of z, and the point that is looked at."""

    weights: tuple[float, float]
    bias: float
    head: OutputHead
    looked: Looked | None


class NeuronPainter:
    """Owns type and colours of one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._letters, self._numbers = theme.font(15, 600), figures(theme, 13, 600)
        self._small, self._large = figures(theme, 12), figures(theme, 14, 500)
        self._outline = QPen(theme.color("text"), theme.px(1.5))

    def paint(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        """Paint everything but the plates, as far as there is room."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_words(painter, neuron, at)
        if at.is_drawn:
            self._paint_picture(painter, neuron, at)

    def _paint_picture(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        self._paint_links(painter, neuron, at)
        self._paint_inputs(painter, neuron, at)
        self._paint_sum(painter, neuron, at)
        self._paint_switch(painter, neuron, at)
        self._paint_output(painter, neuron, at)
        self._paint_terms(painter, neuron, at)

    def _paint_links(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        half = QPointF(self._theme.px(WIDTH) / 2, self._theme.px(HEIGHT) / 2)
        numbers = (*neuron.weights, neuron.bias)
        for start, corner, weight in zip(at.inputs, at.plates, numbers, strict=True):
            painter.setPen(self._link_pen(weight))
            painter.drawPolyline(QPolygonF([start, corner + half, at.sum]))
        painter.setPen(self._outline)
        ends = [at.sum.x() + at.radius, at.switch.left(), at.switch.right(), at.output.x() - at.radius]
        for left, right in (ends[:2], ends[2:]):
            self._paint_arrow(painter, left, right, at.sum.y())

    def _link_pen(self, weight: float) -> QPen:
        """As in the network: as wide as the weight is large, its sign in colour and, if negative, dashes."""
        share = min(abs(weight) / FULL_WEIGHT, 1.0) if np.isfinite(weight) else 1.0
        color = self._theme.color("positive" if weight >= 0 else "negative")
        pen = QPen(color, self._theme.px(1.5) + share * self._theme.px(5), c=Qt.PenCapStyle.FlatCap)
        if weight < 0:
            pen.setDashPattern([max(1.0, self._theme.px(9) / pen.widthF()), self._theme.px(5) / pen.widthF()])
        return pen

    def _paint_arrow(self, painter: QPainter, left: float, right: float, y: float) -> None:
        gap, wing = self._theme.px(3), self._theme.px(5)
        tip = QPointF(right - gap, y)
        painter.drawLine(QLineF(left + gap, y, tip.x(), y))
        painter.drawPolyline(QPolygonF([tip + QPointF(-wing, -wing), tip, tip + QPointF(-wing, wing)]))

    def _paint_inputs(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        for place, (middle, name) in enumerate(zip(at.inputs, _INPUTS, strict=True)):
            self._paint_disc(painter, middle, at.small, name)
            if neuron.looked is not None and place < 2 and at.has_room_between_inputs(self._theme.px(20)):
                self._below(painter, middle, at.small, neuron.looked.inputs[place])

    def _paint_sum(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        self._paint_disc(painter, at.sum, at.radius, "Σ")
        if neuron.looked is not None:
            self._below(painter, at.sum, at.radius, f"z = {neuron.looked.total}")
        else:
            self._below(painter, at.sum, at.radius, _tr("sum z"), quiet=True)

    def _paint_output(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        looked = neuron.looked
        self._paint_disc(painter, at.output, at.radius, looked.answer if looked else "y")
        if looked:
            self._below(painter, at.output, at.radius, looked.verdict)
        else:
            self._below(painter, at.output, at.radius, _tr("output"), quiet=True)

    def _paint_disc(self, painter: QPainter, middle: QPointF, radius: float, text: str) -> None:
        painter.setPen(self._outline)
        painter.setBrush(self._theme.color("card"))
        painter.drawEllipse(middle, radius, radius)
        fits = QFontMetricsF(self._letters).horizontalAdvance(text) < 1.7 * radius
        painter.setFont(self._letters if fits else self._small)
        painter.drawText(_around(middle, radius), _CENTRED, text)

    def _below(
        self, painter: QPainter, middle: QPointF, radius: float, text: str, quiet: bool = False
    ) -> None:
        painter.setFont(self._small if quiet else self._numbers)
        painter.setPen(self._theme.color("muted" if quiet else "text"))
        height = QFontMetricsF(painter.font()).height()
        box = QRectF(0, middle.y() + radius + self._theme.px(3), self._theme.px(130), height)
        box.moveLeft(middle.x() - box.width() / 2)
        painter.drawText(box, _CENTRED, text)

    # the switch

    def _paint_switch(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        theme, box = self._theme, at.switch
        painter.setPen(self._outline)
        painter.setBrush(theme.color("card"))
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        painter.save()
        painter.setClipRect(box.adjusted(2, 2, -2, -2))
        self._paint_axes(painter, neuron.head, box)
        painter.setPen(QPen(theme.color("curve"), theme.px(2.5)))
        for part in _curve(neuron.head, box):
            painter.drawPolyline(part)
        painter.restore()
        if neuron.looked is not None:
            self._paint_dot(painter, neuron, box)
        self._below(painter, box.center(), box.height() / 2, neuron.head.label, quiet=True)

    def _paint_axes(self, painter: QPainter, head: OutputHead, box: QRectF) -> None:
        painter.setPen(QPen(self._theme.color("border"), self._theme.px(1)))
        zero = _spot(0.0, 0.0, head, box)
        painter.drawLine(QLineF(box.left(), zero.y(), box.right(), zero.y()))
        painter.drawLine(QLineF(zero.x(), box.top(), zero.x(), box.bottom()))

    def _paint_dot(self, painter: QPainter, neuron: Neuron, box: QRectF) -> None:
        """Where the point is on the switch; at the edge where z lies further out."""
        assert neuron.looked is not None
        spot = _spot(min(max(neuron.looked.z, -REACH), REACH), neuron.looked.a, neuron.head, box)
        spot.setY(min(max(spot.y(), box.top()), box.bottom()))
        painter.setPen(QPen(self._theme.color("card"), self._theme.px(2)))
        painter.setBrush(self._theme.color("warning"))
        painter.drawEllipse(spot, self._theme.px(6), self._theme.px(6))

    # words

    def _paint_terms(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        """Under each plate what its link brings: w times x."""
        theme = self._theme
        if neuron.looked is None or not at.has_room_between_plates(theme.px(HEIGHT + 19)):
            return
        painter.setFont(self._numbers)
        painter.setPen(theme.color("text"))
        for row, term in enumerate(neuron.looked.terms):
            corner = at.plates[row]
            times = f"× {neuron.looked.inputs[row]} = {term}" if row < 2 else f"× 1 = {term}"
            box = QRectF(corner.x(), corner.y() + theme.px(HEIGHT) + 1, theme.px(WIDTH), theme.px(18))
            grown = box.adjusted(-theme.px(24), 0, theme.px(24), 0)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(times) + theme.px(8)
            plate = QRectF(grown.center().x() - wide / 2, grown.top(), wide, grown.height())
            painter.fillRect(plate, theme.color("card"))
            painter.drawText(grown, _CENTRED, times)

    def _paint_words(self, painter: QPainter, neuron: Neuron, at: Places) -> None:
        """At the foot: the same as a formula."""
        upper, lower = QRectF(at.words), QRectF(at.words)
        upper.setHeight(at.words.height() / 2)
        lower.setTop(upper.bottom())
        looked = neuron.looked
        sum_text = formula(neuron.weights, neuron.bias)
        if looked is not None:
            sum_text = f"z = {_added(looked)} = {looked.total}"
        says = neuron.head.formula
        if looked is not None and not at.is_drawn:
            says = f"y = {looked.answer}: {looked.verdict}"
        for box, font, color, text in (
            (upper, self._large, "text", sum_text),
            (lower, self._small, "muted", says),
        ):
            painter.setFont(font)
            painter.setPen(self._theme.color(color))
            painter.drawText(box, _CENTRED, text)


def _added(looked: Looked) -> str:
    """The terms in a row: "−0.03 + 3.09 + 0.60"."""
    first, *others = looked.terms
    parts = [f"− {term[1:]}" if term.startswith("−") else f"+ {term.lstrip('+')}" for term in others]
    return " ".join([first.lstrip("+"), *parts])


def _around(middle: QPointF, radius: float) -> QRectF:
    return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)


def _curve(head: OutputHead, box: QRectF) -> list[QPolygonF]:
    """The switch's curve in a box, in two parts where it jumps."""
    parts = (_SAMPLES[_SAMPLES <= 0], _SAMPLES[_SAMPLES > 0]) if head.counts_mistakes else (_SAMPLES,)
    return [
        QPolygonF([_spot(float(z), float(a), head, box) for z, a in zip(part, head.value(part), strict=True)])
        for part in parts
    ]


def _spot(z: float, a: float, head: OutputHead, box: QRectF) -> QPointF:
    """A place of the curve's plane in the box: 0 to 1, or -1 to 1, with room above and below."""
    low = -1.3 if head.is_signed else -0.3
    share = (a - low) / (1.3 - low)
    return QPointF(box.center().x() + z / REACH / 2 * box.width(), box.bottom() - share * box.height())


def _tr(text: str) -> str:
    return QCoreApplication.translate("neuron", text)
