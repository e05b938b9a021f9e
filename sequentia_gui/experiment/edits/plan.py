"""Edits of the plan and the title: a learner may retune everything while it trains, and no weight is lost."""

from __future__ import annotations

from dataclasses import fields, replace

from sequentia_gui.experiment.edits.contestant import contestant_at, with_plan
from sequentia_gui.experiment.experiment import Experiment, ExperimentError, TrainingPlan
from sequentia_gui.experiment.rules import MAX_NAME


def retune(experiment: Experiment, contestant: int = 0, **changes: str | float | None) -> Experiment:
    """Other values for fields of the training plan, by name: learning_rate=0.1, batch_size=None, ..."""
    known = {field.name for field in fields(TrainingPlan)}
    for name in changes.keys() - known:
        raise ExperimentError(f"A training plan has no “{name}”.")
    plan = replace(contestant_at(experiment, contestant).training, **changes)  # type: ignore[arg-type]
    return with_plan(experiment, plan, contestant)


def rename(experiment: Experiment, title: str) -> Experiment:
    """Another title, tidied into one line."""
    tidy = "".join(sign if sign.isprintable() else " " for sign in title).strip()[:MAX_NAME].strip()
    if not tidy:
        raise ExperimentError("A title needs at least one letter.")
    return experiment if tidy == experiment.title else replace(experiment, title=tidy)
