"""Real frames, trained in a few milliseconds, and strange ones, for the tests of the three charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from sequentia_gui.experiment.experiment import (
    Contestant,
    Experiment,
    NetworkDesign,
    PointSet,
    Recipe,
    TrainingPlan,
)
from sequentia_gui.experiment.loss_curve import LossCurve
from sequentia_gui.gui.document import Document
from sequentia_gui.training.messages import ContestantFrame, Frame
from sequentia_gui.training.run import run_to

WANTS = frozenset({"activity"})


def points_of(count: int, classes: int = 2, held_out: float = 0.25, seed: int = 3) -> PointSet:
    """Points anywhere in the plane, their classes told apart by the angle."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(-5, 5, (count, 2)).astype(np.float32)
    angle = np.arctan2(xy[:, 1], xy[:, 0]) / (2 * np.pi) + 0.5
    label = np.minimum(classes - 1, (angle * classes).astype(np.int8)).astype(np.int8)
    return PointSet(xy, label, rng.uniform(size=count) < held_out)


def experiment_of(points: PointSet, widths: tuple[int, ...] = (6, 5, 4), name: str = "relu") -> Experiment:
    """These points, and a network of these widths."""
    contestant = Contestant("A", NetworkDesign.of(widths, name), TrainingPlan())
    return Experiment("Test", points, Recipe("circle"), (contestant,))


def trained(experiment: Experiment, epochs: int = 12) -> Frame:
    """A frame as the training thread makes it."""
    return run_to(experiment, "fresh", epochs=epochs, wants=WANTS)


def with_curve(frame: Frame, rows: np.ndarray) -> Frame:
    """The frame with another past; rows (m, 5): epoch, train and test loss, train and test accuracy."""
    curve = LossCurve.of(1, rows.T)
    contestant = frame.contestants[0]
    checkpoint = replace(contestant.checkpoint, epoch=int(rows[-1, 0]), batch=0, curve=curve)
    train, test, correct, test_correct = (float(v) if np.isfinite(v) else None for v in rows[-1, 1:])
    now = ContestantFrame(checkpoint, train, test, correct, test_correct, contestant.findings)
    return replace(frame, contestants=(now,))


def strange_frames() -> Iterator[Frame]:
    """What a view must survive: no points, one, one class, no layer, nothing found, numbers beyond measure."""
    yield trained(experiment_of(PointSet.empty()), epochs=0)
    yield trained(experiment_of(points_of(1, held_out=0.0)))
    yield trained(experiment_of(points_of(9, classes=1)))
    yield trained(experiment_of(points_of(30), widths=()))
    yield trained(experiment_of(points_of(30, held_out=0.0), widths=(1,)))
    full = trained(experiment_of(points_of(30, classes=6), widths=(32,) * 8, name="selu"), epochs=1)
    yield full
    yield replace(full, contestants=(replace(full.contestants[0], findings={}),))
    rows = np.array([[0, 0.7, 0.7, 0.5, 0.5], [1, 1e300, np.nan, 0.5, 0.5], [2, np.inf, np.nan, np.nan, 0]])
    yield with_curve(full, rows)


def document_of(experiment: Experiment) -> Document:
    """A desk with this experiment on it."""
    return Document(experiment, tuple, lambda _sentence: None)


def hover(widget: QWidget, x: float, y: float) -> None:
    """Move the mouse over a widget, as the window system would tell it."""
    place = QPointF(x, y)
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        place,
        widget.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
