"""What a widget draws becomes an SVG: lines, areas and letters as paths, so that it looks alike everywhere.

Qt has a generator of its own, which loses what is clipped, draws a part of an image as the whole of it, and needs
the reader to have our typeface. Here everything is written in the picture's own coordinates, letters as outlines.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from sequentia_gui.gui.svg_text import data, escaped, filled, is_plain, number, placed, stroked

_DPI = 96
_RASTER = 2
"""Pixels of an image for each of the picture's, where a pattern has no other form than an image."""

_Metric = QPaintDevice.PaintDeviceMetric


def widget_as_svg(widget: QWidget, title: str) -> bytes:
    """The widget as it is now, in its own size; text cannot be selected but is there for screen readers."""
    sheet = SvgSheet(widget.size())
    painter = QPainter(sheet)
    widget.render(painter, QPoint())
    painter.end()
    return sheet.content(title)


class SvgSheet(QPaintDevice):
    """A sheet of that many pixels, for a QPainter to draw on."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._size = size
        self._engine = _Engine()

    def content(self, title: str) -> bytes:
        """All that was drawn, as an SVG file."""
        width, height = self._size.width(), self._size.height()
        head = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" '
            'xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
            f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        )
        named = f"<title>{escaped(title)}</title>\n"
        clips = "".join(
            f'<clipPath id="{name}"><path d="{path}"/></clipPath>\n'
            for path, name in self._engine.clips.items()
        )
        body = "\n".join(self._engine.shapes)
        return f"{head}{named}<defs>\n{clips}</defs>\n{body}\n</svg>\n".encode("utf-8", "replace")

    def paintEngine(self) -> QPaintEngine:
        return self._engine

    def devType(self) -> int:
        """Like a QPicture, so that widgets draw on it themselves and not by way of an image."""
        return 5

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        known = {
            _Metric.PdmWidth: self._size.width(),
            _Metric.PdmHeight: self._size.height(),
            _Metric.PdmWidthMM: round(self._size.width() * 25.4 / _DPI),
            _Metric.PdmHeightMM: round(self._size.height() * 25.4 / _DPI),
            _Metric.PdmNumColors: 2**24,
            _Metric.PdmDepth: 32,
            _Metric.PdmDevicePixelRatio: 1,
            _Metric.PdmDevicePixelRatioScaled: int(QPaintDevice.devicePixelRatioFScale()),
        }
        return known.get(metric, _DPI)


class _Engine(QPaintEngine):
    """Writes each thing that is drawn as one element; `clips` are the areas that some are cut to, by their path."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.shapes: list[str] = []
        self.clips: dict[str, str] = {}
        self._transform, self._pen, self._brush = QTransform(), QPen(), QBrush()
        self._opacity, self._smooth, self._clip = 1.0, False, ""

    def begin(self, device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Take over what changed since the last thing was drawn."""
        self._transform, self._pen, self._brush = state.transform(), state.pen(), state.brush()
        self._opacity = state.opacity()
        self._smooth = bool(state.renderHints() & QPainter.RenderHint.SmoothPixmapTransform)
        self._clip = self._clip_of(state.painter())

    def _clip_of(self, painter: QPainter) -> str:
        """The name of the area to which everything is cut now; no name where nothing is."""
        area = QPainterPath()
        region = self.systemClip()
        if not region.isEmpty():
            area.addRegion(region)
        if painter.hasClipping():
            own = self._transform.map(painter.clipPath())
            area = own if region.isEmpty() else area.intersected(own)
        elif region.isEmpty():
            return ""
        return self.clips.setdefault(data(area), f"c{len(self.clips)}")

    # -- what is drawn -------------------------------------------------------------------------------------

    def drawPath(self, path: QPainterPath) -> None:
        self._shape(path, self._brush, self._pen)

    def drawPolygon(self, points: list[QPointF] | list[QPoint], mode: QPaintEngine.PolygonDrawMode) -> None:  # type: ignore[override]
        path = QPainterPath(QPointF(points[0]))
        for point in points[1:]:
            path.lineTo(QPointF(point))
        if mode == QPaintEngine.PolygonDrawMode.PolylineMode:
            self._shape(path, QBrush(), self._pen)
            return
        path.closeSubpath()
        if mode == QPaintEngine.PolygonDrawMode.WindingMode:
            path.setFillRule(Qt.FillRule.WindingFill)
        self._shape(path, self._brush, self._pen)

    def drawRects(self, rects: list[QRectF] | list[QRect]) -> None:  # type: ignore[override]
        for rect in rects:
            path = QPainterPath()
            path.addRect(QRectF(rect))
            self._shape(path, self._brush, self._pen)

    def drawLines(self, lines: list[QLineF]) -> None:  # type: ignore[override]
        for line in lines:
            path = QPainterPath(QPointF(line.p1()))
            path.lineTo(QPointF(line.p2()))
            self._shape(path, QBrush(), self._pen)

    def drawEllipse(self, rect: QRectF | QRect) -> None:
        path = QPainterPath()
        path.addEllipse(QRectF(rect))
        self._shape(path, self._brush, self._pen)

    def drawTextItem(self, place: QPointF, item: QTextItem) -> None:  # type: ignore[override]
        """The outlines of the letters; what they say is kept for those who listen."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addText(place, item.font(), item.text())
        self._shape(path, QBrush(self._pen.color()), QPen(Qt.PenStyle.NoPen), item.text())

    def drawPixmap(self, target: QRectF, pixmap: QPixmap, source: QRectF) -> None:  # type: ignore[override]
        self.drawImage(target, pixmap.toImage(), source)

    def drawTiledPixmap(self, target: QRectF, pixmap: QPixmap, offset: QPointF) -> None:  # type: ignore[override]
        brush = QBrush(pixmap)
        brush.setTransform(QTransform.fromTranslate(target.x() - offset.x(), target.y() - offset.y()))
        path = QPainterPath()
        path.addRect(target)
        self._shape(path, brush, QPen(Qt.PenStyle.NoPen))

    def drawImage(self, target: QRectF, image: QImage, source: QRectF, flags: object = None) -> None:  # type: ignore[override]
        """The part of the image inside `source`, stretched over `target`."""
        if not target.isEmpty():
            self._image(target, image.copy(source.toAlignedRect()), self._transform)

    # -- how it is written ---------------------------------------------------------------------------------

    def _shape(self, path: QPainterPath, brush: QBrush, pen: QPen, said: str = "") -> None:
        if path.isEmpty():
            return
        if not is_plain(brush):
            self._pattern(path, brush)
            brush = QBrush()
        inside, outline = filled(brush, path), stroked(pen, self._transform)
        if inside or outline:
            look = (inside or ' fill="none"') + outline
            label = f" aria-label={_quoted(said)}" if said.strip() else ""
            self._write("path", f'd="{data(self._transform.map(path))}"{label}{look}')

    def _pattern(self, path: QPainterPath, brush: QBrush) -> None:
        """Draw hatching, gradients and textures as an image."""
        area = self._transform.map(path)
        bounds = area.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1)
        image = QImage(bounds.size() * _RASTER, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(_RASTER, _RASTER)
        painter.translate(-bounds.topLeft())
        painter.setTransform(self._transform, True)
        painter.fillPath(path, brush)
        painter.end()
        self._image(QRectF(bounds), image, QTransform())

    def _image(self, target: QRectF, image: QImage, transform: QTransform) -> None:
        """A few large pixels are made many small ones here, because some readers would blur them."""
        if not self._smooth:
            image = _with_small_pixels(image, transform.mapRect(target))
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        content = b64encode(bytes(buffer.data().data())).decode()
        self._write(
            "image",
            f'x="{number(target.x())}" y="{number(target.y())}" width="{number(target.width())}" '
            f'height="{number(target.height())}" preserveAspectRatio="none"{placed(transform)} '
            f'xlink:href="data:image/png;base64,{content}"',
        )

    def _write(self, kind: str, attributes: str) -> None:
        """One element, inside its clip; a clip is in the picture's coordinates, so it is around the element."""
        opacity = f' opacity="{number(self._opacity)}"' if self._opacity < 1 else ""
        element = f"<{kind} {attributes}{opacity}/>"
        self.shapes.append(f'<g clip-path="url(#{self._clip})">{element}</g>' if self._clip else element)


def _with_small_pixels(image: QImage, target: QRectF) -> QImage:
    """The same image with so many more pixels that each is at most half as large as one of the picture's."""
    across = max(1, round(_RASTER * target.width() / max(1, image.width())))
    down = max(1, round(_RASTER * target.height() / max(1, image.height())))
    return image.scaled(image.width() * across, image.height() * down) if across * down > 1 else image


def _quoted(text: str) -> str:
    """A text as the value of an attribute."""
    return f'"{escape(text)}"'
