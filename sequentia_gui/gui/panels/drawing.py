"""The drawing panel: which class the brush paints with, and what it does on the decision plane."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import MAX_CLASSES, Experiment
from sequentia_gui.gui.controls import SegmentedControl
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.icons import icon
from sequentia_gui.gui.panels.class_chip import ClassChip
from sequentia_gui.gui.panels.panel import Panel, heading
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import Look, ViewState


class DrawingPanel(Panel):
    """Chips for the classes, a row of tools, and a button that empties the plane."""

    name = "drawing"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self._classes, self._brush = 2, 0
        self.heading = heading(self.tr("Draw"))
        self.clear = self._clear_button()
        self.chips = [self._chip(label) for label in range(MAX_CLASSES)]
        self.more = self._more_button()
        self.tools = self._tools()
        self._lay_out()

    def _clear_button(self) -> QPushButton:
        button = QPushButton(self.tr("Clear"))
        button.setObjectName("quiet")
        button.setToolTip(
            self.tr("Take all points away, to draw your own on an empty plane. Undo brings them back.")
        )
        button.setAccessibleName(self.tr("Clear all points"))
        button.clicked.connect(
            lambda _=False: self._document.edit(edits.clear_points, self.tr("Clear points"))
        )
        return button

    def _chip(self, label: int) -> ClassChip:
        chip = ClassChip(label)
        chip.setAccessibleName(self.tr("Class {0}").format(chip.text()))
        chip.setToolTip(
            self.tr("Draw points of class {0} on the decision plane (key {1}).").format(
                chip.text(), label + 1
            )
        )
        chip.clicked.connect(lambda _=False: self._dip(label))
        return chip

    def _more_button(self) -> QPushButton:
        button = QPushButton("+")
        button.setProperty("chip", "true")
        button.setToolTip(
            self.tr("Draw points of one more class, up to six. The network then gets one output per class.")
        )
        button.setAccessibleName(self.tr("One more class"))
        button.clicked.connect(lambda _=False: self._dip(self._shown_classes()))
        return button

    def _tools(self) -> SegmentedControl:
        tools = (
            ("point", self.tr("Point"), self.tr("Each click puts one point; dragging puts a line of them.")),
            ("spray", self.tr("Spray"), self.tr("Hold and move to spray a cloud of points.")),
            ("move", self.tr("Move"), self.tr("Take hold of a point and drag it elsewhere.")),
            ("erase", self.tr("Erase"), self.tr("Move over points to rub them out.")),
        )
        row = SegmentedControl(tools, self.tr("Drawing tool"))
        row.chosen.connect(lambda tool: self._view_state.set(tool=tool))
        return row

    def _lay_out(self) -> None:
        self._box = self.column()
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.clear)
        self._row = QHBoxLayout()
        for chip in self.chips:
            self._row.addWidget(chip)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self._box.addLayout(head)
        self._box.addLayout(self._row)
        self._box.addWidget(self.tools)

    # -- what a person does --------------------------------------------------------------------------------

    def _dip(self, label: int) -> None:
        """Paint with that class; who picks a class wants to draw, not to move or erase."""
        tool = self._view_state.now.tool
        self._view_state.set(brush_class=label, tool=tool if tool in ("point", "spray") else "point")

    # -- showing -------------------------------------------------------------------------------------------

    def show_experiment(self, now: Experiment) -> None:
        """Show a chip for each class that there is."""
        self.clear.setEnabled(len(now.points) > 0)
        self._classes = now.points.classes
        self._show_chips()

    def show_look(self, look: Look) -> None:
        """Show the present tool and brush."""
        self.tools.show_choice(look.tool)
        self._brush = look.brush_class
        self.chips[look.brush_class].setChecked(True)
        self._show_chips()

    def _show_chips(self) -> None:
        shown = self._shown_classes()
        for label, chip in enumerate(self.chips):
            chip.setVisible(label < shown)
        self.more.setVisible(shown < MAX_CLASSES)

    def _shown_classes(self) -> int:
        """The classes that have points, and up to the one that the brush is about to begin."""
        return max(self._classes, self._brush + 1)

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._box.setSpacing(theme.px(5))
        self._row.setSpacing(theme.px(4))
        self.tools.setMaximumHeight(theme.px(38))
        self.heading.setFont(theme.heading_font)
        self.clear.setIcon(icon("clear", theme, "muted"))
        self.clear.setIconSize(QSize(theme.px(14), theme.px(14)))
        self.clear.setFixedHeight(theme.target(24))
        self.more.setFixedSize(theme.target(30), theme.target(26))
        for chip in self.chips:
            chip.set_theme(theme)
