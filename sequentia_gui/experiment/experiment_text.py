"""An experiment without its weights as a short text, to be pasted into a chat or printed on a worksheet.

After the prefix, in URL-safe base64 (RFC 4648, section 5): one byte that tells the dictionary, four bytes of
CRC-32 over the rest, and the file's JSON as raw deflate (RFC 1951). Points that a recipe makes are not in it:
whoever reads it makes them again. Points of one's own are, each as exactly as in a file.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from itertools import islice

import msgspec

from sequentia_gui.experiment.datasets import DATASETS, points_of
from sequentia_gui.experiment.experiment import Experiment, ExperimentError, PointSet, Recipe
from sequentia_gui.experiment.file_format import (
    FileError,
    content_of,
    decoded,
    record_of,
    saved_in,
)
from sequentia_gui.experiment.file_records import RecipeRecord
from sequentia_gui.experiment.file_values import points_record
from sequentia_gui.experiment.migrations import Content
from sequentia_gui.experiment.saved import BEGINNING, PREFIX, Saved, holds_experiment

_PRETTY = str.maketrans({"\u2014": "--", "\u2013": "--", "\u2011": "-"})
"""Telephones like to make prettier dashes of two hyphens."""
_DICTIONARY = 1
_LONGEST = 100_000
_MOST_PIECES = 1_000
_MOST_BEGINNINGS = 10
_MOST_BYTES = 2**20
_DAMAGED = (
    "The experiment's text is damaged: a part of it is missing or was changed. Copy it again, all of it."
)

_TYPICAL = (
    b'"parameters":[0.01]glorot_uniformglorot_normalhe_uniformhe_normalsmall_uniformzeros'
    b"gaussiancirclecheckerboardstripesblobsarmsownirisxormoonsspiral"
    b"identitystepsoftplussiluleaky_reluabseluselugelutanhsigmoid"
    b'"cross_entropy""squared_error""sgd""momentum""rmsprop""adam","batch_size":null'
    b'{"format":"sequentia","version":2,"experiment":{"title":"Spiral","recipe":{"dataset":"spiral","count":200,'
    b'"noise":0.1,"seed":1,"held_out":0.3},"contestants":[{"name":"A","network":{"initializer":"recommended",'
    b'"seed":1,"layers":[{"activation":"tanh","width":8},{"activation":"relu","width":8}]},"training":'
    b'{"loss":"cross_entropy","optimizer":"adam","learning_rate":0.01,"momentum":0.9,"l1":0.0,"l2":0.0,'
    b'"batch_size":16}}]}}'
)
"""What experiments have in common is not sent. It never changes: another one gets another number."""


def as_text(experiment: Experiment) -> str:
    """The experiment as one line without spaces, about 100 signs where a recipe makes the points."""
    content = content_of(Saved(experiment))
    if _is_made(experiment):
        del content["experiment"]["points"]
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=_TYPICAL)
    packed = packer.compress(msgspec.json.encode(content)) + packer.flush()
    letter = bytes([_DICTIONARY]) + zlib.crc32(packed).to_bytes(4, "big") + packed
    return PREFIX + base64.urlsafe_b64encode(letter).decode("ascii").rstrip("=")


def from_text(text: str) -> Saved:
    """The experiment in a text, whatever stands around it; FileError where there is none that can be used."""
    if not holds_experiment(text):
        raise FileError(f"This text holds no experiment: one begins with “{PREFIX}”.")
    if len(text) > _LONGEST:
        raise FileError("The text is too long to be an experiment's.")
    packed = next(filter(None, map(_checked, _candidates(text))), None)
    if packed is None:
        raise FileError(_DAMAGED)
    content = decoded(_unpacked(packed))
    return saved_in(_with_points(content))


def _candidates(text: str) -> Iterator[str]:
    """What the text may be: the program may be named before it, and other words may follow."""
    for begin in islice(BEGINNING.finditer(text), _MOST_BEGINNINGS):
        yield from _beginnings(text[begin.end() :])


def _beginnings(text: str) -> Iterator[str]:
    """One piece, two, and so on: lines may have been broken or quoted on the way."""
    signs = ""
    for piece in islice(re.finditer(r"[\w-]+", text.translate(_PRETTY), re.ASCII), _MOST_PIECES):
        signs += piece[0]
        yield signs


def _checked(signs: str) -> bytes | None:
    """The packed content, None where the check sum says that it is not as it was."""
    try:
        letter = base64.urlsafe_b64decode(signs + "=" * (-len(signs) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(letter) < 6 or zlib.crc32(letter[5:]) != int.from_bytes(letter[1:5], "big"):
        return None
    if letter[0] != _DICTIONARY:
        raise FileError("This text was made by a newer Sequentia. A newer version of the program opens it.")
    return letter[5:]


def _unpacked(packed: bytes) -> str:
    """The JSON; a text that would fill the memory is refused when it passes the limit."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_TYPICAL)
    try:
        content = unpacker.decompress(packed, _MOST_BYTES)
        text = content.decode("utf-8")
    except (zlib.error, UnicodeDecodeError) as error:
        raise FileError(_DAMAGED) from error
    if not unpacker.eof:
        raise FileError("The text holds more than an experiment can be.")
    return text


def _with_points(content: Content) -> Content:
    """The content as a file would have it: with the points, made by the recipe where they were left out."""
    experiment = content.get("experiment")
    if not isinstance(experiment, dict) or "points" in experiment:
        return content
    recipe = record_of(experiment.get("recipe"), RecipeRecord)
    try:
        points = points_of(Recipe(**msgspec.structs.asdict(recipe)))
    except ExperimentError as error:
        raise FileError(str(error)) from error
    return {**content, "experiment": {**experiment, "points": msgspec.to_builtins(points_record(points))}}


def _is_made(experiment: Experiment) -> bool:
    """Whether the recipe makes exactly the present points; one for a set that we do not have makes none."""
    recipe = experiment.recipe
    known = any(each.name == recipe.dataset for each in DATASETS)
    return known and _bits(points_of(recipe)) == _bits(experiment.points)


def _bits(points: PointSet) -> tuple[bytes, ...]:
    return (points.xy.tobytes(), points.label.tobytes(), points.held_out.tobytes())
