"""Films hold the pictures that they were given, in their order and at their pace."""

from __future__ import annotations

import io
from importlib.util import find_spec

import numpy as np
import pytest
from PIL import Image

from sequentia_gui.experiment.experiment import ExperimentError
from sequentia_gui.export.animation import REST_SECONDS, Pixels, film, lacking

COLOURS = ((250, 10, 10), (10, 250, 10), (10, 10, 250))


def pictures() -> list[Pixels]:
    """One colour each, but for a black corner."""
    found = []
    for colour in COLOURS:
        picture = np.full((40, 61, 3), colour, np.uint8)
        picture[:10, :10] = 0
        found.append(picture)
    return found


def test_a_gif_shows_each_picture_for_its_time_and_rests_at_the_end() -> None:
    shown = Image.open(io.BytesIO(film(".gif", iter(pictures()), 10)))
    durations = []
    for place, picture in enumerate(pictures()):
        shown.seek(place)
        durations.append(shown.info["duration"])
        assert np.array_equal(np.asarray(shown.convert("RGB")), picture)
    assert durations == [100, 100, 1000 * REST_SECONDS]
    assert shown.info["loop"] == 0


def test_a_gif_takes_pictures_that_are_all_alike() -> None:
    same = [pictures()[0]] * 3
    assert Image.open(io.BytesIO(film(".gif", iter(same), 10))).size == (61, 40)


@pytest.mark.skipif(find_spec("av") is None, reason="av is not installed")
def test_an_mp4_shows_each_picture() -> None:
    import av

    with av.open(io.BytesIO(film(".mp4", iter(pictures()), 10))) as container:
        shown = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(shown) == len(COLOURS) + 10 * REST_SECONDS
    assert shown[0].shape == (40, 60, 3)
    for colour, frame in zip(COLOURS, shown, strict=False):
        assert np.abs(frame[30, 30].astype(int) - colour).max() < 16


@pytest.mark.skipif(find_spec("av") is not None, reason="av is installed")
def test_without_av_an_mp4_gets_a_sentence() -> None:
    assert "pip install" in lacking(".mp4")
    with pytest.raises(ExperimentError, match="needs the package av"):
        film(".mp4", iter(pictures()), 10)
