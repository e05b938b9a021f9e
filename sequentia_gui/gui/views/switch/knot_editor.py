"""Knots that are dragged: with the mouse or the keyboard a learner bends the line of a switch of one's own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import number
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.plots.style import veil
from sequentia_gui.gui.views.switch.knots import (
    GRID,
    Knots,
    height,
    knot_between,
    moved,
    with_knot,
    without_knot,
)

_REACH = 16.0
"""How near to a knot counts as on it: the target is twice as wide, large enough for a projector's zoom, too."""

_LINE_REACH = 9.0
_SIZE, _LARGE = 5.0, 7.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_OTHER_KEYS = (Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End)


class KnotEditor(QWidget):
    """A clear sheet over the plot with the knots on it.

    `drawn` fires with the new knots, what was done, and the stroke that it belongs to, for undo;
    `held` when the mouse takes hold of a knot, which then says itself where it is, `let_go` when it is done.
    """

    drawn = Signal(object, str, object)
    held = Signal()
    let_go = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._knots: Knots = ()
        self._area, self._reach, self._y_range = QRectF(), 1.0, (0.0, 1.0)
        self._chosen, self._held = 0, False
        self._stroke: object = object()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Knots of the drawn switch"))
        self.setToolTip(
            self.tr(
                "Drag a knot. Click the line for another knot, right-click a knot to remove it. "
                "With the keyboard: Tab, arrows, Insert, Delete."
            )
        )
        claim_keys(self, lambda event: event.key() in {*_ARROWS, *_OTHER_KEYS})

    @property
    def is_held(self) -> bool:
        """Whether a knot is being dragged; the scales stand still for as long."""
        return self._held

    @property
    def chosen(self) -> int:
        """The knot that the keys move."""
        return self._chosen

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.update()

    def show_knots(self, knots: Knots, area: QRectF, reach: float, y_range: tuple[float, float]) -> None:
        """Show these knots in an area of this widget whose scales go from -reach to reach and over `y_range`."""
        now = (knots, area, reach, y_range)
        if now != (self._knots, self._area, self._reach, self._y_range):
            self._knots, self._area, self._reach, self._y_range = now
            self._chosen = min(self._chosen, max(0, len(knots) - 1))
            self._describe()
            self.update()

    def place_of(self, which: int) -> QPointF:
        """Where a knot is, in pixels of this widget."""
        knot, (low, high) = self._knots[which], self._y_range
        across = (knot.z + self._reach) / (2 * self._reach)
        up = (knot.a - low) / (high - low)
        return QPointF(
            self._area.left() + across * self._area.width(), self._area.bottom() - up * self._area.height()
        )

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the knots; the one that is held, or that the keys move, is larger and says where it is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        told = self._chosen if self._held or self.hasFocus() else None
        for which in range(len(self._knots)):
            self._paint_knot(painter, which, which == told)
        if told is not None and self._knots:
            self._paint_words(painter)
        painter.end()

    def _paint_knot(self, painter: QPainter, which: int, is_told: bool) -> None:
        theme = self._theme
        size = theme.px(_LARGE if is_told else _SIZE)
        painter.setPen(QPen(theme.color("card"), theme.px(5)))
        painter.drawEllipse(self.place_of(which), size, size)
        painter.setPen(QPen(theme.color("curve"), theme.px(2)))
        painter.setBrush(theme.color("curve" if is_told else "card"))
        painter.drawEllipse(self.place_of(which), size, size)

    def _paint_words(self, painter: QPainter) -> None:
        knot, place = self._knots[self._chosen], self.place_of(self._chosen)
        text = f"z {number(knot.z, 1)} · a {number(knot.a, 1)}"
        font = figures(self._theme, weight=600)
        letters, gap = QFontMetricsF(font), self._theme.px(_LARGE + 4)
        width, line = letters.horizontalAdvance(text) + 4, letters.height()
        left = min(max(self._area.left(), place.x() - width / 2), self._area.right() - width)
        is_high = place.y() - gap - line < self._area.top()
        room = QRectF(left, place.y() + gap if is_high else place.y() - gap - line, width, line)
        painter.fillRect(room, veil(self._theme))
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a knot, or of a new one on the line; the right button removes one."""
        self._stroke = object()
        which = self._near(event.position())
        if event.button() == Qt.MouseButton.RightButton and which is not None:
            self._remove(which)
        elif event.button() == Qt.MouseButton.LeftButton and which is not None:
            self._hold(which)
        elif event.button() == Qt.MouseButton.LeftButton and self._is_on_line(event.position()):
            self._add(event.position())
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A new knot where there is none."""
        self._stroke = object()
        if event.button() == Qt.MouseButton.LeftButton and self._near(event.position()) is None:
            self._add(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the held knot follow the mouse, within the picture."""
        if not self._held:
            near = self._near(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeAllCursor if near else Qt.CursorShape.ArrowCursor)
            event.ignore()  # the plot below tells what is pointed at
            return
        z, a = self._scaled(event.position())
        self._take(moved(self._knots, self._chosen, z, a), self.tr("Move a knot"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; from now on the scales may follow."""
        if self._held and event.button() == Qt.MouseButton.LeftButton:
            self._held = False
            self.update()
            self.let_go.emit()

    def _hold(self, which: int) -> None:
        self._chosen, self._held = which, True
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._describe()
        self.update()
        self.held.emit()

    def _add(self, place: QPointF) -> None:
        more = with_knot(self._knots, *self._scaled(place))
        if more is not None:
            self._take(more[0], self.tr("Add a knot"))
            self._hold(more[1])

    def _remove(self, which: int) -> None:
        self._take(without_knot(self._knots, which), self.tr("Remove a knot"))

    def _near(self, place: QPointF) -> int | None:
        """The nearest knot in reach."""
        gaps = [(self._distance(which, place), which) for which in range(len(self._knots))]
        gap, which = min(gaps, default=(float("inf"), 0))
        return which if gap <= self._theme.px(_REACH) else None

    def _distance(self, which: int, place: QPointF) -> float:
        away = self.place_of(which) - place
        return float((away.x() ** 2 + away.y() ** 2) ** 0.5)

    def _is_on_line(self, place: QPointF) -> bool:
        z, a = self._scaled(place)
        per_unit = self._area.height() / (self._y_range[1] - self._y_range[0])
        return abs(height(self._knots, z) - a) * per_unit <= self._theme.px(_LINE_REACH)

    def _scaled(self, place: QPointF) -> tuple[float, float]:
        """A place in pixels as (z, a), at most at the edge of the picture."""
        low, high = self._y_range
        across = min(max((place.x() - self._area.left()) / self._area.width(), 0.0), 1.0)
        up = min(max((self._area.bottom() - place.y()) / self._area.height(), 0.0), 1.0)
        return (2 * across - 1) * self._reach, low + up * (high - low)

    # the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the chosen knot by a tenth, with Shift by a whole; Insert and Delete, Home and End."""
        if not event.isAutoRepeat():
            self._stroke = object()
        key = Qt.Key(event.key())
        if not self._knots or key not in {*_ARROWS, *_OTHER_KEYS}:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            steps = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._nudge(*(GRID * steps * way for way in _ARROWS[key]))
        elif key == Qt.Key.Key_Insert:
            self._insert()
        elif key == Qt.Key.Key_Delete:
            self._remove(self._chosen)
        else:
            self._choose(0 if key == Qt.Key.Key_Home else len(self._knots) - 1)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from knot to knot, and on from the last one."""
        to = self._chosen + (1 if forward else -1)
        if self._knots and 0 <= to < len(self._knots):
            self._choose(to)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the end from which Tab came."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self._choose(0)
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._choose(max(0, len(self._knots) - 1))

    def _nudge(self, z: float, a: float) -> None:
        knot = self._knots[self._chosen]
        self._take(moved(self._knots, self._chosen, knot.z + z, knot.a + a), self.tr("Move a knot"))

    def _insert(self) -> None:
        more = knot_between(self._knots, self._chosen)
        if more is not None:
            self._take(more[0], self.tr("Add a knot"))
            self._choose(more[1])

    def _choose(self, which: int) -> None:
        self._chosen = which
        self._describe()
        self.update()

    # telling

    def _take(self, knots: Knots, label: str) -> None:
        if knots != self._knots:
            self.drawn.emit(knots, label, self._stroke)

    def _describe(self) -> None:
        if self._knots:
            knot = self._knots[self._chosen]
            words = self.tr("Knot {0} of {1}: z {2}, a {3}")
            values = (self._chosen + 1, len(self._knots), number(knot.z, 1), number(knot.a, 1))
            self.setAccessibleDescription(words.format(*values))
