"""ICU's data without what Qt never asks for: Qt sorts, converts and names time zones as before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from programs import Refusal
from shipping import icu

LIBRARIES = sorted(Path(PySide6.__file__).parent.glob("Qt/lib/libicudata.so.*"))

ASKED = """
from PySide6.QtCore import QCollator, QLocale, QStringConverter, QStringDecoder, QTimeZone
words = ["zebra", "ähnlich", "Öl", "ost", "chat", "côte", "cote", "coté", "い", "ア", "あ", "漢", "字", "中", "文"]
kind, form = QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName
for name in ("C", "de_DE", "sv_SE", "fr_CA", "cs_CZ", "tr_TR", "ja_JP", "zh_CN", "zh_TW", "ko_KR"):
    locale = QLocale(name)
    print(sorted(words, key=QCollator(locale).sortKey), locale.toUpper("istanbul ß"), locale.toLower("İSTANBUL I"))
    print([QTimeZone(zone).displayName(kind, form, locale) for zone in (b"Europe/Berlin", b"Asia/Tokyo")])
for codec in QStringConverter.availableCodecs():
    print(codec, QStringDecoder(codec).isValid())
print(next(line.split()[-1] for line in open("/proc/self/maps") if "icudata" in line))
"""


def answers(folder: Path | None) -> tuple[list[str], str]:
    """What Qt answers with the data in that folder, or with its own, and which library it used."""
    variables = {**os.environ, "PYTHONUTF8": "1"} | ({"LD_LIBRARY_PATH": str(folder)} if folder else {})
    command = [sys.executable, "-c", ASKED]
    done = subprocess.run(command, env=variables, capture_output=True, encoding="utf-8", check=True)
    *lines, used = done.stdout.splitlines()
    return lines, used


@pytest.mark.skipif(
    not LIBRARIES or not shutil.which("ld"), reason="Qt has no data of ICU's here, or there is no ld"
)
def test_qt_answers_the_same_with_half_of_icus_data(tmp_path: Path) -> None:
    library = tmp_path / "lib" / LIBRARIES[0].name
    library.parent.mkdir()
    shutil.copyfile(LIBRARIES[0], library)
    icu.shorten(library.parent, tmp_path / "work")
    assert library.stat().st_size < 0.6 * LIBRARIES[0].stat().st_size
    before, after = answers(None), answers(library.parent)
    assert after[1] == str(library)
    assert len(before[0]) > 100
    assert after[0] == before[0]


@pytest.mark.skipif(not LIBRARIES, reason="Qt has no data of ICU's here")
def test_what_is_kept_is_kept_byte_for_byte_and_nothing_else_goes() -> None:
    archive = icu.archive_in(LIBRARIES[0].read_bytes())
    before, after = dict(icu.files(archive)), dict(icu.files(icu.shortened(archive)))
    gone = {name.split("/")[1] for name in before.keys() - after.keys()}
    assert gone == icu.LEFT_OUT
    assert list(after) == sorted(after)
    # The last file of all is followed by what else the library holds.
    assert all(after[name].startswith(before[name]) for name in list(after)[:-1])


def test_data_of_another_form_stop_the_build() -> None:
    with pytest.raises(Refusal, match="another form"):
        icu.archive_in(b"\x7fELF \xda\x27 something else")
