"""Ten thousand files, each damaged in another way: every one opens, or is refused with a sentence."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sequentia_gui.experiment import edits
from sequentia_gui.experiment.experiment import ExperimentError, NetworkDesign
from sequentia_gui.experiment.file_format import VERSION, dumps, loads
from sequentia_gui.experiment.first import first_experiment
from sequentia_gui.experiment.saved import Saved
from sequentia_gui.network.opening import checked
from sequentia_gui.training.run import run_to

BATCHES, IN_A_BATCH = 10, 1_000
JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 7, 2**31, -(2**63), 2**64, 2**200, 0.5, -0.0, 1e-320, 1e39, 1e308, "", "relu"),
    *("prelu", "x" * 300, "\ud800", "\x00", "1", "NaN", [], [[]], [None], [0] * 3_000, {}, {"a": {}}, [{"x": [1]}]),
)  # fmt: skip
TOKENS = tuple(b'NaN Infinity 1e999 - { } [ ] , : " \\ \\u12 \xff \x00'.split(b" "))


def small() -> Saved:
    """An experiment with little in it, trained into the middle of an epoch."""
    experiment = edits.set_recipe(first_experiment(), count=8)
    contestant = replace(experiment.contestants[0], network=NetworkDesign.of((2,), "leaky_relu"))
    experiment = edits.retune(replace(experiment, contestants=(contestant,)), batch_size=2)
    progress = tuple(each.checkpoint for each in run_to(experiment, steps=7).contestants)
    return Saved(experiment, progress, {"shown": ["fold"], "layer": 1, "chosen_neuron": [1, 0]})


WHOLE = dumps(small())
NUMBERS = tuple(b"-1 0 0.5 1e300 99999999999999999999 1e-400 3e 00 7.0 2147483648".split())
NUMBER = re.compile(rb"-?\d+(\.\d+)?(e-?\d+)?")


def places(content: Any) -> Iterator[tuple[Any, Any]]:
    """Every list or group of fields in the content, with each of its keys."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content)
    for key, part in list(pairs):
        yield content, key
        if isinstance(part, (dict, list)):
            yield from places(part)


def other_value(rng: np.random.Generator) -> bytes:
    """The whole as JSON with one to three parts replaced, moved or left out."""
    content = {**json.loads(WHOLE), "version": int(rng.integers(1, VERSION + 1))}
    for _ in range(rng.integers(1, 4)):
        known = list(places(content))
        if not known:
            break
        group, key = known[rng.integers(len(known))]
        other, place = known[rng.integers(len(known))]
        kind = rng.integers(4)
        if kind == 0:
            del group[key]
        elif kind == 1 and isinstance(group, list):
            group.insert(key, group[key])
        elif kind == 2:
            group[key] = json.loads(json.dumps(other[place]))
        else:
            group[key] = JUNK[rng.integers(len(JUNK))]
    return json.dumps(content).encode("utf-8", "surrogatepass")


def other_bytes(rng: np.random.Generator) -> bytes:
    """The whole with some of its bytes changed, lost, doubled or moved."""
    content = bytearray(WHOLE.encode())
    for _ in range(rng.integers(1, 5)):
        start, end = sorted(rng.integers(0, len(content) + 1, 2))
        end = min(end, start + rng.integers(0, 60))
        kind = rng.integers(4)
        if kind == 0:
            content[start : start + 1] = bytes([rng.integers(256)])
        elif kind == 1:
            del content[start:end]
        elif kind == 2:
            content[start:start] = content[start:end]
        else:
            content[start:end] = TOKENS[rng.integers(len(TOKENS))]
    return bytes(content)


def other_number(rng: np.random.Generator) -> bytes:
    """The whole with one of its numbers exchanged, everything around it intact."""
    found = list(NUMBER.finditer(WHOLE.encode()))
    number = found[rng.integers(len(found))]
    other: bytes = NUMBERS[rng.integers(len(NUMBERS))]
    return WHOLE.encode()[: number.start()] + other + WHOLE.encode()[number.end() :]


def broken_off(rng: np.random.Generator) -> bytes:
    """The beginning of the whole."""
    return WHOLE.encode()[: rng.integers(len(WHOLE))]


DAMAGES: tuple[Callable[[np.random.Generator], bytes], ...] = (
    *(
        other_value,
        other_value,
        other_value,
        other_bytes,
        other_bytes,
        other_number,
        other_number,
        broken_off,
    ),
)


def outcome(content: bytes) -> str:
    """Opened, and then saved and opened again with the same result; or the sentence."""
    try:
        saved = checked(loads(content.decode("utf-8", "surrogatepass")))
    except UnicodeDecodeError:  # `read` says so before
        return "no text."
    except ExperimentError as refusal:
        return str(refusal)
    text = dumps(saved)
    assert dumps(loads(text)) == text
    return "opened."


def largest_memory() -> int:
    """The most that this process has ever used, in kilobytes; 0 where that cannot be known."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_thousand_damaged_files_each_open_or_are_refused_with_a_sentence(batch: int) -> None:
    rng = np.random.default_rng(batch)
    before = largest_memory()
    outcomes = [outcome(DAMAGES[place % len(DAMAGES)](rng)) for place in range(IN_A_BATCH)]
    assert [said for said in outcomes if not said.endswith(".") or len(said) > 600 or "`" in said] == []
    assert 20 < outcomes.count("opened.") < IN_A_BATCH / 2
    assert len(set(outcomes)) > 50
    assert largest_memory() - before < 200_000


def test_what_a_damaged_file_still_holds_can_be_trained() -> None:
    rng = np.random.default_rng(7)
    trained = 0
    while trained < 50:
        text = DAMAGES[trained % 7](rng).decode("utf-8", "replace")
        if outcome(text.encode("utf-8", "replace")) == "opened.":
            saved = loads(text)
            frame = run_to(saved.experiment, saved.progress or "fresh", steps=9)
            assert np.isfinite(frame.contestants[0].checkpoint.parameters).all()
            trained += 1
