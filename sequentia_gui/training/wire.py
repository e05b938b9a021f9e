"""A wire carries bytes from one process to another; whole arrays come off it in one go."""

from __future__ import annotations

import os
import socket
from typing import Protocol

Bytes = bytes | memoryview


class Source(Protocol):
    """Where bytes come from."""

    def read(self, count: int, /) -> Bytes:
        """So many bytes, and fewer only where no more will ever come; the next read may overwrite them."""


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
    """Owns a socket, and the room into which it reads: as large as the largest piece so far, and not made anew."""

    def __init__(self, own: socket.socket) -> None:
        self._own = own
        self._room = memoryview(bytearray(1))

    def read(self, count: int, /) -> memoryview:
        if count > len(self._room):
            self._room = memoryview(bytearray(count))
        come = 0
        while come < count and (more := self._own.recv_into(self._room[come:count], 0, socket.MSG_WAITALL)):
            come += more
        return self._room[:come]

    def close(self) -> None:
        self._own.close()


def exactly(count: int, source: Source) -> Bytes:
    """So many bytes, until the next read. EOFError: they will never come."""
    found = source.read(count)
    if len(found) < count:
        raise EOFError
    return found
