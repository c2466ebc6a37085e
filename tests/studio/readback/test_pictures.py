"""Videos are decoded to the colours that were put in, and what is none is refused."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from manim._config.video_encoder import VideoEncoderSpec

from calcml.stage.film.encoder import PatchEncoder
from calcml.studio.problems import StudioError
from calcml.studio.readback.inks import colour_of, shares_of
from calcml.studio.readback.pictures import film_of
from tests.studio.readback.encoded_lies import rewritten
from tests.studio.readback.painted import GROUND, Painting

COLOURS = ("#0f131c", "#eceff5", "#ff7aa2", "#5fb0f5", "#f7b267", "#7fd6a0", "#c79bf2", "#a84b06",
           "#ffffff", "#000000", "#808080", "#d02030")  # fmt: skip


def encoded(path: Path, pictures: list[np.ndarray]) -> Path:
    """Encode pictures as a scene's are."""
    height, width, _ = pictures[0].shape
    spec = VideoEncoderSpec(
        "mp4", "libx264", "yuv420p", width, height, Fraction(15),
        (("crf", "18"), ("threads", "1"), ("bf", "0")),
    )  # fmt: skip
    encoder = PatchEncoder(target=path, spec=spec)
    for picture in pictures:
        encoder.write_frame(picture)
    encoder.finish()
    return path


def planes(level: int, width: int = 64, height: int = 64) -> np.ndarray:
    return np.full((height * 3 // 2, width), level, dtype=np.uint8)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "clip.mp4"
    rewritten([planes(20 + 9 * k) for k in range(20)], path)
    return path


def test_colours_come_back_within_three_levels(tmp_path):
    side, told = 32, [colour_of(ink) for ink in COLOURS]
    picture = np.full((2 * side, len(told) * side // 2, 4), 255, dtype=np.uint8)
    for number, colour in enumerate(told):
        row, column = divmod(number, len(told) // 2)
        part = slice(row * side, (row + 1) * side), slice(column * side, (column + 1) * side)
        picture[part][..., :3] = colour
    film = film_of(encoded(tmp_path / "colours.mp4", [picture, picture]))
    ((_, seen),) = film.pictures([1])
    for number, colour in enumerate(told):
        row, column = (side * place for place in divmod(number, len(told) // 2))
        inner = seen[row + 4 : row + side - 4, column + 4 : column + side - 4]
        assert np.abs(inner.mean(axis=(0, 1)) - colour).max() <= 3, COLOURS[number]


def test_frames_are_told_by_their_number_and_time(clip):
    film = film_of(clip)
    assert (film.width, film.height) == (64, 64)
    assert film.times == tuple(Fraction(k, 15) for k in range(20))
    levels = {number: float(frame.mean()) for number, frame in film.pictures([0, 7, 19])}
    assert list(levels) == [0, 7, 19]
    assert levels[0] < levels[7] < levels[19]
    assert list(film.pictures([])) == []


def test_how_much_of_a_pixel_is_ink_is_told_on_every_ground():
    for ground in (GROUND, "#f4f1ea"):
        frame = Painting(40, 40, ground).disc((20.3, 19.8), 6, "#ff7aa2").shown()
        shares = shares_of(frame, "#ff7aa2")
        assert shares.sum() == pytest.approx(np.pi * 36, rel=0.06)
        assert shares.max() == pytest.approx(1, abs=0.02)
        assert shares_of(Painting(40, 40, ground).shown(), "#ff7aa2").max() == 0


def test_another_colour_is_no_ink():
    frame = Painting(40, 40).disc((20, 20), 8, "#5fb0f5").shown()
    assert shares_of(frame, "#ff7aa2").sum() < 0.1 * np.pi * 64


def test_an_ink_that_is_laid_on_thinly_counts_as_whole():
    ground, ink = colour_of(GROUND), colour_of("#f7b267")
    mixed = np.round(ground + 0.6 * (ink - ground)).astype(int)
    thin = "#" + "".join(f"{level:02x}" for level in mixed)
    frame = Painting(40, 40).disc((20, 20), 6, thin).shown()
    assert shares_of(frame, "#f7b267", 0.6).sum() == pytest.approx(np.pi * 36, rel=0.06)


def test_what_is_torn_off_is_said_to_be_so(clip):
    whole = clip.read_bytes()
    for share in (0.3, 0.6, 0.95):
        clip.write_bytes(whole[: int(share * len(whole))])
        with pytest.raises(StudioError, match=r"clip\.mp4 is not a whole video: "):
            film_of(clip)


def test_a_video_whose_frames_were_cut_off_behind_its_head_is_not_whole(clip):
    # `faststart` puts the head first, so a torn file opens.
    head_first(clip)
    whole = clip.read_bytes()
    clip.write_bytes(whole[: int(0.7 * len(whole))])
    with pytest.raises(StudioError, match=r"it announces 20 frames, and 1?[0-9] are there"):
        film_of(clip)


def head_first(clip: Path) -> None:
    """Write a video once more with its head before its frames."""
    target = clip.with_name("fast.mp4")
    with av.open(clip) as source, av.open(target, "w", options={"movflags": "+faststart"}) as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    target.replace(clip)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is not a whole video"), (b"no video\n" * 50, "is not a whole video")],
    ids=["an empty file", "a text"],
)
def test_what_is_no_video_is_refused(tmp_path, content, reason):
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(StudioError, match=reason):
        film_of(path)


def test_a_missing_video_is_said_to_be_missing(tmp_path):
    with pytest.raises(StudioError, match=r"there is no .*gone\.mp4"):
        film_of(tmp_path / "gone.mp4")


def test_sound_alone_is_no_video(tmp_path):
    path = tmp_path / "sound.mp4"
    with av.open(path, "w") as container:
        stream = container.add_stream("aac", rate=44100)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), dtype=np.float32), "fltp", "mono")
        silence.rate = 44100
        container.mux(stream.encode(silence))
        container.mux(stream.encode())
    with pytest.raises(StudioError, match="holds no video"):
        film_of(path)


def test_frames_that_cannot_be_decoded_are_missed(clip):
    film = film_of(clip)
    with pytest.raises(StudioError, match="cannot be decoded up to frame 20"):
        list(film.pictures([19, 20]))
