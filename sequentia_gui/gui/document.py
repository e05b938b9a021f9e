"""The document is the experiment on the desk: it is changed here, undone here, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from sequentia_gui.experiment.checkpoint import Checkpoint
from sequentia_gui.experiment.experiment import Experiment, ExperimentError
from sequentia_gui.experiment.history import History
from sequentia_gui.experiment.saved import ViewValue
from sequentia_gui.training.messages import Start

Progress = tuple[Checkpoint, ...]
Seen = Mapping[str, ViewValue]
"""How work is looked at, as a file has it; empty where nothing is said of that."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the document: the experiment before and now, and where training goes on from.

    `opened` where other work was put on the desk: a person looks at it before it trains. Only then `seen_before`
    is how the work that left was looked at, and `seen` how the other one was when it was saved or left.
    """

    before: Experiment
    now: Experiment
    start: Start
    opened: bool = False
    seen_before: Seen = field(default_factory=dict)
    seen: Seen = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """The file that the work on the desk belongs to (None: none yet), and the experiment and progress it holds.

    `holds` is None for work that was recovered: whatever the file holds, it is not that.
    """

    path: Path | None
    holds: Experiment | None
    progress: Progress = ()

    def is_of(self, experiment: Experiment) -> bool:
        """Whether that is the design which was opened or saved last."""
        return experiment is self.holds

    def has(self, experiment: Experiment, progress: Progress) -> bool:
        """Whether nothing of this is missing in the file: neither a change of the design nor training."""
        return self.is_of(experiment) and _same_weights(progress, self.progress)


@dataclass(frozen=True, slots=True)
class Version:
    """What undo brings back: an experiment, with its weights or its file where the step put others in their place.

    `start` says where training goes on from; `file` is None where the step left the file alone. With a file
    comes back how the experiment was `seen`.
    """

    experiment: Experiment
    start: Start
    file: File | None = None
    seen: Seen = field(default_factory=dict)


class Document(QObject):
    """Owns the present experiment, its history and its file; every edit passes through `apply`.

    `progress_now` tells how far training has come: edits that would lose weights (a reset, another dataset,
    a removed neuron) remember it, and undo brings the weights back with the design. Edits that keep the
    weights (points, the plan) leave them alone on undo, too: training goes on from the present ones.
    `say` shows a sentence to the learner. `seen_now` tells how the experiment is looked at: other work that is
    opened brings a look of its own, and undo brings the one before back.
    """

    changed = Signal(object)

    def __init__(
        self,
        experiment: Experiment,
        progress_now: Callable[[], Progress],
        say: Callable[[str], None],
        seen_now: Callable[[], Seen] = dict,
    ) -> None:
        super().__init__()
        self._say, self._seen_now = say, seen_now
        self.now = experiment
        self.file = File(None, experiment)
        self._history: History[Version] = History()
        self._progress_now = progress_now

    @property
    def path(self) -> Path | None:
        """Where the work on the desk is saved, None where it is not yet."""
        return self.file.path

    @property
    def is_saved(self) -> bool:
        """Whether design and weights are those that were opened or saved last."""
        return self.file.has(self.now, self._progress_now())

    @property
    def is_trained(self) -> bool:
        """Whether the weights are others than the first ones, which another initialisation would draw anew."""
        return any(each.step or not each.pristine for each in self._progress_now())

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, or None."""
        return self._history.redo_label

    def edit(
        self,
        edit: Callable[[Experiment], Experiment],
        label: str,
        start: Start = "continue",
        merge: Hashable | None = None,
    ) -> bool:
        """Apply a pure edit to the present experiment; where it is refused, say why and change nothing."""
        try:
            now = edit(self.now)
        except ExperimentError as refusal:
            self._say(str(refusal))
            return False
        self.apply(now, label, start, merge)
        return True

    def apply(
        self, now: Experiment, label: str, start: Start = "continue", merge: Hashable | None = None
    ) -> None:
        """Replace the experiment as one undoable step; steps in a row with one `merge` mark count as one."""
        if now is self.now and start == "continue":
            return
        loses_weights = start != "continue" or _other_network(self.now, now)
        self._history.record(label, Version(self.now, "continue"), merge)
        if loses_weights:
            self._history.amend(self._with_way_back)
        self._replace(now, start)

    def undo(self) -> None:
        """Take the last step back; nothing happens where there is none."""
        if self.undo_label is not None:
            self._restore(self._history.undo)

    def redo(self) -> None:
        """Do the step again that undo took back; nothing happens where there is none."""
        if self.redo_label is not None:
            self._restore(self._history.redo)

    def open(
        self, experiment: Experiment, progress: Progress, path: Path | None, seen: Seen | None = None
    ) -> None:
        """Put another experiment on the desk, as it was saved: with weights and look; this, too, can be undone."""
        self._open(experiment, progress, File(path, experiment, progress), seen or {})

    def recover(self, experiment: Experiment, progress: Progress, path: Path | None, seen: Seen) -> None:
        """Put work on the desk that was never saved, though it belongs to the file at `path`; it can be undone."""
        self._open(experiment, progress, File(path, None), seen)

    def mark_saved(self, path: Path | None, progress: Progress) -> None:
        """Remember that the file at `path` holds the present experiment, trained as far as that."""
        self.file = File(path, self.now, progress)
        self._replace(self.now, "continue")

    def _open(self, experiment: Experiment, progress: Progress, file: File, seen: Seen) -> None:
        before = Version(self.now, self._way_back(), self.file, self._seen_now())
        self._history.record(self.tr("Open"), before)
        self._put(Version(experiment, progress or "fresh", file, seen))

    def _way_back(self) -> Start:
        """Where training is now; without any progress yet it is at the first weights."""
        return self._progress_now() or "fresh"

    def _with_way_back(self, version: Version) -> Version:
        """The version before a step that loses weights; where many edits are one step, the first that does counts."""
        return replace(version, start=self._way_back()) if version.start == "continue" else version

    def _restore(self, travel: Callable[[Callable[[Version], Version]], Version]) -> None:
        self._put(travel(self._leave_for))

    def _leave_for(self, version: Version) -> Version:
        """The present version; weights, file and look are kept only where the step between the two exchanges them."""
        start = "continue" if version.start == "continue" else self._way_back()
        if version.file is None:
            return Version(self.now, start)
        return Version(self.now, start, self.file, self._seen_now())

    def _put(self, version: Version) -> None:
        """Put a version on the desk; one with a file is other work."""
        if version.file is None:
            self._replace(version.experiment, version.start)
            return
        self.file = version.file
        change = Change(self.now, version.experiment, version.start, True, self._seen_now(), version.seen)
        self.now = version.experiment
        self.changed.emit(change)

    def _replace(self, now: Experiment, start: Start) -> None:
        before, self.now = self.now, now
        self.changed.emit(Change(before, now, start))


def _same_weights(now: Progress, saved: Progress) -> bool:
    """Whether training stands where it stood; a file without progress stands for the first weights."""
    if not saved:
        return all(each.step == 0 and each.pristine for each in now)
    return len(now) == len(saved) and all(
        one.step == other.step and np.array_equal(one.parameters, other.parameters)
        for one, other in zip(now, saved, strict=True)
    )


def _other_network(before: Experiment, now: Experiment) -> bool:
    networks = [tuple(contestant.network for contestant in value.contestants) for value in (before, now)]
    return networks[0] != networks[1] or before.points.classes != now.points.classes
