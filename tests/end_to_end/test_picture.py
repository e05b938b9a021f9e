"""A picture shows what was asked for, and leaves no window behind."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from sequentia_gui.analysis.telling_point import telling_point
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.gui.controls import Card
from sequentia_gui.gui.views.catalogue import VIEWS
from sequentia_gui.gui.views.view import View
from sequentia_gui.picture import Shot, staged
from sequentia_gui.render import analyses_for
from sequentia_gui.training.run import run_to

SIZE = (640, 480)


def test_a_picture_of_the_trace_follows_the_point_that_has_something_to_tell(qapp: QApplication) -> None:
    frame = run_to(first_experiment(), "fresh", epochs=2, wants=analyses_for("trace"))
    with staged(frame, Shot("trace", SIZE)) as scene:
        assert scene.parts.view_state.now.chosen_point == telling_point(first_experiment().points)


@pytest.mark.parametrize("name", [entry.name for entry in VIEWS])
def test_a_picture_of_one_view_has_its_controls_in_the_corner_and_its_words_as_large_as_asked(
    qapp: QApplication, name: str
) -> None:
    frame = run_to(first_experiment(), "fresh", wants=analyses_for(name))
    with staged(frame, Shot(name, SIZE, zoom=2)) as scene:
        card = scene.widget.findChild(Card)
        assert card is not None and isinstance(card.body, View)
        assert all(widget.parent() is card for widget in card.body.corner_widgets())
        words = [label for label in card.findChildren(QLabel) if label.isVisible() and label.text()]
        theme = scene.parts.window.appearance.theme
        assert min(label.font().pixelSize() for label in words) >= theme.px(theme.smallest)


def test_what_cannot_be_drawn_leaves_no_window(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = run_to(first_experiment(), "fresh", wants=analyses_for("loss"))

    def failing(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("sequentia_gui.picture._alone", failing)
    with pytest.raises(RuntimeError), staged(frame, Shot("loss", SIZE)):
        pass
    assert not [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def test_a_picture_needs_no_room_on_a_disk(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    frame = run_to(first_experiment(), "fresh", wants=analyses_for("loss"))
    with staged(frame, Shot("loss", SIZE, theme="dark", zoom=1.5)) as scene:
        look = scene.parts.window.appearance.theme
        assert (look.name, look.zoom) == ("dark", 1.5)
