"""What `render` can be told on the command line, and what is said where the words make no sense."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sequentia_gui.gui.views.catalogue import VIEWS

PICTURES = ("window", *(entry.name for entry in VIEWS))
"""What `render` can draw: the whole window, or one of its views."""

SMALLEST, LARGEST = 64, 8192
"""Pixels along a side of a picture."""

FILMS = (".gif", ".mp4")
"""How the names of films end; `export.animation` tells it, too, but needs NumPy, for which no help should wait."""

LARGEST_SEED = 2**31 - 1

_EPILOG = (
    "For example: sequentia-gui render spiral.sequentia --epochs 300 --seed 7 -o spiral.png --json. "
    "The same command gives the same picture and the same numbers, every time."
)


def render_options(words: Sequence[str]) -> argparse.Namespace:
    """The options that `render` is called with; SystemExit after help, or a complaint, was printed."""
    parser = _parser()
    options = parser.parse_args(words)
    if not (options.output or options.json):
        parser.error("nothing to do: name a picture with -o PICTURE.png, or ask for numbers with --json")
    _check_film(parser, options)
    return options


def _check_film(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Complain where the words of the line do not fit together."""
    is_film = options.output is not None and options.output.suffix.lower() in FILMS
    if is_film and not options.epochs:
        parser.error("a film needs something to happen: say how long it trains with --epochs")
    if not is_film and (options.frames is not None or options.progress):
        parser.error("--frames and --progress are for films: name one with -o FILM.gif")
    if options.progress and options.json:
        parser.error("--progress and --json would be printed into each other: choose one")
    options.frames = options.frames or 60


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sequentia-gui render",
        description="Train an experiment without a window or a display; draw it, print its numbers, or both.",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the experiment (.sequentia) or the points (.csv)"
    )
    _add_results(parser)
    _add_training(parser)
    _add_picture(parser)
    return parser


def _add_results(parser: argparse.ArgumentParser) -> None:
    """What comes of it: a picture, a film, numbers."""
    add = parser.add_argument
    output = "the picture (.png, .svg) or the film (.gif, .mp4) to write"
    add("-o", "--output", type=_picture, metavar="PICTURE", help=output)
    frames = "pictures in a film, evenly over the epochs, 2 to 1000 (default 60)"
    add("--frames", type=_frames, metavar="N", help=frames)
    rate = "pictures a second in a film, 1 to 50 (default 10)"
    add("--fps", type=_rate, default=10, metavar="F", help=rate)
    add("--progress", action="store_true", help="print how many pictures of a film are done")
    scale = "pixels of a PNG for each of --size, 1 to 4 (default 1)"
    add("--scale", type=_scale, default=1, metavar="S", help=scale)
    add("--json", action="store_true", help="print what was measured, as JSON")


def _add_training(parser: argparse.ArgumentParser) -> None:
    """What is done before."""
    add = parser.add_argument
    epochs = "epochs to train, after those in the file (default 0)"
    add("--epochs", type=_count, default=0, metavar="N", help=epochs)
    seed = "draw the first weights from this seed; weights in the file are left"
    add("--seed", type=_seed, metavar="N", help=seed)


def _add_picture(parser: argparse.ArgumentParser) -> None:
    """What is drawn, and how it looks."""
    add = parser.add_argument
    view = f"what to draw: {', '.join(PICTURES)} (default window)"
    add("--view", choices=PICTURES, default="window", help=view, metavar="VIEW")
    layer = (
        "the layer that --view fold, switch or trace shows, 1 for the first; 0 for the plane (default: all)"
    )
    add("--layer", type=_count, metavar="K", help=layer)
    add("--size", type=_size, default=(1440, 900), metavar="WxH", help="in pixels (default 1440x900)")
    add("--theme", choices=("light", "dark", "contrast"), default="light", help="colours (default light)")
    zoom = "how large texts and lines are, 1 to 2.5 (default 1)"
    add("--zoom", type=_zoom, default=1.0, metavar="Z", help=zoom)


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
