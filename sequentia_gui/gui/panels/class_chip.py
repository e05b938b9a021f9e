"""A chip names a class by its letter, its shape and its colour; picking it dips the brush into that class."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from sequentia_gui.gui.names import class_letter
from sequentia_gui.gui.point_marks import paint_mark
from sequentia_gui.gui.theme import Theme


class ClassChip(QPushButton):
    """A pill with a class' mark and letter; it is narrow where there are many, and never below 26 pixels."""

    def __init__(self, label: int) -> None:
        super().__init__(class_letter(label))
        self._label = label
        self._theme: Theme | None = None
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self.setFont(theme.font(12, 600))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As in the picture: a mark, a letter and air."""
        return self._size(46)

    def minimumSizeHint(self) -> QSize:
        """Still a target that can be hit."""
        return self._size(26)

    def _size(self, width: float) -> QSize:
        return (
            QSize(self._theme.target(width), self._theme.target(26))
            if self._theme
            else QSize(round(width), 26)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill, then mark and letter side by side in its middle."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_pill(painter, self._theme)
        self._paint_class(painter, self._theme)

    def _paint_pill(self, painter: QPainter, theme: Theme) -> None:
        width = theme.px(2) if self.isChecked() or self.hasFocus() else theme.px(1)
        color = theme.accent if width > theme.px(1) else theme.muted if self.underMouse() else theme.border
        painter.setPen(QPen(QColor(color), width))
        painter.setBrush(theme.color("card"))
        self._ring(painter, width / 2)
        if self.isChecked() and self.hasFocus():
            painter.setPen(QPen(theme.color("line"), theme.px(1)))
            self._ring(painter, width + theme.px(1.5))

    def _ring(self, painter: QPainter, inset: float) -> None:
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def _paint_class(self, painter: QPainter, theme: Theme) -> None:
        mark, gap = theme.zoom * 9, theme.zoom * 4.5
        letter = self.fontMetrics().horizontalAdvance(self.text())
        left = (self.width() - mark - gap - letter) / 2
        painter.save()
        painter.translate(QPointF(left + mark / 2, self.height() / 2))
        paint_mark(painter, theme, self._label, mark)
        painter.restore()
        painter.setPen(theme.color("text"))
        box = QRectF(left + mark + gap, 0, letter + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
