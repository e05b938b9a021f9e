"""What crosses a border between threads, layers and files holds arrays that nobody can change any more."""

from __future__ import annotations

from typing import Any, TypeVar

from numpy.typing import NDArray

Array = TypeVar("Array", bound=NDArray[Any])


def read_only(array: Array) -> Array:
    """The same array, closed for writing."""
    array.flags.writeable = False
    return array
