"""The way through the network at a glance: one stop per layer, and the neurons of the layer that is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sequentia_gui.gui.colour_maps import diverging_under_numbers, readable_on
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import LIGHT, Theme


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the way: its name and what is known there, each from the longest form to the shortest."""

    names: tuple[str, str, str]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A neuron of the layer that is looked at: its number, its output in words and as a number, off or not."""

    name: str
    text: str
    value: float
    is_off: bool


_MIDDLE = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip)


class Heights(NamedTuple):
    """How high stops and cells are, and the room between and below them, in pixels at 100 %."""

    stop: float
    between: float
    cell: float
    below: float

    def whole(self, has_cells: bool) -> float:
        """All of it together."""
        return self.stop + self.below + (self.between + self.cell if has_cells else 0)


ROOMY, TIGHT = Heights(42, 10, 24, 4), Heights(33, 4, 19, 1)


class Path(QWidget):
    """Owns the stops and the cells; `stop_picked` and `cell_picked` fire with the place of what a person clicks."""

    stop_picked = Signal(int)
    cell_picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._stops: tuple[Stop, ...] = ()
        self._cells: tuple[Cell, ...] = ()
        self._stop = self._cell = 0
        self.has_ring = False
        self._heights = ROOMY
        self._largest = 1.0
        self._widths: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_theme(LIGHT)

    def show_way(self, stops: Sequence[Stop], stop: int, cells: Sequence[Cell], cell: int) -> None:
        """Show these stops and cells, and which of them are looked at."""
        now = (tuple(stops), stop, tuple(cells), cell)
        if now != (self._stops, self._stop, self._cells, self._cell):
            self._stops, self._stop, self._cells, self._cell = now
            self._largest = max((abs(cell.value) for cell in self._cells), default=0.0) or 1.0
            self._take_room()

    def stand(self, is_tight: bool) -> None:
        """Lower stops and cells where the height is needed below."""
        heights = TIGHT if is_tight else ROOMY
        if heights != self._heights:
            self._heights = heights
            self._take_room()

    def height_of(self, heights: Heights) -> int:
        """How high the present stops and cells are then."""
        return self._theme.px(heights.whole(bool(self._cells)) + 2)

    def show_ring(self, visible: bool) -> None:
        """Whether the keyboard works here."""
        self.has_ring = visible
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme: Theme = theme
        self._small, self._strong = figures(theme, 11), figures(theme, 13, 600)
        self._off = QBrush(theme.color("off"))
        self._take_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._take_room()

    def _take_room(self) -> None:
        """As high as the stops, and the cells where there are any."""
        self._widths = self._shared_out()
        self.setFixedHeight(self.height_of(self._heights))
        self.update()

    def _shared_out(self) -> tuple[float, ...]:
        """How wide each stop is: all alike, unless the room is so narrow that one needs more than its share."""
        room = self.width() - 2 - max(0, len(self._stops) - 1) * self._gap
        share = min(room / max(1, len(self._stops)), self._theme.px(116))
        needed = [self._narrowest(stop) for stop in self._stops]
        wider: list[float] = []
        for each in sorted(needed, reverse=True):
            if each > share:
                wider.append(each)
                share = (room - sum(wider)) / max(1, len(needed) - len(wider))
        return tuple(max(each, share) for each in needed)

    def _narrowest(self, stop: Stop) -> float:
        letters = QFontMetricsF(self._small)
        texts = (stop.names[2], stop.values[-1])
        return max(map(letters.horizontalAdvance, texts)) + 2 * self._edge + 0.1

    @property
    def _is_long(self) -> bool:
        return len(self._stops) > 8

    @property
    def _gap(self) -> float:
        """Between stops; less where there are many."""
        return self._theme.px(3 if self._is_long else 6)

    @property
    def _edge(self) -> float:
        """Inside a stop, to the left and right of its value."""
        return self._theme.px(2 if self._is_long else 3)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._theme.px(300), self.height())

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the stops, and the cells below them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        form = self._form_of_names()
        for place, stop in enumerate(self._stops):
            self._paint_stop(painter, place, stop.names[form])
        for place in range(len(self._cells)):
            self._paint_cell(painter, place)
        painter.end()

    def stop_box(self, place: int) -> QRectF:
        """Where a stop is."""
        left = 1 + sum(self._widths[:place]) + place * self._gap
        return QRectF(left, 1, self._widths[place], self._theme.px(self._heights.stop))

    def cell_box(self, place: int) -> QRectF:
        """Where a neuron's cell is."""
        side = min((self.width() - 2) / max(1, len(self._cells)), self._theme.px(56))
        top, height = (
            self._theme.px(self._heights.stop + self._heights.between),
            self._theme.px(self._heights.cell),
        )
        return QRectF(1 + place * side, top, side - min(2, side / 6), height)

    def _paint_stop(self, painter: QPainter, place: int, name: str) -> None:
        theme, box, stop = self._theme, self.stop_box(place), self._stops[place]
        chosen = place == self._stop
        width = theme.px(3 if self.has_ring else 2) if chosen else 1
        painter.setPen(QPen(theme.color("accent" if chosen else "border"), width))
        painter.setBrush(theme.color("card" if chosen else "raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6))
        above = theme.px(3 if self._heights is ROOMY else 1)
        inner = box.adjusted(self._edge, above, -self._edge, -above)
        upper, lower = QRectF(inner), QRectF(inner)
        upper.setHeight(inner.height() * 0.45)
        lower.setTop(upper.bottom())
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        painter.drawText(upper, _MIDDLE, name)
        font, value = self._fitting(stop.values, inner.width())
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(lower, _MIDDLE, value)

    def _form_of_names(self) -> int:
        """The longest form in which the names of all stops have room."""
        letters, edges = QFontMetricsF(self._small), 2 * self._edge
        for form in (0, 1):
            names = (stop.names[form] for stop in self._stops)
            if all(
                letters.horizontalAdvance(name) + edges <= wide
                for name, wide in zip(names, self._widths, strict=True)
            ):
                return form
        return 2

    def _fitting(self, values: tuple[str, ...], room: float) -> tuple[QFont, str]:
        """The longest form of a value that has room, the smaller font where that helps."""
        for value in values:
            for font in (self._strong, self._small):
                if QFontMetricsF(font).horizontalAdvance(value) <= room:
                    return font, value
        return self._small, "…"

    def _paint_cell(self, painter: QPainter, place: int) -> None:
        theme, box, cell = self._theme, self.cell_box(place), self._cells[place]
        fill = self._off if cell.is_off else self._tint(cell.value)
        painter.fillRect(box, fill)
        painter.setPen(QPen(theme.color("muted"), 1))
        if cell.is_off:
            painter.drawLine(box.bottomLeft(), box.topRight())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if place == self._cell:
            painter.setPen(QPen(theme.color("accent"), theme.px(3)))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        self._write_in(painter, cell, fill, box)

    def _write_in(self, painter: QPainter, cell: Cell, fill: QBrush, box: QRectF) -> None:
        painter.setFont(self._small)
        letters = QFontMetricsF(self._small)
        text = next(
            (each for each in (cell.text, cell.name) if letters.horizontalAdvance(each) + 6 < box.width()), ""
        )
        painter.setPen(readable_on(fill.color()))
        if text and not cell.is_off:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _tint(self, value: float) -> QBrush:
        table = diverging_under_numbers(self._theme)
        red, green, blue, _ = table[min(255, max(0, round(128 + 127 * value / self._largest)))].tolist()
        brush = QBrush(self._theme.color("card"))
        color = brush.color()
        color.setRgb(red, green, blue)
        brush.setColor(color)
        return brush

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the stop or the neuron that is clicked."""
        at: QPointF = event.position()
        stops = [place for place in range(len(self._stops)) if self.stop_box(place).contains(at)]
        cells = [place for place in range(len(self._cells)) if self.cell_box(place).contains(at)]
        if stops:
            self.stop_picked.emit(stops[0])
        elif cells:
            self.cell_picked.emit(cells[0])
        event.ignore()  # the view takes the focus
