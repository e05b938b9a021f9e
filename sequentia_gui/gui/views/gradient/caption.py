"""The words above the picture: what the gradient does, when that was, why, and what the signs mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.gradient.bars import EXPECTED, OTHERWISE, bar_sign, broken_pen, diamond_sign

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_DASHES = 18
"""How long a broken line is beside its name."""


class Caption:
    """Writes line by line from the top of `area`; `rest` is what is left below."""

    def __init__(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        self._painter, self._theme, self.rest = painter, theme, QRectF(area)

    @property
    def lines_left(self) -> float:
        """How many lines of words would have room below."""
        return self.rest.height() / QFontMetricsF(figures(self._theme)).height()

    def headline(self, text: str, when: str, warns: bool) -> None:
        """What the gradient does, in a warning's colour where it does it badly, and at the right when that was."""
        quiet = QFontMetricsF(figures(self._theme))
        loud = QFontMetricsF(figures(self._theme, 12, 600))
        line = self._next_line(loud.height())
        room = line.width() - quiet.horizontalAdvance(when) - self._theme.px(8)
        self._write(line, _RIGHT, when, "muted")
        told = loud.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._write(line, _LEFT, told, "warning" if warns else "text", 12, 600)

    def quiet_line(self, text: str) -> None:
        """A line in smaller type, cut where it does not fit."""
        letters = QFontMetricsF(figures(self._theme))
        line = self._next_line(letters.height())
        self._write(line, _LEFT, letters.elidedText(text, Qt.TextElideMode.ElideRight, line.width()), "muted")

    def signs(self, rival: Sequence[str] = ()) -> None:
        """What the bars, the diamonds and the broken lines are.

        rival: how the line of another switch may be called, from the longest form to the shortest.
        """
        theme = self._theme
        line = self._next_line(QFontMetricsF(figures(theme)).height() + theme.px(1))
        expected = _tr("expected") if rival else _tr("expected at the start")
        x = line.left() + theme.px(5)
        for sign, text in ((self._bar, "dL/dz"), (self._diamond, "dL/dW"), (self._dashes, expected)):
            x = self._sign(sign, text, line, x)
        if rival:
            name = next((each for each in rival if x + self._width_of(each) <= line.right()), "")
            self._sign(self._dots, name or rival[-1], line, x)

    def _sign(self, sign: Callable[[QPointF], float], text: str, line: QRectF, x: float) -> float:
        """Draw a sign and what it means; where the next one may begin."""
        x = sign(QPointF(x, line.center().y())) + self._theme.px(4)
        self._write(QRectF(x, line.top(), line.right() - x, line.height()), _LEFT, text, "muted")
        return x + QFontMetricsF(figures(self._theme)).horizontalAdvance(text) + self._theme.px(12)

    def _width_of(self, rival: str) -> float:
        return self._theme.px(_DASHES + 4) + QFontMetricsF(figures(self._theme)).horizontalAdvance(rival)

    def _bar(self, place: QPointF) -> float:
        bar_sign(self._painter, self._theme, place)
        return place.x() + self._theme.px(4)

    def _diamond(self, place: QPointF) -> float:
        diamond_sign(self._painter, self._theme, place, self._theme.px(4.5))
        return place.x() + self._theme.px(4)

    def _dashes(self, place: QPointF) -> float:
        return self._broken(place, "text", EXPECTED)

    def _dots(self, place: QPointF) -> float:
        return self._broken(place, "muted", OTHERWISE)

    def _broken(self, place: QPointF, color: str, dashes: tuple[float, float]) -> float:
        end = place + QPointF(self._theme.px(_DASHES), 0)
        self._painter.setPen(broken_pen(self._theme, color, dashes))
        self._painter.drawLine(place, end)
        return end.x()

    def _next_line(self, height: float) -> QRectF:
        line = QRectF(self.rest.left(), self.rest.top(), self.rest.width(), height)
        self.rest.setTop(line.bottom() + self._theme.px(1))
        return line

    def _write(
        self, box: QRectF, where: int, text: str, color: str, size: float = 11, weight: int = 400
    ) -> None:
        self._painter.setFont(figures(self._theme, size, weight))
        self._painter.setPen(self._theme.color(color))
        self._painter.drawText(box, where | int(Qt.TextFlag.TextDontClip), text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("gradient_caption", text)
