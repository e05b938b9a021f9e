"""Numbers on screen have the decimal sign of the country, those in files a point, and typed ones may have either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from sequentia_gui.app import Parts, create_application
from sequentia_gui.gui.numerals import epoch_text, loss_text, number
from sequentia_gui.gui.theme import LIGHT
from sequentia_gui.gui.unsaved_words import moment
from sequentia_gui.gui.view_state import Neuron
from sequentia_gui.gui.views.catalogue import VIEWS
from sequentia_gui.gui.views.network.editing import NumberField, parse_number
from sequentia_gui.training.worker import TrainingWorker
from tests.program import shown

POINT, COMMA = re.compile(r"\d\.\d"), re.compile(r"\d,\d")


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def parts(german: None, qtbot: QtBot, settings: QSettings) -> Iterator[Parts]:
    """The program in Germany, after some training."""
    with shown(qtbot, settings, TrainingWorker) as built:
        built.playback.step_epoch()
        qtbot.waitUntil(lambda: built.playback.progress()[0].step > 0 and not built.playback.is_expecting)
        yield built


def words_of(widget: QWidget) -> list[str]:
    """All that a part shows or says."""
    text = getattr(widget, "text", "")
    entries = [widget.itemText(at) for at in range(widget.count())] if isinstance(widget, QComboBox) else []
    return [
        text() if callable(text) else text,
        widget.toolTip(),
        widget.accessibleName(),
        widget.accessibleDescription(),
        *entries,
    ]


def test_in_germany_numbers_have_a_comma_in_every_view(parts: Parts, qtbot: QtBot) -> None:
    for entry in VIEWS:
        parts.view_state.set(shown=(entry.name,), chosen_point=0)
        qtbot.waitUntil(lambda: not parts.playback.is_expecting)
        told = [parts.window.views[entry.name].summary()]
        for widget in parts.window.findChildren(QWidget):
            told += [text for text in words_of(widget) if isinstance(text, str)]
        assert [text for text in told if POINT.search(text)] == [], entry.name
        assert any(COMMA.search(text) for text in told)


def test_in_files_they_have_a_point(parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "a.sequentia"
    parts.window.files.save_to(path)
    rate = parts.document.now.training.learning_rate
    assert f'"learning_rate": {rate!r}' in path.read_text()


@pytest.mark.parametrize("text", ["1,5", "1.5", " 1,500", "1.500"])
def test_both_decimal_signs_can_be_typed_everywhere(german: None, text: str) -> None:
    assert parse_number(text) == 1.5


@pytest.mark.parametrize(("country", "sign"), [("en_US", "."), ("de_DE", ",")])
def test_no_sign_between_thousands_is_taken_for_the_decimal_sign(
    qtbot: QtBot, german: None, country: str, sign: str
) -> None:
    """A loss of 45,678 was "45.678" in Germany, and a weight of 1000 a "1,000" which is typed for 1."""
    QLocale.setDefault(QLocale(country))
    assert [loss_text(45_678.2), number(-1234.5, 1)] == ["45678", f"−1234{sign}5"]
    assert [epoch_text(epoch) for epoch in (1234, 1234.5, 0.96)] == [
        "1\u202f234", f"1\u202f234{sign}5", f"1{sign}0",
    ]  # fmt: skip
    sheet = QWidget()
    qtbot.addWidget(sheet)
    field = NumberField(sheet)
    for value in (1000.0, -999.5, 0.25):
        field.open(Neuron(1, 0), value, "bias", 20, 20, LIGHT)
        assert parse_number(field.text()) == value


@pytest.mark.parametrize("country", ["ar_EG", "fa_IR", "mr_IN", "bn_BD"])
def test_where_a_country_has_other_figures_all_numbers_have_ours_and_can_be_typed(
    country: str, qapp: QApplication
) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(country))
    try:
        create_application()
        assert re.fullmatch(r"−1234[.,]50", number(-1234.5, 2), re.ASCII)
        assert parse_number(number(-234.5, 2)) == -234.5
        assert QSpinBox().textFromValue(20) == "20"
        since = datetime(2026, 11, 23, 14, 5)
        assert re.fullmatch(
            r"today \d+:05(\s[AaPp]\.?[Mm]\.?)?", moment(since, since).replace("\u202f", " "), re.ASCII
        )
    finally:
        QLocale.setDefault(before)
