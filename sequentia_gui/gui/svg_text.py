"""How SVG writes a path, how it is filled and how its outline is drawn: Qt's values as the words of the format."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QTransform

_CAPS = {Qt.PenCapStyle.FlatCap: "butt", Qt.PenCapStyle.SquareCap: "square", Qt.PenCapStyle.RoundCap: "round"}
_JOINS = {Qt.PenJoinStyle.BevelJoin: "bevel", Qt.PenJoinStyle.RoundJoin: "round"}


def is_plain(brush: QBrush) -> bool:
    """Whether it fills with one colour, or with nothing."""
    return brush.style() in (Qt.BrushStyle.NoBrush, Qt.BrushStyle.SolidPattern)


def filled(brush: QBrush, path: QPainterPath) -> str:
    """How it is filled; an empty text after a transparent one, for which there is nothing to draw."""
    if brush.style() == Qt.BrushStyle.NoBrush or brush.color().alpha() == 0:
        return ""
    rule = ' fill-rule="evenodd"' if path.fillRule() == Qt.FillRule.OddEvenFill else ""
    return _colour("fill", brush.color()) + rule


def stroked(pen: QPen, transform: QTransform) -> str:
    """How its outline is drawn; an empty text where it is not."""
    if pen.style() == Qt.PenStyle.NoPen or pen.color().alpha() == 0:
        return ""
    grown = 1.0 if pen.isCosmetic() else abs(transform.determinant()) ** 0.5
    width = (pen.widthF() or 1.0) * grown
    look = _colour("stroke", pen.color()) + f' stroke-width="{number(width)}"'
    look += f' stroke-linecap="{_CAPS.get(pen.capStyle(), "butt")}"'
    look += f' stroke-linejoin="{_JOINS.get(pen.joinStyle(), "miter")}"'
    if pen.style() != Qt.PenStyle.SolidLine:
        dashes = " ".join(number(length * width) for length in pen.dashPattern())
        look += f' stroke-dasharray="{dashes}" stroke-dashoffset="{number(pen.dashOffset() * width)}"'
    return look


def _colour(use: str, colour: QColor) -> str:
    opacity = f' {use}-opacity="{number(colour.alphaF())}"' if colour.alpha() < 255 else ""
    return f' {use}="{colour.name()}"{opacity}'


def placed(transform: QTransform) -> str:
    """Where an image is put, as an attribute; nothing where it stays."""
    if transform.isIdentity():
        return ""
    t = transform
    numbers = " ".join(f"{value:.6g}" for value in (t.m11(), t.m12(), t.m21(), t.m22(), t.dx(), t.dy()))
    return f' transform="matrix({numbers})"'


def data(path: QPainterPath) -> str:
    """A path in SVG's letters: M goes there, L draws a line, C a curve, for which three points belong together."""
    letters = {
        QPainterPath.ElementType.MoveToElement: "M",
        QPainterPath.ElementType.LineToElement: "L",
        QPainterPath.ElementType.CurveToElement: "C",
    }
    words = []
    for place in range(path.elementCount()):
        element = path.elementAt(place)
        words.append(f"{letters.get(element.type, ' ')}{number(element.x)} {number(element.y)}")
    return "".join(words)


def number(value: float) -> str:
    """To a hundredth, without zeros at the end."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """The text as it may stand between tags; signs that XML 1.0 cannot hold (section 2.2) are blanks."""
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text.replace("&", "&amp;").replace("<", "&lt;")
