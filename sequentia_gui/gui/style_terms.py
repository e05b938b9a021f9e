"""The terms in which the style sheets speak: sizes of type, quiet and mixed colours, rings, signs."""

from __future__ import annotations

from sequentia_gui.gui.style_signs import sign
from sequentia_gui.gui.theme import Theme


def faint(theme: Theme) -> str:
    """The colour of words that cannot be used now: half-way from quiet text to the card."""
    return mixed(theme.muted, theme.card, 0.45)


def mixed(color: str, other: str, share: float) -> str:
    """A colour mixed with a share of another, both '#rrggbb'."""
    pairs = [(int(color[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def type_size(theme: Theme, size: float) -> int:
    """The size of type in pixels; a theme for large rooms has no small print."""
    return theme.px(max(size, theme.smallest))


def inner_ring(theme: Theme, inset: float, color: str = "") -> str:
    """A focus ring inside the button: on a filled one, a ring at the rim would not be seen."""
    return (
        f"outline: {theme.px(2)}px solid {color or theme.on_accent};"
        f" outline-offset: -{theme.px(inset)}px; outline-radius: {theme.px(4)}px;"
    )


def image(name: str, color: str, theme: Theme, size: float) -> str:
    """A sign as the image of a part of a widget, `size` pixels at 100 % in width and height."""
    side = theme.px(size)
    return f'image: url("{sign(name, color, side)}"); width: {side}px; height: {side}px;'
