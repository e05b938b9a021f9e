"""Colours say what the numbers say: neutral at 0, off at off, the right way up."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from sequentia_gui.gui.colour_maps import (
    diverging,
    diverging_under_numbers,
    field_image,
    readable_on,
    rooted,
    sequential,
    to_image,
)
from sequentia_gui.gui.theme import CONTRAST, LIGHT, PROJECTOR, THEMES, Theme

every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@every_theme
@pytest.mark.parametrize("end", [1.0, 0.3, 6.0, 1e-6, 27.5])
def test_zero_is_exactly_neutral_and_the_ends_are_the_two_signs(theme: Theme, end: float) -> None:
    picture = to_image(np.array([[-end, 0, end]], np.float32), -end, end, diverging(theme))
    colors = [picture.pixelColor(column, 0) for column in range(3)]
    assert colors == [QColor(theme.negative), QColor(theme.neutral), QColor(theme.positive)]


@every_theme
def test_off_has_a_colour_of_its_own_and_the_least_activity_is_on(theme: Theme) -> None:
    picture = to_image(np.array([[-1, 0, 1e-5, 1]], np.float32), 0.0, 1.0, sequential(theme))
    colors = [picture.pixelColor(column, 0) for column in range(4)]
    assert colors == [QColor(name) for name in (theme.off, theme.off, theme.on_low, theme.on_high)]


@every_theme
def test_more_activity_is_further_along_in_luminance(theme: Theme) -> None:
    luminance = sequential(theme)[1:, :3] @ np.array([0.2126, 0.7152, 0.0722])
    steps = np.diff(luminance)
    assert (steps <= 0.5).all() or (steps >= -0.5).all()
    assert abs(luminance[-1] - luminance[0]) > 40


def test_row_0_is_at_the_bottom() -> None:
    picture = to_image(np.array([[-1.0], [1.0]]), -1, 1, diverging(LIGHT))
    assert picture.pixelColor(0, 1) == QColor(LIGHT.negative)
    assert picture.pixelColor(0, 0) == QColor(LIGHT.positive)


def test_values_beyond_the_ends_are_clipped_and_what_is_no_number_is_transparent() -> None:
    values = np.array([[-np.inf, -9, 9, np.inf, np.nan]], np.float32)
    picture = to_image(values, -1, 1, diverging(LIGHT))
    colors = [picture.pixelColor(column, 0) for column in range(5)]
    assert colors[:4] == [QColor(LIGHT.negative)] * 2 + [QColor(LIGHT.positive)] * 2
    assert colors[4].alpha() == 0


def test_a_flat_array_has_a_picture() -> None:
    assert not to_image(np.zeros((3, 2)), 0.0, 0.0, sequential(LIGHT)).isNull()


@every_theme
def test_a_field_goes_from_neutral_to_its_class_and_is_flat_on_demand(theme: Theme) -> None:
    winner, sure = np.array([[0, 0, 3, 5]], np.int8), np.array([[0, 1, 1, np.nan]], np.float32)
    soft, flat = (field_image(winner, sure, theme, discretise) for discretise in (False, True))
    expected = [theme.neutral, theme.fields[0], theme.fields[3], theme.neutral]
    assert [soft.pixelColor(column, 0).name().upper() for column in range(4)] == expected
    assert flat.pixelColor(0, 0) == QColor(theme.fields[0])


def test_a_picture_survives_the_array_it_was_made_of() -> None:
    values = np.ones((64, 64))
    picture = to_image(values, -1, 1, diverging(LIGHT))
    values[:] = -1
    del values
    assert picture.pixelColor(32, 32) == QColor(LIGHT.positive)


def test_roots_keep_sign_and_order_and_leave_zero_alone() -> None:
    roots = rooted(np.array([-4.0, -1.0, 0.0, 1.0, 4.0], np.float32), 4.0)
    assert roots.tolist() == [-1.0, -0.5, 0.0, 0.5, 1.0]


@pytest.mark.parametrize("theme", [*THEMES, PROJECTOR], ids=lambda theme: theme.name)
def test_numbers_can_be_read_on_every_colour_that_lies_under_them(theme: Theme) -> None:
    needed = 7.0 if theme in (CONTRAST, PROJECTOR) else 4.5
    for entry in diverging_under_numbers(theme)[:, :3].tolist():
        ground = QColor(*entry)
        assert contrast(readable_on(ground), ground) >= needed, ground.name()


@pytest.mark.parametrize("theme", [*THEMES, PROJECTOR], ids=lambda theme: theme.name)
def test_the_signs_stay_apart_under_numbers(theme: Theme) -> None:
    table = diverging_under_numbers(theme).astype(int)
    assert QColor(*table[128, :3].tolist()) == QColor(theme.neutral)
    assert np.abs(table[0] - table[128]).sum() > 60 and np.abs(table[255] - table[128]).sum() > 60
    assert np.abs(table[0] - table[255]).sum() > 100


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2, contrast ratio, from its definition."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(color)]
    return float(np.dot(parts, [0.2126, 0.7152, 0.0722]))


def rgb(color: QColor) -> tuple[float, float, float]:
    return color.redF(), color.greenF(), color.blueF()
