"""Activity: every neuron against every point, so that one sees who is on for whom, and who never is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.analysis.saturation import SATURATED_BELOW
from sequentia_gui.experiment.experiment import NetworkDesign, PointSet
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.focus import paint_focus
from sequentia_gui.gui.names import class_letter
from sequentia_gui.gui.numerals import number, percent, tidy
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, Neuron, ViewState
from sequentia_gui.gui.views.activation_colors import Coloring, coloring, steady_strength
from sequentia_gui.gui.views.activity.layout import ActivityLayout, layout_of
from sequentia_gui.gui.views.activity.painter import ActivityPainter, layer_image, measures
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.training.messages import Frame

_NOTHING = Activity((), (), (), (), (), 0.0, (), (), ())


class ActivityView(View):
    """A heat map, rows neurons by layer, columns points by class; linked both ways with the other views."""

    name: ClassVar[str] = "activity"
    wants: ClassVar[frozenset[str]] = frozenset({"activity"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._pace = EveryOther(turn=1)
        self._theme = LIGHT
        self._look = view_state.now
        self._activity = _NOTHING
        self._design: NetworkDesign | None = None
        self._points = PointSet.empty()
        self._strengths: dict[int, float] = {}
        self._layout: ActivityLayout | None = None
        self._laid_out: tuple[object, ...] = ()
        self._images: tuple[QImage, ...] | None = None
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        claim_keys(self, self._lets_go)
        self.setAccessibleName(self.tr("Activity of every neuron at every point"))

    def heading(self) -> tuple[str, str]:
        kinds = {
            coloring(layer.activation, layer.parameters).kind for layer in self._document.now.network.layers
        }
        marks = {"gated": self.tr("grey = off"), "signed": self.tr("blue < 0 < orange")}
        told = [text for kind, text in marks.items() if kind in (kinds or {"gated"})]
        return self.tr("Activity"), "; ".join([self.tr("each column a point, each row a neuron"), *told])

    def show_frame(self, frame: Frame) -> None:
        if not self._pace.passes(frame):
            return
        contestant = frame.contestants[0]
        found = contestant.findings.get("activity")
        if not isinstance(found, Activity):
            return
        if contestant.checkpoint.design != self._design:
            self._strengths.clear()
        self._activity, self._design = found, contestant.checkpoint.design
        self._points = frame.experiment.points
        self._images = None
        self.update()

    def show_look(self, look: Look) -> None:
        before, self._look = self._look, look
        if (before.hovered_neuron, before.hovered_point) != (look.hovered_neuron, look.hovered_point):
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._images = None
        self.update()

    def summary(self) -> str:
        if self._sentence:
            return self._sentence
        layers = (f"L{place + 1} {percent(share)}" for place, share in enumerate(self._activity.layer_zeros))
        text = self.tr("Zeros: {0}, all {1}; {2} dead.")
        now = self._activity
        told = text.format(", ".join(layers), percent(now.all_zeros), now.dead_count)
        return told + (self.tr(" {0} saturated.").format(now.saturated_count) if now.saturated_count else "")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(140))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("card"))
        if self._sentence:
            painter.setFont(self._theme.font(13))
            painter.setPen(self._theme.color("muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect(), flags, self._sentence)
        else:
            self._paint_cells(painter)
        if self.hasFocus():
            painter.resetTransform()
            paint_focus(painter, self.rect(), self._theme)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        neuron = None if cell is None else Neuron(cell[0] + 1, cell[1])
        self._view_state.set(hovered_neuron=neuron, hovered_point=None if cell is None else cell[2])

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._view_state.set(hovered_neuron=None, hovered_point=None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._view_state.set(hovered_neuron=None, hovered_point=None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if cell is None else self.words(*cell), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if self._lets_go(event):
            self._view_state.set(hovered_neuron=None, hovered_point=None)
        elif step is None or self._sentence:
            super().keyPressEvent(event)
        else:
            self._move(*step)

    def _lets_go(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self._look.hovered_neuron is not None

    def reading(self) -> str:
        neuron, point = self._look.hovered_neuron, self._look.hovered_point
        if self._sentence or neuron is None or point is None or not self._has(neuron, point):
            return ""
        return self.words(neuron.layer - 1, neuron.position, point)

    def _has(self, neuron: Neuron, point: int) -> bool:
        """Whether there is a cell of theirs: inputs and outputs have none, nor has what was pointed at and is gone."""
        widths = [0, *map(len, self._activity.pre)]
        known = 0 < neuron.layer < len(widths) and neuron.position < widths[neuron.layer]
        return known and point < len(self._points)

    def words(self, layer: int, neuron: int, point: int) -> str:
        """All about one cell, in words; layer 0 is the first hidden one."""
        z = float(self._activity.pre[layer][neuron, point])
        text = self.tr(
            "Layer {0}, neuron {1}, at a point of class {2}\n"
            "z = {3}, output a = {4}\nzero for {5} of the points"
        )
        told = text.format(
            layer + 1,
            neuron + 1,
            class_letter(int(self._points.label[point])),
            number(z, 3),
            number(float(self._activity.post_of(layer)[neuron, point]), 3),
            percent(float(self._activity.zeros[layer][neuron])),
        )
        if self._activity.dead[layer][neuron]:
            told += self.tr("\ndead: no training point switches it on")
        if self._activity.saturated[layer][neuron]:
            told += self.tr("\nsaturated: slope below {0} at every training point").format(
                tidy(SATURATED_BELOW)
            )
        return told

    @property
    def _sentence(self) -> str:
        """What to say where there is no picture; empty where there is one."""
        if self._design is None:
            return self.tr("Waiting for the network.")
        if not self._activity.pre:
            return self.tr("No hidden layer yet: add one, and its neurons appear here.")
        if not len(self._points):
            return self.tr("No points yet: draw some, and see which neurons they switch on.")
        return ""

    def _arranged(self) -> tuple[ActivityLayout, Theme]:
        """The layout at the present size, in device pixels, and the theme scaled to them."""
        ratio = self.devicePixelRatioF()
        ink = self._theme.scaled(self._theme.zoom * ratio)
        widths = tuple(len(pre) for pre in self._activity.pre)
        size = (round(self.width() * ratio), round(self.height() * ratio))
        needs = (widths, self._points, size, ink)
        if self._layout is None or needs != self._laid_out:
            self._layout, self._laid_out = layout_of(widths, self._points, size, measures(ink)), needs
            self._images = None
        return self._layout, ink

    def _painted(self, layout: ActivityLayout, ink: Theme) -> tuple[QImage, ...]:
        if self._images is None:
            self._images = tuple(self._image(layer, layout, ink) for layer in range(len(layout.blocks)))
        return self._images

    def _image(self, layer: int, layout: ActivityLayout, ink: Theme) -> QImage:
        how = self._coloring(layer)
        pre, post = self._activity.pre[layer], self._activity.post_of(layer)
        strength = steady_strength(pre, post, how, self._strengths.get(layer, 0.0))
        self._strengths[layer] = strength
        return layer_image(pre, post, layout.columns, how, strength, ink)

    def _coloring(self, layer: int) -> Coloring:
        if self._design is None:
            return coloring("relu")
        return coloring(self._design.layers[layer].activation, self._design.layers[layer].parameters)

    def _paint_cells(self, painter: QPainter) -> None:
        layout, ink = self._arranged()
        images = self._painted(layout, ink)
        painter.scale(1 / self.devicePixelRatioF(), 1 / self.devicePixelRatioF())
        draw = ActivityPainter(painter, layout, ink)
        for block in layout.blocks:
            draw.cells(block, images[block.layer], self._coloring(block.layer).kind == "signed")
            draw.name(block, self._activity.layer_zeros[block.layer])
            dead = self._activity.dead[block.layer]
            draw.numbers(block, self._activity.zeros[block.layer], dead, self.tr("dead"))
            draw.saturated(block, self._activity.saturated[block.layer])
        draw.marks(self._totals())
        draw.highlight(self._look.hovered_neuron, self._look.hovered_point)

    def _totals(self) -> tuple[str, str, str]:
        now = self._activity
        share = percent(now.all_zeros)
        words = self.tr("zeros {0}").format(share)
        silent = (self.tr("{0} dead"), now.dead_count), (self.tr("{0} saturated"), now.saturated_count)
        return " · ".join([words, *(text.format(count) for text, count in silent if count)]), words, share

    def _cell_at(self, place: QPointF) -> tuple[int, int, int] | None:
        if self._sentence:
            return None
        ratio = self.devicePixelRatioF()
        return self._arranged()[0].cell_at(int(place.x() * ratio), int(place.y() * ratio))

    def _move(self, down: int, right: int) -> None:
        """Move the pointed cell by rows and columns; the first arrow key points at the first cell."""
        layout = self._arranged()[0]
        neurons = [Neuron(block.layer + 1, row) for block in layout.blocks for row in range(block.rows)]
        order = layout.columns.order.tolist()
        neuron, point = self._look.hovered_neuron, self._look.hovered_point
        row = neurons.index(neuron) + down if neuron in neurons else 0
        column = order.index(point) + right if point in order else 0
        row, column = min(max(row, 0), len(neurons) - 1), min(max(column, 0), len(order) - 1)
        self._view_state.set(hovered_neuron=neurons[row], hovered_point=order[column])
