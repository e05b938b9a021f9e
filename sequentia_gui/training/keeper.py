"""The keeper writes unsaved work to the disk beside everything else, so that the window never waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.experiment.recovery import Unsaved, drop_copy, write_copy
from sequentia_gui.mishap import summary
from sequentia_gui.training.mailbox import Mailbox


@dataclass(frozen=True, slots=True)
class Keep:
    """A wish: let this place hold that work, or nothing."""

    place: Path
    work: Unsaved | None


class Keeper:
    """Owns the thread that writes; of the wishes it has not come to, only the newest counts.

    After each, the thread calls `tell` with why it could not be done, or with nothing to complain of, "".
    """

    def __init__(self, tell: Callable[[str], None] = lambda _: None) -> None:
        self.complaint = ""
        self._tell = tell
        self._inbox: Mailbox[Keep] = Mailbox()
        self._thread = threading.Thread(target=self._work, name="unsaved work", daemon=True)
        self._thread.start()

    def put(self, wish: Keep) -> None:
        """See to it soon."""
        self._inbox.put(wish)

    def do(self, wish: Keep) -> None:
        """See to it now, and wait until it is done."""
        self._inbox.put(wish)
        self._inbox.wait_until_taken()

    def close(self) -> None:
        """Finish what is begun, and nothing else."""
        self._inbox.close()
        self._thread.join()

    def _work(self) -> None:
        while (wish := self._inbox.look()) is not None:
            self.complaint = _complaint(wish)
            self._tell(self.complaint)
            self._inbox.remove(wish)


def _complaint(wish: Keep) -> str:
    """Make the wish true; why it cannot be, empty where it can."""
    try:
        if wish.work is None:
            drop_copy(wish.place)
        else:
            write_copy(wish.place, wish.work)
    except ExperimentError as refusal:
        return str(refusal)
    except Exception as error:  # the thread's last line: whoever waits for it would wait for ever
        return summary(error)
    return ""
