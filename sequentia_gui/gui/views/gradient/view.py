"""Gradient flow shows how much of the error comes back to each layer: where little comes back, little is learned."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from sequentia_gui.analysis.course import Course
from sequentia_gui.analysis.expected_gradient import Rival
from sequentia_gui.analysis.gradient_flow import GradientFlow
from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.gui.controls import SegmentedControl
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.focus import paint_focus
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import LIGHT, Theme
from sequentia_gui.gui.view_state import Look, ViewState
from sequentia_gui.gui.views.gradient import words
from sequentia_gui.gui.views.gradient.bars import EXPECTED, OTHERWISE, BarPicture, BarPlaces
from sequentia_gui.gui.views.gradient.caption import Caption
from sequentia_gui.gui.views.gradient.decades import Decades, decades_of, widened
from sequentia_gui.gui.views.gradient.history import TITLES, HistoryPicture, HistoryPlaces, field_of
from sequentia_gui.gui.views.gradient.rivals import seen, stands_apart
from sequentia_gui.gui.views.plots.style import Readout
from sequentia_gui.gui.views.view import EveryOther, View
from sequentia_gui.training.messages import Frame

_ROOMY = 140
"""From this height in pixels at 100 % there is room for the reason, too; below it the bars have it."""

_SIGNED = 4.0
"""From so many lines of words there is room to say what the signs mean, too; below it the bars have it."""

_WARNINGS = ("vanishes", "explodes", "flat", "stuck")
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class GradientView(View):
    """The first contestant's gradients by layer: bars of this moment, or a picture of the whole run."""

    name: ClassVar[str] = "gradient"
    wants: ClassVar[frozenset[str]] = frozenset({"gradient"})

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._pace = EveryOther(turn=0)
        self._theme = LIGHT
        self._look = view_state.now
        self._flow: GradientFlow | None = None
        self._checkpoint: Checkpoint | None = None
        self._course: Course | None = None
        self._decades: Decades | None = None
        self._span: Decades | None = None
        self._places: BarPlaces | HistoryPlaces | None = None
        self._images: tuple[QImage, ...] | None = None
        self._pointed: tuple[int, int] | None = None
        self._readout = Readout(self)
        self._switch = self._build_switch()
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        claim_keys(self, self._lets_go)
        self.setAccessibleName(self.tr("Gradient of every layer"))

    def heading(self) -> tuple[str, str]:
        return self.tr("Gradient"), self.tr("root-mean-square per layer")

    def corner_widgets(self) -> list[QWidget]:
        """What belongs in the corner of the card: this moment, or all of them."""
        return [self._switch]

    def wanted(self) -> frozenset[str]:
        return self.wants | {"gradient_over_time"} if self._is_over_time else self.wants

    def show_frame(self, frame: Frame) -> None:
        if not self._pace.passes(frame):
            return
        contestant = frame.contestants[0]
        flow, course = (contestant.findings.get(name) for name in ("gradient", "gradient_over_time"))
        if isinstance(flow, GradientFlow):
            self._take_over(flow, contestant.checkpoint, course if isinstance(course, Course) else None)
            self._tell_pointed()
            self.update()

    def show_look(self, look: Look) -> None:
        changed, self._look = look.gradient != self._look.gradient, look
        self._switch.show_choice(look.gradient)
        if changed:
            self._point_at(None)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._readout.set_theme(theme)
        self._images = None
        self.update()

    def summary(self) -> str:
        if self._flow is None or self._checkpoint is None:
            return self.tr("Waiting for the network.")
        return words.summary(self._flow, self._checkpoint)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(310), self._theme.px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("card"))
        if self._sentence:
            self._paint_sentence(painter, QRectF(self.rect()), self._sentence)
        elif self._flow and self._checkpoint:
            self._paint_flow(painter, self._flow, self._checkpoint)
        if self.hasFocus():
            paint_focus(painter, self.rect(), self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._images = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)

    def reading(self) -> str:
        return self._readout.told

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if self._lets_go(event):
            self._point_at(None)
        elif step is None or self._sentence:
            super().keyPressEvent(event)
        else:
            self._move(*step)

    @property
    def _is_over_time(self) -> bool:
        return self._look.gradient == "time"

    @property
    def _sentence(self) -> str:
        """What to say where there is no picture; empty where there is one."""
        if self._flow is None:
            return self.tr("Waiting for the network.")
        return words.nothing_yet() if self._flow.word == "unknown" else ""

    def _build_switch(self) -> SegmentedControl:
        now = self.tr(
            "This moment, at all training points: a bar for dL/dz of each point's own loss, "
            "a diamond for dL/dW of their mean."
        )
        time = self.tr("The whole run: a column for each moment, a row for each layer.")
        options = (("now", self.tr("Now"), now), ("time", self.tr("Over time"), time))
        switch = SegmentedControl(options, self.tr("This moment or the whole run"))
        switch.chosen.connect(lambda name: self._view_state.set(gradient=name))
        return switch

    def _take_over(self, flow: GradientFlow, checkpoint: Checkpoint, course: Course | None) -> None:
        before = self._checkpoint
        if checkpoint.pristine or before is None or before.design != checkpoint.design:
            self._decades = self._span = None
        self._flow, self._checkpoint = flow, checkpoint
        self._decades = widened(self._decades, decades_of(seen(flow)))
        if course is not self._course:
            self._course, self._images = course, None
            self._span = widened(self._span, decades_of(course.values)) if course else None

    def _paint_sentence(self, painter: QPainter, area: QRectF, text: str) -> None:
        self._places = None
        painter.setFont(self._theme.font(13))
        painter.setPen(self._theme.color("muted"))
        inner = area.adjusted(self._theme.px(12), 0, -self._theme.px(12), 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), text)

    def _paint_flow(self, painter: QPainter, flow: GradientFlow, at: Checkpoint) -> None:
        edge = self._theme.px(5)
        caption = Caption(painter, self._theme, QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))
        head = words.headline(flow, len(at.design.layers))
        caption.headline(head, words.moment(at), warns=flow.word in _WARNINGS)
        if self.height() >= self._theme.px(_ROOMY):
            caption.quiet_line(words.reason(flow, at))
        if not self._is_over_time:
            rival = flow.rival if stands_apart(flow, self._decades or Decades()) else None
            if caption.lines_left >= _SIGNED:
                caption.signs(words.rival_names(rival) if rival else ())
            self._paint_bars(painter, flow, rival, caption.rest)
        elif self._course is None or len(self._course.epoch) < 2:
            self._paint_sentence(painter, caption.rest, self.tr("Train, and see here how they change."))
        else:
            self._paint_history(painter, self._course, caption.rest)

    def _paint_bars(self, painter: QPainter, flow: GradientFlow, rival: Rival | None, area: QRectF) -> None:
        places = BarPlaces(self._theme, area, self._decades or Decades(), len(flow.dz))
        picture = BarPicture(painter, self._theme, places)
        picture.axes()
        if self._pointed is not None:
            picture.highlight(self._pointed[0])
        picture.bars(flow.dz)
        if rival is not None:
            picture.line(rival.expected, "muted", OTHERWISE)
        picture.line(flow.expected, "text", EXPECTED)
        picture.diamonds(flow.dw)
        self._places = places

    def _paint_history(self, painter: QPainter, course: Course, area: QRectF) -> None:
        places = HistoryPlaces(self._theme, area, course, self._span or Decades())
        if self._images is None:
            width = max(1, round(places.fields[0].width() * self.devicePixelRatioF()))
            self._images = tuple(
                field_of(course, part, width, places.decades, self._theme) for part in range(len(TITLES))
            )
        picture = HistoryPicture(painter, self._theme, places)
        picture.draw(self._images)
        if self._pointed is not None and self._pointed[1] < places.moments:
            picture.highlight(*self._pointed)
        self._places = places

    def _cell_at(self, place: QPointF) -> tuple[int, int] | None:
        return self._places.cell_at(place) if self._places else None

    def _lets_go(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self._pointed is not None

    def _move(self, down: int, right: int) -> None:
        """Point at the next cell; the first arrow key points at the first layer, at the present moment."""
        if self._places is None:
            return
        layers, moments = self._places.layers, self._places.moments
        if self._pointed is None:
            self._point_at((0, moments - 1))
        elif moments == 1:
            self._point_at((min(max(self._pointed[0] + down + right, 0), layers - 1), 0))
        else:
            layer, moment = self._pointed
            leap = right * max(1, moments // 40)
            self._point_at((min(max(layer + down, 0), layers - 1), min(max(moment + leap, 0), moments - 1)))

    def _point_at(self, cell: tuple[int, int] | None) -> None:
        if cell != self._pointed:
            self._pointed = cell
            self._tell_pointed()
            self.update()

    def _tell_pointed(self) -> None:
        """The numbers of the cell that is pointed at, as far as it is still there."""
        places, flow = self._places, self._flow
        if self._pointed is not None and places is not None and self._pointed[1] >= places.moments:
            self._pointed = None  # of a longer past than there is now
        if self._pointed is None or places is None or flow is None or self._pointed[0] >= len(flow.dz):
            self._pointed = None
            self._readout.hide()
            return
        layer, moment = self._pointed
        text = words.numbers(flow, layer)
        if isinstance(places, HistoryPlaces):
            text = words.numbers_then(places.course, layer, moment)
        self._readout.tell(text, places.place_of(layer, moment).x(), QRectF(self.rect()))
