"""Which line of a table of text is its header, which are its rows, and what counts as a number there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sequentia_gui.experiment.text_file import FileError

FEWEST_COLUMNS = 3
"""Two coordinates and a class."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells, stripped, and the line of the file where it ends."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells there are up to the last one that is not empty."""
        return max((place for place, cell in enumerate(self.cells, 1) if cell), default=0)


def header_and_body(rows: Sequence[Row], decimal_comma: bool) -> tuple[tuple[str, ...], Sequence[Row]]:
    """The titles of the columns, none where there is no header, and the rows below; FileError where they contradict."""
    table = _without_words(rows, decimal_comma)
    titles = _titles(table, decimal_comma)
    if not titles:
        return (), table
    body = table[1:]
    if _lacks_a_title(titles, body):
        return ("", *titles), body
    if not decimal_comma and len(titles) >= FEWEST_COLUMNS:
        _check_widths(table[0], body)
    return titles, body


def is_number(cell: str, decimal_comma: bool) -> bool:
    """Whether a cell holds a number, finite or not."""
    return parsed(cell, decimal_comma) is not None


def parsed(cell: str, decimal_comma: bool) -> float | None:
    """The number in a cell, or None; Python's own underscores (1_000) are no part of a table."""
    cell = cell.replace("−", "-")
    digits = cell.replace(",", ".") if decimal_comma and "." not in cell else cell
    try:
        return None if "_" in digits else float(digits)
    except ValueError:
        return None


def _without_words(rows: Sequence[Row], decimal_comma: bool) -> Sequence[Row]:
    """The rows from the first one on that is more than a single cell of words, such as a heading above the table."""
    for place, row in enumerate(rows):
        words = [cell for cell in row.cells if cell]
        if len(words) != 1 or is_number(words[0], decimal_comma):
            return rows[place:]
    return rows


def _titles(rows: Sequence[Row], decimal_comma: bool) -> tuple[str, ...]:
    """The header's cells, or none: a first line without any number is a header, and so is 0,1,2 above a table."""
    first = rows[0].cells if rows else ()
    if _counts_the_columns(rows):
        return first
    return () if any(is_number(cell, decimal_comma) for cell in first) else first


def _counts_the_columns(rows: Sequence[Row]) -> bool:
    """Whether the first line is what pandas writes above columns without names: 0,1,2, or ,0,1,2 with an index.

    It could be a point of class 2, too: then there are others of that class.
    """
    if len(rows) < 2:
        return False
    first = rows[0].cells
    named = first[1:] if first[0] == "" else first
    if len(named) < FEWEST_COLUMNS or named != tuple(map(str, range(len(named)))):
        return False
    return named != first or all(row.cells[-1] != first[-1] for row in rows[1:])


def _lacks_a_title(titles: tuple[str, ...], body: Sequence[Row]) -> bool:
    """Whether each row begins with its number, for which the header, as R writes it, has no title."""
    return bool(body) and all(
        row.filled == len(row.cells) == len(titles) + 1 and row.cells[0] == str(place)
        for place, row in enumerate(body, 1)
    )


def _check_widths(header: Row, body: Sequence[Row]) -> None:
    """A decimal comma would be taken for the end of a cell, and parts of numbers for numbers."""
    for row in body:
        if len(row.cells) > len(header.cells) < row.filled:
            raise FileError(
                f"Line {row.line} has {row.filled} cells, but the header names {len(header.cells)} columns: where "
                "numbers have a decimal comma, the columns need semicolons or tabs between them."
            )
