"""Colours, sizes and type in one place: a theme is a value, and everything on screen is drawn from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor, QFont

FAMILY = "Inter"


@dataclass(frozen=True, slots=True)
class Theme:
    """How things look; colours are '#rrggbb', sizes are given at 100 % and scaled by `zoom` through `px`.

    negative / neutral / positive: the diverging map of signed values, neutral exactly at 0.
    off / on_low / on_high: the sequential map of activity; `off` has its own mark besides.
    classes: the colour of each class' points; fields: the tint that a class gives to the plane.
    least_target: the least side of what a hand has to hit, in pixels of the screen, whatever the zoom.
    least_contrast: how much numbers stand out from the tint under them, at least (WCAG 2.2, 1.4.3 and 1.4.6).
    """

    name: str
    window: str
    card: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    warning: str
    negative: str
    neutral: str
    positive: str
    off: str
    on_low: str
    on_high: str
    line: str
    outline: str
    curve: str
    curve_2: str
    curve_3: str
    classes: tuple[str, ...]
    fields: tuple[str, ...]
    zoom: float = 1.0
    smallest: float = 10.0
    heading: float = 14.0
    least_target: int = 24
    least_contrast: float = 4.5

    def px(self, size: float) -> int:
        """A size in pixels at the present zoom, at least 1."""
        return max(1, round(size * self.zoom))

    def target(self, size: float) -> int:
        """The side in pixels of what a hand has to hit: a size at 100 %, and never less than the theme allows."""
        return max(self.px(size), self.least_target)

    def font(self, size: float = 13, weight: int = 400) -> QFont:
        """The typeface at a size in pixels (at 100 %) and a weight from 100 to 900."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(max(size, self.smallest)))
        # Inter is one variable file: its axis makes the weight, and above 600 Qt would embolden it once more.
        font.setWeight(QFont.Weight(min(weight, 600)))
        font.setVariableAxis(QFont.Tag("wght"), weight)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    @property
    def heading_font(self) -> QFont:
        """The typeface of a card's title."""
        return self.font(self.heading, 600)

    def color(self, name: str, opacity: float = 1.0) -> QColor:
        """One of the named colours as Qt wants it; opacity from 0 to 1."""
        color = QColor(getattr(self, name))
        color.setAlphaF(opacity)
        return color

    def scaled(self, zoom: float) -> Theme:
        """The same theme at another zoom."""
        return replace(self, zoom=zoom)


_CLASSES = ("#0072B2", "#E69F00", "#CC79A7", "#D55E00", "#009E73", "#56B4E9")

LIGHT = Theme(
    name="light",
    window="#F3F5F8",
    card="#FFFFFF",
    raised="#F3F5F8",
    border="#DCE1E7",
    text="#161D29",
    muted="#566070",
    accent="#2D5BD0",
    on_accent="#FFFFFF",
    warning="#B3460B",
    negative="#0072B2",
    neutral="#FFFFFF",
    positive="#C77C00",
    off="#E1E4E9",
    on_low="#A8D8CA",
    on_high="#007A66",
    line="#10151D",
    outline="#FFFFFF",
    curve="#2D5BD0",
    curve_2="#C4520A",
    curve_3="#8B3FB0",
    classes=_CLASSES,
    fields=("#5FA5D0", "#F0C362", "#E0B2CD", "#E89A66", "#66C4AB", "#A3D6F2"),
)

DARK = Theme(
    name="dark",
    window="#11151C",
    card="#1A202A",
    raised="#242B37",
    border="#323A47",
    text="#EEF2F7",
    muted="#A6B0BE",
    accent="#7AA2FF",
    on_accent="#0B1220",
    warning="#FFB27A",
    negative="#2C8FCB",
    neutral="#1A202A",
    positive="#E69F00",
    off="#2A313D",
    on_low="#1F4A45",
    on_high="#19B597",
    line="#FFFFFF",
    outline="#FFFFFF",
    curve="#7AA2FF",
    curve_2="#FF9A52",
    curve_3="#D8A0FF",
    classes=_CLASSES,
    fields=("#0B537F", "#96700F", "#7E4A67", "#8A3D00", "#046347", "#2F6D92"),
)

CONTRAST = replace(
    DARK,
    name="contrast",
    window="#000000",
    card="#0B0E13",
    raised="#1C2230",
    border="#7D8898",
    text="#FFFFFF",
    muted="#D5DCE6",
    accent="#8FB2FF",
    on_accent="#000000",
    warning="#FFC796",
    neutral="#0B0E13",
    off="#2C333F",
    least_contrast=7.0,
)

PROJECTOR = replace(CONTRAST, name="projector", smallest=13.0, heading=18.6, least_target=44)
"""For full screen in front of a class: at 1080 lines no text is below 28 px and headings are 40 px.

What is to be hit is 44 px on every projector, also on one of 720 lines.
"""

PROJECTOR_LINES = 502.0
"""The height in pixels at 100 % that the projector theme's zoom spreads over the whole screen."""

THEMES = (LIGHT, DARK, CONTRAST)
"""Those that a person can choose, by name."""
