"""JSON that people can read: a field a line, but what is short on one line, and numbers side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable

_WIDTH = 100
_NUMBERS_PER_LINE = 8


def json_text(value: object, indent: str = "") -> str:
    """The value as JSON text; ValueError for numbers that are not finite."""
    short = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if len(indent) + len(short) <= _WIDTH:
        return short
    inner = indent + "  "
    if isinstance(value, dict):
        fields = (f"{json.dumps(name)}: {json_text(field, inner)}" for name, field in value.items())
        return _block("{", fields, "}", indent)
    if isinstance(value, list) and isinstance(value[0], dict):
        return _block("[", (json_text(entry, inner) for entry in value), "]", indent)
    if isinstance(value, list):
        rows = (value[at : at + _NUMBERS_PER_LINE] for at in range(0, len(value), _NUMBERS_PER_LINE))
        return _block("[", (json.dumps(row, allow_nan=False)[1:-1] for row in rows), "]", indent)
    return short


def _block(opening: str, parts: Iterable[str], closing: str, indent: str) -> str:
    body = f",\n{indent}  ".join(parts)
    return f"{opening}\n{indent}  {body}\n{indent}{closing}"
