"""A letter is a message as bytes: this is how it crosses from one process to another and stays what it was."""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import IO, Any

PROTOCOL = 5
"""The form of pickle (PEP 574) in which read-only arrays come out read-only again."""


def write_letter(letter: object, stream: IO[bytes]) -> None:
    """Send a letter in one piece, even where another thread sends one at the same time. OSError: nobody reads it."""
    stream.write(pickle.dumps(letter, PROTOCOL))
    stream.flush()


def read_letters(stream: IO[bytes]) -> Iterator[Any]:
    """All letters that come, until the other side is gone; a letter that it did not finish is none."""
    while True:
        try:
            yield pickle.load(stream)  # noqa: S301  (the other side is this program)
        except (EOFError, OSError, pickle.UnpicklingError):
            return


def _locked(findings: dict[str, object]) -> Mapping[str, object]:
    return MappingProxyType(findings)


copyreg.pickle(MappingProxyType, lambda mapping: (_locked, (dict(mapping),)))  # type: ignore[arg-type,return-value]
