"""A signal that asks the program to end (Ctrl+C, a closed terminal, a logout) leaves it time to keep work."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_SHELLS_ADD = 128
"""A shell tells that a signal ended a program by a code that is greater than the signal's number by this."""


class Ending:
    """Hears signals while Qt waits for events, when no Python runs; the first one ends what Qt executes.

    A second one ends the process at once, as it would have without us. Until `close`, this has the signals.
    """

    def __init__(self) -> None:
        self._ear, self._mouth = socket.socketpair()
        self._ear.setblocking(False)
        self._mouth.setblocking(False)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._hear)
        self._mouth_before = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        heard = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        # who began us with nohup wants a closed terminal to mean nothing
        self._before = {
            number: signal.signal(number, _let_the_next_end_at_once)
            for number in heard
            if signal.getsignal(number) is not signal.SIG_IGN
        }

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._mouth_before)
        self._notifier.setEnabled(False)
        self._ear.close()
        self._mouth.close()

    def _hear(self) -> None:
        QApplication.exit(_SHELLS_ADD + self._ear.recv(1)[0])


def _let_the_next_end_at_once(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)
