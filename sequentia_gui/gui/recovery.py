"""Nothing is lost: a copy of unsaved work is kept while somebody works, and offered at the next start."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from platformdirs import user_state_path
from PySide6.QtCore import QObject, QTimer, Signal

from sequentia_gui.experiment.claims import Claim, claimed, clear_signs
from sequentia_gui.experiment.experiment import Experiment, ExperimentError
from sequentia_gui.experiment.recovery import Unsaved, copies, drop_copy, read_copy, set_aside
from sequentia_gui.experiment.saved import SUFFIX, Saved
from sequentia_gui.gui.document import Change, Document, File, Progress
from sequentia_gui.gui.offer_strip import OfferStrip
from sequentia_gui.gui.playback import Playback
from sequentia_gui.gui.saved_look import view_of
from sequentia_gui.gui.unsaved_words import offer_text
from sequentia_gui.gui.view_state import ViewState
from sequentia_gui.network.opening import checked
from sequentia_gui.training.keeper import Keep, Keeper
from sequentia_gui.training.origin import fitting

EDITED_MS = 2_000
"""So long after an edit the copy is renewed, ..."""
TRAINED_MS = 10_000
"""... and so often while it trains."""

MOST_COPIES = 20


def unsaved_folder() -> Path:
    """Where copies of unsaved work are kept."""
    return user_state_path("sequentia-gui", appauthor=False) / "unsaved"


class Recovery(QObject):
    """Owns the copy of this window's unsaved work, and offers the copies that earlier windows have left.

    Closing asks nothing: a changed design, or further training of a file of one's own, stays in its copy; what
    the ready-made experiments can be made again from goes. Work that makes way for another experiment is kept
    in the same way, until undo brings it back. `written` fires after every attempt, with what was wrong or "".
    """

    written = Signal(str)

    def __init__(
        self,
        document: Document,
        playback: Playback,
        view_state: ViewState,
        strip: OfferStrip,
        folder: Path,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__()
        self._document, self._playback, self._view_state = document, playback, view_state
        self._strip, self._folder, self._clock = strip, folder, clock
        self._file = document.file
        self._keeper = Keeper(self.written.emit)
        self._own = self._new_claim()
        self._parked: list[tuple[Experiment, Claim]] = []
        self._offers: list[Claim] = []
        self._offered: Unsaved | None = None
        self._told = ""
        self._given_up: Experiment | None = None
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._renew)
        self._ties = (
            document.changed.connect(self._on_change),
            playback.frame_ready.connect(lambda _: self._renew_within(TRAINED_MS)),
            self.written.connect(self._tell),
            strip.accepted.connect(self._open),
            strip.declined.connect(self._discard),
            strip.postponed.connect(strip.hide),
        )

    def start(self) -> None:
        """Look for what earlier windows have left, and offer the newest of it."""
        clear_signs(self._folder)
        found = [claim for place in copies(self._folder) if (claim := claimed(place))]
        for old in found[MOST_COPIES:]:
            _forget(old)
        self._offers = found[:MOST_COPIES]
        self._offer()
        if not self._document.is_saved:
            self._renew_within(EDITED_MS)

    def close(self) -> None:
        """Leave a copy of what is worth it, and nothing else; what was offered and not answered stays."""
        self._due.stop()
        for tie in self._ties:
            QObject.disconnect(tie)
        self._leave_copy()
        self._keeper.close()
        for claim in (self._own, *self._offers, *(claim for _, claim in self._parked)):
            claim.release()

    def may_leave(self) -> bool:
        """Whether the window may close: not, once, where work would be lost, which a sentence then says."""
        self._leave_copy()
        now, complaint = self._document.now, self._keeper.complaint
        if not complaint or self._given_up is now:
            return True
        self._given_up, self._told = now, complaint
        sentence = self.tr(
            "Unsaved work is not kept safe. {0} Save it elsewhere, or close again to give it up."
        )
        self._view_state.set(notice=sentence.format(complaint))
        return False

    # -- keeping -------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if self._document.file is not self._file and change.before is not change.now:
            self._park(change)
            self._take_back(change.now)
        self._file = self._document.file
        if self._document.is_saved:
            self._keeper.put(Keep(self._own.place, None))
        else:
            self._renew_within(EDITED_MS)

    def _renew_within(self, milliseconds: int) -> None:
        if not self._due.isActive() or self._due.remainingTime() > milliseconds:
            self._due.start(milliseconds)

    def _renew(self) -> None:
        """Bring the copy up to date."""
        work = None if self._document.is_saved else self._work(self._playback.progress())
        self._keeper.put(Keep(self._own.place, work))

    def _leave_copy(self) -> None:
        """Bring the copy up to date for good, at once: there is one of what is worth it, and of nothing else."""
        progress = self._playback.progress()
        kept = self._is_worth_keeping(self._file, self._document.now, progress)
        self._keeper.do(Keep(self._own.place, self._work(progress) if kept else None))

    def _tell(self, complaint: str) -> None:
        """A disk that refuses is told once."""
        told, self._told = self._told, complaint
        if complaint and complaint != told:
            self._view_state.set(notice=self.tr("Unsaved work is not kept safe. {0}").format(complaint))

    def _work(self, progress: Progress) -> Unsaved:
        now = self._document.now
        view = view_of(self._view_state.now)
        return Unsaved(Saved(now, fitting(progress, now), view), self._document.path)

    def _is_worth_keeping(self, file: File, experiment: Experiment, progress: Progress) -> bool:
        """Whether the work is more than a ready-made experiment that was trained."""
        return not (file.is_of(experiment) if file.path is None else file.has(experiment, progress))

    # -- work that makes way for another experiment --------------------------------------------------------

    def _park(self, change: Change) -> None:
        """Keep the work that was on the desk until now in a copy that is not written to any more."""
        experiment = change.before
        latest = self._playback.latest
        progress = tuple(each.checkpoint for each in latest.contestants) if latest else ()
        if not self._is_worth_keeping(self._file, experiment, progress):
            return
        saved = Saved(experiment, fitting(progress, experiment), change.seen_before)
        self._keeper.do(Keep(self._own.place, Unsaved(saved, self._file.path)))
        self._parked.append((experiment, self._own))
        self._own = self._new_claim()

    def _take_back(self, experiment: Experiment) -> None:
        """Go on with the copy of work that undo has brought back."""
        for entry in self._parked:
            if entry[0] is experiment:
                self._parked.remove(entry)
                self._keeper.do(Keep(self._own.place, None))
                self._own.release()
                self._own = entry[1]
                return

    def _new_claim(self) -> Claim:
        """A place of this window's own; without a claim, where the folder refuses even that."""
        claim = Claim(self._folder / f"{secrets.token_hex(6)}{SUFFIX}")
        return claim if claim.is_held else Claim(self._folder / f"{secrets.token_hex(6)}{SUFFIX}")

    # -- offering ------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        """Offer the newest copy that can be read."""
        self._offered = None
        while self._offers and self._offered is None:
            self._offered = self._read(self._offers[0])
        if self._offered is None:
            self._strip.hide()
            return
        since = datetime.fromtimestamp(self._offers[0].place.stat().st_mtime)
        text = offer_text(self._offered, since, self._clock(), len(self._offers) - 1)
        self._strip.offer(text, self.tr("Open it"), self.tr("Discard"))

    def _read(self, claim: Claim) -> Unsaved | None:
        try:
            work = read_copy(claim.place)
            checked(work.saved)
        except ExperimentError as refusal:
            self._offers.remove(claim)
            aside = set_aside(claim.place)
            claim.release()
            sentence = self.tr("Work that was not saved cannot be read. {0} It is kept in {1}.")
            self._view_state.set(notice=sentence.format(refusal, aside))
            return None
        return work

    def _open(self) -> None:
        """Put the offered work on the desk, unsaved as it is; its copy goes once there is another."""
        if self._offered is None:
            return
        saved = self._offered.saved
        self._document.recover(saved.experiment, saved.progress, self._offered.path, saved.view)
        self._keeper.do(Keep(self._own.place, self._offered))
        if self._keeper.complaint:
            self._offers.pop(0).release()
            self._offer()
        else:
            self._discard()

    def _discard(self) -> None:
        if self._offers:
            _forget(self._offers.pop(0))
        self._offer()


def _forget(claim: Claim) -> None:
    drop_copy(claim.place)
    claim.release()
