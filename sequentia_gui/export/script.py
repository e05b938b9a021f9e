"""What the exported scripts have in common: their first words, their settings, and all the numbers at their end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui import __version__
from sequentia_gui.experiment.experiment import TrainingPlan
from sequentia_gui.export.activation_code import activation_code
from sequentia_gui.export.literals import number, numbers, rows, table
from sequentia_gui.export.loss_code import LOSS_CODE, LossCode
from sequentia_gui.export.optimizer_code import OPTIMIZER_CODE, Memory, OptimizerCode, memory
from sequentia_gui.export.shapes import names_in
from sequentia_gui.export.snapshot import Snapshot
from sequentia_gui.network.activations import activation, trained_layers
from sequentia_gui.network.parameters import Parameters

Array = NDArray[Any]


def opening(snapshot: Snapshot) -> dict[str, str]:
    """The words at the top: title, version, and how far the network was trained."""
    at = snapshot.checkpoint
    widths = ", ".join(str(layer.width) for layer in snapshot.design.layers)
    return {
        "title": _tame(snapshot.title),
        "version": __version__,
        "epochs": f"{at.epoch:,} epoch{'' if at.epoch == 1 else 's'}",
        "design": f"hidden layers of {widths} neurons" if widths else "no hidden layers",
    }


def _tame(title: str) -> str:
    """The title as it may stand in the first line of a docstring."""
    plain = "".join(sign if sign.isprintable() else " " for sign in title)
    words = plain.replace("\\", "/").replace('"', "'").split()
    return " ".join(words).strip(" .") or "Untitled"


def loss_code(snapshot: Snapshot) -> LossCode:
    """How the snapshot's output head is written."""
    return LOSS_CODE[snapshot.head.name]


def optimizer_code(snapshot: Snapshot) -> OptimizerCode:
    """How the snapshot's optimiser is written."""
    return OPTIMIZER_CODE[snapshot.plan.optimizer]


def used_activations(snapshot: Snapshot, *always: str) -> tuple[str, ...]:
    """The names of the activations in the network, each once, in the order of the layers."""
    return tuple(dict.fromkeys((*(layer.activation for layer in snapshot.design.layers), *always)))


def function(name: str, kind: str, body: str) -> str:
    """An activation's function; `kind` is "value" or "slope"."""
    known = activation(name)
    formula = activation_code(name).formula or known.formula
    said = f"{known.label}: {formula}." if kind == "value" else f"The slope of {known.label}: da/dz."
    suffix = "" if kind == "value" else "_slope"
    names = ", ".join(("z", *names_in(known)))
    *lines, result = body.split("\n")
    steps = "".join(f"    {line}\n" for line in lines)
    return f'def {name}{suffix}({names}):\n    """{said}"""\n{steps}    return {result}\n'


def settings(plan: TrainingPlan) -> str:
    """The plan as constants."""
    lines = [f"LEARNING_RATE = {plan.learning_rate!r}"]
    if plan.optimizer == "momentum":
        lines.append(f"MOMENTUM = {plan.momentum!r}  # how much of its speed a step hands on to the next")
    lines += [
        f"BATCH_SIZE = {plan.batch_size!r}  # points in a step{'; None: all' if plan.batch_size is None else ''}",
        f"L1 = {plan.l1!r}  # how strongly weights are pulled to 0, all alike ...",
        f"L2 = {plan.l2!r}  # ... and in proportion to their size",
    ]
    return "\n".join(lines)


def by_name(snapshot: Snapshot, vector: Array, joint: str = ".") -> dict[str, str]:
    """A vector in the parameters' layout as code: "hidden_1.weight" and so on, each with its list.

    `joint` is what stands between a layer's name and the slope of its activation, where that is trained.
    """
    parameters, layers = Parameters(vector, snapshot.checkpoint.sizes), snapshot.layer_names
    pairs = zip(layers, parameters.weights, parameters.biases, strict=True)
    slopes = zip(trained_layers(snapshot.design), parameters.trained, strict=True)
    return {
        **{
            f"{name}.{kind}": numbers(values, "    ", len(name) + 12)
            for name, weights, biases in pairs
            for kind, values in (("weight", weights), ("bias", biases))
        },
        **{f"{layers[place]}{joint}slope": f"[{number(slope)}]" for place, slope in slopes},
    }


def memory_text(snapshot: Snapshot, names: Mapping[str, str], joint: str = ".") -> tuple[Memory, str]:
    """What the optimiser remembers, and the same as code: a dictionary of names for each slot, by `names`."""
    remembered = memory(snapshot)
    slots = {
        names[slot]: table(_indented(by_name(snapshot, remembered.slots[slot], joint)), "    ")
        if slot in remembered.slots
        else "{}"
        for slot, _, _ in optimizer_code(snapshot).slots
    }
    return remembered, table(slots)


def _indented(entries: dict[str, str]) -> dict[str, str]:
    return {name: text.replace("\n", "\n    ") for name, text in entries.items()}


def parts(snapshot: Snapshot) -> dict[str, NDArray[np.bool_]]:
    """Which points are for training and which for testing, where there are any."""
    held_out = snapshot.points.held_out
    return {name: chosen for name, chosen in (("training", ~held_out), ("test", held_out)) if chosen.any()}


def points_text(snapshot: Snapshot) -> str:
    """The points as code: lists of x1, x2 and class."""
    points = snapshot.points
    found = {}
    for name, chosen in parts(snapshot).items():
        pairs = zip(points.xy[chosen], points.label[chosen], strict=True)
        found[name] = rows((f"[{number(x)}, {number(y)}, {label}]" for (x, y), label in pairs), "    ")
    return table(found)


def shown_text(snapshot: Snapshot) -> str:
    """What the program showed: loss, accuracy and every output, as code."""
    (z, said), label, head = snapshot.layers()[-1], snapshot.points.label, snapshot.head
    found = {}
    for name, chosen in parts(snapshot).items():
        right = head.winner(z[:, chosen]) == label[chosen]
        outputs = (f"[{', '.join(number(value) for value in column)}]" for column in said[:, chosen].T)
        found[name] = table(
            {
                "loss": number(head.losses(z[:, chosen], label[chosen]).mean(dtype=np.float64)),
                "accuracy": number(right.mean()),
                "outputs": rows(outputs, "        "),
            },
            "    ",
        )
    return table(found)
