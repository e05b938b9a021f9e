"""Makes the .deb: the executable's folder below /usr/lib, and all by which a desktop knows the program."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from programs import Refusal
from shipping import archive
from shipping.finished import libraries

NAME = "sequentia-gui"
HERE = Path(__file__).resolve().parent / "linux"
ROOT = HERE.parents[2]
ICON_SIDES = (16, 24, 32, 48, 64, 128, 256, 512)
MAINTAINER = "Sequentia contributors <noreply@example.com>"

FILES = {
    "sequentia-gui.desktop": "usr/share/applications",
    "sequentia-gui.mime.xml": "usr/share/mime/packages/sequentia-gui.xml",
    "io.github.sequentia_gui.Sequentia.metainfo.xml": "usr/share/metainfo",
}
"""Where in the package each file of the folder `linux` goes."""


def build(folder: Path, work: Path, target: Path, version: str, moment: int, effort: int) -> None:
    """Pack PyInstaller's folder as a Debian package; Refusal where a desktop would not understand it."""
    tree = work / "tree"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder, tree / "usr" / "lib" / NAME, symlinks=True)
    _add_link(tree)
    for name, place in FILES.items():
        _add(HERE / name, tree / place if place.endswith(".xml") else tree / place / name)
    _add_icons(tree)
    _add_documents(tree, version)
    check_desktop(tree)
    _add_control(tree, work, version)
    _set_rights_and_times(tree, moment)
    _pack(tree, target, moment, effort)


def _add(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _add_link(tree: Path) -> None:
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")


def _add_icons(tree: Path) -> None:
    icons = tree / "usr" / "share" / "icons" / "hicolor"
    for side in ICON_SIDES:
        picture = ROOT / "assets" / "icons" / f"{NAME}-{side}.png"
        _add(picture, icons / f"{side}x{side}" / "apps" / f"{NAME}.png")
        _add(picture, icons / f"{side}x{side}" / "mimetypes" / "application-x-sequentia.png")
    drawing = ROOT / "assets" / "icons" / f"{NAME}.svg"
    _add(drawing, icons / "scalable" / "apps" / f"{NAME}.svg")
    _add(drawing, icons / "scalable" / "mimetypes" / "application-x-sequentia.svg")


def _add_documents(tree: Path, version: str) -> None:
    documents = tree / "usr" / "share" / "doc" / NAME
    notices = f"/usr/lib/{NAME}/_internal/sequentia_gui/assets/THIRD-PARTY-NOTICES.txt"
    documents.mkdir(parents=True)
    text = (
        f"{(ROOT / 'LICENSE').read_text('utf-8')}\n\nThe licences of what the program comes with: {notices}\n"
    )
    (documents / "copyright").write_text(text, "utf-8")
    _write_packed(documents / "NEWS.gz", (ROOT / "CHANGELOG.md").read_bytes())
    manual = (HERE / f"{NAME}.1").read_text("utf-8").replace("@VERSION@", version)
    _write_packed(tree / "usr" / "share" / "man" / "man1" / f"{NAME}.1.gz", manual.encode())


def _write_packed(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content, 9, mtime=0))


def check_desktop(tree: Path) -> None:
    """Have the desktop's own programs read what the package tells a desktop."""
    share = tree / "usr" / "share"
    commands = [
        ["desktop-file-validate", *map(str, share.glob("applications/*.desktop"))],
        ["appstreamcli", "validate", "--no-net", *map(str, share.glob("metainfo/*.xml"))],
    ]
    for command in commands:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode or "warning" in answer.stdout.lower():
            raise Refusal(f"{command[0]} is not content:\n{answer.stdout}{answer.stderr}")


def _add_control(tree: Path, work: Path, version: str) -> None:
    control = tree / "DEBIAN"
    control.mkdir()
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    fields = {
        "Package": NAME,
        "Version": version,
        "Architecture": architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(-(-size // 1024)),
        "Depends": dependencies(tree, work),
        "Section": "education",
        "Priority": "optional",
        "Description": "Watch a small neural network learn\n"
        " Draw points in the plane, stack a few layers, pick an activation function,\n"
        " press Train: the network bends the plane until the points come apart.\n"
        " Everything on screen is computed from the network that is on screen.",
    }
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (control / "control").write_text(text, "utf-8")
    (control / "md5sums").write_text(_md5sums(tree), "utf-8")


def architecture() -> str:
    """What Debian calls this kind of machine."""
    return _answer(["dpkg", "--print-architecture"]).strip()


def dependencies(tree: Path, work: Path) -> str:
    """The packages that bring the libraries which stay the machine's, with their versions, from dpkg-shlibdeps."""
    source = work / "source"
    (source / "debian").mkdir(parents=True, exist_ok=True)
    (source / "debian" / "control").write_text(
        f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n", "utf-8"
    )
    inside = tree / "usr" / "lib" / NAME
    files = [str(file) for file in libraries(inside)]
    own = sorted({str(Path(file).parent) for file in files})
    found = _answer(
        ["dpkg-shlibdeps", "-O", *(f"-l{folder}" for folder in own), *(f"-e{file}" for file in files)],
        source,
    )
    return found.partition("shlibs:Depends=")[2].strip()


def _answer(command: list[str], folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def _md5sums(tree: Path) -> str:
    files = [path for path in sorted((tree / "usr").rglob("*")) if path.is_file() and not path.is_symlink()]
    return "".join(f"{_md5(path)}  {path.relative_to(tree).as_posix()}\n" for path in files)


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _set_rights_and_times(tree: Path, moment: int) -> None:
    program = tree / "usr" / "lib" / NAME / NAME
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def _pack(tree: Path, target: Path, moment: int, effort: int) -> None:
    """dpkg-deb puts it together and complains where it has to; its own way of packing makes it larger."""
    command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(target)]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(f"dpkg-deb failed:\n{done.stderr}")
    target.write_bytes(archive.pack_debian(target.read_bytes(), effort))
