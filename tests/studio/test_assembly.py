"""Clips are joined without encoding; a reader finds frames, chapters, captions and titles."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import srt
from PIL import Image

from calcml.studio.assembly import Part, join
from calcml.studio.captions import Cue, cues_of, srt_text, text_samples, vtt_text
from calcml.studio.clips import check_clip, frame_count, save_frame
from calcml.studio.problems import StudioError

FPS = 10
SIZE = (64, 48)


def make_clip(path: Path, grey: int, frames: int, **options: str) -> Part:
    """Encode a clip that gets brighter from frame to frame, B-frames included."""
    settings = {"threads": "1", "preset": "medium", "crf": "10", **options}
    with av.open(path, "w") as output:
        stream = output.add_stream("libx264", rate=FPS, options=settings)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        for number in range(frames):
            picture = np.full((SIZE[1], SIZE[0], 3), grey + 5 * number, dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return Part(clip=path, title=f"Chapter · {path.stem}", frames=frames, fps=FPS)


@pytest.fixture
def parts(tmp_path: Path) -> list[Part]:
    """Return three clips of different length and brightness."""
    return [
        make_clip(tmp_path / f"clip{number}.mp4", 40 * number, frames)
        for number, frames in enumerate((17, 5, 23))
    ]


def greys(path: Path) -> list[float]:
    with av.open(path) as container:
        return [
            float(frame.to_ndarray(format="gray").mean()) for frame in container.decode(video=0)
        ]


def test_the_whole_has_the_frames_of_the_parts_in_order(parts: list[Part], tmp_path: Path) -> None:
    target = tmp_path / "whole.mp4"
    join(parts, [], target, metadata={})
    check_clip(target, frames=45, fps=FPS, size=SIZE)
    assert frame_count(target) == 45
    assert greys(target) == [grey for part in parts for grey in greys(part.clip)]


def test_a_reader_finds_chapters_titles_captions_and_cover(
    parts: list[Part], tmp_path: Path
) -> None:
    target, cover = tmp_path / "whole.mp4", tmp_path / "cover.png"
    save_frame(parts[0].clip, 1.0, cover)
    cues = [Cue(0, 1.5, "Eins, η = 0.1"), Cue(2.0, 3.0, "Two")]
    join(
        parts, cues, target, metadata={"title": "T & é", "artist": "A", "comment": ""}, cover=cover
    )
    with av.open(target) as container:
        assert container.duration == 4_500_000
        assert (container.metadata["title"], container.metadata["artist"]) == ("T & é", "A")
        spans = [
            (chapter["start"], chapter["end"], chapter["metadata"]["title"])
            for chapter in container.chapters()
        ]
        assert spans == [
            (0, 1700, "Chapter · clip0"),
            (1700, 2200, "Chapter · clip1"),
            (2200, 4500, "Chapter · clip2"),
        ]
        pictures = [
            s for s in container.streams.video if s.disposition & av.stream.Disposition.attached_pic
        ]
        assert len(pictures) == 1
        track = container.streams.subtitles[0]
        read = [
            (packet.pts, packet.duration, bytes(packet)[2:].decode())
            for packet in container.demux(track)
            if len(bytes(packet)) > 2
        ]
    assert read == [(0, 1500, "Eins, η = 0.1"), (2000, 1000, "Two")]
    assert target.read_bytes().index(b"moov") < target.read_bytes().index(b"mdat"), "fast start"


@pytest.mark.parametrize("options", [{"profile": "baseline"}, {"bf": "0", "refs": "5"}])
def test_clips_of_another_encoder_setting_are_refused(
    parts: list[Part], tmp_path: Path, options: dict[str, str]
) -> None:
    other = make_clip(tmp_path / "other.mp4", 10, 5, **options)
    with pytest.raises(StudioError, match=r"other.mp4 and clip0.mp4 were encoded differently"):
        join([*parts, other], [], tmp_path / "whole.mp4", metadata={})


def test_a_clip_is_checked_against_its_timeline(parts: list[Part], tmp_path: Path) -> None:
    clip = parts[0].clip
    with pytest.raises(StudioError, match="must have 16 frames, got 17"):
        check_clip(clip, frames=16, fps=FPS, size=SIZE)
    with pytest.raises(StudioError, match="pixels, got"):
        check_clip(clip, frames=17, fps=FPS, size=(2, 2))
    with pytest.raises(StudioError, match=r"frame 1 of .* must stand at 0.050 s, got 0.100 s"):
        check_clip(clip, frames=17, fps=2 * FPS, size=SIZE)
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(clip.read_bytes()[:700])
    with pytest.raises(StudioError, match="not a whole video"):
        check_clip(torn, frames=17, fps=FPS, size=SIZE)


@pytest.mark.parametrize(("seconds", "number"), [(0.0, 0), (0.55, 5), (99.0, 16)])
def test_a_saved_frame_is_the_one_on_screen(
    parts: list[Part], tmp_path: Path, seconds: float, number: int
) -> None:
    picture = tmp_path / "frame.png"
    save_frame(parts[0].clip, seconds, picture)
    # greys are 5 apart; the limited range of video rounds each by at most 255/219/2 + 1/2 < 1.1,
    # and crf 10 moves a flat picture by less than 1
    with Image.open(picture) as image:
        assert np.asarray(image).mean() == pytest.approx(5 * number, abs=2.1)


def test_captions_follow_the_scenes_and_skip_silent_beats() -> None:
    beats = [
        {"caption": "One\n line", "start": 0.0, "end": 1.0},
        {"caption": " ", "start": 1.0, "end": 2.0},
    ]
    cues = cues_of([(0.0, beats), (2.0, beats)])
    assert cues == (Cue(0.0, 1.0, "One line"), Cue(2.0, 3.0, "One line"))


def test_subrip_is_read_back_by_another_parser() -> None:
    cues = [Cue(0.0, 59.9995, "a < b"), Cue(60, 3661.5, "−0.01 → η")]
    read = list(srt.parse(srt_text(cues)))
    assert [(item.index, item.content) for item in read] == [(1, "a < b"), (2, "−0.01 → η")]
    assert read[1].end.total_seconds() == 3661.5


def test_webvtt_stamps_and_escapes() -> None:
    text = vtt_text([Cue(59.9996, 3661.5, "a < b & c")])
    assert text == "WEBVTT\n\n00:01:00.000 --> 01:01:01.500\na &lt; b &amp; c\n"


def test_text_samples_fill_the_whole_time_without_overlap() -> None:
    samples = text_samples([Cue(0.5, 1.0, "a"), Cue(0.9, 2.0, "b")], 3.0)
    starts = [start for start, _, _ in samples]
    ends = [start + length for start, length, _ in samples]
    assert starts == [0, *ends[:-1]]
    assert ends[-1] == 3000
