"""The data panel: which points the network is to tell apart, how noisy, how many, and how many test it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.datasets import DATASETS, OWN
from sequentia_gui.experiment.experiment import Experiment, Recipe
from sequentia_gui.experiment.rules import MAX_SEED
from sequentia_gui.gui import numerals
from sequentia_gui.gui.document import Document
from sequentia_gui.gui.panels.panel import Panel, heading
from sequentia_gui.gui.panels.seed_row import SeedRow
from sequentia_gui.gui.panels.thumbnail import ThumbnailGrid
from sequentia_gui.gui.slider_row import SliderRow
from sequentia_gui.gui.theme import Theme
from sequentia_gui.gui.view_state import ViewState

Edit = Callable[[Experiment], Experiment]

NOISES = tuple(percent / 100 for percent in range(51))
COUNTS = (10, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000)
SHARES = tuple(percent / 100 for percent in range(0, 91, 5))


class DatasetPanel(Panel):
    """Thumbnails of the ready-made sets, and the recipe by which their points are made."""

    name = "dataset"

    def __init__(self, document: Document, view_state: ViewState) -> None:
        super().__init__(document, view_state)
        self.heading = heading(self.tr("Data"))
        self.thumbnails = ThumbnailGrid(DATASETS, self.tr("Ready-made sets of points"))
        self.thumbnails.picked.connect(self._pick)
        self.seed = self._seed_row()
        self.noise, self.count, self.held_out = self._noise_row(), self._count_row(), self._held_out_row()
        self._lay_out()

    def _seed_row(self) -> SeedRow:
        row = SeedRow(
            self.tr("Seed"),
            self.tr("Seed of the points"),
            self.tr(
                "The same seed makes the same points again, on every machine. Type a number, then Enter."
            ),
            self.tr("Make other points"),
            self.tr("Make other points of the same kind, with the next seed."),
        )
        row.entered.connect(self._reseed)
        row.diced.connect(self._roll)
        return row

    def _noise_row(self) -> SliderRow:
        row = SliderRow(self.tr("Noise"), NOISES, _decimal, "")
        row.moved.connect(self._set_noise)
        return row

    def _count_row(self) -> SliderRow:
        row = SliderRow(self.tr("Points"), COUNTS, _whole, "")
        row.moved.connect(self._set_count)
        return row

    def _held_out_row(self) -> SliderRow:
        tip = self.tr(
            "These points are kept apart: the network never trains on them, so they show whether it learned or "
            "only memorised. More of them make a better test, and leave fewer to learn from."
        )
        row = SliderRow(self.tr("Held out for test"), SHARES, _percent, tip)
        row.moved.connect(self._hold_out)
        return row

    def _lay_out(self) -> None:
        self._box = self.column()
        self._head = QHBoxLayout()
        self._head.addWidget(self.heading, 1)
        self._head.addWidget(self.seed)
        self._box.addLayout(self._head)
        for part in (self.thumbnails, self.noise, self.count, self.held_out):
            self._box.addWidget(part)

    # -- what a person does --------------------------------------------------------------------------------

    def _pick(self, name: str) -> None:
        label = self.tr("Choose data")
        self._document.edit(lambda now: edits.choose_dataset(now, name), label, start="fresh")
        self.show_experiment(self._document.now)

    def _roll(self) -> None:
        self._reseed((self._document.now.recipe.seed + 1) % (MAX_SEED + 1))

    def _reseed(self, seed: int) -> None:
        self._edit(lambda now: edits.set_recipe(now, seed=seed), self.tr("Other points"))

    def _set_noise(self, noise: float, stroke: object) -> None:
        self._edit(lambda now: edits.set_recipe(now, noise=noise), self.tr("Noise"), stroke)

    def _set_count(self, count: float, stroke: object) -> None:
        label = self.tr("Number of points")
        self._edit(lambda now: edits.set_recipe(now, count=round(count)), label, stroke)

    def _hold_out(self, share: float, stroke: object) -> None:
        self._edit(lambda now: edits.set_held_out(now, share), self.tr("Held-out share"), stroke)

    def _edit(self, edit: Edit, label: str, stroke: object = None) -> None:
        self._document.edit(edit, label, merge=stroke)
        self.show_experiment(self._document.now)

    # -- showing -------------------------------------------------------------------------------------------

    def show_experiment(self, now: Experiment) -> None:
        """Show the present values in the controls."""
        recipe = now.recipe
        self.thumbnails.show_recipe(recipe)
        self.seed.show_value(recipe.seed)
        self.noise.show_value(recipe.noise)
        self.count.show_value(len(now.points))  # some sets have fewer than were asked for
        self.held_out.show_value(recipe.held_out)
        self._explain(recipe)

    def _explain(self, recipe: Recipe) -> None:
        """One's own points have no recipe: say so where a slider has nothing to do."""
        own = recipe.dataset == OWN
        why = self.tr(
            "These points are your own, so there is no recipe to change. Pick a ready-made set first."
        )
        noise = self.tr("How much chance is mixed into the points. More noise makes the classes overlap.")
        count = self.tr(
            "How many points are made. More points show the shape better and take longer to train on."
        )
        again = self.tr("The points are made again: what was drawn among them goes (Undo brings it back).")
        for row, tip in ((self.noise, noise), (self.count, count)):
            row.slider.setEnabled(not own)
            row.set_tip(why if own else f"{tip} {again}")

    def set_theme(self, theme: Theme) -> None:
        """Take over colours and sizes."""
        self._box.setSpacing(theme.px(1))
        self._head.setContentsMargins(0, 0, 0, theme.px(3))
        self.heading.setFont(theme.heading_font)
        for part in (self.thumbnails, self.seed, self.noise, self.count, self.held_out):
            part.set_theme(theme)


def _decimal(value: float) -> str:
    return QLocale().toString(value, "f", 2)


def _whole(value: float) -> str:
    return numerals.count(round(value))


def _percent(value: float) -> str:
    return f"{round(100 * value)} %"
