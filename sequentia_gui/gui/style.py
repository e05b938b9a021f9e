"""How buttons, lists and sliders look: one style sheet for the whole program, written from a theme."""

from __future__ import annotations

import gc

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from sequentia_gui.gui.style_buttons import buttons, chips, segments, variants
from sequentia_gui.gui.style_terms import faint, image, mixed, type_size
from sequentia_gui.gui.theme import Theme


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole program the theme's typeface, palette and style sheet; also after a change of zoom.

    Qt goes through a list of all widgets meanwhile, and Python's code is called for some: so none is collected.
    """
    gc.disable()
    try:
        _dress(application, theme)
    finally:
        gc.enable()


def _dress(application: QApplication, theme: Theme) -> None:
    application.setStyleSheet(stylesheet(theme))  # first: the first style sheet resets the fonts
    application.setFont(theme.font())
    for kind in ("QPushButton", "QToolButton", "QComboBox", "QTabBar", "QAbstractSpinBox"):
        application.setFont(theme.font(weight=600), kind)  # type: ignore[arg-type]  # the stub asks for bytes
    application.setPalette(palette(theme))


def palette(theme: Theme) -> QPalette:
    """The theme's colours for whatever a style sheet does not reach."""
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Button: theme.card,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.ToolTipBase: theme.card,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
    }
    colors = QPalette()
    for role, color in roles.items():
        colors.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        colors.setColor(QPalette.ColorGroup.Disabled, role, QColor(faint(theme)))
    return colors


def stylesheet(theme: Theme) -> str:
    """The Qt style sheet of a theme; all sizes follow its zoom.

    The typeface comes from the application's fonts (see `dress`): a rule for every QWidget would overrule the
    fonts that views set for themselves, and a style sheet cannot set the weight of a variable font.
    """
    parts = (_ground, _labels, buttons, variants, segments, chips, _combos, _menus, _fields)
    more = (_sliders, _checks, _scroll_bars, _tabs, _dialogs)
    return "\n".join(part(theme) for part in (*parts, *more))


def _ground(theme: Theme) -> str:
    return f"""
QWidget {{ color: {theme.text}; }}
QMainWindow, QDialog {{ background: {theme.window}; }}
QWidget#topBar, QToolBar {{ background: {theme.card}; border: none;
    border-bottom: {theme.px(1)}px solid {theme.border}; }}
QFrame#card {{ background: {theme.card}; border: {theme.px(1)}px solid {theme.border};
    border-radius: {theme.px(8)}px; }}
QFrame#offer {{ background: {theme.card}; border-left: {theme.px(4)}px solid {theme.accent};
    border-bottom: {theme.px(1)}px solid {theme.border}; }}
QFrame#notice {{ background: {theme.card}; border: {theme.px(2)}px solid {theme.warning};
    border-radius: {theme.px(8)}px; }}
QFrame#notice[done="true"] {{ border-color: {theme.accent}; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {mixed(theme.accent, theme.window, 0.6)}; border-radius: {theme.px(3)}px; }}
QSplitter::handle:pressed {{ background: {theme.accent}; border-radius: {theme.px(3)}px; }}
QToolTip {{ background: {theme.card}; color: {theme.text}; border: {theme.px(1)}px solid {theme.muted};
    padding: {theme.px(5)}px {theme.px(7)}px; }}
QStatusBar {{ background: {theme.window}; color: {theme.muted}; }}
"""


def _labels(theme: Theme) -> str:
    return f"""
QLabel {{ background: transparent; border: none; }}
QLabel#heading {{ font-size: {type_size(theme, theme.heading)}px; }}
QLabel#title {{ font-size: {type_size(theme, 17)}px; }}
QLabel#note, QLabel#field, QLabel#value {{ font-size: {type_size(theme, 12)}px; color: {theme.muted}; }}
QLabel#caption {{ font-size: {type_size(theme, 11)}px; color: {theme.muted}; }}
QLabel#number {{ font-size: {type_size(theme, 15)}px; }}
QLabel#warning {{ color: {theme.warning}; }}
QLabel:disabled {{ color: {faint(theme)}; }}
"""


def _combos(theme: Theme) -> str:
    rim, ring, side = theme.px(1), theme.px(2), theme.px(8)
    return f"""
QComboBox {{ background: {theme.card}; color: {theme.text}; font-size: {type_size(theme, 12)}px;
    border: {rim}px solid {theme.border}; border-radius: {theme.px(6)}px; min-height: {theme.target(24) - 2 * rim}px;
    padding: 0 {theme.px(4)}px 0 {side}px; }}
QComboBox:hover {{ background: {mixed(theme.raised, theme.accent, 0.08)}; }}
QComboBox:focus, QComboBox:on {{ border: {ring}px solid {theme.accent}; min-height: {theme.target(24) - 2 * ring}px;
    padding: 0 {theme.px(4) - ring + rim}px 0 {side - ring + rim}px; }}
QComboBox:disabled {{ color: {faint(theme)}; background: transparent; }}
QComboBox::drop-down {{ border: none; width: {theme.px(18)}px; subcontrol-origin: padding;
    subcontrol-position: right center; }}
QComboBox::down-arrow {{ {image("down", theme.muted, theme, 11)} }}
QComboBox::down-arrow:disabled {{ {image("down", faint(theme), theme, 11)} }}
QComboBox QAbstractItemView {{ background: {theme.card}; color: {theme.text}; outline: none;
    border: {rim}px solid {theme.border}; padding: {theme.px(3)}px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QComboBox QAbstractItemView::item {{ min-height: {theme.target(24)}px; padding: 0 {theme.px(6)}px;
    border-radius: {theme.px(4)}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
"""


def _menus(theme: Theme) -> str:
    return f"""
QMenuBar {{ background: {theme.card}; color: {theme.text}; }}
QMenuBar::item {{ background: transparent; padding: {theme.px(4)}px {theme.px(9)}px;
    border-radius: {theme.px(4)}px; }}
QMenuBar::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
QMenu {{ background: {theme.card}; color: {theme.text}; border: {theme.px(1)}px solid {theme.border};
    padding: {theme.px(5)}px; }}
QMenu::item {{ padding: {theme.px(5)}px {theme.px(26)}px; border-radius: {theme.px(4)}px;
    min-height: {theme.target(26) - 2 * theme.px(5)}px; }}
QMenu::item:selected {{ background: {theme.accent}; color: {theme.on_accent}; }}
QMenu::item:disabled {{ color: {faint(theme)}; background: transparent; }}
QMenu::separator {{ height: {theme.px(1)}px; background: {theme.border}; margin: {theme.px(5)}px; }}
QMenu::indicator {{ width: {theme.px(12)}px; height: {theme.px(12)}px; left: {theme.px(7)}px; }}
QMenu::indicator:checked {{ {image("check", theme.text, theme, 12)} }}
QMenu::indicator:checked:selected {{ {image("check", theme.on_accent, theme, 12)} }}
QMenu::right-arrow {{ {image("right", theme.muted, theme, 11)} }}
"""


def _fields(theme: Theme) -> str:
    rim, ring, side = theme.px(1), theme.px(2), theme.px(6)
    return f"""
QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit {{ background: {theme.card}; color: {theme.text};
    border: {rim}px solid {theme.border}; border-radius: {theme.px(6)}px; padding: 0 {side}px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QLineEdit, QAbstractSpinBox {{ min-height: {theme.target(24) - 2 * rim}px; font-size: {type_size(theme, 12)}px; }}
QLineEdit:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border: {ring}px solid {theme.accent}; padding: 0 {side - ring + rim}px; }}
QLineEdit:focus, QAbstractSpinBox:focus {{ min-height: {theme.target(24) - 2 * ring}px; }}
QLineEdit:disabled, QAbstractSpinBox:disabled {{ color: {faint(theme)}; background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ background: transparent; border: none;
    width: {theme.px(16)}px; subcontrol-origin: border; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {theme.raised}; }}
QAbstractSpinBox::up-arrow {{ {image("up", theme.muted, theme, 9)} }}
QAbstractSpinBox::down-arrow {{ {image("down", theme.muted, theme, 9)} }}
"""


def _sliders(theme: Theme) -> str:
    groove, rim = theme.px(4), theme.px(2)
    # As far above the groove as below it: an odd pixel less, and Qt would draw a square instead of a circle.
    reach = (theme.px(10) + 2 * rim - groove + 1) // 2
    size = groove + 2 * reach
    rest = mixed(theme.muted, theme.card, 0.66)
    return f"""
QSlider {{ min-height: {theme.target(24)}px; min-width: {theme.px(48)}px; background: transparent; border: none; }}
QSlider::groove:horizontal {{ height: {groove}px; border-radius: {groove // 2}px; background: {rest}; }}
QSlider::sub-page:horizontal {{ height: {groove}px; border-radius: {groove // 2}px; background: {theme.accent}; }}
QSlider::handle:horizontal {{ width: {size - 2 * rim}px; margin: -{reach}px 0;
    border: {rim}px solid {theme.accent}; border-radius: {size // 2}px; background: {theme.card}; }}
QSlider::handle:horizontal:hover {{ background: {mixed(theme.card, theme.accent, 0.25)}; }}
QSlider::handle:horizontal:pressed {{ background: {theme.accent}; }}
QSlider::handle:horizontal:focus {{ background: {theme.accent}; border-color: {theme.line}; }}
QSlider::sub-page:horizontal:disabled {{ background: {rest}; }}
QSlider::handle:horizontal:disabled {{ border-color: {rest}; }}
"""


def _checks(theme: Theme) -> str:
    box, rim = theme.px(14), theme.px(1)
    edge = mixed(theme.muted, theme.card, 0.2)
    return f"""
QCheckBox, QRadioButton {{ font-size: {type_size(theme, 13)}px; background: transparent; spacing: {theme.px(6)}px;
    min-height: {theme.target(24) - 2 * theme.px(2)}px;
    border: {theme.px(2)}px solid transparent; border-radius: {theme.px(5)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {theme.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box}px; height: {box}px; background: {theme.card};
    border: {rim}px solid {edge}; border-radius: {theme.px(4)}px; }}
QRadioButton::indicator {{ border-radius: {(box + 2 * rim) // 2}px; }}
QCheckBox::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent};
    {image("check", theme.on_accent, theme, 14)} }}
QRadioButton::indicator:checked {{ border: {theme.px(4)}px solid {theme.accent};
    width: {box + 2 * (rim - theme.px(4))}px; height: {box + 2 * (rim - theme.px(4))}px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {faint(theme)}; }}
"""


def _scroll_bars(theme: Theme) -> str:
    across = theme.px(10)
    grip = mixed(theme.muted, theme.card, 0.35)
    return f"""
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget#column {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: {across}px; }}
QScrollBar:horizontal {{ height: {across}px; }}
QScrollBar::handle {{ background: {grip}; border-radius: {theme.px(3)}px; margin: {theme.px(2)}px; }}
QScrollBar::handle:vertical {{ min-height: {theme.px(28)}px; }}
QScrollBar::handle:horizontal {{ min-width: {theme.px(28)}px; }}
QScrollBar::handle:hover {{ background: {theme.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _tabs(theme: Theme) -> str:
    rim, ring, lid = theme.px(1), theme.px(2), theme.px(4)
    return f"""
QTabWidget::pane {{ border: {rim}px solid {theme.border}; border-radius: {theme.px(8)}px;
    background: {theme.card}; }}
QTabBar {{ background: transparent; outline: none; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {theme.muted}; min-height: {theme.target(30) - 2 * (lid + ring)}px;
    padding: {lid}px {theme.px(10)}px; border: {ring}px solid transparent;
    border-bottom-color: transparent; }}
QTabBar::tab:hover {{ color: {theme.text}; }}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
QTabBar::tab:focus {{ border: {ring}px solid {theme.accent}; border-radius: {theme.px(5)}px; }}
QTabBar::tab:disabled {{ color: {faint(theme)}; }}
"""


def _dialogs(theme: Theme) -> str:
    return f"""
QHeaderView::section {{ background: {theme.raised}; color: {theme.text}; border: none;
    padding: {theme.px(4)}px {theme.px(8)}px; }}
QAbstractItemView {{ background: {theme.card}; color: {theme.text}; outline: none;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QProgressBar {{ background: {theme.off}; color: {theme.text}; border: none; border-radius: {theme.px(3)}px;
    text-align: center; min-height: {theme.px(6)}px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: {theme.px(3)}px; }}
"""
