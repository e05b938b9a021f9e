"""The origin of a run is the weights that it goes on from after the learner changed something."""

from __future__ import annotations

from collections.abc import Sequence

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Contestant, Experiment, Layer, NetworkDesign
from sequentia_gui.network.activations import activation_of
from sequentia_gui.network.carry import carry_over
from sequentia_gui.network.initializers import resolve
from sequentia_gui.network.trainer import first_checkpoint


def origin(checkpoint: Checkpoint, contestant: Contestant, classes: int) -> Checkpoint | None:
    """The checkpoint made to fit the contestant's present design; None: begin with the design's first weights.

    Weights survive every edit, with one exception: nothing was trained yet and the first weights are to be
    drawn another way. Then they are drawn that way, so that what is on screen is what the panel says. Neurons
    that come and go are no such exception: the others keep the weights that are on screen.
    """
    design, optimizer = contestant.network, contestant.training.optimizer
    if checkpoint.pristine and checkpoint.step == 0 and _drawn_differently(checkpoint.design, design):
        return None
    if (checkpoint.design, checkpoint.classes, checkpoint.optimizer) == (design, classes, optimizer):
        return checkpoint
    return carry_over(checkpoint, design, classes, optimizer)


def fitting(progress: Sequence[Checkpoint], experiment: Experiment) -> tuple[Checkpoint, ...]:
    """The checkpoints made to fit the experiment as it is now, one per contestant; none where there are none."""
    if not progress:
        return ()
    classes = experiment.points.classes
    known = (*progress, *(None,) * len(experiment.contestants))
    return tuple(
        (origin(checkpoint, contestant, classes) if checkpoint else None)
        or first_checkpoint(contestant.network, contestant.training, classes)
        for checkpoint, contestant in zip(known, experiment.contestants, strict=False)
    )


def _drawn_differently(before: NetworkDesign, now: NetworkDesign) -> bool:
    if (before.seed, before.initializer) != (now.seed, now.initializer):
        return True
    old, new = _initializers(before), _initializers(now)
    return any(old[key] != new[key] for key in old.keys() & new.keys())


def _initializers(design: NetworkDesign) -> dict[int, tuple[str, tuple[float, ...]]]:
    """The name of the initializer of each hidden layer and the first trained slope, by the layer's key."""
    return {
        layer.key: (resolve(design.initializer, layer.activation).name, _first_slope(layer))
        for layer in design.layers
    }


def _first_slope(layer: Layer) -> tuple[float, ...]:
    now = activation_of(layer)
    return now.values if now.is_trained else ()
