"""The sheet on which the arithmetic is written: columns that line up, a bar for every term, a line above the sum."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.trace.sheet import Row

_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTER = Qt.AlignmentFlag.AlignCenter
_RULED = ("sum", "result")
_WIDEST_BAR = 150
_SIZES = (13, 11)
"""Of the letters: the smaller ones in a card where the larger have no room."""

_ROW, _TIGHT_ROW = 24.0, 14.0
"""How high a row is, and where height is scarce, in pixels at 100 %."""


class SheetCanvas(QWidget):
    """Owns the rows; `picked` fires with the row that a person clicks, where it leads somewhere."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme = LIGHT
        self._rows: tuple[Row, ...] = ()
        self._pointed: int | None = None
        self._room: int | None = None
        self._scale = 1.0
        self._ends = (0.0, 0.0, 0.0)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is written."""
        return self._rows

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Write these rows."""
        if rows == self._rows:
            return
        changes_size = len(rows) != len(self._rows)
        self._rows = rows
        if changes_size:
            self._pointed = None
            self.setFixedHeight(self.needed_height(len(rows)))
        self._find_room()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.setFixedHeight(self.needed_height(len(self._rows)))
        self._find_room()

    @property
    def row_height(self) -> int:
        """How high a row is in pixels."""
        roomy = self._theme.px(_ROW)
        if self._room is None:
            return roomy
        return min(roomy, max(self._theme.px(_TIGHT_ROW), self._room // max(1, len(self._rows))))

    def rows_in(self, room: int, is_tight: bool) -> int:
        """How many rows have room in that height."""
        return room // self._theme.px(_TIGHT_ROW if is_tight else _ROW)

    def needed_height(self, rows: int) -> int:
        """How high so many rows are."""
        return self.roomy_height(rows) if self._room is None else rows * self.row_height

    def roomy_height(self, rows: int) -> int:
        """How high so many rows are where there is room enough."""
        return rows * self._theme.px(_ROW) + self._theme.px(4)

    def stand(self, room: int | None) -> None:
        """Rows with less air between them where all the height there is is `room`, in pixels; None: height enough."""
        if room != self._room:
            self._room = room
            self.setFixedHeight(self.needed_height(len(self._rows)))
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters as large as there is room for."""
        super().resizeEvent(event)
        self._find_room()

    def _find_room(self) -> None:
        """Larger letters, else smaller ones; what is wider even then is scrolled to."""
        around = self.parentWidget()
        room = self.width() if around is None else around.width()
        for size in _SIZES:
            self._font, self._bold = figures(self._theme, size), figures(self._theme, size, 600)
            self._ends = self._stops()
            needed = self.needed_width
            if needed <= room:
                break
        self.setMinimumWidth(needed if needed > room else 0)
        self.update()

    @property
    def needed_width(self) -> int:
        """How wide the widest row is."""
        edge, bold = self._theme.px(4), QFontMetricsF(self._bold)
        remark = _widest(bold, (row.remark for row in self._rows))
        lead = _widest(QFontMetricsF(self._font), (row.name for row in self._rows if not row.value))
        beside = self._ends[2] + (self._theme.px(14) + remark if remark else 0)
        return ceil(max(beside, edge + lead) + edge)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the rows that are to be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stops, self._scale = self._ends, self._largest()
        for place, row in enumerate(self._rows):
            box = QRectF(0, place * self.row_height, self.width(), self.row_height)
            if event.rect().toRectF().intersects(box):
                self._paint_row(painter, row, box, stops, place == self._pointed)
        painter.end()

    def _stops(self) -> tuple[float, float, float]:
        """Where the names, the factors and the values end."""
        theme, letters, bold = self._theme, QFontMetricsF(self._font), QFontMetricsF(self._bold)
        gap = theme.px(14)
        name = _widest(bold, (row.name for row in self._rows if row.value)) + theme.px(4)
        middle = name + gap + _widest(letters, map(_middle, self._rows))
        equals = letters.horizontalAdvance("=") + gap
        value = _widest(bold, (row.value for row in self._rows if _middle(row)))
        lone = _widest(bold, (row.value for row in self._rows if not _middle(row)))
        return name, middle, max(middle + equals + value, name + gap + lone) + gap / 2

    def _paint_row(
        self, painter: QPainter, row: Row, box: QRectF, stops: tuple[float, float, float], pointed: bool
    ) -> None:
        theme, (name, middle, value) = self._theme, stops
        if pointed and row.leads_to is not None:
            painter.fillRect(box, theme.color("raised"))
        if row.kind == "sum":
            painter.setPen(QPen(theme.color("muted"), 1))
            painter.drawLine(QPointF(0, box.top() + 0.5), QPointF(value, box.top() + 0.5))
        strong = row.kind in _RULED
        name = name if row.value else box.width()
        painter.setFont(self._bold if strong else self._font)
        painter.setPen(theme.color("accent" if row.leads_to and pointed else "text"))
        painter.drawText(QRectF(theme.px(4), box.top(), name, box.height()), _LEFT, row.name)
        painter.setFont(self._font)
        painter.setPen(theme.color("muted" if row.note else "text"))
        painter.drawText(QRectF(0, box.top(), middle, box.height()), _RIGHT, _middle(row))
        if _middle(row):
            equals = QRectF(middle, box.top(), theme.px(24), box.height())
            painter.drawText(equals, _CENTER, "=")
        painter.setFont(self._bold if strong else self._font)
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(0, box.top(), value, box.height()), _RIGHT, row.value)
        rest = QRectF(value + theme.px(14), box.top(), self.width() - value - theme.px(18), box.height())
        self._paint_rest(painter, row, rest)

    def _paint_rest(self, painter: QPainter, row: Row, room: QRectF) -> None:
        """A bar to the left or right of a middle line; or a word."""
        if row.remark:
            painter.setPen(self._theme.color("muted"))
            painter.drawText(room, _LEFT, row.remark)
        elif row.amount is not None and room.width() > self._theme.px(40):
            self._paint_bar(painter, row, room)

    def _paint_bar(self, painter: QPainter, row: Row, room: QRectF) -> None:
        theme = self._theme
        half = min(room.width(), 2 * theme.px(_WIDEST_BAR)) / 2
        middle, size = room.left() + half, abs(row.amount or 0.0) / self._scale * half
        bar = QRectF(middle - size if (row.amount or 0.0) < 0 else middle, 0, size, room.height() * 0.5)
        bar.moveTop(room.top() + room.height() * 0.25)
        if size >= 0.5:
            painter.fillRect(bar, theme.color("negative" if (row.amount or 0.0) < 0 else "positive"))
        painter.setPen(QPen(theme.color("muted"), 1))
        painter.drawLine(QPointF(middle, room.top()), QPointF(middle, room.bottom()))

    def _largest(self) -> float:
        sizes = [abs(row.amount) for row in self._rows if row.amount is not None and not row.remark]
        return max([*sizes, 1e-300])

    # the mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a click leads."""
        self._point_at(self._row_at(event.position()))

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Follow a term back to the neuron that it comes from, or unfold the others."""
        place = self._row_at(event.position())
        if place is not None and _leads(self._rows[place]):
            self.picked.emit(self._rows[place])
        event.ignore()  # the view takes the focus

    def _row_at(self, at: QPointF) -> int | None:
        place = int(at.y() // self.row_height)
        return place if 0 <= place < len(self._rows) else None

    def _point_at(self, place: int | None) -> None:
        leads = place is not None and _leads(self._rows[place])
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        if place != self._pointed:
            self._pointed = place
            self.update()


def _widest(letters: QFontMetricsF, texts: Iterable[str]) -> float:
    """The width of the widest text, which is among the longest ones: measuring takes time."""
    longest = sorted(set(texts), key=len)[-4:]
    return max((letters.horizontalAdvance(text) for text in longest), default=0.0)


def _leads(row: Row) -> bool:
    return row.leads_to is not None or row.kind == "others"


def _middle(row: Row) -> str:
    return " × ".join(row.factors) if row.factors else row.note
