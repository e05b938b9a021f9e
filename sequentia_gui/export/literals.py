"""Numbers written into code: short, readable, and exactly the same float32 when they are read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import ExperimentError

WIDTH = 96
"""Where lines of an exported script end at the latest."""


def number(value: np.floating[Any] | float) -> str:
    """The shortest decimal that gives the same float32 when a program reads it as a double first.

    ExperimentError where it is not finite: no program reads that.
    """
    single = np.float32(value)
    if not np.isfinite(single):
        raise ExperimentError("A script needs finite numbers, and this network has others: reset it first.")
    short = str(single)
    return short if np.float32(float(short)) == single else f"{single:.9g}"


def numbers(values: NDArray[Any], indent: str = "", lead: int = 0) -> str:
    """A list of numbers, or a list of such lists with a line for each, and more where one is too long.

    `lead` is the room that the line already gave to a name.
    """
    if values.ndim > 1:
        return bracketed((numbers(row, indent + "    ") for row in values), indent, one_a_line=True)
    return bracketed((number(value) for value in values), indent, lead)


def rows(items: Iterable[str], indent: str = "") -> str:
    """A list of short items, as many to a line as fit."""
    return bracketed(items, indent)


def table(entries: Mapping[str, str], indent: str = "") -> str:
    """A dictionary, one name after the other; the values are code already."""
    if not entries:
        return "{}"
    inner = indent + "    "
    lines = "".join(f'{inner}"{name}": {value},\n' for name, value in entries.items())
    return f"{{\n{lines}{indent}}}"


def bracketed(items: Iterable[str], indent: str = "", lead: int = 0, one_a_line: bool = False) -> str:
    """The items in brackets: on one line where they fit, or else on lines of their own, indented."""
    found = list(items)
    flat = f"[{', '.join(found)}]"
    if not one_a_line and len(indent) + lead + len(flat) < WIDTH:
        return flat
    inner = indent + "    "
    lines = found if one_a_line else _packed(found, WIDTH - len(inner) - 2)
    return "[\n" + "".join(f"{inner}{line},\n" for line in lines) + f"{indent}]"


def _packed(items: list[str], room: int) -> list[str]:
    """Lines of items, each filled as far as it goes."""
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + 2 + len(item) <= room:
            lines[-1] += f", {item}"
        else:
            lines.append(item)
    return lines
