"""The command line: open the window, or train and draw without one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sequentia_gui import __version__
from sequentia_gui.mishap import keep_record

_DESCRIPTION = "Watch a small neural network learn, and see what its activation functions do."
_RENDER = "train and draw an experiment without a window"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the result is the exit code: 0 for success, 1 for a failure told in one line, 2 for usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words[:1] == ["render"]:
            return _render(words[1:])
        return _open_window(words)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the command line's last line: nobody sees a traceback
        return _failed(error)


def _open_window(words: list[str]) -> int:
    options = _window_parser().parse_args(words)
    if _lacks_display():
        print(
            "There is no display here, so no window can be opened; "
            "`sequentia-gui render FILE.sequentia -o picture.png` draws without one.",
            file=sys.stderr,
        )
        return 1
    from sequentia_gui.app import run_window

    return run_window(options.file)


def _render(words: list[str]) -> int:
    options = _render_parser().parse_args(words)
    from sequentia_gui.render import render

    return render(options)


def _failed(error: Exception) -> int:
    from sequentia_gui.experiment.experiment import ExperimentError

    if isinstance(error, ExperimentError):
        print(f"sequentia-gui: {error}", file=sys.stderr)
    elif isinstance(error, OSError) and error.filename:
        print(f"sequentia-gui: {error.filename}: {error.strerror}.", file=sys.stderr)
    else:
        record = keep_record(error)
        print(
            f"sequentia-gui: something unexpected happened ({error}); details are in {record}.",
            file=sys.stderr,
        )
    return 1


def _lacks_display() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    return not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sequentia-gui",
        description=_DESCRIPTION,
        epilog=f"sequentia-gui render --help tells how to {_RENDER}.",
    )
    parser.add_argument(
        "file", nargs="?", type=Path, help="an experiment (.sequentia) or points (.csv) to open"
    )
    parser.add_argument("--version", action="version", version=f"Sequentia {__version__}")
    return parser


def _render_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sequentia-gui render", description=f"{_RENDER.capitalize()}.")
    parser.add_argument("file", type=Path, help="the experiment (.sequentia) or the points (.csv)")
    parser.add_argument("--epochs", type=_count, default=0, help="epochs to train before drawing (default 0)")
    parser.add_argument(
        "--seed", type=_count, help="draw the first weights from this seed, whatever the file says"
    )
    parser.add_argument("-o", "--output", type=Path, help="the PNG file to write")
    parser.add_argument(
        "--size", type=_size, default=(1440, 900), help="width x height in pixels (default 1440x900)"
    )
    parser.add_argument(
        "--theme", choices=("light", "dark", "contrast"), default="light", help="(default light)"
    )
    parser.add_argument("--zoom", type=_zoom, default=1.0, help="1 to 2.5 (default 1)")
    parser.add_argument(
        "--view", default="window", help="window (default), decision, network, activation, loss or activity"
    )
    parser.add_argument("--json", action="store_true", help="print what was measured")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0")
    return int(text)


def _zoom(text: str) -> float:
    try:
        zoom = float(text)
    except ValueError:
        zoom = 0.0
    if not 1 <= zoom <= 2.5:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 2.5")
    return zoom


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (
        width.isdecimal() and height.isdecimal() and 64 <= int(width) <= 8192 and 64 <= int(height) <= 8192
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1440x900")
    return int(width), int(height)
