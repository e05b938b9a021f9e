"""What is shipped: only what is used, nothing without its licence, and the same bytes from the same source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import Distribution
from pathlib import Path

import icons
import pytest
from programs import Refusal
from shipping import archive, debian, finished, notices, selection, steps, windows

MOMENT = 1_700_000_000


def entry(place: str, kind: str = "BINARY") -> selection.Entry:
    """A file of a wheel, as PyInstaller lists it."""
    return (place, f"{sys.prefix}/lib/{place}", kind)


# -- what goes in ------------------------------------------------------------------------------------------


def test_plugins_that_nobody_uses_stay_out_and_so_do_the_libraries_that_only_they_need() -> None:
    used, unused = "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/plugins/platforms/libqeglfs.so"
    needs = {
        used: ["libQt6XcbQpa.so.6"],
        unused: ["libQt6EglFs.so.6"],
        "libQt6XcbQpa.so.6": ["libQt6Gui.so.6"],
    }
    libraries = ["libQt6XcbQpa.so.6", "libQt6EglFs.so.6", "libQt6Gui.so.6"]
    entries = [entry(used), entry(unused), *(entry(f"PySide6/Qt/lib/{name}") for name in libraries)]
    kept = selection.binaries(entries, lambda path: next((needs[n] for n in needs if path.endswith(n)), []))
    names = {Path(place).name for place, _, _ in kept}
    assert names == {"libqxcb.so", "libQt6XcbQpa.so.6", "libQt6Gui.so.6"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux shares its libraries")
def test_the_machines_own_libraries_stay_the_machines() -> None:
    own = [
        "libstdc++.so.6",
        "libX11.so.6",
        "libfontconfig.so.1",
        "libglib-2.0.so.0",
        "libGL.so.1",
        "libdbus-1.so.3",
    ]
    system = [(name, f"/usr/lib/x86_64-linux-gnu/{name}", "BINARY") for name in (*own, "libffi.so.8")]
    root = entry("numpy/_core.so", "EXTENSION")
    kept = selection.binaries([root, *system], lambda path: [*own, "libffi.so.8"] if path == root[1] else [])
    assert [place for place, _, _ in kept] == ["numpy/_core.so", "libffi.so.8"]


def test_links_to_what_stays_out_stay_out() -> None:
    kept = [entry("PySide6/Qt/lib/libQt6Gui.so.6")]
    links = [
        (f"{name}.so.6", f"PySide6/Qt/lib/{name}.so.6", "SYMLINK") for name in ("libQt6Gui", "libQt6Qml")
    ]
    assert selection.data([*links, entry("pyqtgraph/colors/maps/x.csv", "DATA")], kept) == links[:1]


def test_nothing_tells_where_it_was_built() -> None:
    notes = [
        entry(f"numpy-2.0.dist-info/{name}", "DATA") for name in ("RECORD", "direct_url.json", "METADATA")
    ]
    assert selection.data(notes, []) == notes[2:]


@pytest.mark.parametrize("module", ["readline", "_gdbm", "tkinter", "_ssl"])
def test_what_would_bring_a_foreign_library_is_left_out(module: str) -> None:
    assert module in selection.MODULES_LEFT_OUT


@pytest.mark.parametrize("module", ["pydoc", "pyqtgraph.parametertree", "unittest"])
def test_what_pyqtgraph_cannot_do_without_is_not_left_out(module: str) -> None:
    assert module not in selection.MODULES_LEFT_OUT


def test_pyqtgraph_starts_and_draws_a_curve_without_qts_opengl_module() -> None:
    hook = Path(selection.__file__).with_name("without_opengl.py").read_text("utf-8")
    code = (
        f"{hook}\nimport pyqtgraph\npyqtgraph.mkQApp()\nplot = pyqtgraph.PlotWidget()\n"
        "plot.plot([1.0, 2.0], [3.0, 4.0])\nprint(plot.grab().isNull())"
    )
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["False"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere all of PyInstaller's hooks stay")
def test_the_training_process_does_not_begin_with_qt() -> None:
    planned = [(name, "x", "PYSOURCE") for name in ("pyi_rth_pyside6", "restore_library_path", "__main__")]
    assert [name for name, _, _ in selection.scripts(planned)] == ["restore_library_path", "__main__"]


# -- what is missing ---------------------------------------------------------------------------------------


def test_a_library_that_pyinstaller_missed_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "libqxcb.so").touch()
    log = (
        "1 WARNING: Library not found: could not resolve 'libxcb-cursor.so.0', dependency of '/x/libqxcb.so'."
    )
    with pytest.raises(Refusal, match=r"libqxcb\.so needs libxcb-cursor\.so\.0"):
        finished.check_log(log, tmp_path)
    finished.check_log(log.replace("libqxcb", "libqeglfs"), tmp_path)


@pytest.mark.parametrize(("before", "after"), [("/opt/theirs", "/opt/theirs"), (None, "nothing")])
def test_what_the_executable_starts_gets_the_machines_own_library_path(
    before: str | None, after: str
) -> None:
    hook = Path(selection.__file__).with_name("restore_library_path.py").read_text("utf-8")
    code = (
        f"{hook}\nprint(os.environ.get('LD_LIBRARY_PATH', 'nothing'), 'LD_LIBRARY_PATH_ORIG' in os.environ)"
    )
    variables = {**os.environ, "LD_LIBRARY_PATH": "/opt/sequentia/_internal"}
    if before is not None:
        variables["LD_LIBRARY_PATH_ORIG"] = before
    answer = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == [after, "False"]


# -- licences ----------------------------------------------------------------------------------------------


def distribution(folder: Path, *texts: str) -> Distribution:
    """An installed wheel with these files of licences."""
    info = folder / "somebody-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: somebody\nVersion: 1.0\nLicense: MIT\n", "utf-8"
    )
    for number, text in enumerate(texts):
        (info / f"LICENSE{number}").write_text(text, "utf-8")
    files = [f"{info.name}/LICENSE{number},,\n" for number in range(len(texts))]
    (info / "RECORD").write_text("".join(files), "utf-8")
    return Distribution.at(info)


def test_a_wheel_without_a_licence_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(notices.LicenceMissing, match=r"somebody 1\.0 has no licence text"):
        notices.of_distribution(distribution(tmp_path))


def test_an_empty_licence_counts_as_none(tmp_path: Path) -> None:
    with pytest.raises(notices.LicenceMissing):
        notices.of_distribution(distribution(tmp_path, " \n"))


def test_a_wheels_licences_are_quoted_in_full(tmp_path: Path) -> None:
    notice = notices.of_distribution(distribution(tmp_path, "Do what you like.", "But name us."))
    assert (notice.name, notice.licence) == ("somebody 1.0", "MIT")
    assert notice.texts == ("Do what you like.", "But name us.")


@pytest.mark.parametrize("texts", notices.NO_TEXT_IN_WHEEL.values(), ids=str)
def test_the_texts_that_we_keep_are_there(texts: tuple[str, ...]) -> None:
    assert all((notices.KEPT / text).stat().st_size > 100 for text in texts)


def test_qt_comes_with_the_lesser_licence_and_the_one_that_it_adds_to() -> None:
    notice = notices.of_distribution(Distribution.from_name("PySide6_Essentials"))
    text = "\n".join(notice.texts)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "FreeType" in text


# -- archives ----------------------------------------------------------------------------------------------


def test_the_same_folder_gives_the_same_archive_whenever_it_is_packed(tmp_path: Path) -> None:
    packed = []
    for number in range(2):
        folder = tmp_path / str(number) / "program"
        (folder / "inside").mkdir(parents=True)
        (folder / "inside" / "data").write_text("1", "utf-8")
        archive.pack(folder, tmp_path / f"{number}.tar.xz", MOMENT, 0)
        packed.append((tmp_path / f"{number}.tar.xz").read_bytes())
    assert packed[0] == packed[1]
    with tarfile.open(tmp_path / "0.tar.xz") as content:
        assert content.getnames() == ["program", "program/inside", "program/inside/data"]
        assert {(each.uid, each.uname, each.mtime) for each in content} == {(0, "root", MOMENT)}


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="there is no dpkg here")
@pytest.mark.parametrize("content", [b"1", b"12"])
def test_a_debian_package_that_was_packed_tighter_is_what_it_was(tmp_path: Path, content: bytes) -> None:
    tree, loose, packed = tmp_path / "tree", tmp_path / "loose.deb", tmp_path / "packed.deb"
    (tree / "DEBIAN").mkdir(parents=True)
    fields = "Package: a\nVersion: 1\nArchitecture: all\nMaintainer: b <b@example.com>\nDescription: c\n"
    (tree / "DEBIAN" / "control").write_text(fields, "utf-8")
    (tree / "data").write_bytes(content)
    command = ["dpkg-deb", "-Znone", "--build", str(tree), str(loose)]
    subprocess.run(command, check=True, capture_output=True)
    packed.write_bytes(archive.pack_debian(loose.read_bytes(), 0))
    command = ["dpkg-deb", "-R", str(packed), str(tmp_path / "again")]
    subprocess.run(command, check=True)
    assert (tmp_path / "again" / "data").read_bytes() == content
    assert (tmp_path / "again" / "DEBIAN" / "control").read_text("utf-8") == fields
    assert packed.stat().st_size < loose.stat().st_size


def test_the_checksums_are_those_that_sha256sum_writes(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"")
    (tmp_path / "a").write_bytes(b"abc")
    archive.write_checksums([tmp_path / "b", tmp_path / "a"], tmp_path / "SHA256SUMS")
    assert (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines() == [
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b",
    ]


def test_the_date_of_a_build_is_that_of_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert steps.source_date() == 12345
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert steps.source_date() == steps.source_date() > MOMENT


# -- the desktop -------------------------------------------------------------------------------------------


def test_every_file_for_the_desktop_is_there() -> None:
    assert all((debian.HERE / name).is_file() for name in debian.FILES)


def test_the_manual_page_is_one_that_man_can_read(tmp_path: Path) -> None:
    if not shutil.which("man"):
        pytest.skip("there is no man here")
    command = ["man", "--warnings", "-l", str(debian.HERE / "sequentia-gui.1")]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stderr == ""
    assert "--self-test" in answer.stdout


def test_the_windows_installer_compiles_without_a_warning(tmp_path: Path) -> None:
    if not shutil.which("makensis"):
        pytest.skip("there is no NSIS here")
    payload, target = tmp_path / "payload", tmp_path / "sequentia-gui-1.2.3-windows-installer.exe"
    (payload / "_internal").mkdir(parents=True)
    (payload / "sequentia-gui.exe").write_bytes(b"MZ")
    (payload / "_internal" / "data").write_bytes(b"1")
    icons.write_for_systems(tmp_path)
    windows.build(payload, tmp_path / "sequentia-gui.ico", target, "1.2.3")
    assert target.read_bytes()[:2] == b"MZ"
