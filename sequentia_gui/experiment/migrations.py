"""Older files are brought up to date one version at a time, so that whatever was saved once can always be opened.

A migration works on the decoded JSON before anything in it was checked: what is not as it should be is passed
on as it is, and refused afterwards with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Content = dict[str, Any]


def _with_view_and_parameters(content: Content) -> Content:
    """Version 2 knows how the experiment is looked at, and activations with parameters; empty means the defaults."""
    for layer in _layers(content):
        layer["parameters"] = []
    return {**content, "version": 2, "view": {}}


MIGRATIONS: tuple[Callable[[Content], Content], ...] = (_with_view_and_parameters,)
"""MIGRATIONS[k] turns the content of a file of version k + 1 into that of version k + 2."""


def _layers(content: Content) -> Iterator[Content]:
    for contestant in _entries(content, "experiment", "contestants"):
        yield from _entries(contestant, "network", "layers")


def _entries(content: Content, *path: str) -> Iterator[Content]:
    """The groups of fields in the list at the end of the path; none where there is no such list."""
    found: object = content
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    yield from (entry for entry in found if isinstance(entry, dict)) if isinstance(found, list) else ()
