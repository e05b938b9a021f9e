"""A training run becomes a film: the window or a view, drawn again and again while the network learns."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from sequentia_gui.experiment.experiment import Experiment
from sequentia_gui.export.animation import Pixels
from sequentia_gui.gui.controls import Card
from sequentia_gui.gui.views.view import View
from sequentia_gui.picture import Scene
from sequentia_gui.training.messages import Frame

_PATIENCE_MS = 600_000


def evenly(experiment: Experiment, epochs: int, frames: int) -> list[int]:
    """After how many batches the pictures of a film are taken, the first before the first batch."""
    training = int((~experiment.points.held_out).sum())
    batches = epochs * experiment.training.batches_in_pass(training)
    return [round(place * batches / (frames - 1)) for place in range(frames)]


def pictures(scene: Scene, stops: list[int], aloud: bool = False) -> Iterator[Pixels]:
    """The scene at each of these numbers of batches, ascending, counted from now; each is (height, width, 3).

    `aloud` prints how many pictures are done. The film ends early where training diverges.
    """
    if scene.widget is not scene.parts.window:
        _follow(scene)
    done = 0
    for place, stop in enumerate(stops):
        if stop > done:
            _train(scene, stop - done)
            done = stop
        yield _pixels(scene.widget)
        if aloud:
            print(f"{place + 1} of {len(stops)}", flush=True)
        if _has_diverged(scene.parts.playback.latest):
            return


def _follow(scene: Scene) -> None:
    """Let the view that stands alone hear of every frame, and the window, which nobody sees, of none."""
    card = scene.widget.findChild(Card)
    assert card is not None
    view = card.body
    assert isinstance(view, View)
    scene.parts.window.hide()
    scene.parts.playback.set_wants(view.wanted() | {"activity"})

    def show(frame: Frame) -> None:
        view.show_frame(frame)
        card.set_heading(*view.heading())

    scene.parts.playback.frame_ready.connect(show)


def _train(scene: Scene, batches: int) -> None:
    """Take so many batches and show what came of them."""
    playback, loop = scene.parts.playback, QEventLoop()
    connection = playback.frame_ready.connect(lambda _: None if playback.is_expecting else loop.quit())
    patience = QTimer(singleShot=True, interval=_PATIENCE_MS)
    patience.timeout.connect(loop.quit)
    patience.start()
    playback.take(batches)
    loop.exec()
    playback.frame_ready.disconnect(connection)
    scene.application.processEvents()


def _pixels(widget: QWidget) -> Pixels:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def _has_diverged(frame: Frame | None) -> bool:
    return frame is not None and frame.contestants[0].divergence is not None
