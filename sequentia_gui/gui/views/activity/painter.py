"""Paints the activity picture: cells, layer names, shares of zeros, dead neurons, and what is pointed at."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLine, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen, QPixmap

from sequentia_gui.gui.colour_maps import image_of
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.names import class_letter
from sequentia_gui.gui.numerals import percent
from sequentia_gui.gui.point_marks import mark_pixmap
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.activation_colors import Coloring, Outputs, cell_pixels, off_ground
from sequentia_gui.gui.views.activity.layout import ActivityLayout, Block, Columns, Measures

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@lru_cache(maxsize=16)
def measures(theme: Theme) -> Measures:
    """How much room words and numbers take, for a theme that is scaled to device pixels."""
    number = QFontMetrics(figures(theme, 10)).horizontalAdvance("100 %")
    figure = QFontMetrics(figures(theme, 9)).capHeight()
    return Measures(
        names=number + theme.px(8),
        numbers=number + theme.px(6),
        marks=max(theme.px(14), QFontMetrics(figures(theme, 10)).height()),
        layer_gap=theme.px(3),
        class_gap=theme.px(2),
        thickest_row=theme.px(44),
        readable_row=figure + theme.px(3),
        staggered_row=(figure + theme.px(3) + 1) // 2,
        row=theme.px(2),
        block=theme.px(90),
    )


def layer_image(
    pre: Outputs, post: Outputs, columns: Columns, how: Coloring, strength: float, theme: Theme
) -> QImage:
    """One layer's cells, a pixel row a neuron and a pixel column a column of the layout; gaps transparent."""
    pre, post = (values.take(columns.chosen, axis=1) for values in (pre, post))
    cells = np.zeros((len(pre), len(columns.chosen) + 1), np.uint32)
    cells[:, :-1] = cell_pixels(pre, post, how, strength, theme)
    return image_of(cells.take(columns.spread, axis=1))


class ActivityPainter:
    """Draws with one painter, in device pixels, with a theme scaled to them."""

    def __init__(self, painter: QPainter, layout: ActivityLayout, theme: Theme) -> None:
        self._painter = painter
        self._layout = layout
        self._theme = theme
        self._measures = measures(theme)

    def cells(self, block: Block, image: QImage, signed: bool) -> None:
        """One layer's rows over their hatching, parted by thin lines where they are thick enough."""
        ground = off_ground(self._theme, signed, hatched=block.pitch >= self._theme.px(5))
        for span in self._layout.columns.spans:
            self._painter.fillRect(
                QRect(block.left + span.start, block.top, span.width, block.height), ground
            )
        target = QRect(block.left, block.top, self._layout.columns.width, block.height)
        self._painter.drawImage(target, image)
        self._part_rows(block)

    def name(self, block: Block, share: float) -> None:
        """The layer's name, and under it the layer's share of zeros where there is room."""
        line = self._theme.px(13)
        two_lines = block.height >= 2 * line - self._theme.px(3)
        width = self._measures.names
        top = block.top + block.height // 2 - (line if two_lines else line // 2)
        box = QRect(block.left - width, top, width, line)
        self._write(box, _LEFT, f"L{block.layer + 1}", "text", 11, 600)
        if two_lines:
            self._write(box.translated(0, line), _LEFT, percent(share), "muted", 10)

    def numbers(self, block: Block, zeros: NDArray[np.floating], dead: NDArray[np.bool_], word: str) -> None:
        """Each row's share of zeros; a dead neuron's row is crossed out and says so."""
        for row in range(block.rows):
            if dead[row]:
                self._cross(block, row)
            if self._layout.lanes:
                self._number(block, row, word if dead[row] else percent(float(zeros[row])), bool(dead[row]))

    def saturated(self, block: Block, saturated: NDArray[np.bool_]) -> None:
        """Two flat lines at the right end of each saturated neuron's row; one beside it where rows are thin."""
        theme, width = self._theme, self._theme.px(12)
        right, thick = (
            block.left + self._layout.columns.width,
            max(1, min(self._theme.px(2), block.pitch // 5)),
        )
        color = theme.color("warning")
        for row in np.flatnonzero(saturated).tolist():
            top = block.top + row * block.pitch
            if block.pitch < theme.px(5):
                self._painter.fillRect(right + theme.px(2), top, theme.px(5), max(1, block.pitch - 1), color)
                continue
            self._painter.fillRect(right - width, top, width, block.pitch - 1, theme.color("card"))
            for part in (1, 2):
                line = top + part * block.pitch // 3 - thick // 2
                self._painter.fillRect(right - width + theme.px(1), line, width - theme.px(2), thick, color)

    def _number(self, block: Block, row: int, text: str, dead: bool) -> None:
        lane, size = self._measures.numbers, 0.95 * block.pitch / self._theme.zoom
        shift = (block.above + row) % self._layout.lanes * lane
        left, top = block.left + self._layout.columns.width + shift, block.top + (row - 1) * block.pitch
        color, weight = ("warning", 600) if dead else ("muted", 400)
        box = QRect(left, top, lane, 3 * block.pitch)
        self._write(box, _RIGHT, text, color, min(11.0, max(9.0, size)), weight)

    def marks(self, totals: tuple[str, str, str]) -> None:
        """Under the columns of each class its mark and letter; at the right the share of zeros in all.

        The longest of the totals that fits. A mark gives way to the bare number, and where the stack before has
        the same mark, to the number with its word.
        """
        wide = QFontMetrics(_font(self._theme, 11, 600)).horizontalAdvance
        right, gap = self._layout.width, self._theme.px(6)
        limit = right - wide(totals[1 if len(self._layout.lefts) > 1 else 2]) - gap
        end = 0
        for left in self._layout.lefts:
            for span in self._layout.columns.spans:
                end = max(end, self._class_mark(left + span.start, span.width, span.label, limit))
        room = QRect(end, self._layout.marks_top, right - end, self._measures.marks)
        fitting = (total for total in totals if wide(total) <= room.width() - gap)
        self._write(room, _RIGHT, next(fitting, totals[-1]), "text", 11, 600)

    def highlight(self, neuron: Neuron | None, point: int | None) -> None:
        """Frame the row of a neuron and the column of a point, and their cell where both are given."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for block in self._layout.blocks:
            if neuron is not None and neuron.layer == block.layer + 1 and neuron.position < block.rows:
                top = block.top + neuron.position * block.pitch
                self._frame(QRect(block.left, top, self._layout.columns.width, block.pitch))
        extent = None if point is None else self._layout.columns.extent(point)
        if extent is None:
            return
        for left in self._layout.lefts:
            stack = [block for block in self._layout.blocks if block.left == left]
            top, bottom = stack[0].top, stack[-1].top + stack[-1].height
            self._frame(QRect(left + extent[0], top, extent[1] - extent[0], bottom - top))

    def _part_rows(self, block: Block) -> None:
        if block.pitch < self._theme.px(4):
            return
        thick = self._theme.px(1)
        self._painter.setPen(QPen(self._theme.color("card"), thick, c=Qt.PenCapStyle.FlatCap))
        right = block.left + self._layout.columns.width
        heights = range(block.top + block.pitch, block.top + block.height + 1, block.pitch)
        self._painter.drawLines(
            [QLine(block.left, y - (thick + 1) // 2, right, y - (thick + 1) // 2) for y in heights]
        )

    def _cross(self, block: Block, row: int) -> None:
        """Cross out a row; where rows are too thin for a line, a mark stands beside it."""
        left, width = block.left, self._layout.columns.width
        thick = min(self._theme.px(2), max(1, block.pitch // 3))
        if not self._layout.lanes:
            left, width = left + width + self._theme.px(2), self._theme.px(5)
            thick = max(1, block.pitch - 1)
        top = block.top + row * block.pitch + (block.pitch - thick) // 2
        self._painter.fillRect(left, top, width, thick, self._theme.color("warning"))

    def _class_mark(self, left: int, width: int, label: int, limit: int) -> int:
        """Draw a class' mark at the left end of its columns, if it ends before `limit`; its end, or 0."""
        theme, height = self._theme, self._measures.marks
        pixmap = _class_pixmap(theme, label)
        end = left + pixmap.width() - theme.px(2)
        if end > limit:
            return 0
        top = self._layout.marks_top + (height - pixmap.height()) // 2 + theme.px(1)
        self._painter.drawPixmap(QPoint(left - theme.px(2), top), pixmap)
        if end + theme.px(10) > min(limit, left + width):
            return end
        box = QRect(end, self._layout.marks_top + theme.px(1), theme.px(12), height)
        self._write(box, _LEFT, class_letter(label), "muted", 10, 600)
        return end + theme.px(10)

    def _frame(self, box: QRect) -> None:
        """A frame in two tones, so that it is seen on light and on dark cells."""
        for color, width in (("card", self._theme.px(4)), ("accent", self._theme.px(2))):
            self._painter.setPen(QPen(self._theme.color(color), width, j=Qt.PenJoinStyle.MiterJoin))
            edge = self._theme.px(1)
            self._painter.drawRect(box.adjusted(-edge, -edge, edge, edge - 1))

    def _write(
        self, box: QRect, where: Qt.AlignmentFlag, text: str, color: str, size: float, weight: int = 400
    ) -> None:
        self._painter.setFont(_font(self._theme, size, weight))
        self._painter.setPen(self._theme.color(color))
        self._painter.drawText(box, int(where) | int(Qt.TextFlag.TextDontClip), text)


_font = lru_cache(maxsize=64)(figures)


@lru_cache(maxsize=64)
def _class_pixmap(theme: Theme, label: int) -> QPixmap:
    return mark_pixmap(theme, label, theme.px(8))
