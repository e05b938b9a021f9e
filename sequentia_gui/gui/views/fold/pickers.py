"""Two small lists on the picture of a wide layer: which of its many directions are seen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from sequentia_gui.gui.controls import name_list
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.fold.journey import COMPONENTS
from sequentia_gui.gui.views.fold.words import axis_name


class AxisPickers(QObject):
    """Owns the lists at the ends of the two axes; `picked` fires with both choices when a person picks one."""

    picked = Signal(int, int)

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        names = (self.tr("Shown to the right"), self.tr("Shown upwards"))
        self.across, self.upwards = (self._picker(canvas, name) for name in names)

    def _picker(self, canvas: QWidget, name: str) -> QComboBox:
        picker = QComboBox(canvas)
        name_list(picker, name, self._tip())
        picker.activated.connect(self._on_activated)
        picker.hide()
        return picker

    def _tip(self) -> str:
        return self.tr(
            "What is seen of a layer with many neurons: one of them, or a principal component, a direction in which "
            "the points differ most. The percentage above says how much of all their differences two components show."
        )

    def _on_activated(self) -> None:
        self.picked.emit(self.across.currentIndex(), self.upwards.currentIndex())

    def set_theme(self, theme: Theme) -> None:
        """Take over the size of the letters."""
        for picker in (self.across, self.upwards):
            picker.setFont(theme.font(11))

    def hide(self) -> None:
        """Nothing can be picked in a narrow layer."""
        self.across.hide()
        self.upwards.hide()

    def show_choice(self, width: int, choice: tuple[int, int], square: QRectF, gap: float) -> None:
        """Offer the components and the neurons of a layer of that width, in two corners of the square."""
        for picker, chosen in zip((self.across, self.upwards), choice, strict=True):
            if picker.count() != COMPONENTS + width:
                picker.clear()
                picker.addItems([axis_name(each) for each in range(COMPONENTS + width)])
            picker.setCurrentIndex(chosen)
            picker.adjustSize()
            # On a very small picture they would lie on all that is to be seen.
            picker.setVisible(
                square.height() >= 4 * picker.height() and square.width() >= picker.width() + 2 * gap
            )
        low, right = square.bottom() - gap - self.across.height(), square.right() - gap - self.across.width()
        self.across.move(round(right), round(low))
        self.upwards.move(round(square.left() + gap), round(square.top() + gap))
