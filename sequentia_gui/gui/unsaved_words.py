"""How unsaved work is spoken of: when it was, what it is called, and how its network is built."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from sequentia_gui.experiment.experiment import NetworkDesign
from sequentia_gui.experiment.recovery import Unsaved


def offer_text(work: Unsaved, since: datetime, now: datetime, others: int) -> str:
    """What was not saved, and how much more there is: Work from yesterday 14:05 was not saved: Spiral, 8-8."""
    experiment = work.saved.experiment
    name = work.path.name if work.path else experiment.title
    text = _say("Work from {0} was not saved: {1}, {2}.").format(
        moment(since, now), name, shape(experiment.network)
    )
    return f"{text} {_say('It is the latest of {0}.').format(others + 1)}" if others else text


def moment(then: datetime, now: datetime) -> str:
    """A day that people remember, and the time of day."""
    locale = QLocale()
    time = locale.toString(QTime(then.hour, then.minute), QLocale.FormatType.ShortFormat)
    days = {now.date(): _say("today"), now.date() - timedelta(days=1): _say("yesterday")}
    date = QDate(then.year, then.month, then.day)
    return f"{days.get(then.date(), locale.toString(date, QLocale.FormatType.LongFormat))} {time}"


def shape(network: NetworkDesign) -> str:
    """How the hidden layers are built; where there are several, their widths: 8-8."""
    widths = [str(layer.width) for layer in network.layers]
    if len(widths) == 1:
        return _say("one hidden layer of {0}").format(widths[0])
    return "-".join(widths) or _say("no hidden layer")


def _say(text: str) -> str:
    return QCoreApplication.translate("unsaved_words", text)
