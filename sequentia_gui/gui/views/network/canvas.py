"""The sheet on which the network is drawn: it follows the mouse and the keyboard, and holds the headers."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.focus import paint_focus, shows_ring
from sequentia_gui.gui.own_keys import claim_keys
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Link, Look, Neuron, ViewState
from sequentia_gui.gui.views.network.editing import NumberField, refusal, with_number
from sequentia_gui.gui.views.network.headers import Headers, header_style
from sequentia_gui.gui.views.network.layout import Box, NetworkLayout, arrange, least_size
from sequentia_gui.gui.views.network.neuron.sheet import NeuronSheet
from sequentia_gui.gui.views.network.painter import NetworkPainter, Scene
from sequentia_gui.gui.views.network.picture import NetworkPicture, picture_of
from sequentia_gui.gui.views.network.readout import ReadoutCard
from sequentia_gui.gui.views.network.turns import LONGEST_GAP_MS
from sequentia_gui.gui.views.network.walking import first_neuron, neighbour, next_link
from sequentia_gui.gui.views.network.words import link_lines, neuron_lines
from sequentia_gui.training.messages import Frame


class NetworkCanvas(QWidget):
    """Shows one picture of the network; what is pointed at and chosen it tells the others through the look."""

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__()
        self._document, self._view_state = document, view_state
        self._theme: Theme | None = None
        self._experiment, self._look = document.now, view_state.now
        self._frame: Frame | None = None
        self._picture: NetworkPicture | None = None
        self._network: NetworkPainter | None = None
        self._is_stale, self._has_ring = True, False
        self._since_frame = QElapsedTimer()
        self.headers = Headers(document, self)
        self.field = NumberField(self)
        self.field.committed.connect(self._set_number)
        self.field.refused.connect(lambda text: view_state.set(notice=refusal(text)))
        self.neuron = NeuronSheet(document, view_state, self)
        self.neuron.hide()
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        claim_keys(self, self._releases)
        self.setAccessibleName(self.tr("The network"))
        self.setAccessibleDescription(
            self.tr(
                "Arrow keys choose a neuron, Enter edits its bias. Shift with up and down walks through the weights "
                "that lead to it, Enter edits the weight. Plus and minus add and remove neurons of its layer."
            )
        )

    @property
    def picture(self) -> NetworkPicture | None:
        """What is on screen, None before the first frame."""
        return self._picture

    def show_experiment(self, now: Experiment) -> None:
        """Name the columns as the design says."""
        if now.network.layers != self._experiment.network.layers:
            self.field.leave()  # at its place may be another neuron now
        self._experiment = now
        self.headers.show_experiment(now)
        self.neuron.show_experiment(now)
        self._arrange()

    def show_frame(self, frame: Frame) -> None:
        """Show the network as it was at one moment."""
        self._frame = frame
        self._picture = picture_of(frame)
        self._is_stale = True
        self.neuron.show_frame(frame)
        self._show_neuron()
        self.update(self._due(self._picture) or self.rect().adjusted(0, self.headers.height(), 0, 0))

    def _due(self, picture: NetworkPicture) -> QRect | None:
        """What a new picture changes at first, None for all: while it trains, parts take turns."""
        keeps_up = self._since_frame.isValid() and self._since_frame.elapsed() < LONGEST_GAP_MS
        self._since_frame.start()
        return self._network.due(picture, self._look) if self._network and keeps_up else None

    def show_look(self, look: Look) -> None:
        """Light what is pointed at and chosen."""
        self._look = look
        self.neuron.show_look(look)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self._card = ReadoutCard(theme)
        self.setStyleSheet(header_style(theme))
        self.neuron.set_theme(theme)
        self._arrange()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the network, the focus and the readout."""
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("card"))
        network = self._drawn()
        if network is None:
            return
        network.paint(painter, self._look, event.rect())
        if self._has_ring and self._look.chosen_neuron is None:
            paint_focus(painter, self.rect(), self._theme)
        self._paint_readout(painter, network)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find a new layout for the new size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._theme is None:
            return
        sizes = self._experiment.network.sizes(self._experiment.points.classes)
        self.setMinimumSize(*least_size(sizes, self._theme.zoom, self._theme.least_target))
        layout = self._layout(sizes, self._theme)
        self.headers.place(layout, self._theme)
        top = layout.titles
        self.neuron.setGeometry(0, top, self.width(), max(1, self.height() - top))
        self._show_neuron()
        self._redraw()

    def _layout(self, sizes: tuple[int, ...], theme: Theme) -> NetworkLayout:
        return arrange(sizes, max(1, self.width()), max(1, self.height()), theme.zoom, theme.least_target)

    def _show_neuron(self) -> None:
        """A network that is one neuron is drawn large; the keyboard walks from weight to weight then."""
        sizes = self._experiment.network.sizes(self._experiment.points.classes)
        shown = sizes == (2, 1) == (self._picture.sizes if self._picture else None)
        if shown == self.neuron.isHidden():
            self.neuron.setVisible(shown)
            self.setFocusProxy(self.neuron if shown else None)  # type: ignore[arg-type]

    def _redraw(self) -> None:
        self._is_stale = True
        self.update()

    def _drawn(self) -> NetworkPainter | None:
        """The painter of the present picture, made when it is first needed: hidden views cost nothing."""
        if self._picture is None or self._theme is None:
            return None
        if self._is_stale:
            scene = Scene(
                self._picture,
                self._layout(self._picture.sizes, self._theme),
                self._theme,
                self.devicePixelRatioF(),
            )
            self._network = NetworkPainter(scene, self._network)
            self._is_stale = False
        return self._network

    def _paint_readout(self, painter: QPainter, network: NetworkPainter) -> None:
        picture, look = network.scene.picture, self._look
        room = QRectF(self.visibleRegion().boundingRect() if self.isVisible() else self.rect())
        neuron, link = look.hovered_neuron, look.hovered_link
        if neuron is not None and picture.has(neuron):
            box = network.scene.layout.columns[neuron.layer].tile_box(neuron.position)
            self._card.paint(painter, neuron_lines(picture, neuron), box, room)
        elif link is not None and picture.has_link(link):
            x, y = network.link_point(link)
            self._card.paint(
                painter, link_lines(picture, link), Box(x, y - network.scene.theme.px(44), 0, 0), room
            )

    # The mouse

    def thing_at(self, place: QPointF) -> Neuron | Link | None:
        """The neuron, or else the link, at a place."""
        network = self._drawn()
        if network is None:
            return None
        neuron = network.scene.layout.neuron_at(place.x(), place.y())
        return neuron or network.link_at(place.x(), place.y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light what is pointed at."""
        thing = self.thing_at(event.position())
        self._view_state.set(
            hovered_neuron=thing if isinstance(thing, Neuron) else None,
            hovered_link=thing if isinstance(thing, Link) else None,
        )

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._view_state.set(hovered_neuron=None, hovered_link=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the neuron under the mouse; a second click, or one beside everything, chooses none."""
        thing = self.thing_at(event.position())
        if isinstance(thing, Neuron) and thing != self._look.chosen_neuron:
            self._choose(thing)
        elif not isinstance(thing, Link):
            self._view_state.set(chosen_neuron=None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the number under the mouse."""
        self._open_number(self.thing_at(event.position()), event.position())

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter edits, plus and minus change the layer, Escape chooses none."""
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key, shifted = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._picture is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif self._releases(event):
            self._view_state.set(chosen_neuron=None, hovered_link=None)
        elif key in steps and shifted and steps[key][1]:
            self._walk_links(steps[key][1])
        elif key in steps and not shifted:
            self._walk(*steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open_number(self._view_state.now.hovered_link or self._view_state.now.chosen_neuron)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self._change_width(key == Qt.Key.Key_Plus)
        else:
            super().keyPressEvent(event)

    def reading(self) -> str:
        """What the keyboard has come to, in words: a weight, or else the chosen neuron."""
        picture, link, neuron = self._picture, self._look.hovered_link, self._look.chosen_neuron
        if picture is not None and link is not None and picture.has_link(link):
            return "\n".join(link_lines(picture, link))
        if picture is not None and neuron is not None and picture.has(neuron):
            return "\n".join(neuron_lines(picture, neuron))
        return ""

    def _releases(self, event: QKeyEvent) -> bool:
        """Whether the key is an Escape that lets go of the chosen neuron."""
        return event.key() == Qt.Key.Key_Escape and self._look.chosen_neuron is not None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is, when the keyboard brought it here."""
        super().focusInEvent(event)
        self._has_ring = shows_ring(event, self._has_ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self._has_ring = shows_ring(event, self._has_ring)
        self.update()

    def _walk(self, right: int, down: int) -> None:
        """From the chosen neuron to its neighbour; where none is chosen, to the first one."""
        assert self._picture is not None
        sizes, chosen = self._picture.sizes, self._view_state.now.chosen_neuron
        known = chosen if self._picture.has(chosen) else None
        self._choose(neighbour(sizes, known, right, down) if known else first_neuron(sizes))

    def _walk_links(self, step: int) -> None:
        """From one weight of the chosen neuron to the next."""
        assert self._picture is not None
        chosen, link = self._view_state.now.chosen_neuron, self._view_state.now.hovered_link
        if chosen is None or not self._picture.has(chosen) or chosen.layer == 0:
            return
        after = next_link(self._picture.sizes, chosen, link, step)
        self._view_state.set(hovered_neuron=None, hovered_link=after)

    def _change_width(self, more: bool) -> None:
        chosen = self._view_state.now.chosen_neuron
        if chosen is None or not 0 < chosen.layer <= len(self._document.now.network.layers):
            return
        place = chosen.layer - 1
        if more:
            self._document.edit(lambda now: edits.add_neuron(now, place), self.tr("Add a neuron"))
        else:
            self._document.edit(lambda now: edits.remove_neuron(now, place), self.tr("Remove a neuron"))

    def _choose(self, neuron: Neuron) -> None:
        hidden = 0 < neuron.layer <= len(self._document.now.network.layers)
        layer = {"layer": neuron.layer} if hidden else {}
        self._view_state.set(chosen_neuron=neuron, hovered_link=None, **layer)

    # Numbers

    def _open_number(self, thing: Neuron | Link | None, at: QPointF | None = None) -> None:
        network = self._drawn()
        if network is None or self._theme is None:
            return
        picture = network.scene.picture
        if isinstance(thing, Link) and picture.has_link(thing):
            x, y = (at.x(), at.y()) if at else network.link_point(thing)
            self.field.open(thing, picture.weight(thing), self.tr("Weight"), x, y, self._theme)
        elif isinstance(thing, Neuron) and picture.has(thing) and thing.layer:
            tile = network.scene.layout.columns[thing.layer].tile_box(thing.position)
            x, bias = tile.x + tile.width / 2, picture.bias(thing) or 0.0
            self.field.open(thing, bias, self.tr("Bias"), x, tile.bottom, self._theme)

    def _set_number(self, place: Neuron | Link, value: float) -> None:
        """Go on from the present weights with one of them replaced."""
        if self._frame is None or not self._frame.shows(self._document.now):
            self._view_state.set(notice=self.tr("The network has just changed. Please set the number again."))
            return
        first, *others = (state.checkpoint for state in self._frame.contestants)
        label = self.tr("Set a weight") if isinstance(place, Link) else self.tr("Set a bias")
        self._document.apply(self._document.now, label, start=(with_number(first, place, value), *others))
