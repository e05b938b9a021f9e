"""The signs on buttons are the font's own, under the names that stand beside them."""

from __future__ import annotations

import inspect
import re

import pytest
from fonticon_mdi7 import MDI7

from sequentia_gui.gui import icons

SIGNS = re.findall(r'"(\w+)": "\\U(\w{8})",  # ([\w-]+)', inspect.getsource(icons))


@pytest.mark.parametrize(("name", "code", "font_name"), SIGNS)
def test_a_sign_has_the_name_that_the_font_has_for_it(name: str, code: str, font_name: str) -> None:
    assert getattr(MDI7, font_name.replace("-", "_")).endswith(chr(int(code, 16)))


def test_every_sign_says_its_name() -> None:
    assert [name for name, _, _ in SIGNS] == list(icons._SIGNS)
