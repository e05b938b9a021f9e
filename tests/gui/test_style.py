"""The style sheet is a plain text made from a theme: legible, visible when focused, and in proportion at any zoom."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sequentia_gui.gui.controls import SegmentedControl
from sequentia_gui.gui.style import dress, stylesheet
from sequentia_gui.gui.style_signs import sign
from sequentia_gui.gui.style_terms import faint, mixed
from sequentia_gui.gui.theme import LIGHT, PROJECTOR, THEMES, Theme

ALL = (*THEMES, PROJECTOR)
HEX = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    seen = QColor(color)
    red, green, blue = linear(seen.redF()), linear(seen.greenF()), linear(seen.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(share: float) -> float:
    """The light that a share of a screen colour gives off."""
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def contrast(color: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2), 1 to 21."""
    low, high = sorted((luminance(color), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_text_and_focus_rings_have_enough_contrast(theme: Theme) -> None:
    for ground in (theme.card, theme.window, theme.raised):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
        assert contrast(theme.accent, ground) >= 3
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_the_same_theme_gives_the_same_text(theme: Theme) -> None:
    assert stylesheet(theme) == stylesheet(theme)


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_every_picture_that_the_style_sheet_names_exists_in_three_sharpnesses(
    qapp: QApplication, theme: Theme
) -> None:
    names = set(re.findall(r'url\("([^"]+)"\)', stylesheet(theme)))
    assert len(names) >= 5
    for name in names:
        path = Path(name)
        widths = [
            QImage(str(path.with_name(path.stem + suffix + ".png"))).width() for suffix in ("", "@2x", "@3x")
        ]
        assert widths == [widths[0], 2 * widths[0], 3 * widths[0]]
        assert widths[0] > 0


@given(zoom=st.floats(1, 5))
def test_no_size_is_negative_and_type_grows_with_the_zoom(zoom: float) -> None:
    text = stylesheet(LIGHT.scaled(zoom))
    assert not re.search(r"(padding|width|height|radius|font-size): [^;]*-\d", text)
    size = int(re.search(r"QLabel#heading \{ font-size: (\d+)px", text)[1])  # type: ignore[index]
    assert size == LIGHT.scaled(zoom).px(LIGHT.heading)


def test_the_projector_has_no_small_print() -> None:
    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", stylesheet(PROJECTOR))]
    assert min(sizes) >= PROJECTOR.px(PROJECTOR.smallest)


@given(color=HEX, other=HEX)
def test_mixing_begins_at_one_colour_and_ends_at_the_other(color: str, other: str) -> None:
    assert mixed(color, other, 0) == color
    assert mixed(color, other, 1) == other


def colors(picture: QImage) -> list[str]:
    """The colours of all pixels, row by row."""
    places = ((x, y) for y in range(picture.height()) for x in range(picture.width()))
    return [picture.pixelColor(*place).name() for place in places]


def parts(qtbot: QtBot, theme: Theme) -> tuple[QWidget, dict[str, QWidget]]:
    """A card, and by name one of each kind of control on it, none of them focused."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, theme)
    card, elsewhere = QWidget(), QLineEdit()
    card.setObjectName("card")
    primary, tool, quiet = QPushButton("Train"), QToolButton(), QPushButton("Quiet")
    train, chip = QToolButton(), QToolButton()
    train.setText("Train")
    train.setObjectName("primary")
    chip.setText("Train points")
    chip.setCheckable(True)
    chip.setChecked(True)
    chip.setProperty("chip", True)
    for button in (train, chip):
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    primary.setObjectName("primary")
    quiet.setObjectName("quiet")
    tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    tool.setText("T")
    combo = QComboBox()
    combo.addItems(["ReLU", "tanh"])
    tools = SegmentedControl([("a", "Point", ""), ("b", "Spray", "")], "tools")
    tools.show_choice("a")
    segments = tools.findChildren(QPushButton)
    row = QHBoxLayout(card)
    slider, check = QSlider(Qt.Orientation.Horizontal), QCheckBox("Check")
    plain, field = QPushButton("Reset"), QLineEdit("1")
    for widget in (elsewhere, primary, train, chip, plain, quiet, tool, combo, tools, slider, check, field):
        row.addWidget(widget)
    qtbot.addWidget(card)
    with qtbot.waitExposed(card):
        card.show()
    card.activateWindow()
    elsewhere.setFocus()
    named: dict[str, QWidget] = {
        "primary": primary,
        "primary tool": train,
        "checked chip": chip,
        "plain": plain,
        "quiet": quiet,
        "tool": tool,
        "combo": combo,
    }
    named |= {
        "slider": slider,
        "check": check,
        "field": field,
        "checked segment": segments[0],
        "segment": segments[1],
    }
    return card, named


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_focus_changes_enough_pixels_by_enough_contrast(qtbot: QtBot, theme: Theme) -> None:
    card, controls = parts(qtbot, theme)
    assert card.isVisible()
    for name, widget in controls.items():
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        after = widget.grab().toImage()
        assert before.size() == after.size(), f"{name} moves when it is focused"
        pairs = zip(colors(before), colors(after), strict=True)
        changed = sum(one != other and contrast(one, other) >= 3 for one, other in pairs)
        assert changed >= 40, f"the focus on {name} is hard to see: {changed} pixels"


@pytest.mark.parametrize("zoom", [1.0, 1.25, 2.5])
def test_every_control_can_be_hit(qtbot: QtBot, zoom: float) -> None:
    theme = LIGHT.scaled(zoom)
    card, controls = parts(qtbot, theme)
    assert card.isVisible()
    for name, widget in controls.items():
        assert widget.height() >= theme.px(24), name
        assert widget.width() >= theme.px(24), name


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_the_ring_of_a_segment_goes_around_its_letters(qtbot: QtBot, theme: Theme) -> None:
    card, controls = parts(qtbot, theme)
    assert card.isVisible()
    for name in ("checked segment", "segment"):
        segment = controls[name]
        assert isinstance(segment, QPushButton)
        segment.setFocus(Qt.FocusReason.TabFocusReason)
        option = QStyleOptionButton()
        segment.initStyleOption(option)
        ring = segment.style().subElementRect(QStyle.SubElement.SE_PushButtonFocusRect, option, segment)
        letters = segment.fontMetrics().horizontalAdvance(segment.text())
        assert ring.width() >= letters + 2 * theme.px(2), name


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_what_is_disabled_is_fainter_than_quiet_text(theme: Theme) -> None:
    assert contrast(faint(theme), theme.card) < contrast(theme.muted, theme.card)
    assert contrast(faint(theme), theme.card) > 1.5


def test_the_checked_segment_is_filled_with_the_accent(qtbot: QtBot) -> None:
    card, controls = parts(qtbot, LIGHT)
    chosen = controls["checked segment"]
    assert card.isVisible()
    place = QPoint(4, chosen.height() // 2)
    assert chosen.grab().toImage().pixelColor(place) == QColor(LIGHT.accent)


@given(st.floats(1, 4))
def test_the_knob_of_a_slider_is_round_at_every_zoom(zoom: float) -> None:
    sheet = stylesheet(LIGHT.scaled(zoom))
    groove = int(re.findall(r"groove:horizontal { height: (\d+)px", sheet)[0])
    knob = re.findall(r"handle:horizontal {([^}]*)}", sheet)[0]
    width, margin, rim, radius = map(
        int,
        re.findall(
            r"width: (\d+)px; margin: -(\d+)px 0;\s+border: (\d+)px [^;]*; border-radius: (\d+)px", knob
        )[0],
    )
    assert groove + 2 * margin == width + 2 * rim  # as high as it is wide
    assert 2 * radius in (
        width + 2 * rim,
        width + 2 * rim - 1,
    )  # Qt draws a square where the radius is too large


def test_signs_are_there_where_no_disk_takes_a_file(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("tempfile._get_default_tempdir", refuse)
    monkeypatch.setattr("tempfile.tempdir", None)
    sign.cache_clear()
    for side, sharper in ((11, ""), (22, "@2x"), (33, "@3x")):
        place = sign("check", "#123456", 11).replace(".png", f"{sharper}.png")
        picture = QImage(place)
        assert picture.width() == picture.height() == side
        assert "#123456" in {picture.pixelColor(x, y).name() for x in range(side) for y in range(side)}


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_a_button_that_only_has_the_focus_does_not_look_pressed(qtbot: QtBot, theme: Theme) -> None:
    _, controls = parts(qtbot, theme)
    chip = controls["checked chip"]
    assert isinstance(chip, QToolButton)
    pressed = chip.grab().toImage()
    chip.setChecked(False)
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    focused = chip.grab().toImage()
    assert focused.size() == pressed.size()
    pairs = zip(colors(pressed), colors(focused), strict=True)
    differing = sum(one != other and contrast(one, other) >= 3 for one, other in pairs)
    assert differing >= 2 * (chip.width() + chip.height() - 60)
