"""The shape of the code: what each module says of itself, what it is called, and whom it knows."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "sequentia_gui"
MODULES = sorted((ROOT / PACKAGE).rglob("*.py"))
ALL_MODULES = [
    path for folder in (PACKAGE, "tests", "packaging") for path in sorted((ROOT / folder).rglob("*.py"))
]
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}


def name_of(path: Path) -> str:
    """A path below the root as pytest shows it."""
    return path.relative_to(ROOT).as_posix()


@cache
def contracts() -> dict[str, dict[str, list[str]]]:
    """The import contracts of pyproject.toml, by id: the one place where they are written."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def rank_of(module: str) -> int:
    """The place of a module's layer, 0 for the highest."""
    names = [[name.strip(" ()") for name in layer.split("|")] for layer in contracts()["layers"]["layers"]]
    return next(rank for rank, layer in enumerate(names) if module.split(".")[1] in layer)


def dotted(path: Path) -> str:
    """A module's name as an import statement has it."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a module names in an import statement, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def below(module: str, ancestors: list[str]) -> bool:
    """Whether a module is one of these or lies in one of these."""
    return any(module == ancestor or module.startswith(f"{ancestor}.") for ancestor in ancestors)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_only_go_down_the_layers(path: Path) -> None:
    module = dotted(path)
    if module == PACKAGE:
        return
    inner = {
        name
        for name in imports_of(path)
        if name.startswith(f"{PACKAGE}.") and name != f"{PACKAGE}.__version__"
    }
    upward = {name for name in inner if rank_of(name) < rank_of(module)}
    assert not upward


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_window_knows_qt(path: Path) -> None:
    for contract in (contracts()["qt-free"], contracts()["command-line"]):
        if below(dotted(path), contract["source_modules"]):
            assert not [name for name in imports_of(path) if below(name, contract["forbidden_modules"])]


@pytest.mark.parametrize("contract", ["views-and-panels", "views"])
@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_views_and_panels_do_not_know_each_other(path: Path, contract: str) -> None:
    sides = contracts()[contract]["modules"]
    for side in sides:
        others = [other for other in sides if other != side]
        if below(dotted(path), [side]):
            assert not [name for name in imports_of(path) if below(name, others)]


def test_every_folder_of_a_view_is_one_that_no_other_view_knows() -> None:
    folder = ROOT / PACKAGE / "gui" / "views"
    folders = {path.name for path in folder.iterdir() if (path / "view.py").is_file()}
    assert {module.rpartition(".")[2] for module in contracts()["views"]["modules"]} == folders


@pytest.mark.parametrize("path", ALL_MODULES, ids=name_of)
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring, "a module opens with one sentence that a learner understands"
    first_line = docstring.splitlines()[0]
    assert first_line.endswith((".", "!", "?")), "the first line of a module is a whole sentence"


@pytest.mark.parametrize("path", ALL_MODULES, ids=name_of)
def test_no_name_hides_what_a_module_is_for(path: Path) -> None:
    assert not SAYS_NOTHING & {path.stem, path.parent.name}


@pytest.mark.parametrize("path", [path for path in MODULES if "gui" in path.parts], ids=name_of)
def test_what_a_sentence_leaves_open_is_numbered_for_whoever_translates_it(path: Path) -> None:
    asked = [
        text.value
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[2] in {"tr", "_tr", "translate"}
        for argument in call.args
        for text in ast.walk(argument)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    ]
    assert not [sentence for sentence in asked if re.search(r"%\d|\{\D", sentence)]
