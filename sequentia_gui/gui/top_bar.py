"""The bar at the top: the buttons that start and stop training, and the numbers that tell how it goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from sequentia_gui.analysis.activity import Activity
from sequentia_gui.gui.actions import Actions
from sequentia_gui.gui.controls import name_list
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.numerals import count, loss_text, percent, tidy
from sequentia_gui.gui.preferences import PACES
from sequentia_gui.gui.theme import Theme
from sequentia_gui.training.messages import Frame


class Readout(QWidget):
    """A small word above a number; its width never changes while the number does."""

    def __init__(self, word: str, tip: str) -> None:
        super().__init__()
        self.word = QLabel(word)
        self.word.setObjectName("note")
        self.number = QLabel("–")
        self.number.setAccessibleName(word)
        self.setToolTip(tip)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.word)
        box.addWidget(self.number)

    def show_text(self, text: str) -> None:
        """Show a number."""
        if text != self.number.text():
            self.number.setText(text)

    def set_theme(self, theme: Theme, lead: int = 0) -> None:
        """Take over type and width; `lead` are pixels that stay free before the words."""
        self.word.setFont(theme.font(11))
        self.number.setFont(theme.font(14, 600))
        self.setContentsMargins(lead, 0, 0, 0)
        self.setFixedWidth(lead + max(theme.px(58), self.word.sizeHint().width() + theme.px(4)))

    def sizeHint(self) -> QSize:
        """As wide as it is fixed to be."""
        return QSize(self.minimumWidth(), super().sizeHint().height())


class TopBar(QWidget):
    """Owns the bar. Buttons are the table's commands; where the bar is too narrow the least needed give way."""

    pace_picked = Signal(object)

    def __init__(self, actions: Actions, menu: QMenu, examples: QMenu) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions = actions
        self._theme: Theme | None = None
        self._playing = False
        self._counts_mistakes = False
        self._title = QLabel("Sequentia")
        self._examples = self._examples_button(examples)
        self._train = self._button("train", words=True)
        self._train.setObjectName("primary")
        self._pace = self._pace_box()
        self._readouts = self._build_readouts()
        self._menu = QToolButton()
        self._menu.clicked.connect(lambda: menu.popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft())))
        self._menu.setToolTip(self.tr("All commands (F10)"))
        self._menu.setAccessibleName(self.tr("All commands"))
        self._menu.setShortcut("F10")
        self._lay_out()

    def _lay_out(self) -> None:
        reset = self._button("reset", words=True)
        dice, batch, epoch = (self._button(name) for name in ("draw_weights", "step_batch", "step_epoch"))
        undo, redo = self._button("undo"), self._button("redo")
        present = self._button("present", words=True)
        row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        left: list[QWidget] = [self._title, self._examples, undo, redo]
        middle: list[QWidget] = [reset, dice, self._train, batch, epoch, self._pace, *self._readouts.values()]
        self._parts: list[QWidget] = [*left, *middle, present, self._menu]
        for place, part in enumerate(self._parts):
            if place in (len(left), len(left) + len(middle)):
                row.addStretch(1)
            row.addWidget(part)
        words = self._readouts
        self._gives_way: list[QWidget] = [
            self._title, words["zeros"], words["test_loss"], redo, dice, words["mistakes"], present,
            words["correct"], undo, epoch, self._pace, self._examples, words["train_loss"], batch, words["epoch"],
        ]  # fmt: skip

    def _build_readouts(self) -> dict[str, Readout]:
        words = {
            "epoch": (self.tr("Epoch"), self.tr("How many times every training point has been used.")),
            "train_loss": (
                self.tr("Train loss"),
                self.tr("How wrong the network is on the points it learns from; 0 is perfect."),
            ),
            "test_loss": (self.tr("Test loss"), self.tr("How wrong it is on the points that were held out.")),
            "correct": (
                self.tr("Correct"),
                self.tr(
                    "Share of held-out points on the right side (of all training points where none is held out)."
                ),
            ),
            "zeros": (
                self.tr("Zeros"),
                self.tr("Share of all neurons' outputs, over all points, that are exactly 0."),
            ),
            "mistakes": (
                self.tr("Mistakes"),
                self.tr(
                    "How often the neuron was wrong when a training point came by: each time it learned."
                ),
            ),
        }
        return {name: Readout(*texts) for name, texts in words.items()}

    def _button(self, name: str, words: bool = False) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[name])
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        button.setToolButtonStyle(style)
        button.setAccessibleName(self._actions[name].text())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _examples_button(self, examples: QMenu) -> QToolButton:
        button = QToolButton()
        button.setText(examples.title())
        button.setToolTip(self.tr("Ready-made experiments. Opening one can be undone."))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setMenu(examples)
        return button

    def _pace_box(self) -> QComboBox:
        box = QComboBox()
        tip = self.tr("How fast to train, from slow motion, where single batches can be seen, to flat out.")
        name_list(box, self.tr("Speed"), tip)
        for pace in PACES:
            box.addItem(self._pace_words(pace), pace)
        box.activated.connect(lambda place: self.pace_picked.emit(PACES[place]))
        return box

    def _pace_words(self, pace: float | None) -> str:
        if pace is None:
            return self.tr("flat out")
        return self.tr("1 epoch/s") if pace == 1 else self.tr("{0} epochs/s").format(tidy(pace))

    def show_pace(self, pace: float | None) -> None:
        """Show the present speed."""
        self._pace.setCurrentIndex(PACES.index(pace))

    def show_playing(self, playing: bool) -> None:
        """Let the big button say what pressing it will do; the same again costs nothing."""
        if playing != self._playing:
            self._playing = playing
            self._name_train()

    def _name_train(self) -> None:
        text = self.tr("Pause") if self._playing else self.tr("Train")
        self._actions["train"].setText(text)
        self._train.setAccessibleName(text)
        if self._theme:
            self._actions["train"].setIcon(
                icon("pause" if self._playing else "play", self._theme, "on_accent")
            )

    def show_frame(self, frame: Frame) -> None:
        """Show the numbers of the first contestant."""
        at = frame.contestants[0]
        correct = at.test_accuracy if at.test_accuracy is not None else at.train_accuracy
        activity = at.findings.get("activity")
        zeros = activity.all_zeros if isinstance(activity, Activity) and activity.pre else None
        self._readouts["epoch"].show_text(count(at.checkpoint.epoch))
        self._readouts["train_loss"].show_text(_loss(at.train_loss))
        self._readouts["test_loss"].show_text(_loss(at.test_loss))
        self._readouts["correct"].show_text(_share(correct))
        self._readouts["zeros"].show_text(_share(zeros))
        mistakes = at.checkpoint.mistakes
        self._readouts["mistakes"].show_text(count(mistakes.total) if mistakes else "")
        self._fit_if(mistakes is not None)

    def summary(self) -> str:
        """All numbers that can be seen, with their words."""
        seen = (each for each in self._readouts.values() if not each.isHidden())
        return ", ".join(f"{each.word.text()} {each.number.text()}" for each in seen)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._theme = theme
        self._title.setFont(theme.font(16, 700))
        row = self.layout()
        assert row is not None
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        row.setSpacing(theme.px(6))
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setMinimumHeight(theme.px(34))
        self._menu.setIcon(icon("menu", theme))
        self._name_train()
        self._train.setMinimumWidth(theme.px(96))
        for name, readout in self._readouts.items():
            # Words are further apart than buttons: the first of them keeps that distance from the list before it.
            readout.set_theme(theme, lead=theme.px(8) if name == "epoch" else 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the least needed parts give way."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look again what fits when a part has become wider or narrower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit_if(self, counts_mistakes: bool) -> None:
        """Mistakes have their number where they are counted: with a step, and only with one."""
        if counts_mistakes != self._counts_mistakes:
            self._counts_mistakes = counts_mistakes
            self._fit()

    def _fit(self) -> None:
        """Hide as many parts as must be, the least needed first; never flickers, as only changes are made."""
        row = self.layout()
        if row is None or self._theme is None:
            return
        margins = row.contentsMargins()
        room = self.width() - margins.left() - margins.right() + row.spacing()
        needed = {part: part.sizeHint().width() + row.spacing() for part in self._parts}
        kept = set(self._parts)
        kept.discard(self._readouts["zeros" if self._counts_mistakes else "mistakes"])
        for part in self._gives_way:
            if sum(needed[part] for part in kept) <= room:
                break
            kept.discard(part)
        for part in self._parts:
            if part.isHidden() == (part in kept):
                part.setVisible(part in kept)


def _loss(value: float | None) -> str:
    return "–" if value is None else loss_text(value)


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)
