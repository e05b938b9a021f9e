"""The .sequentia file: an experiment, and how far its training has come, as JSON that people can read.

A change of the format appends one function to `migrations.MIGRATIONS` and one sample to tests/files. The
identities of layers and neurons are not in a file: they are numbered afresh whenever one is opened.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import msgspec

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.experiment.file_complaints import complaint
from sequentia_gui.experiment.file_records import FileRecord
from sequentia_gui.experiment.file_values import (
    checkpoint_of,
    checkpoint_record,
    experiment_of,
    experiment_record,
    goes_on,
)
from sequentia_gui.experiment.json_layout import json_text
from sequentia_gui.experiment.migrations import MIGRATIONS, Content
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.experiment.text_file import FileError, read_bytes, write_text

__all__ = [
    "FORMAT",
    "VERSION",
    "FileError",
    "Saved",
    "content_of",
    "decoded",
    "dumps",
    "loads",
    "read",
    "read_content",
    "record_of",
    "saved_in",
    "write",
]

Record = TypeVar("Record", bound=msgspec.Struct)

FORMAT = "sequentia"
MAX_BYTES = 64 * 2**20

VERSION = len(MIGRATIONS) + 1


def dumps(saved: Saved) -> str:
    """The text of a file; progress that is not finite, or belongs to another network, is left out."""
    return json_text(content_of(saved)) + "\n"


def loads(text: str) -> Saved:
    """What a text holds; FileError says in a sentence why it cannot be used.

    The names of activations, initializers, losses and optimizers are looked up by `network.vocabulary`.
    """
    return saved_in(decoded(text))


def content_of(saved: Saved) -> Content:
    """All that is saved as plain values, in the order in which a file has them."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "experiment": msgspec.to_builtins(experiment_record(saved.experiment)),
    }
    if saved.view:
        content["view"] = dict(saved.view)
    if saved.progress and goes_on(saved.experiment, saved.progress):
        content["progress"] = [msgspec.to_builtins(checkpoint_record(each)) for each in saved.progress]
    return content


def saved_in(content: Content) -> Saved:
    """What the decoded JSON of a file holds; FileError as in `loads`."""
    record = record_of(content, FileRecord)
    try:
        experiment = experiment_of(record.experiment)
        progress = tuple(
            checkpoint_of(each, contestant.network, experiment.points.classes)
            for each, contestant in zip(record.progress, experiment.contestants, strict=False)
        )
    except ExperimentError as error:
        raise FileError(str(error)) from error
    if len(record.progress) not in (0, len(experiment.contestants)):
        raise FileError("The file's progress does not belong to its networks.")
    return Saved(experiment, progress, record.view)


def read(path: Path) -> Saved:
    """What a file holds; FileError says in a sentence why it cannot be used."""
    return saved_in(read_content(path))


def read_content(path: Path) -> Content:
    """The JSON object in a file of ours, as `decoded` gives it; FileError where there is none."""
    try:
        text = read_bytes(path, MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{path.name} is not a Sequentia file: it is no text in UTF-8.") from error
    return decoded(text)


def write(path: Path, saved: Saved) -> None:
    """Write a file in one go; FileError where it cannot, and then the old file stays as it was."""
    write_text(path, dumps(saved))


def decoded(text: str) -> Content:
    """The JSON object in a text of ours, brought up to the present version, and otherwise unchecked."""
    content = _json(text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FileError("This is not a Sequentia file.")
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FileError("The file does not say which version of the format it has.")
    if version > VERSION:
        raise FileError(
            f"This file was made by a newer Sequentia (format {version}; this one reads up to {VERSION}). "
            "A newer version of the program opens it."
        )
    return _migrated(content)


def _json(text: str) -> object:
    if not text.lstrip().startswith("{"):
        raise FileError("This is not a Sequentia file.")
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise FileError(_damage(text, str(error))) from error


def _damage(text: str, message: str) -> str:
    if "trailing characters" in message:
        return "The file is damaged: something follows after its end."
    if "truncated" in message or not text.rstrip().endswith("}"):
        return "The file is incomplete: it breaks off in the middle."
    place = re.search(r"byte (\d+)", message)
    if place is None:
        return "The file is damaged."
    line = text.encode("utf-8", "replace")[: int(place[1])].count(b"\n") + 1
    return f"The file is damaged: line {line} cannot be read."


def _migrated(content: Content) -> Content:
    for migrate in MIGRATIONS[content["version"] - 1 :]:
        content = migrate(content)
    return content


def record_of(content: object, kind: type[Record]) -> Record:
    """The record that decoded JSON holds; FileError with a sentence that names the field where it does not."""
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        raise FileError(complaint(str(error), content)) from error
