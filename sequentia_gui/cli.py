"""The command line: open the window, or train and draw without one."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

from sequentia_gui import __version__
from sequentia_gui.display import NO_DISPLAY, has_display
from sequentia_gui.gui.views.catalogue import VIEWS
from sequentia_gui.training import TRAINING_PROCESS

PICTURES = ("window", *(entry.name for entry in VIEWS))
"""What `render` can draw: the whole window, or one of its views."""

SMALLEST, LARGEST = 64, 8192
"""Pixels along a side of a picture."""

FILMS = (".gif", ".mp4")
"""How the names of films end; `export.animation` tells it, too, but needs NumPy, for which no help should wait."""

LARGEST_SEED = 2**31 - 1

_INTERRUPTED = 130
_DESCRIPTION = "Watch a small neural network learn, and see what its activation functions do."
_USAGE = """sequentia-gui [-h] [--version] [--self-test DIR] [FILE]
       sequentia-gui render FILE [-o PICTURE.png] [--json] [--epochs N] ..."""
_RENDER_EPILOG = (
    "For example: sequentia-gui render spiral.sequentia --epochs 300 --seed 7 -o spiral.png --json. "
    "The same command gives the same picture and the same numbers, every time."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the result is the exit code: 0 for success, 1 for a failure told in one line, 2 for usage."""
    try:
        return _finished(_run(list(sys.argv[1:] if arguments is None else arguments)))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        _drop_output()
        return 1
    except Exception as error:  # the command line's last line: nobody sees a traceback
        _drop_output()
        return _failed(error)


def _run(words: list[str]) -> int:
    if words == [TRAINING_PROCESS]:
        from sequentia_gui.training.child import main as train

        return train()
    try:
        return _render(words[1:]) if words[:1] == ["render"] else _open_window(words)
    except SystemExit as end:  # argparse has shown help, the version, or what is wrong
        return end.code if isinstance(end.code, int) else 0


def _finished(code: int) -> int:
    """The exit code, once all output has really been written: a full disk shows only then."""
    if sys.stdout is not None:
        sys.stdout.flush()
    return code


def _drop_output() -> None:
    """What could not be written is not tried again, with a complaint of Python's, when the program ends."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_window(words: list[str]) -> int:
    options = _window_parser().parse_args(words)
    if not has_display(sys.platform, os.environ):
        print(f"sequentia-gui: {NO_DISPLAY}", file=sys.stderr)
        return 1
    # While Qt waits for events no Python runs, so none could hear an interrupt.
    with _on_interrupt(signal.SIG_DFL):
        # PySide6 reads the source of every module that is imported after it: so what needs no Qt goes first.
        import sequentia_gui.training.worker  # noqa: F401

        if options.self_test is not None:
            from sequentia_gui.self_test import self_test

            return self_test(options.self_test)
        from sequentia_gui.app import run_window

        return run_window(options.file)


def _render(words: list[str]) -> int:
    parser = _render_parser()
    options = parser.parse_args(words)
    if not (options.output or options.json):
        parser.error("nothing to do: name a picture with -o PICTURE.png, or ask for numbers with --json")
    _check_film(parser, options)
    # An exception in the middle of loading a library would be told as that library's failure.
    with _on_interrupt(lambda *_: os._exit(_INTERRUPTED)):
        from sequentia_gui.render import render

        return render(options)


def _check_film(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Complain where the words of the line do not fit together."""
    is_film = options.output is not None and options.output.suffix.lower() in FILMS
    if is_film and not options.epochs:
        parser.error("a film needs something to happen: say how long it trains with --epochs")
    if not is_film and (options.frames is not None or options.progress):
        parser.error("--frames and --progress are for films: name one with -o FILM.gif")
    options.frames = options.frames or 60


@contextlib.contextmanager
def _on_interrupt(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> Iterator[None]:
    """Ctrl+C does this for a while; only the main thread may say so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _failed(error: Exception) -> int:
    from sequentia_gui.experiment.experiment import ExperimentError

    if isinstance(error, ExperimentError):
        _complain(str(error))
    elif isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else "the output could not be written: "
        _complain(f"{where}{error.strerror}.")
    elif isinstance(error, ImportError) and (error.name or "").startswith(("PySide6", "shiboken6")):
        _complain(f"Qt, which draws windows and pictures, cannot be loaded ({error}).")
    else:
        _complain(_told(error))
    return 1


def _told(error: Exception) -> str:
    from sequentia_gui.mishap import keep_record, summary

    return f"something unexpected happened ({summary(error)}). {keep_record(error)}"


def _complain(sentence: str) -> None:
    if sys.stderr is not None:
        print(f"sequentia-gui: {sentence}", file=sys.stderr)


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sequentia-gui",
        usage=_USAGE,
        description=f"{_DESCRIPTION} Without a command it opens the window.",
        epilog="`sequentia-gui render --help` tells how to train and draw without a window.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="an experiment (.sequentia), its text (sequentia:...), or points (.csv) to open",
    )
    parser.add_argument(
        "--self-test",
        type=Path,
        metavar="DIR",
        help="open the window, train, save and draw, and write what was found to this folder",
    )
    parser.add_argument("--version", action="version", version=f"Sequentia {__version__}")
    return parser


def _render_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sequentia-gui render",
        description="Train an experiment without a window or a display; draw it, print its numbers, or both.",
        epilog=_RENDER_EPILOG,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="the experiment (.sequentia) or the points (.csv)")
    add(
        "-o",
        "--output",
        type=_picture,
        metavar="PICTURE",
        help="the picture (.png, .svg) or the film (.gif, .mp4) to write",
    )
    add(
        "--frames",
        type=_frames,
        metavar="N",
        help="pictures in a film, evenly over the epochs, 2 to 1000 (default 60)",
    )
    add(
        "--fps", type=_rate, default=10, metavar="F", help="pictures a second in a film, 1 to 50 (default 10)"
    )
    add("--progress", action="store_true", help="print how many pictures of a film are done")
    add(
        "--scale",
        type=_scale,
        default=1,
        metavar="S",
        help="pixels of a PNG for each of --size, 1 to 4 (default 1)",
    )
    add("--json", action="store_true", help="print what was measured, as JSON")
    add(
        "--epochs",
        type=_count,
        default=0,
        metavar="N",
        help="epochs to train, after those in the file (default 0)",
    )
    add(
        "--seed",
        type=_seed,
        metavar="N",
        help="draw the first weights from this seed; weights in the file are left",
    )
    add(
        "--view",
        choices=PICTURES,
        default="window",
        help=f"what to draw: {', '.join(PICTURES)} (default window)",
        metavar="VIEW",
    )
    add(
        "--layer",
        type=_count,
        metavar="K",
        help="the layer that --view fold, switch or trace shows, 1 for the first; 0 for the plane (default: all)",
    )
    add("--size", type=_size, default=(1440, 900), metavar="WxH", help="in pixels (default 1440x900)")
    add("--theme", choices=("light", "dark", "contrast"), default="light", help="colours (default light)")
    add(
        "--zoom",
        type=_zoom,
        default=1.0,
        metavar="Z",
        help="how large texts and lines are, 1 to 2.5 (default 1)",
    )
    return parser


def _picture(text: str) -> Path:
    if not text.lower().endswith((".png", ".svg", *FILMS)):
        raise argparse.ArgumentTypeError(f"{text!r} does not end in .png, .svg, .gif or .mp4")
    return Path(text)


def _frames(text: str) -> int:
    return _between(text, 2, 1_000)


def _rate(text: str) -> int:
    return _between(text, 1, 50)


def _between(text: str, least: int, most: int) -> int:
    if not (text.isdecimal() and len(text) <= 12 and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from {least} to {most:,}")
    return int(text)


def _scale(text: str) -> int:
    if text not in ("1", "2", "3", "4"):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not 1, 2, 3 or 4")
    return int(text)


def _count(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 12):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number of at most 12 digits")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 12 and int(text) <= LARGEST_SEED):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from 0 to {LARGEST_SEED:,}")
    return int(text)


def _zoom(text: str) -> float:
    try:
        zoom = float(text)
    except ValueError:
        zoom = 0.0
    if not 1 <= zoom <= 2.5:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number from 1 to 2.5")
    return zoom


def _size(text: str) -> tuple[int, int]:
    sides = [int(side) for side in text.lower().split("x") if side.isdecimal() and len(side) <= 5]
    if (
        len(sides) != 2
        or text.lower().count("x") != 1
        or not all(SMALLEST <= side <= LARGEST for side in sides)
    ):
        limits = f"from {SMALLEST}x{SMALLEST} to {LARGEST}x{LARGEST}"
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a size such as 1440x900, {limits}")
    return sides[0], sides[1]
