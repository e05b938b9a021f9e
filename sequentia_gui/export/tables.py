"""Tables for a spreadsheet: the points, the losses so far, and what every neuron does at every point.

They are CSV as RFC 4180 has it (Yakov Shafranovich, 2005), with a header line and "." as the decimal sign.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.csv_points import CLASS_NAMES, COLUMNS, points_table
from sequentia_gui.experiment.decimals import shortest
from sequentia_gui.export.snapshot import Snapshot

LOSS_COLUMNS = ("epoch", "train_loss", "test_loss", "train_accuracy", "test_accuracy")
ACTIVITY_COLUMNS = ("point", *COLUMNS, "part", "layer", "neuron", "z", "a")
_LINE_END = "\r\n"


def points(snapshot: Snapshot) -> str:
    """One row for each point: x, y and its label."""
    return points_table(snapshot.points)


def losses(snapshot: Snapshot) -> str:
    """One row for each recorded epoch; test columns stay empty where no point is held out."""
    curve = snapshot.checkpoint.curve
    columns = (getattr(curve, name) for name in LOSS_COLUMNS)
    return _csv(LOSS_COLUMNS, zip(*(_texts(column) for column in columns), strict=True))


def activity(snapshot: Snapshot) -> str:
    """One row for each point and neuron; points, layers and neurons count from 1, the output is the last layer.

    `a` is the neuron's output; at the output layer it is what the network says.
    """
    return "".join((",".join(ACTIVITY_COLUMNS), _LINE_END, *_activity_rows(snapshot)))


def _activity_rows(snapshot: Snapshot) -> Iterator[str]:
    """The rows of one neuron after the other: there may be half a million, so they are put together by hand."""
    known = [",".join(map(str, each)) for each in _known_of_points(snapshot)]
    for place, (z, a) in enumerate(snapshot.layers()):
        layer = "output" if place == len(snapshot.design.layers) else place + 1
        for neuron, pair in enumerate(zip(z, a, strict=True)):
            values = zip(known, *map(_texts, pair), strict=True)
            yield from (f"{point},{layer},{neuron + 1},{z},{a}{_LINE_END}" for point, z, a in values)


def _known_of_points(snapshot: Snapshot) -> Iterator[tuple[object, ...]]:
    points = snapshot.points
    columns = (_texts(points.xy[:, 0]), _texts(points.xy[:, 1]), points.label, points.held_out)
    for place, (x1, x2, label, held_out) in enumerate(zip(*columns, strict=True)):
        yield place + 1, x1, x2, CLASS_NAMES[label], "test" if held_out else "train"


def _texts(column: NDArray[Any]) -> list[str]:
    """The shortest decimals that give the same numbers again; nothing for what is not a number."""
    numbers = shortest(column) if column.dtype == np.float32 else column.tolist()
    return ["" if number != number else repr(number) for number in numbers]


def _csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
