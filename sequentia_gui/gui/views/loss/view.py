"""The loss says how wrong the network is, the accuracy how often it is right: over the epochs, train and test."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from sequentia_gui.gui.document import Document
from sequentia_gui.gui.focus import paint_focus
from sequentia_gui.gui.numerals import epoch_text, percent
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.loss.plot import Curve, LossPlot
from sequentia_gui.gui.views.loss.series import LossSeries, loss_series
from sequentia_gui.gui.views.loss.words import epochs_text, pair_text
from sequentia_gui.gui.views.mistake_words import mistakes_sentence
from sequentia_gui.gui.views.plots.style import Readout
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.training.messages import Frame


class LossView(View):
    """The first contestant's loss, epoch by epoch, with the numbers under the mouse."""

    name: ClassVar[str] = "loss"
    curve: ClassVar[Curve] = "loss"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._pace = EveryOther(turn=0)
        self._theme = LIGHT
        self._look = view_state.now
        self._series = LossSeries.empty()
        self._pointed: int | None = None
        self._plot = LossPlot(self.curve)
        self._readout = Readout(self)
        self._sentence = QLabel(self._plot)
        self._mistakes = QLabel()
        self._log = self._build_log()
        self._build()

    def heading(self) -> tuple[str, str]:
        return self.tr("Loss"), self.tr("how wrong it is")

    def corner_widgets(self) -> list[QWidget]:
        """What belongs in the corner of the card: the logarithmic scale."""
        return [self._log]

    def wanted(self) -> frozenset[str]:
        """Where mistakes are counted: whether they can come to an end."""
        return (
            frozenset({"straight_line"}) if self._document.now.training.loss == "perceptron" else self.wants
        )

    def show_frame(self, frame: Frame) -> None:
        if not self._pace.passes(frame):
            return
        self._series = loss_series(frame)
        self._show_mistakes(mistakes_sentence(frame))
        self._draw()

    def show_look(self, look: Look) -> None:
        changed = look.log_loss != self._look.log_loss
        self._look = look
        self._log.setChecked(look.log_loss)
        if changed:
            self._draw()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        ring = theme.px(2)
        self._box.setContentsMargins(ring, ring, ring, ring)
        self._plot.set_theme(theme)
        self._readout.set_theme(theme)
        self._sentence.setFont(theme.font(13))
        self._sentence.setStyleSheet(f"color: {theme.muted};")
        self._mistakes.setFont(theme.font(12))
        self._draw()

    def summary(self) -> str:
        if not self._has_loss:
            return self.tr("No loss yet: there are no training points.")
        words = self._words(self._series, len(self._series) - 1)
        return f"{words} {self._mistakes.text()}".strip()

    def reading(self) -> str:
        return self._readout.told

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if self._lets_go(event):
            self._point_at(None)
        elif step is None or not len(self._series):
            super().keyPressEvent(event)
        else:
            last = len(self._series) - 1
            now = last if self._pointed is None else self._pointed + step
            self._point_at(min(max(0, now), last))

    def _lets_go(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self._pointed is not None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            paint_focus(painter, self.rect(), self._theme)

    @property
    def _has_loss(self) -> bool:
        return bool(np.isfinite(self._series.train_loss).any())

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        claim_keys(self, self._lets_go)
        self.setAccessibleName(self.tr("Loss over the epochs"))
        box = self._box = QVBoxLayout(self)
        box.addWidget(self._mistakes)
        box.addWidget(self._plot, 1)
        self._mistakes.setWordWrap(True)
        self._mistakes.setMargin(4)
        self._mistakes.hide()
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot.pointed.connect(self._show_pointed)
        self._plot.left.connect(lambda: self._point_at(None))
        self._plot.resized.connect(self._place_words)
        self.set_theme(self._theme)
        self.show_look(self._look)

    def _build_log(self) -> QCheckBox:
        log = QCheckBox(self.tr("log"), self)
        log.setToolTip(
            self.tr("Logarithmic scale: equal steps are equal factors, so small losses show, too.")
        )
        log.setAccessibleName(self.tr("Logarithmic scale"))
        log.clicked.connect(lambda on: self._view_state.set(log_loss=on))
        return log

    def _show_mistakes(self, words: str) -> None:
        if words != self._mistakes.text():
            self._mistakes.setText(words)
            self._mistakes.setVisible(bool(words))

    def _draw(self) -> None:
        self._plot.show_series(self._series, self._look)
        if self._pointed is not None:
            self._point_at(min(self._pointed, len(self._series) - 1))
        self._place_words()

    def _place_words(self) -> None:
        begun = len(self._series) > 1
        self._sentence.setVisible(bool(len(self._series)) and not (begun and self._has_loss))
        self._sentence.setText(
            self.tr("Train, and watch it change from here.")
            if self._has_loss
            else self.tr("No training points yet: draw some, and their loss appears here.")
        )
        clear = round(self._theme.px(14))  # of the axis, and of the marker at the very start
        self._sentence.setGeometry(self._plot.area.toRect().adjusted(clear, 0, -clear, 0))

    def _show_pointed(self, place: QPointF) -> None:
        if len(self._series):
            self._point_at(self._series.nearest(place.x()))

    def _point_at(self, index: int | None) -> None:
        self._pointed = index
        self._plot.mark(index)
        self._readout.setVisible(index is not None)
        if index is not None:
            x = self._plot.pixel_of(float(self._series.epoch[index]), 0).x()
            self._readout.tell(self._rows(self._series, index), x, self._plot.area)

    def _rows(self, series: LossSeries, index: int) -> str:
        """The numbers at one epoch, a row for each kind of points."""
        row = self.tr("{0} {1} · {2} correct")
        train = pair_text(series.train_loss[index], series.train_accuracy[index])
        test = pair_text(series.test_loss[index], series.test_accuracy[index])
        rows = [self.tr("epoch {0}").format(epoch_text(float(series.epoch[index])))]
        rows.append(row.format(self.tr("train"), *train))
        if math.isfinite(series.test_loss[index]):
            rows.append(row.format(self.tr("test"), *test))
        return "\n".join(rows)

    def _words(self, series: LossSeries, index: int) -> str:
        epochs = epochs_text(float(series.epoch[index]))
        loss, correct = pair_text(series.train_loss[index], series.train_accuracy[index])
        if not math.isfinite(series.test_loss[index]):
            text = self.tr("Loss {0} on training points after {1}; {2} correct.")
            return text.format(loss, epochs, correct)
        test_loss, test_correct = pair_text(series.test_loss[index], series.test_accuracy[index])
        both = self.tr("Loss {0} on training points and {1} on test points after {2}; {3} and {4} correct.")
        return both.format(loss, test_loss, epochs, correct, test_correct)


class AccuracyView(LossView):
    """The first contestant's share of points in the right class, epoch by epoch."""

    name: ClassVar[str] = "accuracy"
    curve: ClassVar[Curve] = "accuracy"

    def heading(self) -> tuple[str, str]:
        return self.tr("Accuracy"), self.tr("how often it is right")

    def corner_widgets(self) -> list[QWidget]:
        """A share has no logarithmic scale."""
        self._log.hide()
        return []

    def _words(self, series: LossSeries, index: int) -> str:
        epochs = epochs_text(float(series.epoch[index]))
        train, test = percent(float(series.train_accuracy[index])), float(series.test_accuracy[index])
        if not math.isfinite(test):
            return self.tr("{0} of the training points correct after {1}.").format(train, epochs)
        both = self.tr("{0} of the training points and {1} of the test points correct after {2}.")
        return both.format(train, percent(test), epochs)
