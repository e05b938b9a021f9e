"""How buttons of every kind look, as rules of the style sheet; sizes in pixels at the theme's zoom."""

from __future__ import annotations

from sequentia_gui.gui.style_terms import faint, image, inner_ring, mixed, type_size
from sequentia_gui.gui.theme import Theme


def buttons(theme: Theme) -> str:
    """Plain buttons, with and without a menu."""
    rim, hover = theme.px(1), mixed(theme.raised, theme.accent, 0.08)
    ring, side, lid = theme.px(2), theme.px(9), theme.px(4)
    # Qt makes a button with an icon three pixels wider than its style says.
    least = max(theme.px(16), theme.least_target - 2 * (lid + rim) - 3)
    return f"""
QPushButton, QToolButton {{ background: {theme.card}; color: {theme.text};
    border: {rim}px solid {theme.border}; border-radius: {theme.px(6)}px;
    padding: {lid}px {side}px; min-height: {theme.target(26) - 2 * (lid + rim)}px; outline: none; }}
QToolButton {{ padding: {lid}px; min-width: {least}px; }}
QPushButton:hover, QToolButton:hover {{ background: {hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {mixed(theme.raised, theme.accent, 0.2)}; }}
QPushButton:checked, QToolButton:checked {{ border-color: {theme.accent}; color: {theme.accent}; }}
QPushButton:focus, QToolButton:focus {{ border: {ring}px solid {theme.accent};
    padding: {lid - ring + rim}px {side - ring + rim}px; }}
QToolButton:focus {{ padding: {lid - ring + rim}px; }}
QToolButton[popupMode="2"] {{ padding-right: {theme.px(20)}px; }}
QToolButton[popupMode="2"]:focus {{ padding-right: {theme.px(20) - ring + rim}px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {faint(theme)}; background: transparent; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ {image("down", theme.muted, theme, 10)}
    subcontrol-position: right center; subcontrol-origin: padding; right: {theme.px(5)}px; }}
"""


def variants(theme: Theme) -> str:
    """The one button that matters most, and the quiet ones that matter least."""
    rim, ring, lid = theme.px(1), theme.px(2), theme.px(4)
    slim = theme.px(1)
    return f"""
QPushButton#primary, QToolButton#primary {{ background: {theme.accent}; color: {theme.on_accent};
    border: {rim}px solid {theme.accent}; padding: {lid}px {theme.px(16)}px; }}
QPushButton#primary:hover, QToolButton#primary:hover {{ background: {mixed(theme.accent, theme.text, 0.12)}; }}
QPushButton#primary:pressed, QToolButton#primary:pressed {{ background: {mixed(theme.accent, theme.text, 0.25)}; }}
QPushButton#primary:focus, QToolButton#primary:focus {{ border: {rim + lid}px double {theme.on_accent};
    padding: 0 {theme.px(16) - lid}px; }}
QPushButton#primary:disabled, QToolButton#primary:disabled {{ background: {theme.off}; border-color: {theme.off};
    color: {theme.muted}; }}
QPushButton#quiet, QToolButton#quiet {{ background: transparent; border-color: transparent;
    color: {theme.muted}; padding: {slim}px {theme.px(4)}px; min-height: {theme.target(24) - 2 * (slim + rim)}px; }}
QPushButton#quiet:hover, QToolButton#quiet:hover {{ color: {theme.text}; background: {theme.raised}; }}
QPushButton#quiet:checked, QToolButton#quiet:checked {{ color: {theme.text}; }}
QPushButton#quiet:focus, QToolButton#quiet:focus {{ border: {ring}px solid {theme.accent};
    padding: {max(0, slim - ring + rim)}px {theme.px(4) - ring + rim}px; }}
QPushButton#quiet:disabled, QToolButton#quiet:disabled {{ color: {faint(theme)}; background: transparent; }}
"""


def segments(theme: Theme) -> str:
    """Buttons side by side of which one is pressed."""
    rim, round_, lid = theme.px(1), theme.px(6), theme.px(3)
    left = f"border-top-left-radius: {round_}px; border-bottom-left-radius: {round_}px;"
    right = f"border-top-right-radius: {round_}px; border-bottom-right-radius: {round_}px;"
    return f"""
QPushButton[segment] {{ background: {theme.card}; color: {theme.muted}; border-radius: 0;
    border: {rim}px solid {theme.border}; border-right-width: 0; font-size: {type_size(theme, 12)}px;
    padding: {lid}px {theme.px(5)}px; min-height: {theme.target(26) - 2 * (lid + rim)}px; }}
QPushButton[segment="first"] {{ {left} }}
QPushButton[segment="last"] {{ {right} border-right-width: {rim}px; }}
QPushButton[segment="only"] {{ {left} {right} border-right-width: {rim}px; }}
QPushButton[segment]:hover {{ color: {theme.text}; background: {theme.raised}; }}
QPushButton[segment]:checked {{ background: {theme.accent}; border-color: {theme.accent};
    color: {theme.on_accent}; }}
QPushButton[segment]:focus {{ {inner_ring(theme, 3, theme.accent)} padding: {lid}px {rim}px; }}
QPushButton[segment]:checked:focus {{ {inner_ring(theme, 3)} }}
QPushButton[segment]:disabled {{ color: {faint(theme)}; }}
"""


def chips(theme: Theme) -> str:
    """Round ones that name a thing, a class or a switch of a view: one ring says pressed, two the focus."""
    rim, ring, lid = theme.px(1), theme.px(2), theme.px(4)
    side = theme.px(8) if theme.px(26) >= theme.least_target else theme.px(5)  # high ones are wide enough
    slack = ring - rim
    return f"""
QAbstractButton[chip="true"] {{ background: {theme.card}; color: {theme.text};
    font-size: {type_size(theme, 12)}px; border: {rim}px solid {theme.border}; border-radius: {theme.px(12)}px;
    padding: {lid}px {side}px; min-height: {theme.target(26) - 2 * (lid + rim)}px; }}
QAbstractButton[chip="true"]:hover {{ background: {theme.raised}; }}
QAbstractButton[chip="true"]:checked {{ border: {ring}px solid {theme.accent};
    padding: {lid - slack}px {side - slack}px; background: {mixed(theme.card, theme.accent, 0.1)}; }}
QAbstractButton[chip="true"]:focus {{ border: {rim + lid}px double {theme.line}; padding: 0 {side - lid}px; }}
QAbstractButton[chip="true"]:checked:focus {{ border-color: {theme.accent}; }}
QAbstractButton[chip="true"]:disabled {{ color: {faint(theme)}; }}
"""
