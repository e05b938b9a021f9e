"""What a new window shows."""

from __future__ import annotations

from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.rules import check_experiment


def test_a_new_window_shows_two_moons_and_a_network_of_three_layers() -> None:
    first = first_experiment()
    check_experiment(first)
    assert (first.recipe.dataset, len(first.points), first.points.held_out.sum()) == ("moons", 200, 60)
    assert first.network.sizes(2) == (2, 6, 5, 4, 1)
