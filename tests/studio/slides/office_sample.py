"""A small deck made by hand, for PowerPoint and for paper: two chapters of three scenes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image, ImageDraw

from calcml.studio.slides.deck import Correction, Deck, Number, Section, Slide

FPS = 10
WIDE = (64, 36)
HOSTILE = '</a:t><b>&amp; "quoted" #panic("no") $x$ {{7*7}} \x0b\x00\x1b \ud800 \ufffe end'
BEATS = ("show", "shrink", "ask", "answer", "sum_up", "end")
GREYS = {beat: 40 + 30 * number for number, beat in enumerate(BEATS)}


def number(key: str, **told: Any) -> Number:
    """Return a slope of a secant."""
    return Number(
        **{
            "key": key, "kind": "number", "symbol": "frac(f(a + h) - f(a), h)", "typst": "6.1",
            "shown": "6.1", "formula": "(f(a + h) - f(a))/h at a = 3, h = 0.1", "exact": "61/10",
            "computed": "6.100000000000012", "error": 1.2e-14, "new": True, **told,
        }
    )  # fmt: skip


STEP = number(
    "step", kind="parameter", symbol="epsilon", typst="0.1", shown="0.1", formula="as given",
    exact="1/10", computed="0.1", error=5.6e-18,
)  # fmt: skip
FORMULA = number(
    "function", kind="formula", symbol="f(x) = x^2", typst="f(x) = x^2", shown="f(x) = x²",
    formula="f(x) = x²", exact="", computed="", error=None,
)  # fmt: skip
VERDICT = number(
    "fate", kind="verdict", symbol="abs(f(x) - L) < epsilon", typst='"escapes"', shown="escapes",
    formula="|f(x) - L| < ε for 0 < |x - a| < δ", exact="", computed="False", error=None,
)  # fmt: skip
CORRECTION = Correction(
    slide="A12", statement="Every limit is reached.", verdict="wrong",
    correction="A limit need not be reached.", correction_formula="lim_(x -> 0) frac(1, x) != 0",
)  # fmt: skip


def picture(grey: int, *, late: bool, size: tuple[int, int]) -> Image.Image:
    """Return the first or the last frame of a clip: a bar, and later a second one."""
    image = Image.new("RGB", size, "#fbfaf6")
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((width // 8, height // 8, width // 4, height // 2), fill=(grey,) * 3)
    if late:
        draw.rectangle((width // 2, height // 8, width * 3 // 4, height // 2), fill=(grey, 20, 90))
    return image


def clip(path: Path, grey: int, size: tuple[int, int] = WIDE) -> Path:
    """Write a clip of six frames."""
    with av.open(path, "w") as output:
        stream = output.add_stream("libx264", rate=FPS, options={"crf": "10", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for late in (False, False, False, True, True, True):
            frame = np.asarray(picture(grey, late=late, size=size))
            output.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        output.mux(stream.encode())
    return path


def slide(folder: Path, beat: str, size: tuple[int, int] = WIDE, **told: Any) -> Slide:
    """Return a beat whose files are written into a folder."""
    grey = GREYS.get(beat, 100)
    paths = [folder / f"{beat}{kind}" for kind in (".mp4", "-a.png", "-z.png")]
    clip(paths[0], grey, size)
    for path, late in zip(paths[1:], (False, True), strict=True):
        picture(grey, late=late, size=size).save(path)
    return Slide(
        **{
            "beat": beat, "place": 1, "of": 1, "caption": f"This is to {beat}.",
            "markup": f"This is to {beat}.".replace("_", r"\_"), "setting": None, "clip": paths[0],
            "first": paths[1], "last": paths[2], "frames": 6, "seconds": 0.6, "loops": False,
            "waits": False, "sounds": False, "numbers": (), **told,
        }
    )  # fmt: skip


def section(title: str, chapter: str, slides: list[Slide], **told: Any) -> Section:
    """Return a scene."""
    placed = (
        replace(each, place=place, of=len(slides)) for place, each in enumerate(slides, start=1)
    )
    return Section(
        **{
            "name": title.replace(" ", "-"), "scene": title.title().replace(" ", ""),
            "chapter": chapter, "title": title, "sentence": f"{title} is understood.",
            "sources": ("A12",), "slides": tuple(placed), "corrections": (), **told,
        }
    )  # fmt: skip


def deck(folder: Path, size: tuple[int, int] = WIDE, **told: Any) -> Deck:
    """Return the deck; its files lie in a folder."""
    old = tuple(replace(each, new=False) for each in (FORMULA, STEP))
    show, shrink, ask, answer, sum_up, end = BEATS
    sections = (
        section("Secants", "Slopes", [
            slide(folder, show, size, numbers=(FORMULA, STEP),
                  caption="A step h = 2 & a <slope>.", markup=r"A step $h$ \= $2$ & a \<slope\>."),
            slide(folder, shrink, size, loops=True, numbers=(*old, number("slope"))),
        ], corrections=(CORRECTION,)),
        section("Tangents", "Slopes", [
            slide(folder, ask, size, waits=True, numbers=(VERDICT,)),
            slide(folder, answer, size, numbers=(replace(VERDICT, new=False),)),
        ]),
        section("Descents", "Going down", [
            slide(folder, sum_up, size, caption=HOSTILE, markup=f"$x$ #panic() {HOSTILE}",
                  numbers=(number("evil", symbol='#read("/etc/hosts")', typst="x$ #panic() $",
                                  shown=HOSTILE, formula=HOSTILE),)),
            slide(folder, end, size, caption="", markup=""),
        ]),
    )  # fmt: skip
    return Deck(
        **{
            "title": "A lecture <of mine>", "author": "A. Author",
            "description": "For tests & more.", "theme": "light", "captions": True,
            "width": size[0], "height": size[1], "fps": FPS,
            "sections": sections, **told,
        }
    )  # fmt: skip
