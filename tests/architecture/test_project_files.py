"""What the project promises about its own files: pins that fit the ranges, and no address of anybody's server."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sequentia_gui import __version__

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK_FOLDER = ROOT / "packaging" / "locks"
LOCKED_GROUPS = {
    "run": ("build",),
    "test": ("build", "test", "check"),
    "build": ("build", "freeze"),
    "extras": ("build", "test", "check"),
}
LOCKED_EXTRAS = {"extras": ("mp4", "onnx")}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)

# Put together here, so that this file does not name them either.
REGISTRY_HOSTS = tuple(
    f"{name}.{end}"
    for name, end in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("debian", "org"),
        ("anaconda", "org"),
        ("crates", "io"),
    )
)


def pins(lock: str) -> dict[str, str]:
    """The version that a lock pins each package to."""
    text = (LOCK_FOLDER / f"{lock}.txt").read_text("utf-8")
    return {canonicalize_name(name): version for name, version in PIN.findall(text)}


def requirements(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for where that lock is installed."""
    groups = [line for group in LOCKED_GROUPS[lock] for line in PROJECT["dependency-groups"][group]]
    extras = PROJECT["project"]["optional-dependencies"]
    more = [line for extra in LOCKED_EXTRAS.get(lock, ()) for line in extras[extra]]
    return [Requirement(line) for line in [*PROJECT["project"]["dependencies"], *groups, *more]]


def text_files() -> list[Path]:
    """Every text file that is in version control or would be; skips the test where that cannot be known."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("this is no git checkout")
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listing.stdout.splitlines()]
    return [path for path in paths if path.is_file() and is_text(path)]


def is_text(path: Path) -> bool:
    """Whether a file holds text: it has no zero byte near its start."""
    return b"\0" not in path.read_bytes()[:8192]


@pytest.mark.parametrize("lock", LOCKED_GROUPS)
def test_every_pin_lies_in_the_range_that_the_project_states(lock: str) -> None:
    pinned = pins(lock)
    for requirement in requirements(lock):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), str(requirement)


@pytest.mark.parametrize("lock", ["test", "build"])
def test_every_other_lock_holds_all_that_the_program_runs_with(lock: str) -> None:
    assert pins("run").items() <= pins(lock).items()


@pytest.mark.parametrize("lock", LOCKED_GROUPS)
def test_every_pin_has_hashes_and_no_lock_names_an_address(lock: str) -> None:
    text = (LOCK_FOLDER / f"{lock}.txt").read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    for block in re.split(r"\n(?=[a-z])", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("name", ["numpy", "contourpy", "msgspec"])
@pytest.mark.parametrize("lock", LOCKED_GROUPS)
def test_compiled_packages_are_locked_for_every_system_and_python(lock: str, name: str) -> None:
    blocks = re.split(r"\n(?=[a-z])", (LOCK_FOLDER / f"{lock}.txt").read_text("utf-8"))
    block = next(block for block in blocks if block.startswith(f"{name}=="))
    assert block.count("--hash") > 4 * 3 * 2, "fewer files than four Pythons on three systems come in"


def test_no_file_names_a_package_registry() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in text_files()
        for host in REGISTRY_HOSTS
        if host in path.read_text("utf-8", errors="replace")
    ]
    assert not named


def test_the_change_log_tells_of_this_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_shop_window_of_desktops_tells_of_this_version() -> None:
    metainfo = next((ROOT / "packaging" / "shipping" / "linux").glob("*.metainfo.xml")).read_text("utf-8")
    day = re.search(
        rf"^## \[{re.escape(__version__)}\] - (\S+)$",
        (ROOT / "CHANGELOG.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert day is not None
    assert f'<release version="{__version__}" date="{day[1]}"/>' in metainfo


def test_the_readme_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "python3 packaging/dev.py run" in readme
    assert "python3 packaging/dev.py test" in readme


@pytest.mark.parametrize("path", ["README.md", "packaging/display.py"])
def test_every_picture_and_experiment_that_is_named_is_there(path: str) -> None:
    named = set(re.findall(r"assets/[\w./-]+\.\w+", (ROOT / path).read_text("utf-8")))
    assert named
    assert not [name for name in named if not (ROOT / name).is_file()]


def test_every_program_of_packaging_is_told_of_where_it_lies() -> None:
    told = (ROOT / "packaging" / "README.md").read_text("utf-8")
    places = [
        place for pattern in ("*.py", "*.sh", "shipping/*.py") for place in (ROOT / "packaging").glob(pattern)
    ]
    lacking = [place.name for place in places if place.name != "__init__.py" and place.name not in told]
    assert places and lacking == []


def test_every_module_and_tuple_that_the_readme_leads_to_is_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("| ") and ".py`" in line]
    assert rows
    for row in rows:
        modules = [_module(path) for path in re.findall(r"`([\w/]+\.py)`", row)]
        names = re.findall(r"`(_?[a-z]+|[A-Z]+)`", row)
        lacking = [name for name in names if not any(_defines(module, name) for module in modules)]
        assert lacking == [], row


def _module(path: str) -> str:
    """The text of a module that is named from the root or from the package."""
    place = ROOT / path if path.startswith("tests/") else ROOT / "sequentia_gui" / path
    return place.read_text("utf-8")


def _defines(module: str, name: str) -> bool:
    return re.search(rf"^(def |class )?{name}\b", module, re.MULTILINE) is not None
