"""A plate with a weight on it: drag it up or down, use the arrow keys, or type the number."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.network.editing import LARGEST
from sequentia_gui.gui.views.network.neuron.numbers import weight_text

PER_PIXEL = 0.02
"""How much a weight changes with every pixel (at 100 %) that the plate is dragged."""

STEP, LEAP = 0.1, 1.0
"""How much an arrow key changes it, alone and with Shift."""

WIDTH, HEIGHT = 96, 30
"""The plate's size in pixels at 100 %."""

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class WeightPlate(QWidget):
    """Shows one number. taken: a person begins to change it; dragged, stepped: the new number; dropped, opened."""

    taken = Signal()
    dragged = Signal(float)
    dropped = Signal()
    stepped = Signal(float)
    opened = Signal()

    def __init__(self, sign: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign, self._name, self._theme = sign, name, LIGHT
        self._value = 0.0
        self._from: tuple[float, float] | None = None
        self._is_pointed = False
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self.tr("{0}: drag it up or down, or double-click to type it").format(name))
        claim_keys(self, lambda event: Qt.Key(event.key()) in (*_STEPS, *_OPEN) and not _with_control(event))
        self.show_value(0.0)

    @property
    def value(self) -> float:
        """The number on the plate."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show a number, unless a hand has the plate; fires nothing."""
        if self._from is None:
            self._write(value)

    def _write(self, value: float) -> None:
        self._value = value
        self.setAccessibleName(f"{self._name} {weight_text(value)}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.setFixedSize(theme.px(WIDTH), theme.px(HEIGHT))

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The letter, the number, and two small arrows that say which way to drag."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self._from is not None or self._is_pointed or self.hasFocus()
        width = theme.px(2) if lively else theme.px(1)
        inset = width / 2
        painter.setPen(QPen(theme.color("accent" if lively else "muted"), width))
        painter.setBrush(theme.color("raised" if lively else "card"))
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        self._paint_words(painter)
        self._paint_arrows(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        theme, middle = self._theme, Qt.AlignmentFlag.AlignVCenter
        box = QRectF(self.rect()).adjusted(theme.px(8), 0, -theme.px(18), 0)
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("muted"))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, self._sign)
        painter.setPen(theme.color("text"))
        text, room = weight_text(self._value), box.width() - theme.px(18)
        font = figures(theme, 14, 600)
        painter.setFont(
            font if QFontMetricsF(font).horizontalAdvance(text) <= room else figures(theme, 11, 600)
        )
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, text)

    def _paint_arrows(self, painter: QPainter) -> None:
        theme = self._theme
        x, half = self.width() - theme.px(10), theme.px(3.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("muted"))
        for way in (-1, 1):
            base = self.height() / 2 + way * theme.px(3)
            tip = QPointF(x, base + way * theme.px(5))
            painter.drawPolygon(QPolygonF([QPointF(x - half, base), QPointF(x + half, base), tip]))

    # what a person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().y(), self._value
            self.taken.emit()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Up makes it larger, down smaller."""
        if self._from is not None:
            y, value = self._from
            way = (y - event.globalPosition().y()) / self._theme.zoom
            self.dragged.emit(self._changed_to(value + way * PER_PIXEL))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of it."""
        if self._from is not None:
            self._from = None
            self.dropped.emit()
            self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Type it."""
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down change it, Enter opens a field to type it."""
        key = Qt.Key(event.key())
        if _with_control(event) or key not in (*_STEPS, *_OPEN):
            super().keyPressEvent(event)
        elif key in _OPEN:
            self.opened.emit()
        else:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            way = _STEPS[key] * (LEAP if shifted else STEP)
            self.stepped.emit(self._changed_to(self._value + way))

    def _changed_to(self, value: float) -> float:
        """Show the number at once, rounded and within bounds."""
        self._write(round(min(max(value, -LARGEST), LARGEST), 2))
        return self._value

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the keys do from here on is one step to be undone."""
        super().focusInEvent(event)
        self.taken.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be taken."""
        self._is_pointed = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Nobody points at it."""
        self._is_pointed = False
        self.update()


def _with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
