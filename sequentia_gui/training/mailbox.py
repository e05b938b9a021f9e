"""A mailbox holds one letter: a newer one replaces an unread one, so nobody ever works through a backlog."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

Letter = TypeVar("Letter")


class Mailbox(Generic[Letter]):
    """Owns the only lock between two threads; whoever reads gets the newest letter, once.

    After `close` it is empty for ever, and all who wait in it are let go.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._letter: Letter | None = None
        self._closed = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take: the last letter was read."""
        return self._letter is None

    @property
    def is_closed(self) -> bool:
        """Whether the mailbox was closed for good."""
        return self._closed

    def put(self, letter: Letter) -> None:
        """Leave a letter in place of an unread one; a closed mailbox swallows it."""
        with self._changed:
            if not self._closed:
                self._letter = letter
                self._changed.notify_all()

    def take(self) -> Letter | None:
        """The letter, if there is one; never waits."""
        if self._letter is None:
            return None
        with self._changed:
            return self._empty()

    def wait(self, seconds: float | None = None) -> Letter | None:
        """Take the letter, waiting for one at most `seconds` (None: for ever); None if time is up or it is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._letter is not None or self._closed, seconds)
            return self._empty()

    def look(self) -> Letter | None:
        """Wait for a letter and leave it there; None: the mailbox was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._letter is not None or self._closed)
            return self._letter

    def remove(self, letter: Letter) -> None:
        """Take this letter, unless a newer one has replaced it."""
        with self._changed:
            if self._letter is letter:
                self._empty()

    def wait_until_taken(self) -> None:
        """Wait until the letter was read; at once if there is none."""
        with self._changed:
            self._changed.wait_for(lambda: self._letter is None)

    def close(self) -> None:
        """Throw an unread letter away, accept none any more, and let go all who wait."""
        with self._changed:
            self._closed = True
            self._letter = None
            self._changed.notify_all()

    def _empty(self) -> Letter | None:
        letter, self._letter = self._letter, None
        self._changed.notify_all()
        return letter
