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
from sequentia_gui.training import TRAINING_PROCESS

_INTERRUPTED = 130
_DESCRIPTION = "Watch a small neural network learn, and see what its activation functions do."
_USAGE = """sequentia-gui [-h] [--version] [--self-test DIR] [FILE]
       sequentia-gui render FILE [-o PICTURE.png] [--json] [--epochs N] ..."""


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
        import_what_needs_no_qt()
        if options.self_test is not None:
            from sequentia_gui.self_test import self_test

            return self_test(options.self_test)
        from sequentia_gui.app import run_window

        return run_window(options.file)


def import_what_needs_no_qt() -> None:
    """Import the mathematics of a new window: PySide6 reads the source of every module that is imported after it."""
    import sequentia_gui.analysis.decision_map
    import sequentia_gui.analysis.neuron_maps
    import sequentia_gui.analysis.pieces
    import sequentia_gui.analysis.saturation
    import sequentia_gui.analysis.trace
    import sequentia_gui.experiment.edits
    import sequentia_gui.experiment.first
    import sequentia_gui.experiment.history
    import sequentia_gui.export.catalogue
    import sequentia_gui.training.process  # noqa: F401


def _render(words: list[str]) -> int:
    from sequentia_gui.render_options import render_options

    options = render_options(words)
    # An exception in the middle of loading a library would be told as that library's failure.
    with _on_interrupt(lambda *_: os._exit(_INTERRUPTED)):
        from sequentia_gui.render import render

        return render(options)


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
