"""Who fires for whom: a column a neuron, a row a class, the darker the more of the class' points switch it on."""

from __future__ import annotations

from math import ceil

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.analysis.sparsity import specialties
from sequentia_gui.gui.colour_maps import sequential, to_image
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.focus import paint_focus
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.point_marks import mark_color, mark_pixmap
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, Neuron, ViewState
from sequentia_gui.gui.views.activation_colors import off_ground
from sequentia_gui.gui.views.sparsity import words
from sequentia_gui.gui.views.sparsity.firing_layout import FiringBlock, FiringLayout, firing_layout

_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class FiringMap(QWidget):
    """Owns the picture of the rates; a click or the arrow keys choose a neuron, the mouse points at one."""

    def __init__(self, view_state: ViewState) -> None:
        super().__init__()
        self._view_state, self._look = view_state, view_state.now
        self._theme = LIGHT
        self._activity: Activity | None = None
        self._fonts = figures(LIGHT, 10), figures(LIGHT, 11, 600)
        self._framed: tuple[list[tuple[int, int]], ...] = ()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Which share of each class switches each neuron on"))
        claim_keys(self, lambda event: event.key() == Qt.Key.Key_Escape and self._chosen is not None)

    def show_activity(self, activity: Activity) -> None:
        """Show other rates."""
        self._activity = activity
        self._framed = tuple(specialties(rates) for rates in activity.rates)
        self.update()

    def show_look(self, look: Look) -> None:
        """Show who is chosen and pointed at."""
        before, self._look = self._look, look
        if (before.hovered_neuron, before.chosen_neuron) != (look.hovered_neuron, look.chosen_neuron):
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self._fonts = figures(theme, 10), figures(theme, 11, 600)
        self.setMinimumSize(theme.px(120), theme.px(60))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a few layers."""
        return QSize(self._theme.px(230), self._theme.px(120))

    @property
    def layout_now(self) -> FiringLayout:
        """Where everything is at the present size."""
        activity = self._activity
        widths = [len(rates) for rates in activity.rates] if activity else []
        classes = activity.rates[0].shape[1] if activity and activity.rates else 1
        rim = self._theme.px(4)
        left = rim + self._theme.px(22) + self._theme.px(14)
        room = (left, rim, self.width() - left - rim, self.height() - self._key_height - 2 * rim)
        return firing_layout(widths, classes, room, self._theme.zoom)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the blocks, who is chosen, and the key."""
        del event
        painter = QPainter(self)
        layout = self.layout_now
        if self._activity is not None and layout.blocks:
            for block in layout.blocks:
                self._paint_block(painter, layout, block, self._activity)
            self._paint_rings(painter, layout)
            self._paint_key(painter, layout)
        if self.hasFocus():
            paint_focus(painter, self.rect(), self._theme)

    @property
    def _key_height(self) -> int:
        roomy = self.height() >= self._theme.px(70)
        return QFontMetrics(self._fonts[0]).height() + self._theme.px(4) if roomy else 0

    def _paint_block(
        self, painter: QPainter, layout: FiringLayout, block: FiringBlock, activity: Activity
    ) -> None:
        place, theme = block.layer - 1, self._theme
        box = QRectF(block.left, block.top, block.width * block.pitch, block.height)
        painter.fillRect(box, off_ground(theme, False, hatched=block.pitch >= theme.px(5)))
        rates = activity.rates[place]
        shown = np.where(rates > 0, rates, np.nan).T[::-1]
        painter.drawImage(box, to_image(shown, 0.0, 1.0, sequential(theme)))
        self._part(painter, layout, block)
        for position, label in self._framed[place] if self._has_room_for_frames(layout, block) else ():
            self._frame(painter, layout, block, position, label)
        for position in np.flatnonzero(activity.dead[place]).tolist():
            self._cross(painter, block, position)
        for position in np.flatnonzero(activity.saturated[place]).tolist():
            self._bars(painter, block, position)
        if place % self._named_apart(layout) == 0:
            self._name(painter, block)
        for label in range(rates.shape[1]):
            self._class_mark(painter, block, layout.row, label)

    def _part(self, painter: QPainter, layout: FiringLayout, block: FiringBlock) -> None:
        """Thin lines between cells that are large enough for them."""
        if block.pitch < self._theme.px(4) or layout.row < self._theme.px(3):
            return
        painter.setPen(QPen(self._theme.color("card"), self._theme.px(1), c=Qt.PenCapStyle.FlatCap))
        right, bottom = block.left + block.width * block.pitch, block.top + block.height
        across = [QLineF(block.left, y, right, y) for y in range(block.top + layout.row, bottom, layout.row)]
        down = [QLineF(x, block.top, x, bottom) for x in range(block.left + block.pitch, right, block.pitch)]
        painter.drawLines([*across, *down])

    def _has_room_for_frames(self, layout: FiringLayout, block: FiringBlock) -> bool:
        """In smaller cells a frame would hide what it is about."""
        return min(block.pitch, layout.row) >= self._theme.px(6)

    def _frame(
        self, painter: QPainter, layout: FiringLayout, block: FiringBlock, position: int, label: int
    ) -> None:
        """A specialist's cell is framed."""
        left, width = block.span(position)
        thick = self._theme.px(1.5)
        painter.setPen(QPen(self._theme.color("line"), thick, j=Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(left, block.top + label * layout.row, width, layout.row)
        painter.drawRect(box.adjusted(thick / 2, thick / 2, -thick / 2 - 1, -thick / 2 - 1))

    def _cross(self, painter: QPainter, block: FiringBlock, position: int) -> None:
        """A dead neuron's column is crossed out."""
        box = self._mark_box(block, position)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("warning"), self._theme.px(1.6)))
        painter.drawLines(
            [QLineF(box.topLeft(), box.bottomRight()), QLineF(box.bottomLeft(), box.topRight())]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _bars(self, painter: QPainter, block: FiringBlock, position: int) -> None:
        """A saturated neuron's column has two flat lines on a plate."""
        box, thick = self._mark_box(block, position), self._theme.px(1.6)
        painter.fillRect(box, self._theme.color("card"))
        third = box.height() / 3
        for middle in (box.top() + third, box.bottom() - third):
            painter.fillRect(
                QRectF(box.left(), middle - thick / 2, box.width(), thick), self._theme.color("warning")
            )

    def _mark_box(self, block: FiringBlock, position: int) -> QRectF:
        left, width = block.span(position)
        side = max(3.0, min(width - 2, block.height - 2, self._theme.px(11)))
        return QRectF(left + (width - side) / 2, block.top + (block.height - side) / 2, side, side)

    def _named_apart(self, layout: FiringLayout) -> int:
        """Every layer has its name, or every second, third ... where the blocks are lower than letters."""
        pitch = layout.blocks[1].top - layout.blocks[0].top if len(layout.blocks) > 1 else self.height()
        return ceil(QFontMetrics(self._fonts[1]).ascent() / max(1, pitch))

    def _name(self, painter: QPainter, block: FiringBlock) -> None:
        """The layer's name beside its block."""
        theme = self._theme
        painter.setFont(self._fonts[1])
        painter.setPen(theme.color("text"))
        line = QFontMetrics(self._fonts[1]).height()
        top = block.top + block.height / 2 - line / 2
        painter.drawText(
            QRectF(theme.px(4), top, theme.px(22), line), Qt.AlignmentFlag.AlignVCenter, f"L{block.layer}"
        )

    def _class_mark(self, painter: QPainter, block: FiringBlock, row: int, label: int) -> None:
        """The mark of a row's class; a strip of its colour where rows are thin."""
        theme, middle = self._theme, block.top + (label + 0.5) * row
        if row < theme.px(8):
            strip = QRectF(block.left - theme.px(6), middle - row / 2, theme.px(4), max(1, row - 1))
            painter.fillRect(strip, mark_color(theme, label))
            return
        pixmap = mark_pixmap(theme, label, theme.px(7), False, self.devicePixelRatioF())
        side = pixmap.width() / self.devicePixelRatioF()
        painter.drawPixmap(QPointF(block.left - theme.px(8) - side / 2, middle - side / 2), pixmap)

    def _paint_rings(self, painter: QPainter, layout: FiringLayout) -> None:
        """A frame in two tones around the column of who is chosen, a thinner one around who is pointed at."""
        theme = self._theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for neuron, thick in ((self._look.hovered_neuron, 1.0), (self._look.chosen_neuron, 2.0)):
            block = self._block_of(layout, neuron)
            if neuron is None or block is None:
                continue
            left, width = block.span(neuron.position)
            box = QRectF(left, block.top, width, block.height).adjusted(-1.5, -1.5, 0.5, 0.5)
            for color, extra in (("card", 2.0), ("accent", 0.0)):
                pen = QPen(theme.color(color), (thick + extra) * theme.zoom, j=Qt.PenJoinStyle.MiterJoin)
                painter.setPen(pen)
                painter.drawRect(box)

    def _paint_key(self, painter: QPainter, layout: FiringLayout) -> None:
        """What the colours and the marks mean, under the last block, as far as there is room."""
        if not self._key_height or self._activity is None:
            return
        theme, letters = self._theme, QFontMetrics(self._fonts[0])
        top = layout.blocks[-1].top + layout.blocks[-1].height + theme.px(3)
        box = QRectF(layout.blocks[0].left, top, theme.px(26), letters.height())
        painter.setFont(self._fonts[0])
        left = self._write(painter, QPointF(box.left(), top), "0")
        scale = np.linspace(0, 1, 64)[None, :]
        strip = QRectF(left, top + letters.height() / 2 - theme.px(4), theme.px(36), theme.px(8))
        painter.drawImage(strip, to_image(scale, 0.0, 1.0, sequential(theme)))
        left = self._write(painter, QPointF(strip.right() + theme.px(4), top), "100 %")
        framed = any(
            self._framed[block.layer - 1]
            for block in layout.blocks
            if self._has_room_for_frames(layout, block)
        )
        for text in words.key(self._activity, framed):
            if left + theme.px(8) + letters.horizontalAdvance(text) > self.width():
                return
            left = self._write(painter, QPointF(left + theme.px(8), top), text)

    def _write(self, painter: QPainter, at: QPointF, text: str) -> float:
        letters = QFontMetrics(self._fonts[0])
        painter.setPen(self._theme.color("muted"))
        painter.drawText(QPointF(at.x(), at.y() + letters.ascent()), text)
        return at.x() + letters.horizontalAdvance(text) + self._theme.px(4)

    # pointing

    @property
    def _chosen(self) -> Neuron | None:
        return self._look.chosen_neuron

    def _block_of(self, layout: FiringLayout, neuron: Neuron | None) -> FiringBlock | None:
        if neuron is None or not 1 <= neuron.layer <= len(layout.blocks):
            return None
        block = layout.blocks[neuron.layer - 1]
        return block if neuron.position < block.width else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the neuron under the mouse."""
        place = event.position()
        self._view_state.set(hovered_neuron=self.layout_now.neuron_at(place.x(), place.y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the neuron under the mouse; the chosen one again, or a place beside all, chooses none."""
        place = event.position()
        neuron = self.layout_now.neuron_at(place.x(), place.y())
        self._choose(None if neuron == self._chosen else neuron)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nobody."""
        super().leaveEvent(event)
        self._view_state.set(hovered_neuron=None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from neuron to neuron and from layer to layer; Esc chooses none."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None and self.layout_now.blocks:
            self._choose(self.layout_now.beside(self._chosen, *step))
        elif event.key() == Qt.Key.Key_Escape and self._chosen is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the numbers of the neuron under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._activity:
            neuron = self.layout_now.neuron_at(event.pos().x(), event.pos().y())
            text = words.firing(self._activity, neuron) if neuron else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _choose(self, neuron: Neuron | None) -> None:
        layer = {} if neuron is None else {"layer": neuron.layer}
        self._view_state.set(chosen_neuron=neuron, **layer)
