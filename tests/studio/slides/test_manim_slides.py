"""A deck for manim-slides, against our own statement of what manim-slides 5.7 reads."""

import json
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from calcml.studio.clips import check_clip
from calcml.studio.drawing import ENCODER
from calcml.studio.problems import StudioError
from calcml.studio.reversing import AT_ONCE, reverse
from calcml.studio.slides.deck import Deck, Number, Section, Slide
from calcml.studio.slides.kinds import KINDS, Settings

FPS, SIZE = 15, (64, 48)
FRAMES = 2 * AT_ONCE + 7
FIELDS = {
    "file": str, "rev_file": str, "type": str, "loop": bool, "auto_next": bool,
    "playback_rate": float, "reversed_playback_rate": float, "notes": str, "dedent_notes": bool,
    "skip_animations": bool, "direction": str,
}  # fmt: skip


def brightness(number):
    """Return how bright the numbered frame is: no two beside each other alike."""
    return 40 + 60 * (number % 3) + number // 3


def clip(path, frames=FRAMES):
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options=ENCODER | {"g": "30"})
        stream.width, stream.height, stream.pix_fmt = SIZE[0], SIZE[1], "yuv420p"
        for number in range(frames):
            grey = np.full((SIZE[1] * 3 // 2, SIZE[0]), 128, dtype=np.uint8)
            grey[: SIZE[1]] = brightness(number)
            frame = av.VideoFrame.from_ndarray(grey, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def levels(path):
    with av.open(path) as container:
        return [
            float(frame.to_ndarray(format="gray")[10:-10, 10:-10].mean())
            for frame in container.decode(video=0)
        ]


def test_a_reversed_clip_has_all_frames_in_reverse_order(tmp_path):
    source = clip(tmp_path / "a.mp4")
    reverse(source, FRAMES, FPS, tmp_path / "b.mp4")
    check_clip(tmp_path / "b.mp4", frames=FRAMES, fps=FPS, size=SIZE)
    assert np.abs(np.subtract(levels(tmp_path / "b.mp4"), levels(source)[::-1])).max() <= 3


def test_a_clip_that_is_too_short_is_not_reversed(tmp_path):
    source = clip(tmp_path / "a.mp4", frames=10)
    with pytest.raises(StudioError, match=r"a\.mp4 has 10 frames from 0 on, not 12"):
        reverse(source, 12, FPS, tmp_path / "b.mp4")


@pytest.fixture
def deck(tmp_path):
    Image.new("RGB", SIZE, (16, 20, 31)).save(tmp_path / "first.png")
    number = Number(
        key="secant.slope.1", kind="number", symbol="m", typst="6.1", shown="6.1",
        formula="(f(a+h) − f(a))/h", exact="61/10", computed="6.1", error=0.0, new=True,
    )  # fmt: skip

    def slide(beat, place, *, loops):
        return Slide(
            beat=beat, place=place, of=2, caption=f"We {beat}: η → 0.", markup="", setting=None,
            clip=clip(tmp_path / f"{beat}.mp4", frames=6), first=tmp_path / "first.png",
            last=tmp_path / "first.png", frames=6, seconds=0.4, loops=loops, waits=False,
            sounds=False, numbers=(number,),
        )  # fmt: skip

    def section(name, scene):
        return Section(
            name=name, scene=scene, chapter="Moving", title=scene, sentence="", sources=(),
            slides=(slide("rise", 1, loops=False), slide("turn", 2, loops=True)), corrections=(),
        )  # fmt: skip

    return Deck(
        title="Dots", author="", description="", theme="dark", captions=True, width=SIZE[0],
        height=SIZE[1], fps=FPS,
        sections=(section("01-Walk", "Walk"), section("02-Run", "Run"), section("03-Run", "Run")),
    )  # fmt: skip


def test_the_folder_is_what_manim_slides_reads(deck, tmp_path):
    (tmp_path / "out").mkdir()
    root = KINDS["manim-slides"].write(deck, tmp_path / "out", Settings())
    names = ["02-Run", "03-Run", "Walk"]
    assert sorted(path.stem for path in (root / "slides").glob("*.json")) == names
    for name in names:
        raw = (root / "slides" / f"{name}.json").read_bytes()
        told = json.loads(raw.decode("ascii"))
        assert set(told) == {"slides", "resolution", "background_color"}
        assert told["resolution"] == [64, 48]
        assert told["background_color"] == "#10141f"
        assert [slide["loop"] for slide in told["slides"]] == [False, True]
        for slide in told["slides"]:
            assert {key: type(value) for key, value in slide.items()} == FIELDS
            assert slide["type"] == "video"
            for file in ("file", "rev_file"):  # relative to the folder that holds slides/
                assert (root / slide[file]).is_file()
                assert slide[file].startswith(f"slides/files/{name}/")
    notes = told["slides"][0]["notes"].splitlines()
    assert notes[0] == "We rise: η → 0."
    assert notes[-1] == "- m: 6.1; (f(a+h) − f(a))/h; exact 61/10"
    assert "manim-slides present Walk 02-Run 03-Run" in (root / "README.txt").read_text("utf-8")
