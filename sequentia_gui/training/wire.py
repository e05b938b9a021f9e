"""A wire carries bytes from one process to another; whole arrays come off it in one go."""

from __future__ import annotations

import os
import socket
from typing import Protocol


class Source(Protocol):
    """Where bytes come from."""

    def read(self, count: int, /) -> bytes | bytearray:
        """So many bytes, and fewer only where no more will ever come."""


class End(Source, Protocol):
    """The end of a wire at which bytes are read."""

    def close(self) -> None: ...


def wire() -> tuple[End, int]:
    """A new wire: the end to read from, and the number of the file to write to, for another process to inherit.

    A pipe hands out what is just in it, so that a frame of megabytes comes in a hundred pieces; before each the
    reader waits for its turn among the threads, which takes longest when the window has most to do. A socket can be
    asked for all of it at once. Windows has such sockets only by way of the network, so there it is a pipe.
    """
    if os.name != "posix":
        reading, writing = os.pipe()
        return os.fdopen(reading, "rb"), writing
    ours, theirs = socket.socketpair()
    return _SocketEnd(ours), theirs.detach()


class _SocketEnd:
    def __init__(self, own: socket.socket) -> None:
        self._own = own

    def read(self, count: int, /) -> bytearray:
        whole, come = bytearray(count), 0
        with memoryview(whole) as room:
            while come < count and (more := self._own.recv_into(room[come:], 0, socket.MSG_WAITALL)):
                come += more
        return whole if come == count else whole[:come]

    def close(self) -> None:
        self._own.close()


def exactly(count: int, source: Source) -> bytes | bytearray:
    """So many bytes. EOFError: they will never come."""
    found = source.read(count)
    if len(found) < count:
        raise EOFError
    return found
