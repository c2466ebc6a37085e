"""Excerpts are the frames of the clip, and nothing else."""

from pathlib import Path

import av
import numpy as np
import pytest

from calcml.studio.excerpts import excerpt
from calcml.studio.problems import StudioError

FPS, BEATS = 15, (7, 12, 5)


def film(path: Path, *, b_frames: bool = False) -> Path:
    """Write a clip whose beats each begin with a whole picture."""
    options = {"crf": "18", "bf": "2" if b_frames else "0", "sc_threshold": "0"}
    starts = {sum(BEATS[:n]) for n in range(len(BEATS))}
    dice = np.random.default_rng(1)
    still = dice.integers(0, 255, (48, 64, 3), dtype=np.uint8)
    with av.open(path, "w") as output:
        stream = output.add_stream("libx264", rate=FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(sum(BEATS)):
            frame = av.VideoFrame.from_ndarray(np.roll(still, number, axis=1), format="rgb24")
            frame.pict_type = av.video.frame.PictureType.I if number in starts else 0
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return path


def frames(path: Path) -> list[np.ndarray]:
    with av.open(path) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return film(tmp_path_factory.mktemp("film") / "clip.mp4")


@pytest.mark.parametrize(("start", "end"), [(0, 7), (7, 19), (19, 24), (0, 19), (7, 24), (0, 24)])
def test_its_frames_are_those_of_the_clip_bit_for_bit(clip, tmp_path, start, end):
    part = tmp_path / "part.mp4"
    excerpt(clip, start, end, part)
    expected, found = frames(clip)[start:end], frames(part)
    assert len(found) == end - start
    assert all(np.array_equal(a, b) for a, b in zip(expected, found, strict=True))
    with av.open(part) as container:
        stream = container.streams.video[0]
        times = [
            packet.pts * stream.time_base
            for packet in container.demux(stream)
            if packet.dts is not None
        ]
    assert [float(time * FPS) for time in times] == pytest.approx(list(range(end - start)))


def test_it_can_be_played_before_it_is_read_to_its_end(clip, tmp_path):
    excerpt(clip, 7, 19, tmp_path / "part.mp4")
    content = (tmp_path / "part.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_it_begins_where_a_picture_is_whole_or_not_at_all(clip, tmp_path):
    with pytest.raises(StudioError, match=r"clip\.mp4 has no whole picture at frame 3"):
        excerpt(clip, 3, 7, tmp_path / "part.mp4")


def test_frames_that_are_not_there_are_missed(clip, tmp_path):
    with pytest.raises(StudioError, match="has 5 frames from 19 on, not 11"):
        excerpt(clip, 19, 30, tmp_path / "part.mp4")


def test_what_is_no_video_is_told(tmp_path):
    (tmp_path / "torn.mp4").write_bytes(b"\0" * 48)
    with pytest.raises(StudioError, match=r"torn\.mp4 is not a whole video"):
        excerpt(tmp_path / "torn.mp4", 0, 3, tmp_path / "part.mp4")
