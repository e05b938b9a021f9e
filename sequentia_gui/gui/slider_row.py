"""A labelled slider: what it sets on the left, the present value on the right, the slider below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSlider, QStyle, QStyleOptionSlider, QWidget

from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.wheel import ignore_wheel


class Slider(QSlider):
    """A slider that jumps to where it is clicked; `stroke` is new with each press of the mouse or of a key."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.stroke: object = object()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, and bring the handle under the mouse."""
        self.stroke = object()
        if event.button() == Qt.MouseButton.LeftButton and not self._handle().contains(
            event.position().toPoint()
        ):
            self.setSliderPosition(self._value_at(event.position().x()))
            self.triggerAction(QSlider.SliderAction.SliderMove)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a stroke, unless the key is still being held."""
        if not event.isAutoRepeat():
            self.stroke = object()
        super().keyPressEvent(event)

    def _value_at(self, x: float) -> int:
        knob = self._handle().width()
        across = round(x - knob / 2)
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), across, self.width() - knob)

    def _handle(self) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        slider, handle = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
        return self.style().subControlRect(slider, option, handle, self)


class SliderRow(QWidget):
    """Picks one of `stops`, in order; `moved` fires with it and with the stroke it belongs to, for undo.

    `words` turns a value into what is shown; a value between two stops is shown as it is, the slider near it.
    `is_low`: all in one line, for where height is scarce.
    """

    moved = Signal(float, object)

    def __init__(
        self,
        label: str,
        stops: Sequence[float],
        words: Callable[[float], str],
        tip: str,
        is_low: bool = False,
    ) -> None:
        super().__init__()
        self._is_low = is_low
        self._stops, self._words = tuple(stops), words
        self._shown = self._stops[0]
        self.label, self.value, self.slider = QLabel(label, self), QLabel(self), Slider()
        self.slider.setParent(self)
        self.value.setObjectName("value")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.label.setBuddy(self.slider)
        self.slider.setRange(0, len(stops) - 1)
        self.slider.setPageStep(max(1, len(stops) // 10))
        self.slider.setAccessibleName(label)
        self.slider.actionTriggered.connect(lambda _: self._on_action())
        ignore_wheel(self.slider)
        self.set_tip(tip)

    def set_tip(self, tip: str) -> None:
        """Explain the slider, in a learner's words."""
        for part in (self.label, self.value, self.slider):
            part.setToolTip(tip)

    def show_value(self, value: float) -> None:
        """Show a value; fires nothing."""
        self._shown = value
        text = self._words(value)
        self.value.setText(text)
        self.slider.setAccessibleDescription(text)
        self.slider.setValue(min(range(len(self._stops)), key=lambda at: abs(self._stops[at] - value)))

    def set_theme(self, theme: Theme) -> None:
        """Take over type and sizes."""
        self.label.setFont(theme.font(12))
        self.value.setFont(theme.font(12))
        # The slider is a large target around a thin line: its empty rim reaches under the words.
        target = theme.target(24)
        height = target if self._is_low else self.label.sizeHint().height() + target - theme.px(5)
        self.setMinimumHeight(height)
        self.setMaximumHeight(height if self._is_low else height + theme.px(8))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words above, the slider below; or one beside the other."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._is_low:
            self._place_in_line()
        else:
            self._place_below()

    def _place_in_line(self) -> None:
        name, gap = self.label.sizeHint().width(), 6
        wide = self.value.fontMetrics().horizontalAdvance
        value = max(wide(self._words(stop)) for stop in self._stops)
        self.label.setGeometry(0, 0, name, self.height())
        self.value.setGeometry(self.width() - value, 0, value, self.height())
        self.slider.setGeometry(name + gap, 0, max(0, self.width() - name - value - 2 * gap), self.height())

    def _place_below(self) -> None:
        width, height = self.width(), self.label.sizeHint().height()
        below, spare = self.slider.minimumSizeHint().height(), (self.height() - self.minimumHeight()) // 2
        self.label.setGeometry(0, spare, width * 3 // 4, height)
        self.value.setGeometry(width // 2, spare, width - width // 2, height)
        self.slider.setGeometry(0, self.height() - below - spare, width, below)
        self.slider.lower()

    def _on_action(self) -> None:
        value = self._stops[self.slider.sliderPosition()]
        if value != self._shown:
            self.moved.emit(value, self.slider.stroke)
