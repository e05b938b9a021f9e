"""The multiplication as a picture: the chain of layers on top, below it the two maps at work and what they make."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sequentia_gui.analysis.collapse import AffineMap, Product
from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.collapse import words
from sequentia_gui.gui.views.collapse.grid import Grid, Marks

_LARGEST_CELL = (58.0, 24.0)
_LOW = 150


class CollapseCanvas(QWidget):
    """Owns a product, the names of its factors, and how far the multiplication has come."""

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme = LIGHT
        self._product: Product | None = None
        self._names: tuple[str, ...] = ()
        self._position = 0.0
        self._pointed: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_product(self, product: Product | None, names: tuple[str, ...]) -> None:
        """Show this product; the first factor's name comes first."""
        self._product, self._names = product, names
        self.update()

    def show_position(self, position: float) -> None:
        """So many multiplications are done, the last one in part."""
        self._position = position
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.setMinimumHeight(theme.px(90))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the grids."""
        return QSize(self._theme.px(400), self._theme.px(240))

    @property
    def at_work(self) -> int:
        """Which multiplication is seen, 0 the first."""
        return max(0, math.ceil(self._position) - 1)

    @property
    def _has_chain(self) -> bool:
        """Where it is low, the names above the matrices have to do."""
        return self.height() >= self._theme.px(_LOW)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chain, the grids and the entry that is worked out."""
        if self._product is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._has_chain:
            self._paint_chain(painter)
        grids = self.grids()
        result = grids[-1]
        filled = self._filled(result)
        entry = self._entry(result, filled)
        for grid, marks in zip(grids, _marks(len(grids), entry, filled), strict=True):
            grid.paint(painter, self._theme, marks)
        if len(grids) == 3:
            self._paint_signs(painter, grids)
            if entry is not None:
                self._paint_entry(painter, entry)
        painter.end()

    def _filled(self, result: Grid) -> int:
        """How many of the result's cells are worked out."""
        assert self._product is not None
        cells = result.rows * result.columns
        if len(self._product.factors) == 1:
            return cells
        return round((self._position - self.at_work) * cells)

    def _entry(self, result: Grid, filled: int) -> tuple[int, int] | None:
        """The entry that is pointed at, else the one worked out last, unless all are."""
        cells = result.rows * result.columns
        if self._pointed is not None:
            row, column = self._pointed
            is_filled = column < result.columns and row * result.columns + column < filled
            return self._pointed if is_filled else None
        return divmod(filled - 1, result.columns) if 0 < filled < cells else None

    def grids(self) -> list[Grid]:
        """The factor, the product so far, and what they make; a single layer is its own product."""
        assert self._product is not None
        product, place = self._product, self.at_work
        if len(product.factors) == 1:
            return self._placed([(product.whole, self._names[0])])
        done = self._joined(place + 1)
        return self._placed(
            [
                (product.factors[place + 1], self._names[place + 1]),
                (product.partial[place], done),
                (product.partial[place + 1], self._joined(place + 2)),
            ]
        )

    def _joined(self, count: int) -> str:
        """The name of a product of the first so many factors."""
        if count > 3:
            return f"{self._names[count - 1]} ··· {self._names[0]}"
        return " ".join(reversed(self._names[:count]))

    def _placed(self, maps: list[tuple[AffineMap, str]]) -> list[Grid]:
        theme = self._theme
        top = theme.px(58 if self._has_chain else 24)
        foot, between, gap = theme.px(28), theme.px(30 if self._has_chain else 15), theme.px(6)
        columns = sum(each.matrix.shape[1] + 1 for each, _ in maps)
        rows = max(len(each.bias) for each, _ in maps)
        spare = self.width() - between * (len(maps) - 1) - gap * len(maps) - theme.px(10)
        wide = min(theme.px(_LARGEST_CELL[0]), max(1.0, spare / columns))
        high = min(theme.px(_LARGEST_CELL[1]), max(1.0, (self.height() - top - foot) / rows))
        middle = top + rows * high / 2
        grids = [
            Grid(each, name, 0.0, middle - len(each.bias) * high / 2, (wide, high), gap)
            for each, name in maps
        ]
        return self._in_a_row(grids, between)

    def _in_a_row(self, grids: list[Grid], between: float) -> list[Grid]:
        """From the left edge, so far apart that no name lies on the matrix before it; narrower, where they must be."""
        x, row = float(self._theme.px(5)), list[Grid]()
        for grid in grids:
            x += max(0.0, grid.overhang(self._theme) - between) if row else 0.0
            row.append(replace(grid, left=x))
            x = row[-1].rect.right() + between
        spare, (wide, high) = self.width() - (x - between) - self._theme.px(5), grids[0].cell
        if spare > -1 or wide <= 1:
            return row
        columns = sum(grid.columns for grid in grids)
        narrower = max(1.0, wide + spare / columns)
        return self._in_a_row([replace(grid, cell=(narrower, high)) for grid in grids], between)

    def _paint_chain(self, painter: QPainter) -> None:
        """All factors from the last to the first, in boxes; what is multiplied already shares one."""
        assert self._product is not None
        theme, done = self._theme, math.floor(self._position)
        parts = [*reversed(self._names[done + 1 :]), self._joined(done + 1)]
        painter.setFont(theme.font(13, 600))
        letters = QFontMetricsF(painter.font())
        pad, gap, high = theme.px(8), theme.px(6), theme.px(26)
        widths = [letters.horizontalAdvance(part) + 2 * pad for part in parts]
        x = float(theme.px(2))
        for place, (part, width) in enumerate(zip(parts, widths, strict=True)):
            box = QRectF(x, theme.px(2), width, high)
            at_work = place >= len(parts) - 2 and len(parts) > 1
            painter.setPen(
                QPen(theme.color("accent" if at_work else "border"), theme.px(2) if at_work else 1)
            )
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(box, theme.px(5), theme.px(5))
            painter.setPen(theme.color("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part)
            x += width + gap
        painter.drawText(QRectF(x, theme.px(2), theme.px(24), high), Qt.AlignmentFlag.AlignCenter, "x")

    def _paint_signs(self, painter: QPainter, grids: list[Grid]) -> None:
        painter.setFont(self._theme.font(16, 600))
        painter.setPen(self._theme.color("text"))
        middle = grids[0].rect.center().y()
        for sign, before, after in (("·", grids[0], grids[1]), ("=", grids[1], grids[2])):
            box = QRectF(before.rect.right(), middle - 20, after.rect.left() - before.rect.right(), 40)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)

    def _paint_entry(self, painter: QPainter, entry: tuple[int, int]) -> None:
        """The entry's arithmetic, in terms that add up as they are written."""
        assert self._product is not None
        place = self.at_work
        painter.setFont(figures(self._theme, 12))
        letters = QFontMetricsF(painter.font())
        text = words.entry_sum(
            self._product.factors[place + 1],
            self._product.partial[place],
            entry,
            lambda line: letters.horizontalAdvance(line) <= self.width(),
        )
        foot = QRectF(self._theme.px(5), self.height() - self._theme.px(24), self.width(), self._theme.px(20))
        painter.setPen(self._theme.color("text"))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, text)

    # the mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show how the entry under the pointer is made."""
        self._point_at(self.grids()[-1].cell_at(event.position()) if self._product else None)

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._point_at(None)

    def _point_at(self, cell: tuple[int, int] | None) -> None:
        if cell != self._pointed:
            self._pointed = cell
            self.update()

    def cell_centre(self, row: int, column: int) -> QPointF:
        """Where an entry of the result is."""
        return self.grids()[-1].box(row, column).center()


def _marks(count: int, entry: tuple[int, int] | None, filled: int) -> list[Marks]:
    if count == 1:
        return [Marks()]
    if entry is None:
        return [Marks(), Marks(), Marks(filled=filled)]
    row, column = entry
    return [Marks(row=row), Marks(column=column), Marks(row, column, filled)]
