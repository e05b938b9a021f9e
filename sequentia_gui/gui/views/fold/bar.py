"""The bar below the carried plane: all stages in a row, to be scrubbed through, and how far a line gets at each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.fold.stops import Stop

FINENESS = 100
"""The bar's whole numbers count hundredths of a step."""

_MIDDLE = Qt.AlignmentFlag.AlignCenter
_CATCH = 0.12
"""So near to a stop, as a share of a step, the knob stops at it."""


class FoldBar(QAbstractSlider):
    """A slider over the stops; `scrubbed` fires with the position when a person drags or clicks."""

    scrubbed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme = LIGHT
        self._stops: tuple[Stop, ...] = ()
        self._lines: dict[int, str] = {}
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows act wherever the focus is in this view
        self.setAccessibleName(self.tr("Stages of the network"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(
            self.tr(
                "Drag through the stages of the network. The percentages tell how many of the training points a "
                "single straight line gets on the right side there."
            )
        )

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_stops(self, stops: tuple[Stop, ...], lines: Sequence[str]) -> None:
        """Take over the stages, and the straight line's shares at the plane and after every hidden layer."""
        ends = [place for place, stop in enumerate(stops) if stop.kind in ("plane", "switch")]
        named = dict(zip(ends, lines, strict=False))
        if (stops, named) != (self._stops, self._lines):
            self._stops, self._lines = stops, named
            self.setRange(0, FINENESS * max(0, len(stops) - 1))
            self.update()

    def show_position(self, position: float) -> None:
        """Put the knob at a position; fires nothing."""
        self.setValue(round(FINENESS * position))

    def sizeHint(self) -> QSize:
        """A track, a row of names and a row of shares."""
        return QSize(self._theme.px(200), self._theme.px(48))

    def minimumSizeHint(self) -> QSize:
        """Narrow bars drop names that have no room."""
        return QSize(self._theme.px(100), self._theme.px(48))

    def place_of(self, position: float) -> QPointF:
        """Where a position is on the track, in pixels."""
        margin = self._theme.px(22)
        share = position * FINENESS / max(1, self.maximum())
        return QPointF(margin + share * (self.width() - 2 * margin), self._theme.px(9))

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track, stops, names and shares."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._stops:
            self._paint_track(painter)
            self._paint_names(painter)
            self._paint_lines(painter)
        painter.end()

    def _paint_track(self, painter: QPainter) -> None:
        theme, now = self._theme, self.value() / FINENESS
        first, knob, last = (self.place_of(at) for at in (0, now, len(self._stops) - 1))
        for color, start, end in (("border", first, last), ("accent", first, knob)):
            painter.setPen(QPen(theme.color(color), theme.px(4), c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(start, end)
        painter.setPen(QPen(theme.color("card"), theme.px(1)))
        for place, stop in enumerate(self._stops):
            size = theme.px(4) if stop.kind in ("plane", "switch") else theme.px(2.6)
            painter.setBrush(theme.color("accent" if place <= now else "muted"))
            painter.drawEllipse(self.place_of(place), size, size)
        painter.setPen(QPen(theme.color("accent"), theme.px(2)))
        painter.setBrush(theme.color("card"))
        painter.drawEllipse(knob, theme.px(6), theme.px(6))

    def _paint_names(self, painter: QPainter) -> None:
        """The stage that is shown has its name in any case, the others where there is room for them."""
        theme, now = self._theme, round(self.value() / FINENESS)
        painter.setFont(theme.font(10.5, 600))
        letters, row = QFontMetricsF(painter.font()), theme.px(18)
        taken: list[QRectF] = []
        order = sorted(range(len(self._stops)), key=lambda at: (at != now, at not in self._lines, at))
        for at in order:
            text = self._stops[at].name
            box = self._box(at, letters.horizontalAdvance(text) + theme.px(5), row)
            if not any(box.intersects(other) for other in taken):
                taken.append(box)
                painter.setPen(theme.color("text" if at == now else "muted"))
                painter.drawText(box, _MIDDLE, text)

    def _paint_lines(self, painter: QPainter) -> None:
        theme, now = self._theme, round(self.value() / FINENESS)
        letters = QFontMetricsF(theme.font(10.5, 600))
        taken: list[QRectF] = []
        for at, text in sorted(self._lines.items(), key=lambda entry: (entry[0] != now, entry[0])):
            box = self._box(at, letters.horizontalAdvance(text) + theme.px(4), theme.px(32))
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.setFont(theme.font(10.5, 600 if at == now else 400))
            painter.setPen(theme.color("accent" if at == now else "muted"))
            painter.drawText(box, _MIDDLE, text)

    def _box(self, at: int, width: float, top: float) -> QRectF:
        """Room for a text below a stop, within the widget."""
        left = min(max(0.0, self.place_of(at).x() - width / 2), self.width() - width)
        return QRectF(left, top, width, self._theme.px(15))

    # what a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the track is pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._scrub(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the drag."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scrub(event)

    def _scrub(self, event: QMouseEvent) -> None:
        first, last = self.place_of(0).x(), self.place_of(max(0, len(self._stops) - 1)).x()
        share = (event.position().x() - first) / max(1.0, last - first)
        position = min(1.0, max(0.0, share)) * max(0, len(self._stops) - 1)
        near = round(position)
        self.scrubbed.emit(float(near) if abs(position - near) < _CATCH else position)
