"""What to say when a field of a file is wrong: where it is, what it holds, and what it should be."""

from __future__ import annotations

import re

from sequentia_gui.experiment import rules

_RULES = {
    "width": rules.WIDTH_RULE,
    "layers": rules.LAYERS_RULE,
    "contestants": rules.CONTESTANTS_RULE,
    "view": "it has at most 100 choices",
    "view[]": "each of its choices is a short text, a number, true, false, null, or a list of texts and numbers",
    "progress": "it has one entry for each network, or none",
    "title": rules.NAME_RULE,
    "name": rules.NAME_RULE,
    "learning_rate": rules.RATE_RULE,
    "momentum": rules.MOMENTUM_RULE,
    "l1": rules.PENALTY_RULE,
    "l2": rules.PENALTY_RULE,
    "batch_size": rules.BATCH_RULE,
    "seed": rules.SEED_RULE,
    "count": rules.COUNT_RULE,
    "noise": rules.NOISE_RULE,
    "recipe.held_out": rules.HELD_OUT_RULE,
    "points.x": rules.COUNT_RULE,
    "points.y": rules.COUNT_RULE,
    "points.label": rules.COUNT_RULE,
    "points.x[]": rules.PLANE_RULE,
    "points.y[]": rules.PLANE_RULE,
    "points.label[]": f"classes count from 0, and {rules.CLASSES_RULE}",
    "points.held_out[]": "it names a point by its place, counted from 0",
    "layers[].parameters": rules.ACTIVATION_PARAMETERS_RULE,
    "layers[].parameters[]": rules.ACTIVATION_PARAMETER_RULE,
    "parameters[]": "a weight is a finite number of single precision",
    "moments[]": "the optimiser's memory is a finite number of single precision",
}
"""By the end of a field's path; [] stands for one entry of a list."""

_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "a group of named fields",
    "null": "null",
}


def complaint(message: str, content: object) -> str:
    """A sentence from msgspec's message about `content`.

    For example: "layers[2].width is 99: a layer has 1 to 32 neurons."
    """
    told = re.fullmatch(r"(.*?)(?: - at `\$\.?(.*)`)?", message, re.DOTALL)
    text, path = (told[1], told[2] or "") if told else (message, "")
    if path.startswith("view["):
        path = "view[...]"  # which of its choices it is nobody is told
    where = path.removeprefix("experiment.").replace("[...]", "") or "The file"
    lacking = re.search(r"missing required field `(\w+)`", text)
    if lacking:
        return f"{where} lacks “{lacking[1]}”."
    return f"{where} {_shown(_value(content, path))}: {_expected(text, path)}."


def _expected(text: str, path: str) -> str:
    """The field's rule; but where the value is of another kind than the rule takes for granted, just that."""
    wrong_kind = re.match(r"Expected `(?:(?:array|object)`, got|int(?: \| null)?`, got `float`)", text)
    return _kind(text) if wrong_kind else _rule(path) or _kind(text)


def _rule(path: str) -> str | None:
    """The rule with the longest ending that fits the path."""
    general = re.sub(r"\[[^]]*\]", "[]", path)
    fitting = [end for end in _RULES if re.search(rf"(^|\.){re.escape(end)}$", general)]
    return _RULES[max(fitting, key=len)] if fitting else None


def _kind(text: str) -> str:
    """What msgspec expected, in plain words."""
    expected = re.match(r"Expected `([^`]*)`", text)
    if not expected:
        return "the value is out of range"
    if "of length" in text:
        return "that is too many or too few"
    kinds = [_KINDS.get(kind, kind) for kind in expected[1].split(" | ")]
    return f"it should be {' or '.join(kinds)}{_bound(text)}"


def _bound(text: str) -> str:
    """The bound that was passed, where the kind is right: -1 is a whole number, too."""
    bound = re.search(r" ([<>])= (\d+)", text)
    if not bound:
        return ""
    return f", {'at least' if bound[1] == '>' else 'at most'} {int(bound[2]):,}"


def _value(content: object, path: str) -> object:
    for name, index in re.findall(r"(\w+)|\[(\d+)\]", path):
        try:
            content = content[name or int(index)]  # type: ignore[index]
        except (LookupError, TypeError):
            return None
    return content


def _shown(value: object) -> str:
    if isinstance(value, list):
        return f"has {len(value):,} entries"
    if isinstance(value, dict):
        return "is a group of fields"
    if isinstance(value, str):
        return f"is “{value[:40]}”"
    return f"is {'null' if value is None else str(value).lower()[:40]}"
