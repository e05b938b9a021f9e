"""What a new window shows: two moons and a network that can learn to part them."""

from __future__ import annotations

from sequentia_gui.experiment.datasets import points_of
from sequentia_gui.experiment.experiment import Contestant, Experiment, NetworkDesign, Recipe, TrainingPlan


def first_experiment() -> Experiment:
    """Moons, 200 points; hidden layers of 6, 5 and 4 ReLU neurons; Adam at a learning rate of 0.01."""
    recipe = Recipe("moons", count=200, noise=0.1, held_out=0.3)
    contestant = Contestant("A", NetworkDesign.of((6, 5, 4), "relu"), TrainingPlan())
    return Experiment("Moons", points_of(recipe), recipe, (contestant,))
