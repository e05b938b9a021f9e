"""How a table of text becomes two columns of numbers and one of classes, and what to say where it cannot."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.csv_header import FEWEST_COLUMNS, Row, header_and_body, is_number, parsed
from sequentia_gui.experiment.experiment import MAX_CLASSES
from sequentia_gui.experiment.text_file import FileError

LABEL_TITLES = ("label", "class", "target", "species", "klasse", "classe")
LARGEST = 1e30
MAX_LINES = 2**20
"""As many as a spreadsheet has rows; millions of short ones would fill the memory and take a minute."""
_DELIMITERS = "\t;,"
_SPACES = " "
_LINE_END = re.compile(r"\r\n|\r|\n")
_PREAMBLE = re.compile(r"\s*(#.|sep=.$)")
"""A line that is no row: a comment, or the hint about the delimiter that a spreadsheet leaves."""
_PROBE = 20
_MOST_WORDS = 3
"""So many lines of words may stand above a table."""
_FEWEST_COUNTED = 3
"""Fewer numbers than these, one after the other, are not yet taken for the numbers of the rows."""
_NOTHING = ("nan", "inf", "-inf", "null", "none")
_NOT_AVAILABLE = ("NA", "N/A", "#N/A", "?")
"""In capitals only: Na is sodium."""
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What counts in a table: xy (n, 2) float64, a class name for each row, and the columns' names."""

    xy: NDArray[np.float64]
    labels: tuple[str, ...]
    number_columns: tuple[str, str]
    label_column: str


def read_table(text: str) -> Table:
    """Find the columns and read all rows; FileError names the line and the column that cannot be used."""
    lines = _lines(text)
    delimiter = _delimiter(lines)
    decimal_comma = delimiter != ","
    titles, body = header_and_body(list(_rows(lines, delimiter)), decimal_comma)
    if not body:
        raise FileError("The file holds no points.")
    columns = Columns(titles, body, decimal_comma)
    first, second, label = columns.chosen()
    names = [_column_name(titles, column) for column in (first, second, label)]
    xy = [
        (_number(row, first, names[0], decimal_comma), _number(row, second, names[1], decimal_comma))
        for row in body
    ]
    labels = _tidy([_class(row, label, names[2]) for row in body], decimal_comma)
    return Table(np.array(xy), labels, (names[0], names[1]), names[2])


def _lines(text: str) -> list[str]:
    """The lines, those that are no rows emptied, so that all keep their numbers."""
    if max(text.count("\n"), text.count("\r")) > MAX_LINES:
        raise FileError(f"The file is too long: this program reads tables of up to {MAX_LINES:,} lines.")
    return ["" if _PREAMBLE.match(line) else line for line in _LINE_END.split(text)]


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[Row]:
    if delimiter == _SPACES:
        lines, delimiter = ["\t".join(line.split()) for line in lines], "\t"
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    begin = 1
    try:
        for cells in reader:
            stripped = tuple([cell.strip() for cell in cells])
            if any(stripped):
                yield Row(reader.line_num, stripped)
            begin = reader.line_num + 1
    except csv.Error as error:
        raise FileError(
            f"Line {begin} cannot be read as a row of a table: is a quotation mark missing?"
        ) from error


def _delimiter(lines: Sequence[str]) -> str:
    """The first of tab, semicolon and comma that each of the first lines contains, or else spaces.

    Above a table there may be words, in which it need not occur.
    """
    probe = [line for line in lines if line.strip()][:_PROBE]
    if not probe:
        raise FileError("The file is empty.")
    for words in range(min(_MOST_WORDS + 1, len(probe))):
        for delimiter in _DELIMITERS:
            if all(delimiter in line for line in probe[words:]):
                return delimiter
        if all(len(line.split()) >= FEWEST_COLUMNS for line in probe[words:]):
            return _SPACES
    return "," if any("," in line for line in probe) else _SPACES


@dataclass(frozen=True, slots=True)
class Columns:
    """Knows which columns of a table are meant: by their titles, or else by what is in them."""

    titles: tuple[str, ...]
    body: Sequence[Row]
    decimal_comma: bool

    def chosen(self) -> tuple[int, int, int]:
        """The two columns of numbers and the column of classes; FileError where there are no such three."""
        pair = self._titled_pair()
        label = self._label(pair)
        numbers = pair or self._coordinates(label)
        if label is None or len(numbers) < 2:
            raise FileError(
                "A table of points needs two columns of numbers and one column of classes. "
                f"This one has {_counted(self._width, 'column')}, {len(self._numeric())} of them with numbers."
            )
        return numbers[0], numbers[1], label

    @property
    def _width(self) -> int:
        return max(len(row.cells) for row in self.body[:_PROBE])

    def _titled_pair(self) -> list[int]:
        """The columns called x and y or x1 and x2, if there are."""
        known = [title.casefold() for title in self.titles]
        for pair in (("x", "y"), ("x1", "x2")):
            if pair[0] in known and pair[1] in known:
                return [known.index(pair[0]), known.index(pair[1])]
        return []

    def _coordinates(self, label: int | None) -> list[int]:
        """The first two columns of numbers; where two others are left, the numbers of the rows are none."""
        numbers = [column for column in self._numeric() if column != label]
        measured = [column for column in numbers if not self._numbers_the_rows(column)]
        return (measured if len(measured) >= 2 else numbers)[:2]

    def _numbers_the_rows(self, column: int) -> bool:
        """Whether it is what pandas, R and databases put before a table: a column without a title, or 1, 2, 3 ..."""
        if self.titles and column == 0 and not self.titles[0]:
            return True
        cells = self._cells(column)
        return len(cells) >= _FEWEST_COUNTED and any(
            cells == [str(number) for number in range(first, first + len(cells))] for first in (0, 1)
        )

    def _label(self, pair: Sequence[int]) -> int | None:
        """The column with a title of classes; or else the last text, or a column of numbers that is no coordinate.

        A column of text with too many different values (names of things) gives way to numbers.
        """
        for column, title in enumerate(self.titles):
            if title.casefold() in LABEL_TITLES:
                return column
        free = [column for column in range(self._width) if column not in pair and self._is_filled(column)]
        numeric = self._numeric()
        texts = [column for column in free if column not in numeric]
        classes = [column for column in texts if self._variety(column) <= MAX_CLASSES]
        numbers = self._classes_in_numbers([column for column in free if column in numeric], 2 - len(pair))
        return next(reversed(classes or numbers or texts), None)

    def _classes_in_numbers(self, columns: Sequence[int], coordinates: int) -> Sequence[int]:
        """The last of the columns, or the first where only that looks like classes; none where they are coordinates."""
        if len(columns) <= coordinates:
            return ()
        first, last = columns[0], columns[-1]
        is_first = self._variety(last) > MAX_CLASSES and 1 < self._variety(first) <= MAX_CLASSES
        return (first if is_first else last,)

    def _numeric(self) -> list[int]:
        return [column for column in range(self._width) if self._holds_numbers(column)]

    def _holds_numbers(self, column: int) -> bool:
        cells = self._cells(column)[:_PROBE]
        return bool(cells) and 2 * sum(is_number(cell, self.decimal_comma) for cell in cells) >= len(cells)

    def _is_filled(self, column: int) -> bool:
        return any(self._cells(column))

    def _variety(self, column: int) -> int:
        return len(set(self._cells(column)))

    def _cells(self, column: int) -> list[str]:
        return [row.cells[column] for row in self.body if column < len(row.cells)]


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


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
    value = parsed(cell, decimal_comma)
    if value is None:
        raise FileError(f"Line {row.line}, column {name}: “{cell[:40]}” is not a number.")
    if not math.isfinite(value):
        raise FileError(f"Line {row.line}, column {name}: “{cell[:40]}” is not a finite number.")
    if abs(value) > LARGEST:
        raise FileError(f"Line {row.line}, column {name}: “{cell[:40]}” is too large.")
    return value


def _class(row: Row, column: int, name: str) -> str:
    cell = _cell(row, column, name)
    if cell.casefold() in _NOTHING or cell in _NOT_AVAILABLE:
        raise FileError(f"Line {row.line}, column {name}: the class is missing.")
    return cell[:_LONGEST_NAME]


def _tidy(labels: Sequence[str], decimal_comma: bool) -> tuple[str, ...]:
    """Classes that are all numbers are compared as numbers: 1 and 1.0 are one class."""
    numbers = {label: parsed(label, decimal_comma) for label in set(labels)}
    short = {label: f"{number:.15g}" for label, number in numbers.items() if number is not None}
    return tuple(short[label] for label in labels) if len(short) == len(numbers) else tuple(labels)
