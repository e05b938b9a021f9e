"""Points as a table: a learner's own numbers come in from a CSV file, and drawn points go out to one."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.csv_table import Table, read_table
from sequentia_gui.experiment.decimals import shortest
from sequentia_gui.experiment.experiment import MAX_CLASSES, MAX_POINTS, PLANE_LIMIT, PointSet
from sequentia_gui.experiment.plane import fitted
from sequentia_gui.experiment.text_file import FileError, as_text, read_bytes

COLUMNS = ("x", "y", "label")
"""What a point is in every table that is written."""

CLASS_NAMES = "ABCDEF"
MAX_BYTES = 32 * 2**20
SAMPLE_SEED = 1
_TINY = 0.05
"""Points within a square of this side look like one."""


@dataclass(frozen=True, slots=True, eq=False)
class LoadedPoints:
    """What a table held: xy (n, 2) float32 inside the plane, label (n,) int8, and each class's name there.

    `notice` says in sentences which columns were taken, and what was done to the values.
    """

    xy: NDArray[np.float32]
    label: NDArray[np.int8]
    names: tuple[str, ...]
    notice: str


def read_points(path: Path) -> LoadedPoints:
    """The points of a CSV file: any two columns of numbers and one column of classes.

    Delimiter comma, semicolon, tab or spaces; but for the first also a decimal comma; a header line is optional.
    FileError says in a sentence, with line and column, what cannot be used.
    """
    return parse_points(as_text(read_bytes(path, MAX_BYTES), path.name))


def parse_points(text: str) -> LoadedPoints:
    """The points in a CSV text; FileError as for `read_points`."""
    table = read_table(text)
    names, label = _classes(table)
    chosen = _even_sample(len(label))
    xy, scaled = _into_plane(table.xy[chosen])
    notice = (_columns(table), _listed(names, label), _sampled(len(label)), _scaled(scaled, xy))
    return LoadedPoints(xy, label[chosen], names, " ".join(sentence for sentence in notice if sentence))


def points_table(points: PointSet) -> str:
    """The points as CSV (RFC 4180): `x,y,label`, with classes A to F; reading it gives the same numbers."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    rows = zip(*map(shortest, points.xy.T), points.label.tolist(), strict=True)
    writer.writerows((x, y, CLASS_NAMES[label]) for x, y, label in rows)
    return text.getvalue()


def _classes(table: Table) -> tuple[tuple[str, ...], NDArray[np.int8]]:
    """Names in order, and each row's place among them: A to F keep their places, others are sorted."""
    found = set(table.labels)
    if len(found) > MAX_CLASSES:
        raise FileError(
            f"Column {table.label_column} has {len(found):,} different values, but there are at most "
            f"{MAX_CLASSES} classes. Is it the column of classes?"
        )
    names = CLASS_NAMES[: 1 + CLASS_NAMES.index(max(found))] if found <= set(CLASS_NAMES) else _sorted(found)
    place = {name: index for index, name in enumerate(names)}
    return tuple(names), np.array([place[name] for name in table.labels], dtype=np.int8)


def _sorted(names: set[str]) -> list[str]:
    try:
        return sorted(names, key=float)
    except ValueError:
        return sorted(names)


def _even_sample(rows: int) -> NDArray[np.int64]:
    """All rows, or one by chance from each of 2,000 stretches of equal length: always the same ones."""
    if rows <= MAX_POINTS:
        return np.arange(rows)
    start = np.arange(MAX_POINTS) * rows // MAX_POINTS
    length = np.diff(np.append(start, rows))
    return start + (np.random.default_rng(SAMPLE_SEED).random(MAX_POINTS) * length).astype(np.int64)


def _into_plane(xy: NDArray[np.float64]) -> tuple[NDArray[np.float32], bool]:
    single = xy.astype(np.float32)
    if (np.abs(single) <= PLANE_LIMIT).all():
        return single, False
    return fitted(xy), True


def _columns(table: Table) -> str:
    first, second = table.number_columns
    return f"x₁ is column {first}, x₂ is column {second}, the class is column {table.label_column}."


def _listed(names: tuple[str, ...], label: NDArray[np.int8]) -> str:
    if len(np.unique(label)) == 1:
        return f"All points are of one class, {names[-1]}: to learn, a network needs two."
    if names == tuple(CLASS_NAMES[: len(names)]):
        return ""
    return f"Classes: {', '.join(f'{CLASS_NAMES[place]} is {name}' for place, name in enumerate(names))}."


def _sampled(rows: int) -> str:
    if rows <= MAX_POINTS:
        return ""
    return f"The file has {rows:,} rows; an even sample of {MAX_POINTS:,} was taken."


def _scaled(scaled: bool, xy: NDArray[np.float32]) -> str:
    if scaled:
        return "The values were scaled to fit the plane, each axis by itself."
    if len(xy) > 1 and 0 < np.ptp(xy, axis=0).max() < _TINY:
        return "The points lie so close together that they look like one: “Fit points to the plane” spreads them."
    return ""
