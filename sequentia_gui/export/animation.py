"""Pictures one after the other become a film: an animated GIF, or an MP4 where the package av is installed."""

from __future__ import annotations

import io
from collections.abc import Iterable
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sequentia_gui.experiment.experiment import ExperimentError

SUFFIXES = (".gif", ".mp4")
REST_SECONDS = 2
"""How long a film stands still at its end, before it begins again."""

_QUALITY = "18"
"""Of H.264, where 0 is perfect and from about 18 on nobody sees a difference."""

Pixels = NDArray[np.uint8]


def lacking(suffix: str) -> str:
    """What to do before a film of that kind can be written; empty where it can."""
    if suffix == ".mp4" and find_spec("av") is None:
        return "Writing MP4 needs the package av: pip install sequentia-gui[mp4] brings it. GIF needs nothing more."
    return ""


def film(suffix: str, pictures: Iterable[Pixels], rate: int) -> bytes:
    """The film as a file, `rate` pictures a second; each is (height, width, 3), red, green and blue.

    Pictures are taken one by one, as they are needed. ExperimentError where something is lacking.
    """
    if lacking(suffix):
        raise ExperimentError(lacking(suffix))
    return _mp4(pictures, rate) if suffix == ".mp4" else _gif(pictures, rate)


def _gif(pictures: Iterable[Pixels], rate: int) -> bytes:
    """Each picture with the 256 colours that suit it best; of the following ones only what changed is stored."""
    from PIL import Image

    few = (Image.fromarray(picture).quantize(dither=Image.Dither.NONE) for picture in pictures)
    first = next(few)
    followers = list(few)
    durations = [round(1000 / rate)] * len(followers) + [1000 * REST_SECONDS]
    content = io.BytesIO()
    first.save(content, "GIF", save_all=True, append_images=followers, duration=durations, loop=0)
    return content.getvalue()


def _mp4(pictures: Iterable[Pixels], rate: int) -> bytes:
    """H.264 in the colours that every player knows; sides are even there, so an odd one loses a row of pixels."""
    import av

    content = io.BytesIO()
    with av.open(content, "w", format="mp4") as container:
        stream: Any = None
        for picture in _resting(pictures, rate):
            even = np.ascontiguousarray(picture[: picture.shape[0] & ~1, : picture.shape[1] & ~1])
            if stream is None:
                stream = container.add_stream("h264", rate=Fraction(rate), options={"crf": _QUALITY})
                stream.height, stream.width = even.shape[:2]
                stream.pix_fmt = "yuv420p"
            container.mux(stream.encode(av.VideoFrame.from_ndarray(even, format="rgb24")))
        container.mux(stream.encode())
    return content.getvalue()


def _resting(pictures: Iterable[Pixels], rate: int) -> Iterable[Pixels]:
    last = None
    for last in pictures:
        yield last
    if last is not None:
        yield from [last] * (REST_SECONDS * rate)
