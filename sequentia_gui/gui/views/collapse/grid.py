"""A matrix and its bias as a grid of small tinted numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from sequentia_gui.analysis.collapse import AffineMap
from sequentia_gui.analysis.shown_sums import unit_for
from sequentia_gui.gui.colour_maps import diverging_under_numbers, readable_on, to_image
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.shown_numbers import written


@dataclass(frozen=True, slots=True)
class Marks:
    """What is lit: rows and columns (the bias is the last column), and how many cells are filled already."""

    row: int | None = None
    column: int | None = None
    filled: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """An affine map on the screen: its name, and where its upper left corner is, in pixels.

    cell: width and height of a number; gap: the room between matrix and bias.
    """

    map: AffineMap
    name: str
    left: float
    top: float
    cell: tuple[float, float]
    gap: float

    @property
    def rows(self) -> int:
        """How many rows the matrix has."""
        return len(self.map.bias)

    @property
    def columns(self) -> int:
        """How many columns there are, with the bias."""
        return len(self.map.matrix[0]) + 1

    @property
    def values(self) -> NDArray[np.float64]:
        """Matrix and bias side by side: (k, m + 1)."""
        return np.column_stack([self.map.matrix, self.map.bias])

    @property
    def rect(self) -> QRectF:
        """Where the grid is."""
        wide, high = self.cell
        return QRectF(self.left, self.top, self.columns * wide + self.gap, self.rows * high)

    def box(self, row: int, column: int) -> QRectF:
        """Where a cell is."""
        wide, high = self.cell
        shift = self.gap if column == self.columns - 1 else 0.0
        return QRectF(self.left + column * wide + shift, self.top + row * high, wide, high)

    def cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """The cell at a place of the screen."""
        if not self.rect.contains(at):
            return None
        row, x = int((at.y() - self.top) / self.cell[1]), (at.x() - self.left) / self.cell[0]
        column = min(int(x), self.columns - 1)
        return (row, column) if self.box(row, column).contains(at) else None

    def paint(self, painter: QPainter, theme: Theme, marks: Marks) -> None:
        """Tints, numbers where they have room, brackets, and what is lit."""
        values, filled = self.values, marks.filled
        if filled is not None:
            values = np.where(np.arange(values.size).reshape(values.shape) < filled, values, np.nan)
        scale = float(np.abs(self.values).max()) or 1.0
        self._paint_tints(painter, theme, values, scale)
        self._paint_off(painter, theme, values)
        self._paint_numbers(painter, theme, values, scale)
        self._paint_brackets(painter, theme)
        self._paint_marks(painter, theme, marks)
        self._paint_name(painter, theme)

    def overhang(self, theme: Theme) -> float:
        """How far the name reaches beyond the matrix to its left: room that a neighbour is to leave free."""
        wide = QFontMetricsF(theme.font(12, 600)).horizontalAdvance(self.name) + theme.px(8)
        return max(0.0, wide - (self.columns - 1) * self.cell[0])

    def _paint_name(self, painter: QPainter, theme: Theme) -> None:
        """Above the matrix; a name that is wider than it leaves the bias its own, and stays inside the picture."""
        wide = QFontMetricsF(theme.font(12, 600)).horizontalAdvance(self.name) + theme.px(2)
        bias = self._paint_bias_name(painter, theme)
        middle = self.left + (self.columns - 1) * self.cell[0] / 2
        left = max(min(middle - wide / 2, bias - wide), painter.window().left())
        box = QRectF(left, self.top - theme.px(22), wide, theme.px(18))
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.color("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.name)

    def _paint_bias_name(self, painter: QPainter, theme: Theme) -> float:
        """Above the bias, in one letter where its column is narrow; where it begins."""
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("muted"))
        letters, cell = QFontMetricsF(painter.font()), self.box(0, self.columns - 1)
        word = QCoreApplication.translate("CollapseView", "bias")
        text = word if letters.horizontalAdvance(word) <= cell.width() else "b"
        wide = letters.horizontalAdvance(text) + theme.px(2)
        box = QRectF(cell.center().x() - wide / 2, self.top - theme.px(22), wide, theme.px(18))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return box.left() - theme.px(4)

    def _paint_tints(
        self, painter: QPainter, theme: Theme, values: NDArray[np.float64], scale: float
    ) -> None:
        image = to_image(values[::-1], -scale, scale, diverging_under_numbers(theme))
        matrix = QRectF(self.left, self.top, (self.columns - 1) * self.cell[0], self.rect.height())
        bias = self.box(0, self.columns - 1)
        bias.setHeight(self.rect.height())
        painter.drawImage(matrix, image, QRectF(0, 0, self.columns - 1, self.rows))
        painter.drawImage(bias, image, QRectF(self.columns - 1, 0, 1, self.rows))

    def _paint_off(self, painter: QPainter, theme: Theme, values: NDArray[np.float64]) -> None:
        """A neuron that lets nothing through, its bias neither, is grey and crossed out."""
        painter.setPen(QPen(theme.color("muted"), 1))
        for row in np.flatnonzero((values == 0).all(axis=1)).tolist():
            first, last = self.box(row, 0), self.box(row, self.columns - 1)
            for box in (QRectF(first.topLeft(), QPointF(last.left() - self.gap, last.bottom())), last):
                painter.fillRect(box, theme.color("off"))
            painter.drawLine(
                QPointF(first.left(), first.center().y()), QPointF(last.right(), last.center().y())
            )

    def _paint_numbers(
        self, painter: QPainter, theme: Theme, values: NDArray[np.float64], scale: float
    ) -> None:
        unit = unit_for(scale)
        font = self._fitting_font(theme, written(unit.of(-scale), unit))
        if font is None:
            return
        painter.setFont(font)
        table = diverging_under_numbers(theme)
        for (row, column), value in np.ndenumerate(values):
            if np.isfinite(value) and values[row].any():
                entry = 128 + round(127 * float(value) / scale)
                painter.setPen(readable_on(QColor(*table[min(255, max(0, entry))][:3].tolist())))
                text = written(unit.of(float(value)), unit)
                painter.drawText(self.box(row, column), Qt.AlignmentFlag.AlignCenter, text)

    def _fitting_font(self, theme: Theme, widest: str) -> QFont | None:
        """The font in which the widest number fits into a cell; None where none does."""
        for size in (11, 10):
            letters = QFontMetricsF(figures(theme, size))
            if letters.horizontalAdvance(widest) <= self.cell[0] - 2 and letters.ascent() <= self.cell[1]:
                return figures(theme, size)
        return None

    def _paint_brackets(self, painter: QPainter, theme: Theme) -> None:
        """As in a book: matrix and bias in brackets of their own."""
        painter.setPen(QPen(theme.color("muted"), theme.px(1.5)))
        bias, reach, out = self.box(0, self.columns - 1), theme.px(3), theme.px(1)
        for left, right in (
            (self.left, self.left + (self.columns - 1) * self.cell[0]),
            (bias.left(), bias.right()),
        ):
            top, bottom = self.top - out, self.rect.bottom() + out
            for x, inwards in ((left - out, reach), (right + out, -reach)):
                painter.drawPolyline(
                    [
                        QPointF(x + inwards, top),
                        QPointF(x, top),
                        QPointF(x, bottom),
                        QPointF(x + inwards, bottom),
                    ]
                )

    def _paint_marks(self, painter: QPainter, theme: Theme, marks: Marks) -> None:
        painter.setPen(QPen(theme.color("accent"), theme.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if marks.row is not None and marks.column is not None:
            painter.drawRect(self.box(marks.row, marks.column))
        elif marks.row is not None:
            row = self.box(marks.row, 0)
            row.setRight(self.rect.right())
            painter.drawRect(row)
        elif marks.column is not None:
            column = self.box(0, marks.column)
            column.setHeight(self.rect.height())
            painter.drawRect(column)
