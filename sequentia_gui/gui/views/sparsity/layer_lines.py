"""The layers over time: a line each, with a colour and a stroke of its own and its name where it ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.gui.figures import figures
from sequentia_gui.gui.numerals import percent, tidy
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.views.plots.axes import EndLabel, EndLabels
from sequentia_gui.gui.views.plots.scales import dashed, even_ticks, steady_top
from sequentia_gui.gui.views.plots.style import QuietPlot, dots_item, line_pen, long_curve_item

_FEWEST_EPOCHS = 5.0
_LAYERS = 8


class LayerStroke(NamedTuple):
    """A colour of the theme, and the lengths of dash and gap in pixels at 100 %; a gap of 0 is a solid line."""

    color: str
    dash: float
    gap: float


STROKES = (
    LayerStroke("curve", 1, 0),
    LayerStroke("curve_2", 7, 3),
    LayerStroke("on_high", 2, 2.5),
    LayerStroke("muted", 12, 4),
    LayerStroke("curve", 4, 4),
    LayerStroke("curve_2", 2, 5),
    LayerStroke("on_high", 9, 6),
    LayerStroke("muted", 3, 2),
)


class LayerLines(QuietPlot):
    """Draws values (m, layers) over epochs (m,): shares from 0 to 1, or counts."""

    def __init__(self) -> None:
        self._ends = EndLabels()
        super().__init__(right=self._ends)
        self._theme = LIGHT
        self._epoch, self._values = np.empty(0), np.empty((0, 0))
        self._is_share, self._top = True, 0.0
        self._lines = [long_curve_item() for _ in range(_LAYERS)]
        self._starts = dots_item()
        for item in (*self._lines, self._starts):
            self.addItem(item, ignoreBounds=True)
        self.resized.connect(self._draw)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        super().set_theme(theme)
        self._theme = theme
        self._ends.set_font(figures(theme, weight=600), self.tr("L1–8 {0}").format("100 %"))
        self.getAxis("left").set_room("100 %")
        for line, stroke in zip(self._lines, STROKES, strict=True):
            line.setPen(line_pen(theme, stroke.color, 1.8))
        self._starts.setSize(theme.px(6))
        self._draw()

    def show_values(self, epoch: NDArray[np.float64], values: NDArray[np.float64], is_share: bool) -> None:
        """Draw other values, or the same ones again."""
        if is_share != self._is_share:
            self._top = 0.0
        self._epoch, self._values, self._is_share = epoch, values, is_share
        self._draw()

    def _draw(self) -> None:
        self._scale()
        layers = self._values.shape[1]
        for place, line in enumerate(self._lines):
            if place < layers and len(self._epoch) > 1:
                line.setData(**self._stroked(STROKES[place], self._values[:, place]))
            else:
                line.setData([], [])
        self._draw_starts(layers if len(self._epoch) == 1 else 0)
        self._ends.set_labels(self._labels(layers) if len(self._epoch) else ())

    def _stroked(self, stroke: LayerStroke, y: NDArray[np.float64]) -> dict[str, NDArray[np.generic]]:
        if not stroke.gap:
            return {"x": self._epoch, "y": y}
        across, up = self.pixels_per_unit
        on, off = (length * self._theme.zoom for length in stroke[1:])
        x, y, joined = dashed(self._epoch * across, y * up, on, off)
        return {"x": x / across, "y": y / up, "connect": joined}

    def _draw_starts(self, layers: int) -> None:
        """Before any training there is no line yet: a dot where each will begin."""
        self._starts.setVisible(bool(layers))
        if layers:
            brushes = [self._theme.color(stroke.color) for stroke in STROKES[:layers]]
            x = np.repeat(self._epoch, layers)
            self._starts.setData(x, np.nan_to_num(self._values[0]), brush=brushes, pen=None)

    def _scale(self) -> None:
        last = float(self._epoch.max(initial=_FEWEST_EPOCHS))
        rim = self._theme.px(4) / max(1.0, self.area.width())
        self.setXRange(-rim * last, last, padding=0)
        most = max(2, int(self.area.width() / self._theme.px(46)))
        ticks = [tick for tick in even_ticks(0.0, last, most) if tick == round(tick)]
        self.show_ticks("bottom", [(tick, tidy(tick)) for tick in ticks])
        self._scale_up(max(2, int(self.area.height() / self._theme.px(24))))

    def _scale_up(self, most: int) -> None:
        if self._is_share:
            self.setYRange(-0.02, 1.02, padding=0)
            self.show_ticks("left", [(tick, percent(tick)) for tick in even_ticks(0, 1, most)])
            return
        needed = float(np.nan_to_num(self._values).max(initial=0.0))
        self._top = steady_top(max(4.0, 1.05 * needed), self._top)
        ticks = [tick for tick in even_ticks(0, self._top, most) if tick == round(tick)]
        self.setYRange(-0.02 * self._top, self._top, padding=0)
        self.show_ticks("left", [(tick, tidy(tick)) for tick in ticks])

    def _labels(self, layers: int) -> tuple[EndLabel, ...]:
        """A name at the end of each line; where they do not all fit, one for all that end at the same value."""
        texts = [self._text(float(value)) for value in self._values[-1]]
        room = int(self.area.height() // self._ends.line_height)
        if layers <= room:
            return tuple(self._label((place,), text) for place, text in enumerate(texts))
        shared = [tuple(at for at in range(layers) if texts[at] == text) for text in dict.fromkeys(texts)]
        shared.sort(key=lambda places: float(np.nan_to_num(self._values[-1, places[0]])))
        kept = np.unique(np.linspace(0, len(shared) - 1, max(1, min(room, len(shared)))).round().astype(int))
        return tuple(self._label(shared[at], texts[shared[at][0]]) for at in kept)

    def _label(self, places: tuple[int, ...], text: str) -> EndLabel:
        value = float(np.nan_to_num(self._values[-1, places[0]]))
        color = self._theme.color(STROKES[places[0]].color if len(places) == 1 else "text")
        return EndLabel(value, f"{_names(places)} {text}", color)

    def _text(self, value: float) -> str:
        return percent(value) if self._is_share else tidy(value)


def _names(places: tuple[int, ...]) -> str:
    """L3 for one layer, L2–8 for neighbours, L1 … 8 for others."""
    first, last = places[0] + 1, places[-1] + 1
    if first == last:
        return f"L{first}"
    return f"L{first}–{last}" if len(places) == last - first + 1 else f"L{first} … {last}"
