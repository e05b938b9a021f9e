"""How plots look here: two quiet axes, lines with their names at their ends, nothing that can be lost."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QWidget

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.plots.axes import QuietAxis, Ticks


class QuietPlot(pg.PlotWidget):  # type: ignore[misc]
    """Axes and lines. It keeps its range whatever the mouse does, and tells where it is pointed at.

    `pointed` fires with the place in the plot's own scale, `left` when the mouse goes away, `resized` when
    the number of pixels changed.
    """

    pointed = Signal(QPointF)
    left = Signal()
    resized = Signal()

    def __init__(self, **more_axes: pg.AxisItem) -> None:
        axes = {side: QuietAxis(side) for side in ("left", "bottom")} | more_axes
        super().__init__(background=None, axisItems=axes)
        plot = self.plotItem
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.setMouseEnabled(False, False)
        plot.disableAutoRange()
        plot.setContentsMargins(0, 0, 0, 0)
        plot.vb.setDefaultPadding(0)
        for side in axes:
            plot.showAxis(side)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(40, 30)

    @property
    def area(self) -> QRectF:
        """Where the lines are, in pixels of this widget."""
        box: QRectF = self.plotItem.vb.sceneBoundingRect()
        return box

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and the size of the letters."""
        self.setBackground(theme.color("card"))
        for side in ("left", "bottom"):
            self.getAxis(side).set_theme(theme)

    @property
    def pixels_per_unit(self) -> tuple[float, float]:
        """How many pixels a step of 1 is in the plot's own scale, across and up; never 0, however small the plot is."""
        box = self.plotItem.vb
        (left, right), (bottom, top) = box.viewRange()
        return max(1.0, box.width()) / (right - left), max(1.0, box.height()) / (top - bottom)

    def pixel_of(self, x: float, y: float) -> QPointF:
        """Where a point of the plot is, in pixels of this widget."""
        place: QPointF = self.plotItem.vb.mapViewToScene(QPointF(x, y))
        return place

    def show_ticks(self, side: str, ticks: Ticks, name: str = "") -> None:
        """Write these texts at these places of an axis, and the scale's name along it."""
        self.getAxis(side).show_ticks(ticks, name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        inside = self.area.contains(place)
        if inside:
            self.pointed.emit(self.plotItem.vb.mapSceneToView(place))
        else:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def line_pen(theme: Theme, color: str, width: float) -> QPen:
    """A pen whose width is given in pixels at 100 %, whatever the plot's own scale."""
    pen = QPen(theme.color(color), width * theme.zoom)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    return pen


def veil(theme: Theme) -> QBrush:
    """What lies behind words in a plot, so that bars and lines do not cross them out."""
    return QBrush(theme.color("card", 0.6))


def curve_item() -> pg.PlotCurveItem:
    """A smooth line that breaks where its values are not finite."""
    return pg.PlotCurveItem(antialias=True, connect="finite", skipFiniteCheck=False)


def long_curve_item() -> pg.PlotCurveItem:
    """The same for hundreds of points: drawn piece by piece, several times faster than as one line."""
    item = curve_item()
    item.setSegmentedLineMode("on")
    return item


def dots_item() -> pg.ScatterPlotItem:
    """Round dots that keep their size."""
    return pg.ScatterPlotItem(pxMode=True, symbol="o", antialias=True)


class Readout(QLabel):
    """A small sheet with numbers beside the place that is pointed at; the mouse passes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self.setFont(figures(theme))
        sheet = QColor(theme.card)
        self.setStyleSheet(
            f"background: rgba({sheet.red()}, {sheet.green()}, {sheet.blue()}, 235); color: {theme.text};"
            f"border: 1px solid {theme.border}; border-radius: {theme.px(4)}px; padding: {theme.px(3)}px;"
        )

    @property
    def told(self) -> str:
        """What it says; empty where it is not shown."""
        return "" if self.isHidden() else self.text()

    def tell(self, text: str, x: float, area: QRectF) -> None:
        """Show a text on top of `area`, on the side of `x` that has more room."""
        self.setText(text)
        self.adjustSize()
        gap = 8
        wanted = x - gap - self.width() if x > area.center().x() else x + gap
        furthest = max(0, self._parent.width() - self.width())
        self.move(QPoint(round(min(max(0.0, wanted), furthest)), round(area.top())))
        self.show()
        self.raise_()
