"""The controls above the columns: each hidden layer's activation, its number of neurons, its place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import MAX_LAYERS, MAX_WIDTH, Experiment, Layer
from sequentia_gui.gui.activation_groups import ActivationGroup, activation_groups
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.names import INPUTS
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.views.network.layout import TITLE_ROW, Box, NetworkLayout
from sequentia_gui.network.activations import activation_of
from sequentia_gui.network.losses import output_head

_WIDE_BUTTON = 64
_NARROW_CHOICE, _WIDE_CHOICE = 54, 110


class Headers(QWidget):
    """The row of headers over the columns, and the button that adds a layer before the output."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._layers: list[LayerHeader] = []
        self._input, self._output = EndHeader(self), EndHeader(self)
        self.add_layer = _tool_button("addLayer", parent)
        self.add_layer.setToolTip(self.tr("Add a hidden layer before the output"))
        self.add_layer.setAccessibleName(self.tr("Add a layer"))
        self.add_layer.clicked.connect(lambda _=False: self._add_layer())

    def layer(self, place: int) -> LayerHeader:
        """The header of a hidden layer, 0 the first."""
        return self._layers[place]

    def show_experiment(self, now: Experiment) -> None:
        """Name every column as the design says."""
        layers = now.network.layers
        while len(self._layers) < len(layers):
            self._layers.append(LayerHeader(len(self._layers), self._document, self))
        for place, header in enumerate(self._layers):
            header.setVisible(place < len(layers))
            if place < len(layers):
                header.show_layer(layers[place], len(layers))
        head = output_head(now.training.loss, now.points.classes)
        self._input.show_words(self.tr("Input"), ", ".join(INPUTS))
        self._output.show_words(self.tr("Output"), head.label)
        self.add_layer.setVisible(len(layers) < MAX_LAYERS)

    def place(self, layout: NetworkLayout, theme: Theme) -> None:
        """Put each header over its column."""
        hidden = len(layout.columns) - 2
        self.setGeometry(0, 0, layout.width, layout.head)
        self._input.place(layout.header_box(0), layout, theme)
        self._output.place(layout.header_box(hidden + 1), layout, theme)
        for place, header in enumerate(self._layers[:hidden]):
            header.place(layout.header_box(place + 1), layout, theme)
        self._place_button(layout, theme)

    def _place_button(self, layout: NetworkLayout, theme: Theme) -> None:
        """In the last gap; where that is too narrow, under the output's name; in the middle without layers."""
        place, height = len(layout.columns) - 1, layout.row
        last, output = layout.columns[-2].middle, layout.columns[-1].middle
        is_empty, free = place == 1, output - last - 2 * height - 2 * theme.px(4)
        middle = output if free < height and not is_empty else (last + output) / 2
        if layout.is_short and not is_empty:
            left, right = layout.header_box(place - 1).right, layout.header_box(place).x
            free, middle = right - left, (left + right) / 2
        wide = max(theme.px(_WIDE_BUTTON), height)
        roomy = is_empty or free >= wide
        width = wide if roomy else height
        self.add_layer.setText(self.tr("+ Layer") if roomy else "+")
        self.add_layer.setFont(theme.font(12, 600))
        top = theme.px(TITLE_ROW) + (0 if is_empty else height)
        self.add_layer.setGeometry(round(middle - width / 2), 0 if layout.is_short else top, width, height)

    def _add_layer(self) -> None:
        place = len(self._document.now.network.layers)
        self._document.edit(lambda now: edits.add_layer(now, place), self.tr("Add a layer"))


class EndHeader(QWidget):
    """The name of the input or of the output, and a quiet line under it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._note = _label("columnTitle", self), _label("columnNote", self)

    def show_words(self, title: str, note: str) -> None:
        """Show the two lines."""
        self._title.setText(title)
        self._words = note
        self._note.setText(_fitting((note,), self._note, self._note.width()))
        self._note.setToolTip(note)

    def place(self, box: Box, layout: NetworkLayout, theme: Theme) -> None:
        """Take over the place and the type."""
        self.setGeometry(_frame(box))
        self._title.setFont(theme.font(13, 600))
        self._note.setFont(theme.font(12))
        title = theme.px(_title_row(layout))
        self._title.setGeometry(0, 0, self.width(), title)
        self._note.setGeometry(0, title, self.width(), title if layout.is_short else layout.row)
        self._note.setText(_fitting((self._words,), self._note, self.width()))


class LayerHeader(QWidget):
    """One hidden layer's title, its activation as a drop-down, minus and plus."""

    def __init__(self, place: int, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._place, self._document = place, document
        self._title = _label("columnTitle", self)
        self._name = self.tr("Layer {0}").format(place + 1)
        self._line = _label("columnNote", self)
        self._is_short = False
        self.choice = _tool_button("layerChoice", self)
        for label in (self._title, self._line):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.raise_()
        self.fewer, self.more = _tool_button("layerCount", self), _tool_button("layerCount", self)
        self._texts: tuple[str, ...] = ("",)
        self._build_menu()
        self._build_buttons()

    @property
    def stops(self) -> tuple[QToolButton, ...]:
        """Where the keyboard stops, in order."""
        return self.choice, self.fewer, self.more

    def show_layer(self, layer: Layer, count: int) -> None:
        """Show the layer's activation and width; `count` is the number of hidden layers."""
        label = activation_of(layer).label
        self._texts = (
            f"{layer.width} × {label} ▾",
            f"{layer.width} × {label}",
            f"{layer.width} {label}",
            label,
        )
        for action in self.activations.actions():
            action.setChecked(action.data() == layer.activation)
        for fewer, more in ((self.fewer, self.more), (self.one_fewer, self.one_more)):
            fewer.setEnabled(layer.width > 1)
            more.setEnabled(layer.width < MAX_WIDTH)
        self._limit_menu(count)
        self._name_controls(layer.width, label)
        self._fit()

    def place(self, box: Box, layout: NetworkLayout, theme: Theme) -> None:
        """Take over the place and the type."""
        self.setGeometry(_frame(box))
        self._is_short = layout.is_short
        self._title.setFont(theme.font(13, 600))
        for each in (self.choice, self._line):
            each.setFont(theme.font(12))
        for button in (self.fewer, self.more):
            button.setFont(theme.font(15, 600))
        if layout.is_short:
            self._place_side_by_side(layout, theme)
        else:
            self._place_below_each_other(layout.row, theme)
        self._fit()

    def _place_below_each_other(self, row: int, theme: Theme) -> None:
        title = theme.px(TITLE_ROW)
        self._title.setGeometry(0, 0, self.width(), title)
        self.choice.setGeometry(0, title, self.width(), row)
        gap = min(theme.px(4), max(0, self.width() - 2 * row))
        left = (self.width() - gap) // 2 - row
        for button, x in ((self.fewer, left), (self.more, left + row + gap)):
            button.setGeometry(x, title + row, row, row)
            button.show()

    def _place_side_by_side(self, layout: NetworkLayout, theme: Theme) -> None:
        """One button is title and activation; minus and plus stand at its sides, or in its menu only."""
        row, height = layout.row, max(layout.row, 2 * theme.px(_title_row(layout)))
        beside = self.width() - 2 * row >= theme.px(_NARROW_CHOICE)
        side = row if beside else 0
        wide = min(self.width() - 2 * side, theme.px(_WIDE_CHOICE))
        left = (self.width() - wide) // 2
        self.choice.setGeometry(left, 0, wide, height)
        for label, top in ((self._title, 0), (self._line, height // 2)):
            label.setGeometry(left, top, wide, height // 2)
        for button, x in ((self.fewer, left - row), (self.more, left + wide)):
            button.setGeometry(x, (height - row) // 2, row, row)
            button.setVisible(beside)

    def changeEvent(self, event: QEvent) -> None:
        """Fit the words again when the typeface changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """The longest words that the width has room for; in the short form they stand on the button.

        There a ring around the button, which is as wide as its words, would take them the room.
        """
        self._title.setText(_fitting((self._name, f"L{self._place + 1}"), self._title, self._title.width()))
        room = self.choice.width() - (0 if self._is_short else self.fontMetrics().averageCharWidth())
        text = _fitting(self._texts, self.choice, room)
        self.choice.setText("" if self._is_short else text)
        self._line.setText(text if self._is_short else "")

    def _build_menu(self) -> None:
        self.menu = QMenu(self)
        self.activations = QActionGroup(self)
        self.activations.triggered.connect(lambda action: self._choose(action.data()))
        for group in activation_groups():
            # all but the first few stay out of a beginner's way
            folded = group.title and len(group.entries) > 1
            self._list_activations(group, self.menu.addMenu(group.title) if folded else self.menu)
        self.menu.addSeparator()
        self.one_more = self._entry(self.tr("One neuron more"), self._more)
        self.one_fewer = self._entry(self.tr("One neuron fewer"), self._fewer)
        self.menu.addSeparator()
        self.move_left = self._entry(self.tr("Move left"), lambda: self._move(-1))
        self.move_right = self._entry(self.tr("Move right"), lambda: self._move(1))
        self.menu.addSeparator()
        self.insert_before = self._entry(self.tr("Insert a layer before"), lambda: self._insert(0))
        self.insert_after = self._entry(self.tr("Insert a layer after"), lambda: self._insert(1))
        self.remove = self._entry(self.tr("Remove this layer"), self._remove)
        self.choice.setMenu(self.menu)
        self.choice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _list_activations(self, group: ActivationGroup, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        for each in group.entries:
            action = self.activations.addAction(each.listed)
            action.setData(each.name)
            action.setCheckable(True)
            action.setToolTip(each.explanation)
            menu.addAction(action)

    def _entry(self, text: str, act: Callable[[], None]) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(lambda _=False: act())
        return action

    def _build_buttons(self) -> None:
        self.fewer.setText("−")
        self.more.setText("+")
        self.fewer.setToolTip(self.tr("Remove the last neuron of this layer; the others keep their weights"))
        self.more.setToolTip(self.tr("Add a neuron to this layer; the others keep their weights"))
        self.fewer.clicked.connect(lambda _=False: self._fewer())
        self.more.clicked.connect(lambda _=False: self._more())

    def _limit_menu(self, count: int) -> None:
        self.move_left.setEnabled(self._place > 0)
        self.move_right.setEnabled(self._place < count - 1)
        self.insert_before.setEnabled(count < MAX_LAYERS)
        self.insert_after.setEnabled(count < MAX_LAYERS)

    def _name_controls(self, width: int, label: str) -> None:
        title = self._name
        name = self.tr("{0}: {1} neurons, activation {2}").format(title, width, label)
        self.choice.setAccessibleName(name)
        self.choice.setToolTip(name + "\n" + self.tr("Choose the activation; move, insert or remove layers."))
        self.fewer.setAccessibleName(self.tr("{0}: one neuron fewer").format(title))
        self.more.setAccessibleName(self.tr("{0}: one neuron more").format(title))

    def _choose(self, name: str) -> None:
        self._document.edit(
            lambda now: edits.set_activation(now, name, self._place), self.tr("Choose an activation")
        )

    def _more(self) -> None:
        self._document.edit(lambda now: edits.add_neuron(now, self._place), self.tr("Add a neuron"))

    def _fewer(self) -> None:
        self._document.edit(lambda now: edits.remove_neuron(now, self._place), self.tr("Remove a neuron"))

    def _move(self, by: int) -> None:
        self._document.edit(lambda now: edits.move_layer(now, self._place, by), self.tr("Move a layer"))

    def _insert(self, after: int) -> None:
        self._document.edit(lambda now: edits.add_layer(now, self._place + after), self.tr("Add a layer"))

    def _remove(self) -> None:
        self._document.edit(lambda now: edits.remove_layer(now, self._place), self.tr("Remove a layer"))


def header_style(theme: Theme) -> str:
    """The style sheet of the headers: quiet until they are pointed at."""
    rim, round_ = theme.px(2), theme.px(5)
    return f"""
QToolButton {{ background: transparent; border: none; border-radius: {round_}px; padding: 0; margin: 0;
    min-width: 0; min-height: 0; color: {theme.muted}; }}
QToolButton#layerCount {{ color: {theme.text}; }}
QToolButton:hover {{ background: {theme.raised}; color: {theme.text}; }}
QToolButton:pressed {{ background: {theme.border}; }}
QToolButton:focus {{ border: {rim}px solid {theme.accent}; padding: 0; }}
QToolButton:disabled {{ color: {theme.border}; background: transparent; }}
QToolButton::menu-indicator {{ image: none; width: 0; height: 0; }}
QToolButton#addLayer {{ border: {theme.px(1)}px solid {theme.border}; color: {theme.text}; }}
QToolButton#addLayer:focus {{ border: {rim}px solid {theme.accent}; }}
QToolButton#addLayer:disabled {{ color: {theme.border}; }}
QLabel#columnTitle {{ background: transparent; color: {theme.text}; }}
QLabel#columnNote {{ background: transparent; color: {theme.muted}; }}
"""


def _title_row(layout: NetworkLayout) -> float:
    """The height of a line of words, at 100 %."""
    return TITLE_ROW - 2 if layout.is_short else TITLE_ROW


def _fitting(texts: tuple[str, ...], widget: QWidget, room: int) -> str:
    """The first text that has room, or else what can be shown of the last."""
    metrics = QFontMetrics(widget.font())
    fitting = (text for text in texts if metrics.horizontalAdvance(text) <= room)
    return next(fitting, metrics.elidedText(texts[-1], Qt.TextElideMode.ElideRight, room))


def _frame(box: Box) -> QRect:
    return QRect(round(box.x), round(box.y), round(box.width), round(box.height))


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _tool_button(name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
