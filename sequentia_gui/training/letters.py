"""A letter is a message as bytes: this is how it crosses from one process to another and stays what it was."""

from __future__ import annotations

import copyreg
import io
import pickle
import struct
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import IO, Any

from sequentia_gui.training.wire import Source, exactly

PROTOCOL = 5
"""The form of pickle (PEP 574) in which read-only arrays come out read-only again."""

_LENGTH = struct.Struct("<Q")


def write_letter(letter: object, stream: IO[bytes]) -> None:
    """Send a letter in one piece, even where another thread sends one at the same time. OSError: nobody reads it.

    Its length goes before it: so the reader can ask for all of it at once.
    """
    parcel = io.BytesIO(bytes(_LENGTH.size))
    parcel.seek(_LENGTH.size)
    pickle.dump(letter, parcel, PROTOCOL)
    with parcel.getbuffer() as whole:
        _LENGTH.pack_into(whole, 0, len(whole) - _LENGTH.size)
        stream.write(whole)
    stream.flush()


def read_letters(source: Source) -> Iterator[Any]:
    """All letters that come, until the other side is gone; a letter that it did not finish is none."""
    while True:
        try:
            (length,) = _LENGTH.unpack(exactly(_LENGTH.size, source))
            letter = pickle.loads(exactly(length, source))  # noqa: S301  (the other side is this program)
        except (EOFError, OSError):
            return
        yield letter


def _locked(findings: dict[str, object]) -> Mapping[str, object]:
    return MappingProxyType(findings)


copyreg.pickle(MappingProxyType, lambda mapping: (_locked, (dict(mapping),)))  # type: ignore[arg-type,return-value]
