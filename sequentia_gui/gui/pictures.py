"""What is on screen becomes a picture in a file: pixels (PNG), as many as wanted, or lines and letters (SVG)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.gui.memory_files import png
from sequentia_gui.gui.svg import widget_as_svg


def picture(widget: QWidget, suffix: str, scale: int = 1) -> bytes:
    """The widget as it is now, as a file of that kind; the title of an SVG is the widget's accessible name.

    ExperimentError where this machine has no memory for so many pixels.
    """
    if suffix == ".svg":
        return widget_as_svg(widget, widget.accessibleName() or widget.windowTitle().replace("[*]", ""))
    return png(image(widget, scale))


def image(widget: QWidget, scale: int = 1) -> QImage:
    """The widget as it is now, `scale` pixels along each of its own."""
    pixels = QImage(widget.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
    if pixels.isNull():
        raise ExperimentError("The picture is too large for this machine: choose a smaller size.")
    pixels.setDevicePixelRatio(scale)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    widget.render(painter, QPoint())
    painter.end()
    return pixels
