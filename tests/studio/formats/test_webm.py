"""WebM as a browser decodes it."""

import av
import numpy as np
import pytest

from calcml.studio.formats.webm import write
from tests.studio.formats.conftest import (
    FPS,
    HEIGHT,
    INK,
    SECOND,
    WIDTH,
    decoded,
    drawn_over,
    over,
)

COLOURS = [(255, 255, 255), (0, 0, 0), (255, 0, 0)]


def test_every_frame_is_there_and_its_colours_are_told(film, usual, tmp_path):
    write(film.piece, tmp_path / "a.webm", usual, lambda _: None)
    with av.open(tmp_path / "a.webm") as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.width, context.height) == ("vp9", WIDTH, HEIGHT)
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert context.color_range == 1
        times = [frame.time for frame in container.decode(stream)]
        assert "alpha_mode" not in {key.lower() for key in stream.metadata}
    assert times == pytest.approx([number / FPS for number in range(18)], abs=6e-4)
    found = decoded(tmp_path / "a.webm", "rgb24")
    inside = np.hypot(*np.ogrid[-30:34, -25 - 14 : 57]) < 10  # the disc of the last picture
    for shown, drawn in zip((found[-1],), (film.frames[-1],), strict=True):
        assert np.abs(shown[inside].astype(int) - drawn[inside][:, :3]).max() <= 8
        assert np.abs(shown[inside].mean(axis=0) - INK).max() <= 4


def test_every_beat_begins_with_a_whole_picture(film, usual, tmp_path):
    write(film.piece, tmp_path / "a.webm", usual, lambda _: None)
    with av.open(tmp_path / "a.webm") as container:
        keys = [round(p.pts * p.time_base * FPS) for p in container.demux(video=0) if p.is_keyframe]
    assert keys == [0, SECOND]


def test_the_alpha_is_there_and_is_said_to_be(clear, usual, tmp_path):
    write(clear.piece, tmp_path / "a.webm", usual, lambda _: None)
    with av.open(tmp_path / "a.webm") as container:
        stream = container.streams.video[0]
        assert {key.lower(): value for key, value in stream.metadata.items()}["alpha_mode"] == "1"
    found = decoded(tmp_path / "a.webm", "rgba", codec="libvpx-vp9")
    assert len(found) == 18
    for shown, drawn in zip(found, clear.frames, strict=True):
        apart = np.abs(shown[..., 3].astype(int) - drawn[..., 3])
        assert apart.mean() < 1
        assert apart.max() <= 24


@pytest.mark.parametrize("background", COLOURS)
def test_edges_have_no_fringe_on_any_background(clear, usual, tmp_path, background):
    write(clear.piece, tmp_path / "a.webm", usual, lambda _: None)
    shown = decoded(tmp_path / "a.webm", "rgba", codec="libvpx-vp9")[-1]
    drawn = clear.frames[-1]
    edge = (drawn[..., 3] > 0) & (drawn[..., 3] < 255)
    assert edge.sum() > 40
    found, expected = over(shown, background)[edge], drawn_over(drawn, background)[edge]
    # what a lossy codec does to single pixels goes either way; a fringe goes one way
    assert np.abs((found - expected).mean(axis=0)).max() <= 4
