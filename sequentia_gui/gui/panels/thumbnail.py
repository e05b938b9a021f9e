"""A thumbnail shows a ready-made set of points as it would look with the present noise and seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QRadioButton, QWidget

from sequentia_gui.experiment.datasets import Dataset
from sequentia_gui.experiment.experiment import PLANE_LIMIT, Recipe
from sequentia_gui.gui.point_marks import mark_color, mark_path
from sequentia_gui.gui.theme import Theme

COLUMNS = 5
_COUNT = 84
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


class Thumbnail(QRadioButton):
    """A picture of one dataset that can be picked; which one is picked is decided by the document alone.

    `stepped` fires with how many thumbnails further an arrow key points.
    """

    stepped = Signal(int)

    def __init__(self, dataset: Dataset) -> None:
        super().__init__()
        self.dataset = dataset
        self._theme: Theme | None = None
        self._recipe: tuple[float, int] | None = None
        self._picture = QPixmap()
        self.setAccessibleName(dataset.label)
        self.setAccessibleDescription(dataset.description)
        self.setToolTip(f"<b>{dataset.label}</b><br>{dataset.description}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_recipe(self, recipe: Recipe) -> None:
        """Show the points as this recipe's noise and seed make them."""
        if self._recipe != (recipe.noise, recipe.seed):
            self._recipe = (recipe.noise, recipe.seed)
            self._forget_picture()

    def show_picked(self, picked: bool) -> None:
        """Show whether this is the present dataset; fires nothing."""
        # Qt refuses to lift the only pressed button of an exclusive row, but one's own points have no thumbnail.
        self.setAutoExclusive(False)
        self.setChecked(picked)
        self.setAutoExclusive(True)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours."""
        self._theme = theme
        self._forget_picture()

    def nextCheckState(self) -> None:
        """Stay as it is: the document's answer decides."""

    def hitButton(self, place: QPoint) -> bool:
        """The whole picture can be clicked."""
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between the thumbnails, Space and Enter pick."""
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the points, and a ring where the dataset is picked or has the focus."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, self._theme)
        painter.drawPixmap(0, 0, self._present_picture(self._theme))

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        ring = self.isChecked() or self.hasFocus()
        width = theme.px(2) if ring else theme.px(1)
        color = theme.accent if ring else theme.muted if self.underMouse() else theme.border
        painter.setPen(QPen(QColor(color), width))
        painter.setBrush(theme.color("card"))
        painter.drawRoundedRect(self._inside(width / 2), theme.px(5), theme.px(5))
        if self.isChecked() and self.hasFocus():
            painter.setPen(QPen(theme.color("line"), theme.px(1)))
            painter.drawRoundedRect(self._inside(width + theme.px(1.5)), theme.px(3), theme.px(3))

    def _inside(self, by: float) -> QRectF:
        return QRectF(self.rect()).adjusted(by, by, -by, -by)

    def _present_picture(self, theme: Theme) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._picture.size() != self.size() * ratio:
            self._picture = self._drawn(theme, ratio)
        return self._picture

    def _drawn(self, theme: Theme, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for label, path in enumerate(self._class_paths(theme)):
            painter.fillPath(path, mark_color(theme, label))
        painter.end()
        return picture

    def _class_paths(self, theme: Theme) -> list[QPainterPath]:
        noise, seed = self._recipe or (0.1, 1)
        xy, label = self.dataset.make(_COUNT, noise, np.random.default_rng([seed, 0]))
        half, reach = self.width() / 2, self.width() / 2 - theme.px(3.5)
        paths = []
        for each in range(self.dataset.classes):
            mark, path = mark_path(each, theme.zoom * 2.6), QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            for x, y in xy[label == each].tolist():
                path.addPath(mark.translated(half + x * reach / PLANE_LIMIT, half - y * reach / PLANE_LIMIT))
            paths.append(path)
        return paths

    def _forget_picture(self) -> None:
        self._picture = QPixmap()
        self.update()


class ThumbnailGrid(QWidget):
    """Owns the thumbnails of all datasets; `picked` fires with a name when a person picks one."""

    picked = Signal(str)

    def __init__(self, datasets: Sequence[Dataset], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.thumbnails = [Thumbnail(dataset) for dataset in datasets]
        self._gap, self._largest = 4, 46
        for place, thumbnail in enumerate(self.thumbnails):
            thumbnail.setParent(self)
            thumbnail.clicked.connect(lambda _=False, name=thumbnail.dataset.name: self.picked.emit(name))
            thumbnail.stepped.connect(lambda by, place=place: self._focus(place + by))

    def show_recipe(self, recipe: Recipe) -> None:
        """Show all sets as the recipe makes them, and ring the one it names, if any."""
        for thumbnail in self.thumbnails:
            thumbnail.show_recipe(recipe)
            thumbnail.show_picked(thumbnail.dataset.name == recipe.dataset)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and gaps."""
        self._gap, self._largest = theme.px(4), theme.px(46)
        self.setMinimumWidth(COLUMNS * theme.target(26) + (COLUMNS - 1) * self._gap)
        for thumbnail in self.thumbnails:
            thumbnail.set_theme(theme)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the thumbnails square, in rows that fill the width."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        side = min((self.width() - (COLUMNS - 1) * self._gap) // COLUMNS, self._largest)
        rows = -(-len(self.thumbnails) // COLUMNS)
        for place, thumbnail in enumerate(self.thumbnails):
            row, column = divmod(place, COLUMNS)
            left = column * (self.width() - side) // (COLUMNS - 1)
            thumbnail.setGeometry(left, row * (side + self._gap), side, side)
        self.setFixedHeight(rows * (side + self._gap))

    def _focus(self, place: int) -> None:
        if 0 <= place < len(self.thumbnails):
            self.thumbnails[place].setFocus(Qt.FocusReason.TabFocusReason)
