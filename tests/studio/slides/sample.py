"""A small deck made by hand: every frame of its clips can be told from every other.

A square is dark in all frames, so nothing was on screen whenever it is not seen; a field beside it
is as bright as its frame is late in the deck.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image, ImageColor

from calcml.studio.review.palette import palettes
from calcml.studio.slides.deck import Deck, Number, Section, Setting, Slide

WIDTH, HEIGHT, FPS = 320, 180, 15
FRAMES = (12, 9, 9, 6, 9, 6)
BEATS = ("appear", "turn", "ask", "answer", "go_on", "end")
STARTS = tuple(sum(FRAMES[:n]) for n in range(len(FRAMES)))
HOSTILE = '</script><img src=x onerror="alert(\'1\')">{{ 7*7 }} & "quotes" \u202eabc\u202c'
SQUARE, FIELD = (16, 16, 64, 64), (160, 48, 280, 128)


def first(n: int) -> int:
    """Return the first frame of a slide, counted through the deck."""
    return STARTS[n]


def last(n: int) -> int:
    """Return the last frame of a slide, counted through the deck."""
    return STARTS[n] + FRAMES[n] - 1


def brightness(frame: int) -> int:
    """Return the grey of the field in a frame of the deck."""
    return 40 + 4 * frame


def picture(frame: int, theme: str) -> Image.Image:
    """Return a frame of the deck."""
    image = Image.new("RGB", (WIDTH, HEIGHT), ImageColor.getrgb(palettes()[theme]["background"]))
    image.paste((128, 20, 20), SQUARE)
    image.paste((brightness(frame),) * 3, FIELD)
    return image


def clip(path: Path, frames: range, theme: str, *, sounds: bool) -> Path:
    """Write a clip of some frames of the deck."""
    with av.open(path, "w", options={"movflags": "+faststart"}) as output:
        stream = output.add_stream("libx264", rate=FPS, options={"crf": "8"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        sound = output.add_stream("aac", rate=48_000) if sounds else None
        for frame in frames:
            image = av.VideoFrame.from_ndarray(np.asarray(picture(frame, theme)), format="rgb24")
            output.mux(stream.encode(image))
        output.mux(stream.encode())
        if sound is not None:
            for packet in _hum(sound, len(frames) / FPS):
                output.mux(packet)
    return path


def _hum(stream: Any, seconds: float) -> Iterator[Any]:
    wave = 0.1 * np.sin(2 * np.pi * 220 * np.arange(int(48_000 * seconds)) / 48_000)
    frame = av.AudioFrame.from_ndarray(wave.astype(np.float32)[None], format="fltp", layout="mono")
    frame.sample_rate = 48_000
    yield from stream.encode(frame)
    yield from stream.encode()


def number(key: str, **told: Any) -> Number:
    """Return a number with everything that there is to know of it."""
    return Number(
        **{
            "key": key, "kind": "number", "symbol": "frac(f(3 + h) - f(3), h)", "typst": "6.1",
            "shown": "6.1", "formula": "(f(3 + h) - f(3))/h", "exact": "61/10",
            "computed": "6.100000000000012", "error": 1.2e-14, "new": True, **told,
        }
    )  # fmt: skip


TWO_LINES = f"#box(width: 1200pt, align(center)[{'long ' * 9}])"


def setting(source: str, *, top: float = 0.9, bottom: float = 0.94) -> Setting:
    """Return a caption on its place."""
    return Setting(source=source, box=(0.35, top, 0.65, bottom))


def slide(n: int, place: int, of: int, folder: Path, theme: str, **told: Any) -> Slide:
    """Return a slide of the deck, its clip and pictures written."""
    paths = [folder / f"{n}{end}" for end in (".mp4", "-a.png", "-z.png")]
    sounds = bool(told.get("sounds"))
    clip(paths[0], range(first(n), last(n) + 1), theme, sounds=sounds)
    picture(first(n), theme).save(paths[1])
    picture(last(n), theme).save(paths[2])
    caption = f"Caption of slide {n + 1}"
    return Slide(
        **{
            "beat": BEATS[n], "place": place, "of": of, "caption": caption,
            "markup": f"{caption}, $x^2$", "setting": setting(f"{caption}, $x^2$"),
            "clip": paths[0], "first": paths[1], "last": paths[2],
            "frames": FRAMES[n], "seconds": FRAMES[n] / FPS, "loops": False, "waits": False,
            "sounds": False, "numbers": (), **told,
        }
    )  # fmt: skip


def deck(folder: Path, theme: str = "light", **told: Any) -> Deck:
    """Return the deck: six slides in three scenes and two chapters, the last one hostile."""
    folder.mkdir(exist_ok=True)
    old = number("slope.1", exact="7", shown="7", typst="7", new=False)
    evil = number(
        "evil", symbol='#read("/etc/hosts")', typst="x$ #panic() $y", shown=HOSTILE,
        formula=HOSTILE, exact="7" * 300, computed="", error=None,
    )  # fmt: skip
    parts = (
        ("01-Walk", "Moving", "A walk", (
            slide(0, 1, 3, folder, theme, sounds=True),
            slide(1, 2, 3, folder, theme, loops=True, numbers=(old, number("slope.2"))),
            slide(2, 3, 3, folder, theme, waits=True, caption="What is the slope?"),
        )),
        ("02-Rest", "Standing", "A rest", (
            slide(3, 1, 2, folder, theme, numbers=(number("answer", shown="42", typst="42"),)),
            slide(4, 2, 2, folder, theme, setting=setting(TWO_LINES, top=0.88, bottom=0.96)),
        )),
        ("03-Hostile", HOSTILE, HOSTILE, (
            slide(
                5, 1, 1, folder, theme, caption=HOSTILE, setting=setting("#panic()"),
                numbers=(evil,),
            ),
        )),
    )  # fmt: skip
    sections = tuple(
        Section(
            name=name, scene=name[3:], chapter=chapter, title=title, sentence="A sentence.",
            sources=(), slides=slides, corrections=(),
        )
        for name, chapter, title, slides in parts
    )  # fmt: skip
    return Deck(
        **{
            "title": "A lecture", "author": "A. Author", "description": "For tests.",
            "theme": theme, "captions": False, "width": WIDTH, "height": HEIGHT, "fps": FPS,
            "sections": sections, **told,
        }
    )  # fmt: skip
