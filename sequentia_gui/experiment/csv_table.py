"""How a table of text becomes two columns of numbers and one of classes, and what to say where it cannot."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.text_file import FileError

LABEL_TITLES = ("label", "class", "target", "species")
LARGEST = 1e30
_DELIMITERS = "\t;,"
_PROBE = 20
_NOTHING = ("nan", "inf", "-inf", "null", "none")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What counts in a table: xy (n, 2) float64, a class name for each row, and the columns' names."""

    xy: NDArray[np.float64]
    labels: tuple[str, ...]
    number_columns: tuple[str, str]
    label_column: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells, stripped, and the line of the file where it ends."""

    line: int
    cells: tuple[str, ...]


def read_table(text: str) -> Table:
    """Find the columns and read all rows; FileError names the line and the column that cannot be used."""
    delimiter = _delimiter(text)
    decimal_comma = delimiter != ","
    rows = list(_rows(text, delimiter))
    titles = _titles(rows, decimal_comma)
    body = rows[1:] if titles else rows
    if not body:
        raise FileError("The file holds no points.")
    label = _label_column(titles, len(body[0].cells))
    first, second = _number_columns(titles, body, label, decimal_comma)
    names = [_column_name(titles, column) for column in (first, second, label)]
    xy = [
        (_number(row, first, names[0], decimal_comma), _number(row, second, names[1], decimal_comma))
        for row in body
    ]
    labels = _tidy([_class(row, label, names[2]) for row in body], decimal_comma)
    return Table(np.array(xy), labels, (names[0], names[1]), names[2])


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(text.splitlines(), delimiter=delimiter, skipinitialspace=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(reader.line_num, tuple(cell.strip() for cell in cells))
    except csv.Error as error:
        raise FileError(f"Line {reader.line_num} cannot be read as a row of a table.") from error


def _delimiter(text: str) -> str:
    """The first of tab, semicolon and comma that each of the first lines contains."""
    lines = [line for line in text[:100_000].splitlines()[: 2 * _PROBE] if line.strip()][:_PROBE]
    if not lines:
        raise FileError("The file is empty.")
    for delimiter in _DELIMITERS:
        if all(delimiter in line for line in lines):
            return delimiter
    return ","


def _titles(rows: Sequence[Row], decimal_comma: bool) -> tuple[str, ...]:
    """The header's cells, or none: a first line without any number is a header."""
    first = rows[0].cells if rows else ()
    return () if any(_is_number(cell, decimal_comma) for cell in first) else first


def _label_column(titles: Sequence[str], width: int) -> int:
    for column, title in enumerate(titles):
        if title.casefold() in LABEL_TITLES:
            return column
    return width - 1


def _number_columns(
    titles: Sequence[str], body: Sequence[Row], label: int, decimal_comma: bool
) -> tuple[int, int]:
    """Columns called x and y or x1 and x2, or else the first two that mostly hold numbers."""
    known = [title.casefold() for title in titles]
    for pair in (("x", "y"), ("x1", "x2")):
        if pair[0] in known and pair[1] in known:
            return known.index(pair[0]), known.index(pair[1])
    width = max(len(row.cells) for row in body[:_PROBE])
    found = [c for c in range(width) if c != label and _holds_numbers(body, c, decimal_comma)]
    if len(found) < 2:
        raise FileError("A table of points needs two columns of numbers and one column of classes.")
    return found[0], found[1]


def _holds_numbers(body: Sequence[Row], column: int, decimal_comma: bool) -> bool:
    cells = [row.cells[column] for row in body[:_PROBE] if column < len(row.cells)]
    return 2 * sum(_is_number(cell, decimal_comma) for cell in cells) >= len(cells)


def _column_name(titles: Sequence[str], column: int) -> str:
    return f"“{titles[column]}”" if column < len(titles) and titles[column] else str(column + 1)


def _cell(row: Row, column: int, name: str) -> str:
    if column >= len(row.cells):
        raise FileError(f"Line {row.line} has no column {name}.")
    if not row.cells[column]:
        raise FileError(f"Line {row.line}, column {name}: the value is missing.")
    return row.cells[column]


def _number(row: Row, column: int, name: str, decimal_comma: bool) -> float:
    cell = _cell(row, column, name)
    value = _parsed(cell, decimal_comma)
    if value is None:
        raise FileError(f"Line {row.line}, column {name}: “{cell[:40]}” is not a number.")
    if not math.isfinite(value):
        raise FileError(f"Line {row.line}, column {name}: “{cell[:40]}” is not a finite number.")
    if abs(value) > LARGEST:
        raise FileError(f"Line {row.line}, column {name}: “{cell[:40]}” is too large.")
    return value


def _class(row: Row, column: int, name: str) -> str:
    cell = _cell(row, column, name)
    if cell.casefold() in _NOTHING:
        raise FileError(f"Line {row.line}, column {name}: the class is missing.")
    return cell[:_LONGEST_NAME]


def _is_number(cell: str, decimal_comma: bool) -> bool:
    return _parsed(cell, decimal_comma) is not None


def _parsed(cell: str, decimal_comma: bool) -> float | None:
    """The number in a cell, or None; Python's own underscores (1_000) are no part of a table."""
    digits = cell.replace(",", ".") if decimal_comma and "." not in cell else cell
    try:
        return None if "_" in digits else float(digits)
    except ValueError:
        return None


def _tidy(labels: Sequence[str], decimal_comma: bool) -> tuple[str, ...]:
    """Classes that are all numbers are compared as numbers: 1 and 1.0 are one class."""
    numbers = {label: _parsed(label, decimal_comma) for label in set(labels)}
    short = {label: f"{number:.15g}" for label, number in numbers.items() if number is not None}
    return tuple(short[label] for label in labels) if len(short) == len(numbers) else tuple(labels)
